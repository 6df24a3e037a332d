"""Two actions of one step that cannot both be done.

What it checks
    Among the actions of a fact (`do`) there are no two that the vocabulary calls opposed to each other; what opposes
    an action, and has no narrower verbs of its own, opposes all that are narrower than that action.

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
from kb.vocabulary import Vocabulary

SEVERITY = Severity.CRITICAL


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at the second of two opposed actions of a fact."""
    general = {broad for verb in kb.vocabulary.of_type("verb") for broad in verb.broader}
    for fact in kb.facts.values():
        for index, verb in enumerate(fact.do):
            against = [one for one in fact.do[:index] if _opposed(kb.vocabulary, general, one, verb)]
            if against:
                message = f"'{verb}' and '{against[0]}' can't both be done"
                help = "Keep the one that the source names here; make another fact of the other."
                yield Remark(kb.place(fact, f"do.{index}"), message, help, fact.id)


def _opposed(vocabulary: Vocabulary, general: set[str], one: str, other: str) -> bool:
    """Whether two verbs can't both be done.

    A general verb ("avoid") opposes the other general one ("give") of the same thing, and not each way of giving
    another: that one of a fact's verbs has its object in it, and the other the fact's drug, only the names tell.
    """
    return vocabulary.opposed(one, other) or any(
        first not in general and not vocabulary.lineage(second).isdisjoint(_against(vocabulary, first))
        for first, second in ((one, other), (other, one))
    )


def _against(vocabulary: Vocabulary, verb: str) -> tuple[str, ...]:
    against: tuple[str, ...] = getattr(vocabulary.entries.get(verb), "opposed_to", ())
    return against
