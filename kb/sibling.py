"""One drug in two regimens that stand beside each other: what leads to holding, which drugs go with it, what is done.

Results of two regimens are not compared: they are expected to be others. How a patient is treated under them is read
side by side on the ward, so that a difference is said, and never more than a difference.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from kb.judgement import Comparison, Verdict
from kb.model import Fact, KnowledgeBase
from kb.scope import common_subjects, keys_of, scopes_overlap
from kb.verdict import verdict_of

MOST_BESIDE: Final = 40
"""Facts of another regimen that each fact is compared with at most."""

_KINDS: Final = frozenset({"criterion", "medication", "action"})


def found(kb: KnowledgeBase) -> Iterator[Comparison]:
    """Pairs of facts of two regimens that stand beside each other and differ."""
    if not kb.vocabulary.besides:
        return
    by_regimen: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for fact in kb.facts.values():
        if fact.intervention and kb.kind(fact) in _KINDS:
            by_regimen[fact.intervention].append(fact)
    for one, other in itertools.combinations(by_regimen, 2):
        if _beside(kb, one, other):
            groups: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
            for fact in by_regimen[other]:
                for key in keys_of(kb, fact).values():
                    groups[key].append(fact)
            for fact in by_regimen[one]:
                same = (against for key in keys_of(kb, fact).values() for against in groups.get(key, ()))
                for against in itertools.islice(same, MOST_BESIDE):
                    yield from filter(None, (between(kb, fact, against),))


def between(kb: KnowledgeBase, one: Fact, other: Fact) -> Comparison | None:
    """The difference of two facts of one kind under two regimens of one drug, where there is one."""
    if kb.kind(one) not in _KINDS or not _beside(kb, one.intervention, other.intervention):
        return None
    for subject in common_subjects(kb, one, other):
        if scopes_overlap(kb, one, other, subject, but="intervention"):
            judged = verdict_of(kb, one, other, subject)
            if judged is not None and judged.verdict.is_conflict:
                return judged._replace(verdict=Verdict.DIFFERS, reason=f"in another regimen: {judged.reason}")
    return None


def _beside(kb: KnowledgeBase, one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two scopes have no regimen in common and each has one that stands beside one of the other."""
    if not one or not other or kb.vocabulary.overlap(one, other):
        return False
    return any(kb.vocabulary.beside(a, b) for a in one for b in other)
