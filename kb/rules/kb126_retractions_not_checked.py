"""Sources of which nobody has asked whether they were retracted.

What it checks
    The source records say on which day a database of retractions was asked. Said once, with how many of them still say
    `none yet`. It accuses no source: it says what has not been done.

Why it matters at the bedside
    That no retraction is known means little as long as nobody has looked for one. The reader of a response rate should
    know which of the two it is.

How to fix
    Ask a database of retractions for each source, and write the day into `retraction_checked` and its name into
    `looked_up`.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.INFO


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield one remark, at the first record that nobody has checked."""
    unchecked = [record for record in kb.source_records.values() if record.retraction_checked is None]
    if unchecked:
        count = f"{len(unchecked):,} of {len(kb.source_records):,} sources"
        message = f"no database of retractions was asked about {count} yet (first '{unchecked[0].key}')"
        yield Remark(kb.place(unchecked[0], "retraction_checked"), message, "Ask one, and write the day.")
