"""A source that was corrected after it appeared.

What it checks
    Where a source record has `status: corrected` and active facts rest on the source, `correction_read` gives the day
    on which these facts were compared with the correction.

Why it matters at the bedside
    A correction often moves one digit of one table. That may be the dose, and the copy here was made before.

How to fix
    Read the correction, compare each fact of the source with it, and write the day into `correction_read`.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.WARNING


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each corrected source whose correction nobody has read."""
    for key, record in kb.source_records.items():
        if record.status != "corrected" or record.correction_read is not None:
            continue
        resting = [id for id in graph.resting_on(key) if kb.facts[id].status == "active"]
        if resting:
            message = f"'{key}' was corrected ({record.notice}), and nothing says that its facts were compared since"
            help = f"Compare them (first '{resting[0]}'), and add 'correction_read:' with the day."
            yield Remark(kb.place(record, "status"), message, help, key)
