"""A unit that is not the printed one.

What it checks
    Where the print gives a unit to the number of a value, the value has that unit: the same substance of measure and
    the same size. Days are not hours, micrograms are not milligrams, doses are not days, a million is not dropped, and
    no unit is left away. The same holds of the time point of a figure.

Why it matters at the bedside
    A microgram taken for a milligram is a thousandfold overdose; an infusion over hours given over minutes can stop a
    heart. The number is right in all of these, so that nobody looks twice.

How to fix
    Read the unit in the source and write it as it is printed there. The message names the factor between the two.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.held_figures import numbers_of, printed_for, to_be_compared
from kb.model import Fact, KnowledgeBase
from kb.printed import Figure, words
from kb.printed_words import TIMES_A_DAY
from kb.unit_table import NUMERATORS
from kb.value import Value

SEVERITY = Severity.CRITICAL

_COUNTED = {
    "doses": "dose", "cycles": "cycle", "courses": "course", "patients": "patient", "vials": "vial", "events": "event",
    "shifts": "shift", "beats": "beat", "day": "d", "days": "d", "hour": "h", "hours": "h", "week": "wk", "weeks": "wk",
    "month": "mo", "months": "mo", "year": "a", "years": "a", "minute": "min", "minutes": "min", "mcg": "ug",
    "second": "s", "seconds": "s",
}  # fmt: skip
_MEASURED = frozenset(
    {"mass", "volume", "international units", "amount of substance", "equivalents", "pressure", "time", "temperature"}
)
_TIMES = frozenset(symbol for symbol, atom in NUMERATORS.items() if atom.dimension == "time")
_COUNTS = ("events", "p_value")
_HOW_OFTEN = {
    "d": {"daily", "day", "days", "d", "nightly", "night", "bedtime", "morning", "evening", *TIMES_A_DAY},
    "wk": {"weekly", "week", "weeks", "wk"},
    "mo": {"monthly", "month", "months", "mo"},
    "h": {"hourly", "hour", "hours", "h"},
}  # fmt: skip


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each field whose number is printed with other units only."""
    times = ((fact, "timepoint", fact.timepoint) for fact in kb.facts.values() if fact.timepoint and fact.printed)
    for fact, path, value in (*to_be_compared(kb), *times):
        if value.form in ("not-reached", "date", "ratio") or path in _COUNTS or path.endswith(".times"):
            continue
        if value.form == "word":
            said = _time_in_words(fact, value.unit.text)
        elif not value.unit.text:
            said = _left_away(fact, path, value)
        else:
            said = _said_otherwise(fact, path, value) if value.unit.text[0] != "/" else _often(fact.printed, value)
        if path in ("range", "interval") and not said:
            path, said = _unlike_value(kb, fact, path, value)
        if said:
            text = fact.value.text if path == "value" and fact.value else value.text
            message = f"'{text}' is printed with another unit: '{fact.printed}'{said}"
            yield Remark(
                kb.place(fact, path), message, "Read the unit in the source and write it as it is printed.", fact.id
            )


def _said_otherwise(fact: Fact, path: str, value: Value) -> str:
    """How the print contradicts the unit of a value, with the factor where there is one; else an empty text.

    Looked at is the last number of the value, which is the one that its unit follows. A number printed in another unit
    of the same size (1 week for 7 d) contradicts nothing.
    """
    number = numbers_of(value)[-1]
    head = value.unit.text.partition("/")[0]
    head = _COUNTED.get(head, head)
    printed = [figure for figure in printed_for(fact, number, value) if figure.units and figure.units[0]]
    if path == "timepoint":
        printed = [figure for figure in printed if figure.units[0] in _TIMES]
    if not printed:
        return _time_in_words(fact, head) if path != "timepoint" else ""
    if any(_agrees(figure, number, head) for figure in printed):
        return ""
    figure = printed[0]
    said = "million " * (figure.multiplier == 10**6) + figure.units[0]
    factor = _factor(figure, head)
    return f", {said} against {head}" + (f": a factor of {factor}" if factor else "")


def _time_in_words(fact: Fact, head: str) -> str:
    """How the words of a print contradict a unit of time, where they name others only: several weeks for months."""
    named = {_COUNTED.get(word, word) for word in words(fact.printed)} & _TIMES if head in _TIMES else set()
    return f", {min(named)} against {head}" if named and head not in named else ""


def _unlike_value(kb: KnowledgeBase, fact: Fact, path: str, spread: Value) -> tuple[str, str]:
    """The one of a value and its range that is in another unit than the measure, where they are printed with none."""
    beside, measure = fact.value, kb.measure(fact)
    if any(figure.units for figure in printed_for(fact, numbers_of(spread)[-1], spread)):
        return path, ""
    if beside is not None and not beside.intervals and measure is not None and measure.unit is not None:
        other = measure.unit != spread.unit and measure.unit.convertible(spread.unit)
        return path, f", none is printed, and {measure.label} is in {measure.unit.text}" if other else ""
    if beside is None or beside.unit == spread.unit or not beside.unit.convertible(spread.unit):
        return path, ""
    odd = "value" if measure is not None and measure.unit == spread.unit else path
    return odd, f", {beside.unit.text} beside {spread.unit.text}"


def _left_away(fact: Fact, path: str, value: Value) -> str:
    """The unit with which a number that has none is printed, where it is one of measure and not of count.

    A dose or a rate always has one; any other number may be printed a second time as a mere number.
    """
    printed = printed_for(fact, numbers_of(value)[-1], value)
    units = {figure.units[0] if figure.units else "" for figure in printed}
    measured = sorted(unit for unit in units if unit in NUMERATORS and NUMERATORS[unit].dimension in _MEASURED)
    every = len(measured) == len(units) or path in ("dose", "rate")
    return f", {measured[0]} against no unit" if measured and every else ""


def _agrees(figure: Figure, number: Decimal, head: str) -> bool:
    if figure.number not in (number, number / figure.multiplier):
        return True
    scale = figure.multiplier if figure.number == number else 1
    if head == "million IU":
        return figure.units[0] == "million IU" or (figure.units[0] == "IU" and scale == 10**6)
    return figure.units[0] == head and scale == 1


def _factor(figure: Figure, head: str) -> str:
    """How much larger the printed unit is than the other, or smaller, as `1,000`; empty where they don't compare."""
    printed, written = NUMERATORS.get(figure.units[0]), NUMERATORS.get(head)
    if printed is None or written is None or printed.dimension != written.dimension:
        return ""
    factor = Fraction(printed.factor) * figure.multiplier / written.factor
    factor = factor if factor >= 1 else 1 / factor
    return f"{float(factor):,.4g}" if factor.denominator != 1 else f"{int(factor):,}"


def _often(printed: str, value: Value) -> str:
    """Whether the words say another rhythm than a frequency: weekly for `/d`."""
    own = _HOW_OFTEN.get(value.unit.text.removeprefix("/"))
    said = set(words(printed))
    others = {unit for unit, named in _HOW_OFTEN.items() if named & said}
    if own is None or own & said or not others:
        return ""
    return f", per {sorted(others)[0]} against {value.unit.text}"
