"""What it means that two comparable facts agree or not, for each kind of fact.

A verdict is one of four. `agrees`: the same. `compatible`: contained, rounded, or within sampling variation. `differs`:
partly overlapping, or another threshold, step or dose. `contradicts`: apart.
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from decimal import Decimal
from typing import Final, NamedTuple

from kb.estimate import counted_source, effective_cohort, estimate, interval_of
from kb.model import Condition, Fact, KnowledgeBase
from kb.value import (
    Interval,
    Relation,
    Value,
    bound_is_vague,
    converts_exactly,
    in_unit,
    relation,
    rounds_to,
    spans_levels,
)
from kb.vocabulary import STANCES

APPROXIMATELY: Final = Decimal("0.10")
"""How far, relative to itself, a figure printed as approximate may be from another."""

CALENDAR_SLACK: Final = Decimal("0.02")
"""How far figures may be apart after a conversion between months and days, which has no exact factor."""

MEDIAN_RATIO: Final = Decimal("1.5")
"""Medians without intervals, where one of them names no patients, differ only beyond this ratio."""


class Verdict(enum.Enum):
    """What is said of a compared pair, from accord to discord."""

    AGREES = "agrees"
    COMPATIBLE = "compatible"
    DIFFERS = "differs"
    CONTRADICTS = "contradicts"

    @property
    def is_conflict(self) -> bool:
        """Whether the pair makes a conflict."""
        return self in (Verdict.DIFFERS, Verdict.CONTRADICTS)


class Comparison(NamedTuple):
    """A compared pair of facts, by id; `stricter` is the id of the fact that stops earlier, where one does."""

    one: str
    other: str
    verdict: Verdict
    reason: str
    stricter: str = ""


Judgement = tuple[Verdict, str] | tuple[Verdict, str, str] | None


def verdict_of(kb: KnowledgeBase, one: Fact, other: Fact) -> Comparison | None:
    """The verdict on two facts that are known to be comparable; None where a value is missing or not convertible."""
    judge = _JUDGES.get(kb.kind(one))
    judgement = judge(kb, one, other) if judge else None
    return Comparison(one.id, other.id, *judgement) if judgement else None


def _quantity(kb: KnowledgeBase, one: Fact, other: Fact) -> Judgement:
    return _values(one.value, other.value)


def _values(one: Value | None, other: Value | None) -> Judgement:
    if one is None or other is None:
        return None
    how = relation(one, other)
    if how is None:
        return None
    if how is Relation.EQUAL:
        if bound_is_vague(one) != bound_is_vague(other):
            return Verdict.COMPATIBLE, "one of the bounds is printed as a range"
        return Verdict.AGREES, "the same value"
    if spans_levels(one, other):
        return Verdict.DIFFERS, "listed values against a range that spans them"
    if rounds_to(one, other):
        return Verdict.COMPATIBLE, "the same value, printed with another precision"
    if _nearly(one, other):
        return Verdict.COMPATIBLE, "the same value, as far as it is given"
    if how in (Relation.WITHIN, Relation.CONTAINS):
        return Verdict.COMPATIBLE, "one value lies within the other"
    if how is Relation.OVERLAPS:
        return Verdict.DIFFERS, "the values overlap in part"
    return Verdict.CONTRADICTS, "the values are apart"


def _nearly(one: Value, other: Value) -> bool:
    """Whether figures meet once an approximate one, or a conversion of months into days, is allowed its slack."""
    slack = APPROXIMATELY if one.approximate or other.approximate else Decimal(0)
    if not slack and not converts_exactly(one, other):
        slack = CALENDAR_SLACK
    if not slack:
        return False
    first, second = _hull(one), _hull(in_unit(other, one.unit))
    if None in (*first, *second):
        return False
    low, high = max(first[0], second[0]), min(first[1], second[1])
    return low - high <= slack * max(abs(low), abs(high))


def _hull(value: Value) -> tuple[Decimal, Decimal]:
    """Lowest and highest number of a value; either may be None where it is unbounded."""
    if not value.intervals:
        return (None, None)  # type: ignore[return-value]
    return (value.intervals[0].low, value.intervals[-1].high)  # type: ignore[return-value]


def _proportion(kb: KnowledgeBase, one: Fact, other: Fact) -> Judgement:
    same = _same_patients(kb, one, other)
    first, second = estimate(one), estimate(other)
    if same is not None or first is None or second is None:
        return same
    if "word" in (first.form, second.form):
        apart = relation(first, second) is Relation.APART
        return (
            (Verdict.DIFFERS, "the words and the figure are apart")
            if apart
            else (Verdict.COMPATIBLE, "as far as words say")
        )
    spread_one, spread_other = interval_of(counted_source(kb, one)), interval_of(counted_source(kb, other))
    if spread_one is None and spread_other is None:
        return _values(first, second)
    if relation(first, second) is Relation.EQUAL:
        return Verdict.AGREES, "the same value"
    ends_one = spread_one or Interval(*_hull(first))
    ends_other = spread_other or Interval(*_hull(second))
    if _ends_meet(ends_one, ends_other):
        return Verdict.COMPATIBLE, "within sampling variation"
    return Verdict.DIFFERS, "the 95% intervals do not overlap"


def _ends_meet(one: Interval, other: Interval) -> bool:
    low_one, high_one, low_other, high_other = one.low or 0, one.high, other.low or 0, other.high
    return (high_one is None or low_other <= high_one) and (high_other is None or low_one <= high_other)


def _same_patients(kb: KnowledgeBase, one: Fact, other: Fact) -> Judgement:
    """The verdict where both facts speak of one cohort; None where they don't."""
    cohort, cutoff = effective_cohort(kb, one)
    if not cohort or cohort != effective_cohort(kb, other)[0]:
        return None
    if cutoff != effective_cohort(kb, other)[1]:
        return Verdict.COMPATIBLE, "two looks at the same patients, at different data cutoffs"
    first, second = estimate(one), estimate(other)
    if first is None or second is None:
        return None
    how = relation(first, second)
    if how is Relation.EQUAL or rounds_to(first, second):
        return Verdict.AGREES, "the same figure of the same patients"
    if how in (Relation.WITHIN, Relation.CONTAINS):
        return Verdict.COMPATIBLE, "one value lies within the other"
    return Verdict.CONTRADICTS, "different figures of the same patients at the same data cutoff"


def _time_to_event(kb: KnowledgeBase, one: Fact, other: Fact) -> Judgement:
    same = _same_patients(kb, one, other)
    if same is not None or one.value is None or other.value is None:
        return same
    if "not-reached" in (one.value.form, other.value.form):
        return Verdict.COMPATIBLE, "not reached in one of two groups of patients"
    judgement = _values(one.value, other.value)
    if judgement is None or not judgement[0].is_conflict:
        return judgement
    if effective_cohort(kb, one)[0] and effective_cohort(kb, other)[0]:
        return Verdict.COMPATIBLE, "medians of different patients, without intervals"
    first, second = _hull(one.value), _hull(in_unit(other.value, one.value.unit))
    if None in (*first, *second):
        return Verdict.COMPATIBLE, "one of the figures is a bound"
    ratio = max(first[0], second[0]) / max(min(first[1], second[1]), Decimal(1) / 1000)
    if ratio <= MEDIAN_RATIO:
        return Verdict.COMPATIBLE, "medians that may be of different patients, without intervals"
    return Verdict.DIFFERS, "medians far apart, and nothing says that the patients are others"


def _criterion(kb: KnowledgeBase, one: Fact, other: Fact) -> Judgement:
    if "open" in (one.tier, other.tier):
        return Verdict.COMPATIBLE, "the tier is open in one of the sources"
    if one.tier and other.tier and one.tier != other.tier:
        stricter = one.id if one.tier == "absolute" else other.id
        return Verdict.DIFFERS, "relative in one source, absolute in the other", stricter
    pairs = _leaf_pairs(one.when, other.when)
    worst: tuple[Verdict, str] | tuple[Verdict, str, str] = Verdict.AGREES, "the same criterion"
    for a, b in pairs:
        if a.is_ is None and b.is_ is None:
            continue
        how = relation(a.is_, b.is_) if a.is_ is not None and b.is_ is not None else None
        if how is Relation.EQUAL:
            continue
        if how is None:
            return Verdict.COMPATIBLE, "one source gives a threshold where the other gives none"
        stricter = {Relation.CONTAINS: one.id, Relation.WITHIN: other.id}.get(how, "")
        worst = Verdict.DIFFERS, "the thresholds differ", stricter
    if worst[0] is Verdict.AGREES and one.when is not None and other.when is not None:
        return _circumstances(one, other, pairs) or worst
    return worst


def _circumstances(one: Fact, other: Fact, pairs: list[tuple[Condition, Condition]]) -> Judgement:
    """How criteria with the same thresholds differ: in how they are joined, how often or how long they must be met."""
    assert one.when is not None and other.when is not None
    if len(pairs) > 1 and bool(one.when.any) != bool(other.when.any):
        stricter = one.id if one.when.any else other.id
        return Verdict.DIFFERS, "joined by 'or' in one source, by 'and' in the other", stricter
    for a, b in pairs:
        if a.times and b.times and a.times != b.times:
            return Verdict.DIFFERS, "how often it must be met differs", one.id if a.times < b.times else other.id
        if a.lasting is not None and b.lasting is not None and relation(a.lasting, b.lasting) is not Relation.EQUAL:
            return Verdict.DIFFERS, "how long it must last differs"
    return None


def _leaf_pairs(one: Condition | None, other: Condition | None) -> list[tuple[Condition, Condition]]:
    def subject(leaf: Condition) -> str:
        return leaf.parameter or leaf.present or leaf.absent

    first = sorted(one.leaves(), key=subject) if one else []
    second = sorted(other.leaves(), key=subject) if other else []
    return [(a, b) for a, b in zip(first, second, strict=False) if subject(a) == subject(b)]


def _stance(kb: KnowledgeBase, one: Fact, other: Fact) -> Judgement:
    if not one.stance or not other.stance:
        return None
    steps = STANCES.index(one.stance), STANCES.index(other.stance)
    if steps[0] != steps[1] and one.cite == other.cite and one.when and other.when and one.when != other.when:
        return Verdict.COMPATIBLE, "steps of one source, each with its own limit"
    caution = STANCES.index("caution")
    if steps[0] != steps[1]:
        demanding = min(steps) if max(steps) < caution else max(steps)
        stricter = one.id if steps[0] == demanding else other.id
        opposed = min(steps) < caution < max(steps)
        return (Verdict.CONTRADICTS if opposed else Verdict.DIFFERS), "another stance", stricter
    wider = _wider(kb, one, other)
    if wider:
        return Verdict.DIFFERS, "the same stance for a wider scope", wider
    thresholds = _criterion(kb, one, other)
    return thresholds if thresholds and thresholds[0].is_conflict else (Verdict.AGREES, "the same stance")


def _wider(kb: KnowledgeBase, one: Fact, other: Fact) -> str:
    """The id of the fact whose stance holds for more cases, where one does."""
    first = [leaf.present for leaf in one.when.leaves() if leaf.present] if one.when else []
    second = [leaf.present for leaf in other.when.leaves() if leaf.present] if other.when else []
    for a in first:
        for b in second:
            if a != b and kb.vocabulary.covers(a, b):
                return one.id
            if a != b and kb.vocabulary.covers(b, a):
                return other.id
    return ""


def _medication(kb: KnowledgeBase, one: Fact, other: Fact) -> Judgement:
    judgements = [_values(getattr(one, name), getattr(other, name)) for name in ("dose", "frequency", "rate")]
    given = [
        (name, judgement) for name, judgement in zip(("dose", "interval", "rate"), judgements, strict=True) if judgement
    ]
    if not given:
        return None
    name, worst = max(given, key=lambda pair: list(Verdict).index(pair[1][0]))
    if worst[0].is_conflict:
        return worst[0], f"the {name}s differ"
    return worst


def _action(kb: KnowledgeBase, one: Fact, other: Fact) -> Judgement:
    doses = _values(one.dose, other.dose) if one.drug == other.drug else None
    if doses and doses[0].is_conflict:
        return doses[0], "the doses differ"
    if one.do and other.do and not set(one.do) & set(other.do):
        return Verdict.DIFFERS, "another thing to do"
    return Verdict.COMPATIBLE, "the actions have something in common"


_JUDGES: Final[dict[str, Callable[[KnowledgeBase, Fact, Fact], Judgement]]] = {
    "quantity": _quantity,
    "proportion": _proportion,
    "time-to-event": _time_to_event,
    "criterion": _criterion,
    "stance": _stance,
    "medication": _medication,
    "action": _action,
}
