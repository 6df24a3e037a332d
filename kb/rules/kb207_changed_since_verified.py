"""A fact that was edited after it was found in its source.

What it checks
    The ledger of a reference records for each fact the fingerprint with which its figure was found in the text. A fact
    that has another fingerprint now has been edited since, and counts as unverified.

Why it matters at the bedside
    "Found in its source" is what the page says beside a dose. It must not be said of a dose that was changed
    afterwards, whoever changed it and however slightly.

How to fix
    Run `kb verify --sources DIR` where the text of the source is. Without the text, undo the edit.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR
WAIVABLE = False


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each fact whose ledger entry is of an earlier form of it."""
    for fact in kb.facts.values() if kb.ledgers else ():
        if kb.verification(fact) == "changed":
            message = f"'{fact.id}' was found in the text of '{fact.cite}' and has been edited since"
            yield Remark(kb.place(fact), message, "Run 'kb verify --sources DIR', or undo the edit.", fact.id)
