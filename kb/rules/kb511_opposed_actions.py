"""Two actions of one step that cannot both be done.

What it checks
    Among the actions of a fact (`do`) there are no two that the vocabulary calls opposed to each other.

Why it matters at the bedside
    "Give fluids and restrict fluids" leaves the reader to choose, at the moment when there is no time to.

How to fix
    Read the source again: keep what it says, or make two facts with their own conditions.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.CRITICAL


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at the second of two opposed actions of a fact."""
    for fact in kb.facts.values():
        for index, verb in enumerate(fact.do):
            against = [one for one in fact.do[:index] if kb.vocabulary.opposed(one, verb)]
            if against:
                message = f"'{verb}' and '{against[0]}' can't both be done"
                help = "Keep the one that the source names here; make another fact of the other."
                yield Remark(kb.place(fact, f"do.{index}"), message, help, fact.id)
