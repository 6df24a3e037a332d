"""How a value is spelled: in one canonical way for fingerprints and explanations, and in full words for pages."""

from __future__ import annotations

from decimal import Decimal

from kb.units import unit_in_words
from kb.value_types import Term, Value

_MONTHS = (
    ("January", "February", "March", "April", "May", "June")
    + ("July", "August", "September", "October", "November", "December")
)  # fmt: skip
_RANK = {"<": 0, "": 1, ">": 2}
_SIGNS = {">=": "≥", "<=": "≤"}
_OFTEN = {
    "/h": "an hour", "/shift": "a shift", "/d": "a day", "/wk": "a week", "/mo": "a month", "/a": "a year",
    "/dose": "a dose", "/cycle": "a cycle", "/course": "a course",
}  # fmt: skip
_TIMES = {"1": "once", "2": "twice"}
_BOUNDS = {">=": "at least ", "<=": "at most ", ">": "more than ", "<": "less than "}


def canonical_text(value: Value) -> str:
    """The value in one spelling: `600000 IU/kg`, `15-17 %`, `>= 2.5 and < 3 mg/dL`, `every 8 h`; digits as written.

    Parsing it gives an equal value, except that a conversion may leave more digits than the grammar takes.
    """
    if value.form in ("word", "not-reached"):
        words = value.text.lower().split()
        return f"{words[0]} {value.unit.text}" if value.unit.dimension == "time" else " ".join(words)
    if value.form == "date":
        return _date_text(value)
    unit = value.counted or value.unit
    parts = [_term_text(term) for term in _ordered(value)]
    shown = unit.text if value.counted or not _fractional(value) else ""
    lead = "every " * value.every + "~" * value.approximate
    return lead + f" {_join(value)} ".join(parts) + (f" {shown}" if shown else "")


def in_words(value: Value) -> str:
    """The value as a page prints it: `600,000 International Units/kg`, `15–17%`, `≥ 3 mg/dL`, `every 8 hours`.

    How often a thing is done reads as it is said: `once a day`, `3–4 times a week`, `at least twice a day`; a rate by
    the minute, such as a pulse, keeps its unit. Thousands are grouped from 1,000 up; no digit is added or taken away.
    """
    if value.form in ("word", "not-reached"):
        text = canonical_text(value)
        word = {"few": "a few"}.get(first := text.split()[0], first)
        return f"{word} {unit_in_words(value.unit)}" if value.unit.dimension == "time" else text
    if value.form == "date":
        return _date_in_words(value)
    often = "" if _fractional(value) else _OFTEN.get(value.unit.text, "")
    lead = "every " * value.every + "about " * value.approximate
    parts = [_times(term) if often else _term_in_words(term) for term in _ordered(value)]
    listed = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {_join(value)} {parts[-1]}"
    return lead + listed + (f" {often}" if often else _unit_words(value))


def _times(term: Term) -> str:
    bare = _term_in_words(term._replace(comparator=""))
    return _BOUNDS.get(term.comparator, "") + _TIMES.get(bare, f"{bare} times")


def _join(value: Value) -> str:
    return "and" if len(value.terms) > len(value.intervals) else "or"


def _fractional(value: Value) -> bool:
    return value.terms[0].total is not None


def _ordered(value: Value) -> list[Term]:
    """The parts from low to high, a lower bound before its upper bound."""
    sign = -1 if _join(value) == "and" else 1
    return sorted(value.terms, key=lambda term: (sign * _RANK[term.comparator[:1]], term.low))


def _plain(number: Decimal) -> str:
    return format(number, "f")


def _term_text(term: Term) -> str:
    if term.comparator:
        return f"{term.comparator} {_term_text(term._replace(comparator=''))}"
    if term.total is not None:
        return f"{_plain(term.low)}/{_plain(term.total)}"
    if term.high is None:
        return _plain(term.low)
    joined = " to > " if term.beyond else " to " if term.low.is_signed() else "-"
    return f"{_plain(term.low)}{joined}{_plain(term.high)}"


def _grouped(number: Decimal) -> str:
    return format(number, ",f").replace("-", "−")


def _term_in_words(term: Term) -> str:
    if term.comparator:
        sign = _SIGNS.get(term.comparator, term.comparator)
        shown = (
            f"{_grouped(term.low)}/{_grouped(term.total)}"
            if term.total
            else _term_in_words(term._replace(comparator=""))
        )
        return f"{sign} {shown}"
    if term.total is not None:
        return f"{_grouped(term.low)} of {_grouped(term.total)}"
    if term.high is None:
        return _grouped(term.low)
    joined = " to > " if term.beyond else " to " if term.low.is_signed() else "–"
    return f"{_grouped(term.low)}{joined}{_grouped(term.high)}"


def _unit_words(value: Value) -> str:
    if _fractional(value):
        return f" {unit_in_words(value.counted, plural=value.total != 1)}" if value.counted else ""
    last = value.terms[-1]
    one = len(value.terms) == 1 and last.high is None and _plain(last.low) == "1"
    words = unit_in_words(value.unit, plural=not one)
    return words if not words or words[0] in "%/" else f" {words}"


def _date_text(value: Value) -> str:
    written = value.text.split()
    if not value.text.rstrip(" ").endswith("CE"):
        return " ".join(written)
    return "-".join(f"{int(year):04d}" for year in value.numbers) + " CE"


def _date_in_words(value: Value) -> str:
    text = _date_text(value)
    if text.endswith(" CE"):
        return "–".join(str(year) for year in value.numbers)
    return " to ".join(_day_in_words(day) for day in text.split(" to "))


def _day_in_words(day: str) -> str:
    year, month, *rest = (int(part) for part in day.split("-"))
    return f"{rest[0]} {_MONTHS[month - 1]} {year}" if rest else f"{_MONTHS[month - 1]} {year}"
