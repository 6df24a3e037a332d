"""A treatment that is compared with itself.

What it checks
    What a fact is compared with (`compared_with`) is not its own treatment.

Why it matters at the bedside
    A gain over nothing but itself reads as proof, and the arm that it was tested against is lost.

How to fix
    Read which arm the figure was held against, and name that treatment.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each comparison of a treatment with itself."""
    for fact in kb.facts.values():
        if fact.compared_with and fact.compared_with in fact.intervention:
            message = f"'{fact.compared_with}' is compared with itself"
            yield Remark(kb.place(fact, "compared_with"), message, "Name the other arm, as the source does.", fact.id)
