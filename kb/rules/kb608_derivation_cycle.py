"""Facts that are derived from each other in a circle.

What it checks
    No derived fact rests, over any number of steps, on itself.

Why it matters at the bedside
    A number computed from itself rests on no source at all.

How to fix
    Give one of the facts in the circle a source of its own, or delete the derivation.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.CRITICAL


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each circle, at its first fact."""
    for cycle in graph.derivation_cycles():
        fact = kb.facts.get(cycle[0])
        if fact is not None:
            path = " from ".join((*cycle, cycle[0]))
            help = "Give one of them a source of its own, or take its derivation away."
            yield Remark(kb.place(fact, "derived.inputs"), f"derived in a circle: {path}", help, fact.id)
