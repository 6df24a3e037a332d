"""The type of a value: a set on the number line, and how it was written. The grammar makes it, others read it."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, NamedTuple

from kb.units import Unit

Form = Literal["point", "range", "levels", "bound", "ratio", "word", "not-reached", "date"]


class Interval(NamedTuple):
    """A connected set of numbers; an end that is None is unbounded (and open)."""

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False


class Term(NamedTuple):
    """One part as written: a number, `low` to `high`, a comparator with a number, or a fraction `low`/`total`.

    `beyond` says that the range goes on beyond `high`, as in `39 to > 148`.
    """

    low: Decimal
    high: Decimal | None = None
    comparator: str = ""
    total: Decimal | None = None
    beyond: bool = False

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """The numbers of the part in the order written."""
        return tuple(number for number in (self.low, self.high, self.total) if number is not None)


@dataclass(frozen=True, slots=True)
class Value:
    """A parsed value: a set on the number line in `unit`, with how precisely it was printed.

    Two values are equal if they mean the same, however they are spelled (`15%` and `15 %`, but not `15.0 %`).
    `half_unit` is half a unit of the last written digit of the number with the fewest decimals, 0 for what nobody
    rounds (ratios, words, dates). `counted` is the unit named beside a ratio (`37/255 patients`). Dates are sets of
    proleptic Gregorian ordinals, first day to last. `not reached` has no set. A word is a set of percentages, or of
    times where it stands before a unit of time (`several wk`).
    """

    text: str = field(compare=False)
    form: Form
    intervals: tuple[Interval, ...]
    unit: Unit
    half_unit: Decimal = Decimal(0)
    approximate: bool = False
    every: bool = False
    events: int | None = None
    total: int | None = None
    counted: Unit | None = None
    terms: tuple[Term, ...] = field(default=(), compare=False)

    @property
    def numbers(self) -> tuple[Decimal, ...]:
        """The numbers as written, in order."""
        return tuple(number for term in self.terms for number in term.numbers)


def _interval(low: int, high: int, *, low_open: bool = False, high_open: bool = False) -> Interval:
    return Interval(Decimal(low), Decimal(high), low_open, high_open)


FREQUENCY_WORDS = {
    "none": _interval(0, 0),
    "rarely": _interval(0, 10, low_open=True),
    "few": _interval(0, 20, low_open=True),
    "some": _interval(5, 60),
    "many": _interval(20, 95),
    "most": _interval(50, 100, low_open=True, high_open=True),
    "nearly all": _interval(85, 100, high_open=True),
    "all": _interval(100, 100),
}
"""Frequency words from least to most, each with the percentages it is loosely taken for."""

LOOSE_NUMBER = _interval(2, 9)
"""What `few` and `several` are loosely taken for before a unit of time."""
