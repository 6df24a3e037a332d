"""A graver trigger that leads to a milder action.

What it checks
    Where one source has several triggers on one parameter, the graver does not lead to the milder action. A trigger
    is graver if it lies inside a limit that points one way, or wholly beyond the other in the direction in which all
    limits on that parameter in the base point. Actions of criteria are steps of a ladder; verbs are ordered by
    `order` in the vocabulary.

Why it matters at the bedside
    With more criteria met, or a worse value, treatment would go on where it stopped before.

How to fix
    Read the rows again: the trigger of each, its sign, and what it leads to.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator

from kb.bands import MOST_POSITIONS, band_key, directions, strictness, thresholds
from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Fact, KnowledgeBase
from kb.value import Relation, Value, in_unit, relation

SEVERITY = Severity.CRITICAL


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at each graver trigger with a milder action."""
    groups: dict[tuple[str, object], dict[tuple[Value, int], Fact]] = defaultdict(dict)
    for fact, leaf in thresholds(kb):
        if (fact.action or fact.do) and leaf.is_ is not None:
            rank = strictness(kb, fact)
            if rank is not None:
                groups[leaf.parameter, band_key(fact, leaf)].setdefault((leaf.is_, rank), fact)
    several = {key: members for key, members in groups.items() if len({rank for _, rank in members}) > 1}
    worse = directions(kb) if several else {}
    for (parameter, _), members in several.items():
        told: set[str] = set()
        for ((a, mild), one), ((b, strict), other) in itertools.permutations(list(members.items())[:MOST_POSITIONS], 2):
            if mild < strict and one.id not in told and _graver(a, b, worse.get(parameter, 0)):
                told.add(one.id)
                message = f"'{a.text}' is graver than '{b.text}' of '{other.id}' and leads to a milder action"
                help = f"Read both rows again; the other stands at {kb.place(other, 'when.is')}."
                yield Remark(kb.place(one, "do" if one.do else "action"), message, help, one.id)


def _graver(one: Value, other: Value, worse: int) -> bool:
    """Whether the first trigger lies inside the second, or wholly on the worse side of it."""
    how = relation(one, other)
    if how is Relation.WITHIN:
        return any((part.low is None) != (part.high is None) for part in other.intervals)
    if how is not Relation.APART or not worse or one.every or other.every:
        return False
    first, second = one.intervals[0], in_unit(other, one.unit).intervals[-1]
    if worse < 0:
        first, second = in_unit(other, one.unit).intervals[0], one.intervals[-1]
    return first.low is not None and second.high is not None and first.low >= second.high
