"""What it means that two comparable figures agree or not: quantities, proportions, times to an event."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from kb.estimate import effective_cohort, estimate, spread_of, spread_of_median
from kb.judgement import Judgement, Verdict
from kb.model import SCOPE_FIELDS, Fact, KnowledgeBase
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

APPROXIMATELY: Final = Decimal("0.10")
"""How far, relative to itself, a figure printed as approximate may be from another."""

CALENDAR_SLACK: Final = Decimal("0.02")
"""How far figures may be apart after a conversion between months and days, which has no exact factor."""

FAR_APART: Final = Decimal("1.5")
"""Figures of which an interval is missing, and of which one names no patients, differ only beyond this ratio."""

MOST_LOOKS: Final = 50
"""Looks at one cohort among which that of a figure without a cutoff is sought; where there are more, any may be it."""

SAME_VALUE: Final = "the same value, printed with another precision"
"""What is said of two figures that are one figure."""

_WITHIN: Final = "one value lies within the other"

_OF_A_LOOK: Final = ("subgroup", "endpoint", "ctcae_grade", "parameter", "timepoint", *SCOPE_FIELDS)
"""Fields in which two looks at the same patients are alike."""


def quantity(kb: KnowledgeBase, one: Fact, other: Fact) -> Judgement:
    judgement = values_judged(one.value, other.value)
    measure = kb.measure(one)
    if measure is None or judgement is None or one.value is None or other.value is None or judgement[1] != _WITHIN:
        return judgement
    if measure.limit:
        first, second = one.value.intervals[-1].high, in_unit(other.value, one.value.unit).intervals[-1].high
        if first is not None and second is not None and first != second:
            return Verdict.DIFFERS, "the limits differ", one.id if first < second else other.id
    if measure.prescribed and one.cite != other.cite and _are_rules(kb, one, other):
        return Verdict.DIFFERS, "one source allows what the other does not name"
    return judgement


def _are_rules(kb: KnowledgeBase, one: Fact, other: Fact) -> bool:
    """Whether both say what is to be given, within ends that they name, and neither what a cohort was given."""
    values = (one.value, other.value)
    named = all(value is not None and _hull_of(value) for value in values)
    return named and not any(effective_cohort(kb, fact)[0] for fact in (one, other))


def values_judged(one: Value | None, other: Value | None) -> Judgement:
    if one is None or other is None:
        return None
    how = relation(one, other)
    if how is None:
        return None
    if "word" in (one.form, other.form):
        return _in_words(how)
    if how is Relation.EQUAL:
        if bound_is_vague(one) != bound_is_vague(other):
            return Verdict.COMPATIBLE, "one of the bounds is printed as a range"
        return Verdict.AGREES, "the same value"
    if spans_levels(one, other):
        return Verdict.DIFFERS, "listed values against a range that spans them"
    if _rounds(one, other):
        return Verdict.COMPATIBLE, SAME_VALUE
    if _nearly(one, other):
        return Verdict.COMPATIBLE, "the same value, as far as it is given"
    if how in (Relation.WITHIN, Relation.CONTAINS) or _within_its_rounding(one, other):
        return Verdict.COMPATIBLE, _WITHIN
    if how is Relation.OVERLAPS:
        return Verdict.DIFFERS, "the values overlap in part"
    return Verdict.CONTRADICTS, "the values are apart"


def _in_words(how: Relation) -> Judgement:
    """The verdict where at least one side is a word for a loose set: only what is apart differs, and no more."""
    if how is Relation.APART:
        return Verdict.DIFFERS, "the words of one source do not fit the figure of the other"
    return Verdict.COMPATIBLE, "as far as words say"


def _rounds(one: Value, other: Value) -> bool:
    """Whether both may be one figure at two precisions: not across units of which one is a whole number of the other.

    Who writes a week has not rounded nine days; who writes degrees Celsius may have rounded degrees Fahrenheit.
    """
    if not rounds_to(one, other):
        return False
    scale = one.unit.factor / other.unit.factor
    return one.unit == other.unit or 1 not in (scale.numerator, scale.denominator) or scale == 1


def _within_its_rounding(one: Value, other: Value) -> bool:
    """Whether a figure lies within a range whose ends are taken as rounded to the digits they are printed with."""
    for wide, narrow in ((one, other), (other, one)):
        outer, inner = _hull_of(wide), _hull_of(narrow)
        if wide.form == "range" and wide.unit == narrow.unit and outer and inner and narrow.half_unit < wide.half_unit:
            return outer[0] - wide.half_unit <= inner[0] and inner[1] <= outer[1] + wide.half_unit
    return False


def _nearly(one: Value, other: Value) -> bool:
    """Whether figures meet once an approximate one, or a conversion of months into days, is allowed its slack."""
    slack = APPROXIMATELY if one.approximate or other.approximate else Decimal(0)
    if not slack and not converts_exactly(one, other):
        slack = CALENDAR_SLACK
    if not slack:
        return False
    first, second = _hull_of(one), _hull_of(in_unit(other, one.unit))
    if first is None or second is None:
        return False
    low, high = max(first[0], second[0]), min(first[1], second[1])
    return low - high <= slack * max(abs(low), abs(high))


def _hull_of(value: Value) -> tuple[Decimal, Decimal] | None:
    """Lowest and highest number of a value that has any; None where it is unbounded."""
    low, high = value.intervals[0].low, value.intervals[-1].high
    return None if low is None or high is None else (low, high)


def proportion(kb: KnowledgeBase, one: Fact, other: Fact) -> Judgement:
    same = _same_patients(kb, one, other)
    first, second = estimate(one), estimate(other)
    if same is not None or first is None or second is None:
        return same
    if "word" in (first.form, second.form):
        how = relation(first, second)
        return None if how is None else _in_words(Relation.OVERLAPS if _may_meet(kb, one, other) else how)
    return _sampled(kb, (one, first), (other, second))


def _sampled(kb: KnowledgeBase, one: tuple[Fact, Value], other: tuple[Fact, Value]) -> Judgement:
    """The verdict on rates of patients who may be others, by what chance alone would explain.

    Two intervals meet or not. A figure that is of nobody in particular, as reviews give it, has no interval: it lies
    inside that of a sample or not. A sample of unknown size could have any interval: then only figures far apart
    differ, and only if one of them names no patients.
    """
    (first, second), how = (one[1], other[1]), relation(one[1], other[1])
    if how is None:
        return None
    spreads = spread_of(kb, one[0]), spread_of(kb, other[0])
    named = bool(effective_cohort(kb, one[0])[0]), bool(effective_cohort(kb, other[0])[0])
    if spreads == (None, None) and not any(named):
        return values_judged(first, second)
    if how is Relation.EQUAL:
        return Verdict.AGREES, "the same value"
    if any(known and spread is None for known, spread in zip(named, spreads, strict=True)):
        return _of_unknown_size(first, second, all(named))
    if _ends_meet(spreads[0] or _ends(first), spreads[1] or _ends(second)):
        return Verdict.COMPATIBLE, "within sampling variation"
    if None in spreads:
        return Verdict.DIFFERS, "one figure lies outside the 95% interval of the other"
    return Verdict.DIFFERS, "the 95% intervals do not overlap"


def _may_meet(kb: KnowledgeBase, one: Fact, other: Fact) -> bool:
    """Whether the 95% interval of a counted rate reaches the set that a word of another source is taken for."""
    first, second = estimate(one), estimate(other)
    spreads = spread_of(kb, one), spread_of(kb, other)
    if first is None or second is None or spreads == (None, None):
        return False
    return _ends_meet(spreads[0] or _ends(first), spreads[1] or _ends(second))


def _of_unknown_size(one: Value, other: Value, both_named: bool) -> Judgement:
    if both_named:
        return Verdict.COMPATIBLE, "rates of other patients, of whom one source does not say how many"
    if not _far_apart(one, other):
        return Verdict.COMPATIBLE, "rates that may be of other patients, of whom one source does not say how many"
    return Verdict.DIFFERS, "rates far apart, and nothing says that the patients are others"


def _far_apart(one: Value, other: Value) -> bool:
    """Whether two figures, neither of them a bound, have nothing in common and one is far above the other."""
    first, second = _hull_of(one), _hull_of(in_unit(other, one.unit))
    if first is None or second is None:
        return False
    return max(first[0], second[0]) > FAR_APART * max(min(first[1], second[1]), Decimal(1) / 1000)


def _ends(value: Value) -> Interval:
    """The printed figure as an interval, its ends taken as rounded to the digits they are printed with."""
    first, last = value.intervals[0], value.intervals[-1]
    slack = Decimal(0) if value.form == "bound" else value.half_unit
    low, high = first.low, last.high
    return Interval(None if low is None else low - slack, None if high is None else high + slack)


def _ends_meet(one: Interval, other: Interval) -> bool:
    low_one, high_one, low_other, high_other = one.low or 0, one.high, other.low or 0, other.high
    return (high_one is None or low_other <= high_one) and (high_other is None or low_one <= high_other)


def _same_patients(kb: KnowledgeBase, one: Fact, other: Fact) -> Judgement:
    """The verdict where both facts speak of one cohort; None where they don't."""
    cohort, cutoff = effective_cohort(kb, one)
    if not cohort or cohort != effective_cohort(kb, other)[0]:
        return None
    later = effective_cohort(kb, other)[1]
    if cutoff != later:
        undated = one if not cutoff else other if not later else None
        if undated is not None and not _fits_a_look(kb, undated, other if undated is one else one):
            return Verdict.DIFFERS, "the figure is that of no known look at these patients"
        return Verdict.COMPATIBLE, "two looks at the same patients, at different data cutoffs"
    first, second = estimate(one), estimate(other)
    if first is None or second is None:
        return None
    how = relation(first, second)
    if how is None:
        return None
    if how is Relation.EQUAL or _rounds(first, second):
        return Verdict.AGREES, "the same figure of the same patients"
    if how in (Relation.WITHIN, Relation.CONTAINS):
        return Verdict.COMPATIBLE, _WITHIN
    return Verdict.CONTRADICTS, "different figures of the same patients at the same data cutoff"


def _fits_a_look(kb: KnowledgeBase, undated: Fact, dated: Fact) -> bool:
    """Whether a figure without a data cutoff is that of some look at the same patients, the given one first."""
    figure, given = estimate(undated), estimate(dated)
    if figure is None or given is None or _same_figure(figure, given):
        return True
    looks = kb.looks.get((effective_cohort(kb, dated)[0], dated.measure), ())
    if len(looks) > MOST_LOOKS:
        return True
    others = (estimate(look) for look in looks if all(getattr(look, one) == getattr(dated, one) for one in _OF_A_LOOK))
    return any(other is not None and _same_figure(figure, other) for other in others)


def _same_figure(one: Value, other: Value) -> bool:
    return relation(one, other) not in (Relation.APART, Relation.OVERLAPS) or _rounds(one, other)


def time_to_event(kb: KnowledgeBase, one: Fact, other: Fact) -> Judgement:
    same = _same_patients(kb, one, other)
    if same is not None or one.value is None or other.value is None:
        return same
    if "not-reached" in (one.value.form, other.value.form):
        return Verdict.COMPATIBLE, "not reached in one of two groups of patients"
    judgement = values_judged(one.value, other.value)
    if judgement is None or not judgement[0].is_conflict:
        return judgement
    if effective_cohort(kb, one)[0] and effective_cohort(kb, other)[0]:
        return _of_other_patients(kb, (one, one.value), (other, other.value))
    if _hull_of(one.value) is None or _hull_of(other.value) is None:
        return Verdict.COMPATIBLE, "one of the figures is a bound"
    if not _far_apart(one.value, other.value):
        return Verdict.COMPATIBLE, "medians that may be of different patients, without intervals"
    return Verdict.DIFFERS, "medians far apart, and nothing says that the patients are others"


def _of_other_patients(kb: KnowledgeBase, one: tuple[Fact, Value], other: tuple[Fact, Value]) -> Judgement:
    """The verdict on medians of two cohorts, by what chance alone would explain where their numbers are known."""
    first, second = spread_of_median(kb, one[0]), spread_of_median(kb, other[0])
    if first is None or second is None or not _far_apart(one[1], other[1]):
        return Verdict.COMPATIBLE, "medians of different patients, without intervals"
    if _ends_meet(first, second):
        return Verdict.COMPATIBLE, "medians of different patients, within sampling variation"
    return Verdict.DIFFERS, "medians further apart than chance explains in so many patients"
