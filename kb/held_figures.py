"""The figures that a fact holds, each with the path of its field, and what its source prints for them."""

from __future__ import annotations

import itertools
import operator
import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from kb.model import Condition, Fact, KnowledgeBase
from kb.once import once_a_base
from kb.printed import Figure, figures, times_a_day
from kb.unit_table import BASES, NUMERATORS
from kb.units import Unit, UnitProblem, parse_unit
from kb.value import Value, parse_value

_OF_THE_FACT = ("value", "dose", "frequency", "over", "rate", "interval", "range", "p_value")
_own_figures = operator.attrgetter(*_OF_THE_FACT)
BESIDE = ("timepoint", "cycle", "confidence")
"""Fields that say of which time, cycle or level a figure is: numbers, but no figures of their own."""


_LAST_DAY = 31
_SEPARATOR = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


def printed_text(fact: Fact) -> str:
    """What the source prints, with the lost glyph read as the fact says that it is to be read."""
    reading = fact.reading
    return fact.printed.replace(reading.printed, reading.read_as) if reading else fact.printed


def held_figures(fact: Fact) -> Iterator[tuple[str, Value]]:
    """Every value that a fact holds, with the dotted path of its field; counts of patients as plain numbers."""
    for name, value in zip(_OF_THE_FACT, _own_figures(fact), strict=True):
        if value is not None:
            yield name, value
    if fact.preparation is not None:
        yield "preparation.amount", fact.preparation.amount
        yield "preparation.volume", fact.preparation.volume
    for index, component in enumerate(fact.components):
        yield f"components.{index}.dose", component.dose
    if fact.events is not None:
        yield "events", parse_value(str(fact.events))
    if fact.when is not None:
        yield from condition_figures(fact.when, "when")
    if fact.target is not None:
        yield from condition_figures(fact.target, "target")


def figures_beside(fact: Fact) -> Iterator[tuple[str, Value]]:
    """The time point, cycle and level of confidence of a fact, each with its field."""
    for name in BESIDE:
        value: Value | None = getattr(fact, name)
        if value is not None:
            yield name, value


def condition_figures(condition: Condition | None, path: str) -> Iterator[tuple[str, Value]]:
    """The thresholds, durations and counts of a condition and its parts."""
    if condition is None:
        return
    for name, field in (("is_", "is"), ("lasting", "lasting"), ("within", "within")):
        value: Value | None = getattr(condition, name)
        if value is not None:
            yield f"{path}.{field}", value
    if condition.times:
        yield f"{path}.times", parse_value(str(condition.times))
    for join in ("all", "any"):
        for index, part in enumerate(getattr(condition, join)):
            yield from condition_figures(part, f"{path}.{join}.{index}")


def unit_of(figure: Figure) -> Unit | None:
    """The unit that a figure is printed in, None where none is printed or it is no unit of this base."""
    if not figure.units:
        return None
    return _unit_named(figure.units)


@lru_cache(maxsize=2048)
def _unit_named(units: tuple[str, ...]) -> Unit | None:
    head, *bases = units
    if head not in NUMERATORS or any(basis not in BASES for basis in bases):
        return None
    try:
        return parse_unit("/".join((head, *bases)))
    except UnitProblem:
        return None


def stands_for(figure: Figure, number: Decimal, value: Value) -> bool:
    """Whether a printed figure is this number of a value: as it is, times its million, as a share, in another unit."""
    return _is_of_unit(figure, number, value.unit)


def _is_of_unit(figure: Figure, number: Decimal, of: Unit) -> bool:
    if number == figure.number or (figure.multiplier != 1 and number == figure.number * figure.multiplier):
        return True
    if figure.ratio is not None and _is_share(figure.ratio, number):
        return True
    unit = unit_of(figure)
    if unit is None or unit is of or unit == of or not unit.convertible(of):
        return False
    return _same_amount(figure.number * figure.multiplier, unit, number, of)


@lru_cache(maxsize=65536)
def _is_share(ratio: Fraction, number: Decimal) -> bool:
    return abs(ratio - Fraction(number)) <= Fraction(1, 2)


@lru_cache(maxsize=65536)
def _same_amount(one: Decimal, unit: Unit, other: Decimal, of: Unit) -> bool:
    return Fraction(one) * unit.factor + unit.offset == Fraction(other) * of.factor + of.offset


def numbers_of(value: Value) -> tuple[Decimal, ...]:
    """The numbers of a value that its source must print: of a fraction the count alone, of a date the year."""
    if value.form in ("word", "not-reached"):
        return ()
    if value.form == "date":
        return tuple(number for number in value.numbers if number > _LAST_DAY)
    return tuple(number for term in value.terms for number in (term.low, term.high) if number is not None)


def printed_for(fact: Fact, number: Decimal, value: Value) -> tuple[Figure, ...]:
    """The figures of a fact's print that stand for a number of one of its values."""
    return _printed_for(printed_text(fact), number, value.unit, value.every)


@lru_cache(maxsize=65536)
def _printed_for(text: str, number: Decimal, unit: Unit, every: bool) -> tuple[Figure, ...]:
    found = [figure for figure in figures(text) if _is_of_unit(figure, number, unit)]
    firm = [figure for figure in found if not figure.loose]
    return tuple(firm or found or _by_times_a_day(text, number, unit, every) or _by_days(text, number, unit))


def _by_times_a_day(text: str, number: Decimal, unit: Unit, every: bool) -> list[Figure]:
    """`twice daily` for 2 /d and for every 12 h."""
    per_day = {Decimal(times) for times in times_a_day(text)}
    hours = number * {"h": 1, "d": 24}.get(unit.text, 0) if every else Decimal(0)
    often = per_day | {figure.number for figure in figures(text)} if per_day or "day" in text else per_day
    said = number in per_day or (hours and 24 / hours in often)
    return [Figure(number, loose=True)] if said else []


def _by_days(text: str, number: Decimal, unit: Unit) -> list[Figure]:
    """`days 6-14` for 9 d."""
    numbers = [figure.number for figure in figures(text)]
    spans = {later - earlier + 1 for earlier, later in itertools.pairwise(numbers)} if unit.text == "d" else set()
    return [Figure(number, loose=True)] if number in spans else []


@once_a_base
def to_be_compared(kb: KnowledgeBase) -> Iterator[tuple[Fact, str, Value]]:
    """Every held figure whose print does not simply repeat it, as (fact, path, value).

    Most prints are the value itself with thousands separators, and need no second look by any rule.
    """
    for fact in kb.facts.values():
        if fact.printed and fact.derived is None:
            yield from ((fact, path, value) for path, value in held_figures(fact) if not repeats(fact, value))


def repeats(fact: Fact, value: Value) -> bool:
    """Whether the print is the value as written, but for thousands separators and the space before a percent sign."""
    printed, text = fact.printed, value.text
    return text == printed or text == (_SEPARATOR.sub("", printed) if "," in printed else printed.replace("%", " %"))
