"""A declared disagreement that is none.

What it checks
    No fact declares under `disagrees_with` a fact that was retired, or one of the same measure, drug and parameter that
    holds the very same figure. (What the rules can't compare, such as statements and steps, is left to the editor.)

Why it matters at the bedside
    A figure that wears the mark of a conflict is read with doubt. Where the sources agree, the doubt is of our making,
    and the explanation written for it would excuse the next real difference.

How to fix
    Delete the declaration. If the sources do disagree, look at the figures: one of them was copied from the other.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kb.estimate import estimate
from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Fact, KnowledgeBase

SEVERITY = Severity.ERROR

_FIGURES: Final = ("quantity", "proportion", "time-to-event")


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each declaration about a fact that is set aside, or that says the same."""
    for fact in kb.facts.values():
        for index, id in enumerate(fact.disagrees_with):
            other = kb.facts.get(id)
            said = _idle(kb, fact, other) if other is not None and other is not fact else ""
            if said:
                help = f"Delete the declaration, or read both figures again ({kb.place(kb.facts[id])})."
                yield Remark(kb.place(fact, f"disagrees_with.{index}"), f"'{id}' {said}", help, fact.id)


def _idle(kb: KnowledgeBase, fact: Fact, other: Fact) -> str:
    """Why two facts can't disagree, or an empty text."""
    if other.status == "retired" and fact.status != "retired":
        return "is retired: nothing disagrees with it any more"
    same = (fact.measure, fact.drug, fact.parameter) == (other.measure, other.drug, other.parameter)
    figure = estimate(fact) if same and kb.kind(fact) in _FIGURES else None
    if figure is not None and figure == estimate(other) and fact.interval == other.interval:
        return f"says '{figure.text}' as well, and does not disagree"
    return ""
