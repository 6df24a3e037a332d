"""Values as sets on the number line: how two of them stand to each other, and a value said in another unit.

The type lives in `value_types`, the grammar in `value_grammar`, spelling in `value_text`; their public names are named
here too, so that this module is the only one that others need. Relations are decided on exact fractions in the base
unit of the dimension, so no rounding enters, except the length of a month: `converts_exactly` tells when that does.

A period and a frequency say the same thing: `every 8 h` equals `3 /d`. A frequency word stands for a loose set of
percentages and is compared as that set. `not reached` has no set and relates only to another `not reached`.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction
from typing import NamedTuple, cast

from kb.units import Problem, Unit, UnitProblem, convert, dimension_mismatch, scale_between, to_decimal
from kb.value_faults import ValueProblem
from kb.value_grammar import parse_value
from kb.value_text import canonical_text, in_words
from kb.value_types import FREQUENCY_WORDS, Form, Interval, Term, Value

__all__ = [
    "FREQUENCY_WORDS", "Form", "Interval", "Problem", "Relation", "Term", "UnitProblem", "Value", "ValueProblem",
    "bound_is_vague", "canonical_text", "comparable", "converts_exactly", "in_unit", "in_whole_numbers", "in_words",
    "meet_in_points", "parse_value", "relation", "rounds_to", "spans_levels",
]  # fmt: skip


class Relation(enum.Enum):
    """How a set stands to another: the same, inside it, around it, partly shared, or nothing shared."""

    EQUAL = "equal"
    WITHIN = "within"
    CONTAINS = "contains"
    OVERLAPS = "overlaps"
    APART = "apart"

    @property
    def reversed(self) -> Relation:
        """The relation seen from the other side."""
        return _REVERSED.get(self, self)


_REVERSED = {Relation.WITHIN: Relation.CONTAINS, Relation.CONTAINS: Relation.WITHIN}
_FREQUENCIES = {
    "time": "number per time",
    "shifts": "number per shift",
    "cycles": "number per cycle",
    "courses": "number per course",
}
"""Dimension of a period, and of the frequency that says the same."""


class _Span(NamedTuple):
    """An interval whose ends are exact fractions in the base unit."""

    low: Fraction | None
    high: Fraction | None
    low_open: bool
    high_open: bool


def comparable(one: Value, other: Value) -> bool:
    """Whether the two denote sets on one line: convertible units, or a period beside a frequency."""
    return bool(one.intervals) == bool(other.intervals) and (
        not one.intervals or one.unit.convertible(other.unit) or _inverse(one, other)
    )


def converts_exactly(one: Value, other: Value) -> bool:
    """Whether comparing the two rests on no month of 30.4375 days; to be asked of comparable values only."""
    return any(one.unit.calendar) == any(other.unit.calendar)


def relation(one: Value, other: Value) -> Relation | None:
    """How the first set stands to the second, open ends respected; None if they are not `comparable`."""
    if not comparable(one, other):
        return None
    if one.unit is other.unit and one.intervals == other.intervals:
        return Relation.EQUAL
    left, right = _lines(one, other)
    within, contains = _inside(left, right), _inside(right, left)
    if within:
        return Relation.EQUAL if contains else Relation.WITHIN
    if contains:
        return Relation.CONTAINS
    shared = any(not _below(a, b) and not _below(b, a) for a in left for b in right)
    return Relation.OVERLAPS if shared else Relation.APART


def rounds_to(one: Value, other: Value) -> bool:
    """Whether both may be the same figure at different printed precision.

    True if every end of one set is the matching end of the other within half a unit of the last digit of the coarser
    one (the end included), with the same openness. A period against a frequency must match exactly.
    """
    if not comparable(one, other) or len(one.intervals) != len(other.intervals):
        return False
    inverse = not one.unit.convertible(other.unit)
    tolerance = max(Fraction(value.half_unit) * value.unit.factor for value in (one, other))
    left, right = (_exact(value, value.every and inverse) for value in (one, other))
    return all(_near(a, b, Fraction(0) if inverse else tolerance) for a, b in zip(left, right, strict=True))


def bound_is_vague(value: Value) -> bool:
    """Whether a bound is printed as a range, as in `> 80-90 mmHg`, so that its place is known only roughly."""
    return any(term.comparator and term.high is not None for term in value.terms)


def spans_levels(one: Value, other: Value) -> bool:
    """Whether one lists levels and the other is a range that holds them all: two levels are not a range."""
    related = relation(one, other)
    return (one.form == "levels" and other.form == "range" and related is Relation.WITHIN) or (
        other.form == "levels" and one.form == "range" and related is Relation.CONTAINS
    )


def meet_in_points(one: Value, other: Value) -> bool:
    """Whether two sets that overlap share nothing but ends at which they touch, as `1-1.5` and `1.5-2` do."""
    if relation(one, other) is not Relation.OVERLAPS:
        return False
    left, right = _lines(one, other)
    shared = [(a, b) for a in left for b in right if not _below(a, b) and not _below(b, a)]
    return all(_touch(a, b) or _touch(b, a) for a, b in shared)


def _touch(one: _Span, other: _Span) -> bool:
    """Whether one part, which is no point, ends where the other, which is none either, begins."""
    return one.high is not None and one.high == other.low and one.low != one.high and other.low != other.high


def in_whole_numbers(value: Value) -> Value:
    """The same set of whole numbers with closed ends: `> 1` becomes `>= 2`, for what is counted and never divided."""

    def closed(part: Interval) -> Interval:
        low = part.low if part.low is None else part.low.to_integral_value(ROUND_CEILING)
        high = part.high if part.high is None else part.high.to_integral_value(ROUND_FLOOR)
        low = low + 1 if low is not None and part.low_open and low == part.low else low
        high = high - 1 if high is not None and part.high_open and high == part.high else high
        return Interval(low, high)

    return replace(value, intervals=tuple(map(closed, value.intervals)))


def in_unit(value: Value, unit: Unit) -> Value:
    """The value said in another unit, its text rewritten; a period becomes a frequency and the other way round.

    Numbers are exact where they end within 50 digits, else rounded to 50 (relations do not come here). A period or
    frequency that was turned over has half unit 0: the schedule is exact. `not reached` is returned as it is.
    Raises `UnitProblem` named `dimension-mismatch` if the unit does not fit.
    """
    if value.unit == unit or not value.intervals:
        return value
    said = _converted(value, unit) if value.unit.convertible(unit) else _turned_over(value, unit)
    return replace(said, text=canonical_text(said))


def _converted(value: Value, unit: Unit) -> Value:
    def said(number: Decimal | None) -> Decimal | None:
        return None if number is None else convert(number, value.unit, unit)

    parts = [Term(part.low, part.high) for part in value.intervals if part.low is not None] if _loose(value) else None
    return replace(
        value,
        form="range" if parts else value.form,
        unit=unit,
        terms=tuple(
            term._replace(low=convert(term.low, value.unit, unit), high=said(term.high))
            for term in parts or value.terms
        ),
        intervals=tuple(part._replace(low=said(part.low), high=said(part.high)) for part in value.intervals),
        half_unit=to_decimal(Fraction(value.half_unit) * scale_between(value.unit, unit).factor),
    )


def _loose(value: Value) -> bool:
    """Whether a value is a number of times that nobody counted; in another unit it is the range it is taken for."""
    return value.form == "word" and value.unit.dimension == "time"


def _turned_over(value: Value, unit: Unit) -> Value:
    period, frequency = (value.unit, unit) if value.every else (unit, value.unit)
    first = value.intervals[0].low
    matching = _FREQUENCIES.get(period.dimension) == frequency.dimension
    if not matching or value.form == "bound" or first is None or first <= 0:
        raise dimension_mismatch(value.unit, unit)

    def said(number: Decimal) -> Decimal:
        return to_decimal(1 / (Fraction(number) * value.unit.factor * unit.factor))

    ends = [(said(part.high or first), said(part.low or first)) for part in reversed(value.intervals)]
    return replace(
        value,
        unit=unit,
        intervals=tuple(Interval(low, high) for low, high in ends),
        terms=tuple(Term(low, None if low == high else high) for low, high in ends),
        half_unit=Decimal(0),
        every=not value.every,
    )


def _inverse(one: Value, other: Value) -> bool:
    return any(
        period.every and _FREQUENCIES.get(period.unit.dimension) == frequency.unit.dimension
        for period, frequency in ((one, other), (other, one))
    )


def _lines(one: Value, other: Value) -> tuple[Sequence[_Span], Sequence[_Span]]:
    """Both sets on one line; those of one unit need no conversion, and their decimals compare exactly as they are."""
    if one.unit is other.unit or one.unit == other.unit:
        return cast("tuple[_Span, ...]", one.intervals), cast("tuple[_Span, ...]", other.intervals)
    inverse = not one.unit.convertible(other.unit)
    return _exact(one, one.every and inverse), _exact(other, other.every and inverse)


def _exact(value: Value, inverse: bool) -> list[_Span]:
    def base(number: Decimal | None) -> Fraction | None:
        return None if number is None else Fraction(number) * value.unit.factor + value.unit.offset

    spans = [_Span(base(part.low), base(part.high), part.low_open, part.high_open) for part in value.intervals]
    return _reciprocals(spans) if inverse else spans


def _reciprocals(spans: list[_Span]) -> list[_Span]:
    """The frequencies of periods, which are bounded and above 0, as the grammar sees to."""
    one = Fraction(1)
    return [_Span(one / (span.high or one), one / (span.low or one), False, False) for span in reversed(spans)]


def _inside(left: Sequence[_Span], right: Sequence[_Span]) -> bool:
    """Whether the first set is a subset: the parts of a set never touch, so each must lie in one part of the other."""
    return all(any(_starts_first(b, a) and _ends_last(b, a) for b in right) for a in left)


def _starts_first(one: _Span, other: _Span) -> bool:
    if one.low is None or other.low is None:
        return one.low is None
    return one.low < other.low or (one.low == other.low and one.low_open <= other.low_open)


def _ends_last(one: _Span, other: _Span) -> bool:
    if one.high is None or other.high is None:
        return one.high is None
    return one.high > other.high or (one.high == other.high and one.high_open <= other.high_open)


def _below(one: _Span, other: _Span) -> bool:
    if one.high is None or other.low is None:
        return False
    return one.high < other.low or (one.high == other.low and (one.high_open or other.low_open))


def _near(one: _Span, other: _Span, tolerance: Fraction) -> bool:
    return one[2:] == other[2:] and all(
        a is b or (a is not None and b is not None and abs(a - b) <= tolerance)
        for a, b in ((one.low, other.low), (one.high, other.high))
    )
