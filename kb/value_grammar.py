"""The value grammar: from text as people write it to a set on the number line, exactly.

    value     = set | every | ratio | word | loose | "not reached" | date ;
    set       = ["~"] amount { "or" amount } [unit]
              | bound [unit] | bound "and" bound [unit] | piece { "or" piece } [unit] ;
    amount    = number | number ("-" | "–" | "to") number | number "to" ">" number ;
    piece     = amount | bound ;
    bound     = (">=" | "≥" | "<=" | "≤" | ">" | "<") (amount | fraction) ;
    every     = "every" amount { "or" amount } unit ;          (a time or a counted thing, greater than 0)
    ratio     = ["~"] fraction [counted unit] ;                (37/255, 37/255 patients)
    fraction  = integer "/" integer ;                          (events <= total, total > 0)
    word      = "all" | "nearly all" | "most" | "many" | "some" | "few" | "rarely" | "none" ;
    loose     = ("few" | "several") unit ;                     (a unit of time)
    date      = day ["to" day] | year [("-" | "–" | "to") year] "CE" ;
    day       = yyyy-mm-dd | yyyy-mm ;
    number    = ["-"] integer ["." digits] ;                   (no separators, exponent or needless zero)

The unit stands once, at the end. With a negative number a range is written with "to". Parts joined by "or" must not
touch or overlap. Numbers are exact decimals of at most 18 digits; a text has at most 120 characters.

A fraction is a proportion: its set is 100 x events / total in `%`, rounded to 50 digits. Two fractions of 18-digit
numbers differ by far more than that, so rounding never changes which is greater or whether two are equal. A counted
fraction is not rounded by anybody, hence its half unit is 0. A bound printed as a range (`> 80-90 mmHg`) says only
roughly where it lies; its set is the widest that it can mean. The words denote deliberately loose sets of percentages,
and `few` or `several` with a unit of time a deliberately loose span: more than one of it and fewer than ten. A range
`39 to > 148 mo` has an end that was not yet reached; its set has no upper end.
"""

from __future__ import annotations

import itertools
import re
from calendar import monthrange
from datetime import date
from decimal import Decimal
from functools import lru_cache

from kb.unit_table import COUNTED
from kb.units import CONTEXT, Unit, UnitProblem, parse_unit
from kb.value_faults import (
    LONGEST_TEXT,
    MOST_DIGITS,
    ValueProblem,
    check_characters,
    number_problem,
    syntax_problem,
    unit_problem,
)
from kb.value_types import FREQUENCY_WORDS, LOOSE_NUMBER, Form, Interval, Term, Value

_NUMBER = r"-?+(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?+(?![0-9.,_:']|[eE][0-9+-])"
_TERM = re.compile(
    rf" *+(?P<comparator>[<>]=?+|[≤≥])?+ *+(?P<low>{_NUMBER})"
    rf"(?:/(?P<total>(?=[0-9]){_NUMBER})"
    rf"|(?: *+(?P<sign>[-–]) *+(?=[0-9])| ++to ++(?P<beyond>> *+)?+)(?P<high>{_NUMBER}))?+"
)
_JOIN = re.compile(r" ++(or|and) ++(?=[-<>≤≥0-9.])")
_DAY = r"[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?+"
_DATE = re.compile(rf"({_DAY})(?: ++to ++({_DAY}))?+|([0-9]{{4}})(?:(?: *+[-–] *+| ++to ++)([0-9]{{4}}))?+ ?+CE")
_LOOSE = re.compile(r"(?:few|several) (\S+)")
_SIGNS = {"≥": ">=", "≤": "<="}
_HALVES = tuple(Decimal((0, (5,), -places - 1)) for places in range(MOST_DIGITS + 1))
_PERCENT, _PLAIN, _CALENDAR = parse_unit("%"), parse_unit(""), parse_unit("CE")
_HUNDRED, _NOTHING = Decimal(100), Decimal(0)


@lru_cache(maxsize=16384)
def parse_value(text: str) -> Value:
    """The value that a text denotes.

    Raises `ValueProblem` named `number-format`, `not-a-number`, `value-syntax`, `range-inverted`, `impossible-ratio`
    or `impossible-date`, and `UnitProblem` named `unknown-unit` or `error-prone-unit`; both are `Problem`.
    """
    if len(text) > LONGEST_TEXT:
        raise ValueProblem("value-syntax", f"a value of {len(text)} characters", f"Keep to {LONGEST_TEXT} characters.")
    check_characters(text)
    plain = text.strip(" ")
    if plain[:1].isalpha():
        word = " ".join(plain.lower().split())
        if word in FREQUENCY_WORDS:
            return Value(text, "word", (FREQUENCY_WORDS[word],), _PERCENT)
        if word == "not reached":
            return Value(text, "not-reached", (), _PLAIN)
        loose = _LOOSE.fullmatch(word)
        if loose:
            return _loose(text, plain, loose)
    dated = _DATE.fullmatch(plain)
    return _date(text, dated) if dated else _quantity(text, plain)


def _loose(text: str, plain: str, found: re.Match[str]) -> Value:
    """A number of days, weeks or other times that nobody counted."""
    unit = _unit(plain, plain.rindex(" "))
    if unit.dimension != "time":
        raise syntax_problem(plain, 0, "few and several take a unit of time")
    return Value(text, "word", (LOOSE_NUMBER,), unit)


def _quantity(text: str, plain: str) -> Value:
    every = plain[:6].lower() == "every "
    start = 6 if every else 0
    approximate = plain.startswith("~", start)
    terms, joined, position = _terms(plain, start + approximate)
    bounded = fractional = False
    for term in terms:
        bounded = bounded or term.comparator != ""
        fractional = fractional or term.total is not None
    if fractional and not terms[0].comparator and terms[0].total is not None:
        return _ratio(text, plain, terms, position, approximate, every)
    unit = _fraction_unit(plain, terms, position) if fractional else _unit(plain, position)
    if approximate and bounded:
        raise syntax_problem(plain, position, "~ and a comparator exclude each other")
    intervals = _joined(text, [_set(text, term) for term in terms], joined)
    if every:
        _check_period(plain, position, bounded, unit, intervals)
    form: Form = "bound" if bounded else "levels" if joined else "point" if terms[0].high is None else "range"
    half_unit = _NOTHING if fractional else _half_unit(terms)
    return Value(text, form, intervals, unit, half_unit, approximate, every, None, None, None, tuple(terms))


def _terms(plain: str, position: int) -> tuple[list[Term], str, int]:
    """The parts, the word that joins them, and where the unit begins."""
    terms: list[Term] = []
    joins: list[str] = []
    while True:
        found = _TERM.match(plain, position)
        if not found:
            raise number_problem(plain, position)
        terms.append(_term(plain, found))
        position = found.end()
        join = _JOIN.match(plain, position) if plain.startswith(" ", position) else None
        if not join:
            break
        joins.append(join[1])
        position = join.end()
    if len(set(joins)) > 1 or joins.count("and") > 1:
        raise syntax_problem(plain, position, '"and" joins two bounds, "or" joins alternatives; they do not mix')
    return terms, joins[0] if joins else "", position


def _term(plain: str, found: re.Match[str]) -> Term:
    comparator, low, total, sign, beyond, high = found.groups()
    for number in (low, total, high):
        if number and len(number) > MOST_DIGITS and len(number.replace(".", "").lstrip("-")) > MOST_DIGITS:
            raise ValueProblem("number-format", f"{number} has too many digits", f"Keep to {MOST_DIGITS} digits.")
    if sign and low.startswith("-"):
        raise syntax_problem(plain, found.end(), 'a range with a negative number is written with "to": -5 to -3')
    if beyond and comparator:
        raise syntax_problem(plain, found.end(), "a range with an open end takes no other comparator")
    return Term(
        Decimal(low),
        Decimal(high) if high else None,
        _SIGNS.get(comparator, comparator) if comparator else "",
        Decimal(total) if total else None,
        bool(beyond),
    )


def _set(text: str, term: Term) -> Interval:
    low, high, comparator, total, beyond = term
    if total is not None:
        low = _percentage(text, low, total)
    if high is not None and high < low:
        raise ValueProblem(
            "range-inverted", f"{text!r} runs from {low} down to {high}", f"Write {high} to {low}, if that is meant."
        )
    if comparator.startswith(">"):
        return Interval(low, None, comparator == ">", True)
    if comparator:
        return Interval(None, low if high is None else high, True, comparator == "<")
    return Interval(low, None, high_open=True) if beyond else Interval(low, low if high is None else high)


def _joined(text: str, intervals: list[Interval], join: str) -> tuple[Interval, ...]:
    if not join:
        return tuple(intervals)
    if join == "and":
        return (_between(text, *intervals),)
    ordered = sorted(intervals, key=lambda part: (part.low is not None, part.low or 0, part.low_open))
    for left, right in itertools.pairwise(ordered):
        if left.high is None or right.low is None or left.high > right.low or _touch(left, right):
            raise ValueProblem(
                "value-syntax",
                f"in {text!r} the parts joined by or overlap or repeat each other",
                "Write each number once, or one range for all of them.",
            )
    return tuple(ordered)


def _touch(left: Interval, right: Interval) -> bool:
    return left.high == right.low and not (left.high_open and right.low_open)


def _between(text: str, one: Interval, other: Interval) -> Interval:
    lower, upper = (one, other) if one.high is None else (other, one)
    if lower.high is not None or upper.low is not None or lower.low is None or upper.high is None:
        raise ValueProblem(
            "value-syntax", f"{text!r} does not join a lower and an upper bound", "Write, say, >= 2.5 and < 3 mg/dL."
        )
    if lower.low > upper.high or (lower.low == upper.high and (lower.low_open or upper.high_open)):
        raise ValueProblem("range-inverted", f"{text!r} holds for no number", "Check both comparators and numbers.")
    return Interval(lower.low, upper.high, lower.low_open, upper.high_open)


def _half_unit(terms: list[Term]) -> Decimal:
    places = MOST_DIGITS
    for term in terms:
        for number in term[:2]:
            if number is not None:
                places = min(places, -int(number.as_tuple().exponent))
    return _HALVES[places]


def _unit(plain: str, position: int) -> Unit:
    try:
        unit = parse_unit(plain[position:].lstrip(" "))
    except UnitProblem as problem:
        raise unit_problem(plain, position, problem) from None
    if unit == _CALENDAR:
        raise syntax_problem(plain, position, "a year has four digits, a span of years as in 1985-1993 CE")
    return unit


def _fraction_unit(plain: str, terms: list[Term], position: int) -> Unit:
    if plain[position:] or not all(term.total is not None and term.comparator for term in terms):
        raise syntax_problem(plain, position, "a fraction stands alone, or with a comparator and without a unit")
    return _PERCENT


def _check_period(plain: str, position: int, bounded: bool, unit: Unit, intervals: tuple[Interval, ...]) -> None:
    low = intervals[0].low
    if bounded or low is None or low <= 0 or intervals[-1].high is None:
        raise syntax_problem(plain, position, "every takes a number or a range greater than 0")
    if unit.dimension != "time" and unit.dimension not in COUNTED:
        raise syntax_problem(plain, position, "every takes a time or a counted thing, as in every 8 h")


def _ratio(text: str, plain: str, terms: list[Term], position: int, approximate: bool, every: bool) -> Value:
    events, total = terms[0].low, terms[0].total
    counted = _unit(plain, position)
    if every or len(terms) > 1 or total is None or (counted.text and counted.dimension not in COUNTED):
        raise syntax_problem(
            plain, position, "a fraction stands alone or before what is counted, as in 37/255 patients"
        )
    percentage = _percentage(text, events, total)
    return Value(
        text,
        "ratio",
        (Interval(percentage, percentage),),
        _PERCENT,
        approximate=approximate,
        events=int(events),
        total=int(total),
        counted=counted if counted.text else None,
        terms=tuple(terms),
    )


def _percentage(text: str, events: Decimal, total: Decimal) -> Decimal:
    whole = events.as_tuple().exponent == 0 == total.as_tuple().exponent
    if not whole or total <= 0 or not 0 <= events <= total:
        raise ValueProblem(
            "impossible-ratio",
            f"{text!r} is not a part of a whole: {events} of {total}",
            "Write events/total as whole numbers with 0 <= events <= total and total > 0.",
        )
    return CONTEXT.divide(CONTEXT.multiply(events, _HUNDRED), total)


def _date(text: str, found: re.Match[str]) -> Value:
    first, last, year, end = found.groups()
    opening, closing = (first or year), (last or end or first or year)
    low, high = _days(text, opening)[0], _days(text, closing)[1]
    if high < low:
        raise ValueProblem("range-inverted", f"{text!r} ends before it begins", "Write the earlier date first.")
    numbers = [Term(Decimal(part)) for day in (first or year, last or end) if day for part in day.split("-")]
    return Value(text, "date", (Interval(Decimal(low), Decimal(high)),), _CALENDAR, terms=tuple(numbers))


def _days(text: str, written: str) -> tuple[int, int]:
    """The ordinals of the first and the last day of a day, month or year."""
    year, *rest = (int(part) for part in written.split("-"))
    try:
        first = date(year, *(rest + [1, 1])[:2])
        last = date(year, *rest) if len(rest) == 2 else date(year, first.month if rest else 12, 1)
    except ValueError as error:
        raise ValueProblem(
            "impossible-date", f"{text!r} is not a date of the calendar", "Write yyyy-mm-dd, yyyy-mm or yyyy CE."
        ) from error
    days = 1 if len(rest) == 2 else monthrange(last.year, last.month)[1]
    return first.toordinal(), last.toordinal() + days - 1
