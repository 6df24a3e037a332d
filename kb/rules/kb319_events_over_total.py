"""More events than patients.

What it checks
    `events` does not exceed `total`, and a `total` is not 0.

Why it matters at the bedside
    A count above its denominator means that one of them belongs to another row of the table.

How to fix
    Read the count and the denominator again in the source.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each fact with more events than its total."""
    for fact in kb.facts.values():
        if fact.total == 0:
            yield Remark(
                kb.place(fact, "total"), "a total of 0 patients", "Read the denominator again in the source.", fact.id
            )
        elif fact.events is not None and fact.total is not None and fact.events > fact.total:
            yield Remark(
                kb.place(fact, "events"),
                f"{fact.events} events of {fact.total} patients",
                "Read both again in the source.",
                fact.id,
            )
