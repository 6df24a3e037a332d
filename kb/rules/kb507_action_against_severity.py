"""A graver trigger that leads to a milder action.

What it checks
    Where one source has several triggers on one parameter, one inside the other, the inner (graver) one does not lead
    to a milder action. Actions of criteria are steps of a ladder; verbs of actions are ordered by `order` in the
    vocabulary.

Why it matters at the bedside
    With more criteria met, or a worse value, treatment would go on where it stopped before.

How to fix
    Read the rows again: the trigger of each, its sign, and what it leads to.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator

from kb.bands import single_leaf
from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Condition, Fact, KnowledgeBase
from kb.value import Relation, relation
from kb.vocabulary import ACTIONS

SEVERITY = Severity.CRITICAL


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at each graver trigger with a milder action."""
    groups: dict[object, list[tuple[Fact, Condition, int]]] = defaultdict(list)
    for fact in kb.facts.values():
        leaf, strictness = single_leaf(fact.when), _strictness(kb, fact)
        if leaf is not None and strictness and fact.status == "active":
            groups[fact.cite, fact.measure, leaf.parameter, leaf.at].append((fact, leaf, strictness))
    for members in groups.values():
        for (one, a, mild), (other, b, strict) in itertools.permutations(members, 2):
            assert a.is_ is not None and b.is_ is not None
            if relation(a.is_, b.is_) is Relation.WITHIN and mild < strict:
                message = f"'{a.is_.text}' is graver than '{b.is_.text}' of '{other.id}' and leads to a milder action"
                yield Remark(kb.place(one, "do" if one.do else "action"), message, "Read both rows again.", one.id)


def _strictness(kb: KnowledgeBase, fact: Fact) -> int:
    if fact.action:
        return ACTIONS.index(fact.action) + 1
    return max((kb.vocabulary.entries[verb].order for verb in fact.do if verb in kb.vocabulary), default=0)
