"""The comparison key and the verdict: the only place that decides whether two facts disagree.

Two facts are compared only if every part of their comparison key overlaps. Parts that name a group of results
(measure, subgroup, endpoint, grade) must be equal; parts that name a scope (intervention, population, condition,
setting, phase) overlap where some term of one is a term of the other or broader or narrower. What a verdict means for
each kind of fact stands in `kb.verdict`; which pairs are looked at, and how few, stands here.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from kb.estimate import compared_value, effective_cohort
from kb.model import SCOPE_FIELDS, Condition, Fact, KnowledgeBase
from kb.value import Relation, Value, relation
from kb.verdict import Comparison, Verdict, verdict_of

MOST_PAIRS: Final = 400
"""Distinct positions within one key up to which all pairs are looked at; beyond, neighbours in order of value."""

NEIGHBOURS: Final = 8
"""How many of the following positions each is compared with beyond that."""

RATES: Final = frozenset({"proportion", "time-to-event"})


def key_of(kb: KnowledgeBase, fact: Fact) -> tuple[str, ...] | None:
    """The parts of the comparison key that must be equal; None for a fact that is not compared at all.

    Retired facts, views that a source reports or opposes, and bare statements are not compared; a measure that
    describes a cohort (how many patients, how many courses) is compared within that cohort only.
    """
    kind = kb.kind(fact)
    if not kind or kind == "statement" or fact.status == "retired" or fact.voice != "own":
        return None
    grade = (fact.ctcae_grade or "any") if kind in RATES else fact.ctcae_grade
    subject = "+".join(sorted(subjects(fact.when))) if kind == "criterion" else ""
    measure = kb.measure(fact)
    cohort = ""
    if measure is not None and measure.describes_cohort:
        cohort = effective_cohort(kb, fact)[0]
        if not cohort:
            return None
    return (fact.measure, fact.subgroup, fact.endpoint, grade, fact.parameter, fact.drug, subject, cohort)


def subjects(condition: Condition | None) -> set[str]:
    """What the leaves of a condition are about: parameters and signs."""
    if condition is None:
        return set()
    return {leaf.parameter or leaf.present or leaf.absent for leaf in condition.leaves()}


def scopes_overlap(kb: KnowledgeBase, one: Fact, other: Fact) -> bool:
    """Whether every part of the comparison key that is a scope, a time or a condition overlaps."""
    vocabulary = kb.vocabulary
    for name in SCOPE_FIELDS:
        first, second = getattr(one, name), getattr(other, name)
        if first != second and not vocabulary.overlap(first, second):
            return False
    if kb.kind(one) in RATES and (one.timepoint is None) != (other.timepoint is None):
        return False
    if _apart(one.timepoint, other.timepoint) or _apart(one.cycle, other.cycle):
        return False
    if one.statistic != other.statistic and one.statistic and other.statistic:
        return False
    return _kind_scopes_overlap(kb, one, other)


def _kind_scopes_overlap(kb: KnowledgeBase, one: Fact, other: Fact) -> bool:
    vocabulary, kind = kb.vocabulary, kb.kind(one)
    if not vocabulary.overlap(one.route, other.route):
        return False
    if kind == "medication":
        if one.role and other.role and one.role != other.role:
            return False
        return vocabulary.overlap(one.indication, other.indication)
    if kind == "criterion":
        same = (one.tier and one.tier == other.tier) or (one.action and one.action == other.action)
        return bool(same) or _bands_meet(one, other)
    if kind in ("stance", "action"):
        return _triggers_overlap(kb, one.when, other.when)
    return not _conditions_apart(kb, one.when, other.when)


def _apart(one: Value | None, other: Value | None) -> bool:
    return one is not None and other is not None and relation(one, other) in (None, Relation.APART)


def _bands_meet(one: Fact, other: Fact) -> bool:
    """Whether criteria of different tiers claim a common value: one source goes on where another stops.

    An absolute limit beyond a relative one that points the same way is escalation, whichever source prints it.
    """
    if one.cite == other.cite or one.when is None or other.when is None:
        return False
    relative, absolute = (one, other) if other.tier == "absolute" else (other, one)
    pairs = zip(_by_subject(relative.when), _by_subject(absolute.when), strict=False)
    return not any(_apart(a.is_, b.is_) or a.times != b.times or _escalates(a.is_, b.is_) for a, b in pairs)


def _escalates(mild: Value | None, strict: Value | None) -> bool:
    if mild is None or strict is None or len(mild.intervals) != 1:
        return False
    half_line = (mild.intervals[0].low is None) != (mild.intervals[0].high is None)
    return half_line and relation(strict, mild) is Relation.WITHIN


def _by_subject(condition: Condition | None) -> list[Condition]:
    return sorted(
        condition.leaves() if condition else (), key=lambda leaf: leaf.parameter or leaf.present or leaf.absent
    )


def _conditions_apart(kb: KnowledgeBase, one: Condition | None, other: Condition | None) -> bool:
    """Whether two conditions exclude each other: no sign in common, or limits on one parameter that are apart.

    Where limits are alternatives, one that can be met is enough.
    """
    if one is None or other is None:
        return False
    first, second = tuple(one.leaves()), tuple(other.leaves())
    limits = [_apart(a.is_, b.is_) for a in first for b in second if a.parameter and a.parameter == b.parameter]
    if limits and (all(limits) if one.any or other.any else any(limits)):
        return True
    signs = [leaf.present for leaf in first if leaf.present], [leaf.present for leaf in second if leaf.present]
    return bool(signs[0] and signs[1]) and not kb.vocabulary.overlap(*signs)


def _triggers_overlap(kb: KnowledgeBase, one: Condition | None, other: Condition | None) -> bool:
    """Whether two triggers can be the same event: none given, or every subject of one met by one of the other."""
    if one is None or other is None:
        return one is other
    first, second = subjects(one), subjects(other)
    met = all(any(kb.vocabulary.overlap((a,), (b,)) for b in second) for a in first)
    return met and len(first) == len(second) and not _conditions_apart(kb, one, other)


def compare(kb: KnowledgeBase, one: Fact, other: Fact) -> Comparison | None:
    """Compare two facts; None where they are not comparable."""
    key = key_of(kb, one)
    if key is None or key != key_of(kb, other) or not scopes_overlap(kb, one, other):
        return None
    return verdict_of(kb, one, other)


def comparisons(kb: KnowledgeBase) -> list[Comparison]:
    """Every comparison of a base, in a stable order.

    Facts with the same key, scope and value stand for each other: each is compared with the first of them, and only
    the first of each such class with the others. The work therefore grows with the number of facts and of distinct
    positions, not with the number of pairs.
    """
    groups: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for fact in kb.facts.values():
        key = key_of(kb, fact)
        if key is not None:
            groups[key].append(fact)
    found: list[Comparison] = []
    for group in groups.values():
        if len(group) > 1:
            found.extend(_within(kb, group))
    return found


def _within(kb: KnowledgeBase, group: Sequence[Fact]) -> Iterator[Comparison]:
    classes: dict[object, list[Fact]] = defaultdict(list)
    for fact in group:
        classes[_position(kb, fact)].append(fact)
    for same in classes.values():
        for fact in same[1:]:
            yield from _compared(kb, same[0], fact)
    firsts = [same[0] for same in classes.values()]
    for one, other in _pairs(firsts):
        yield from _compared(kb, one, other)


def _pairs(facts: list[Fact]) -> Iterator[tuple[Fact, Fact]]:
    if len(facts) <= MOST_PAIRS:
        return itertools.combinations(facts, 2)
    return _neighbours(sorted(facts, key=_order))


def _neighbours(facts: list[Fact]) -> Iterator[tuple[Fact, Fact]]:
    for index, one in enumerate(facts):
        for other in facts[index + 1 : index + 1 + NEIGHBOURS]:
            yield one, other


def _order(fact: Fact) -> tuple[tuple[str, ...], str, bool, Fraction, str]:
    """By scope, cohort and lowest number in base units, so that what should be compared comes to stand together."""
    low = fact.value.intervals[0].low if fact.value and fact.value.intervals else None
    number = Fraction(low) * fact.value.unit.factor if fact.value and low is not None else Fraction(0)
    return (fact.intervention + fact.population, fact.cohort, low is not None, number, fact.id)


def _position(kb: KnowledgeBase, fact: Fact) -> object:
    """Facts with the same position differ from any third fact in the same way."""
    scope = tuple(getattr(fact, name) for name in SCOPE_FIELDS)
    times = (fact.timepoint, fact.cycle, fact.statistic, fact.role, fact.indication, fact.route, fact.when)
    figures = (compared_value(kb, fact), fact.value, fact.interval, fact.events, fact.total)
    source = fact.cite if fact.tier or fact.action or fact.stance else ""
    return (scope, times, figures, effective_cohort(kb, fact), fact.tier, fact.action, source)


def _compared(kb: KnowledgeBase, one: Fact, other: Fact) -> Iterator[Comparison]:
    if scopes_overlap(kb, one, other):
        comparison = verdict_of(kb, one, other)
        if comparison is not None:
            yield comparison


__all__ = ["Comparison", "Verdict", "compare", "compared_value", "comparisons", "key_of", "scopes_overlap", "subjects"]
