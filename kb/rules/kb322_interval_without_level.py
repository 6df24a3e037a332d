"""A confidence interval that does not say its level.

What it checks
    A fact with an interval names its confidence, as printed; where the source does not print it, the note says so.

Why it matters at the bedside
    A 90% interval is narrower than a 95% one of the same patients; compared unseen, it makes the estimate look surer.

How to fix
    Add `confidence: 95 %` as the source prints it. If it prints none, say in `note` that the level is not recorded.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each interval of unknown level that nothing is said about."""
    for fact in kb.facts.values():
        if fact.interval is not None and fact.confidence is None and "level" not in fact.note.lower():
            help = "Add 'confidence: 95 %' as printed, or say in 'note' that the level is not recorded."
            message = f"the interval {fact.interval.text} does not say its level"
            yield Remark(kb.place(fact, "interval"), message, help, fact.id)
