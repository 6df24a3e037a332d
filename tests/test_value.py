"""Values: the grammar, its faults, the relations between sets, and how a value is spelled."""

from __future__ import annotations

import ast
from decimal import Decimal, localcontext
from itertools import pairwise, product
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kb.units import UnitProblem, parse_unit
from kb.value import (
    FREQUENCY_WORDS,
    Interval,
    Problem,
    Relation,
    Value,
    bound_is_vague,
    canonical_text,
    comparable,
    converts_exactly,
    in_unit,
    in_whole_numbers,
    in_words,
    meet_in_points,
    parse_value,
    relation,
    rounds_to,
    spans_levels,
)


def _end(number: Decimal | None) -> str:
    return "" if number is None else str(number)[:7]


def _sets(value: Value) -> str:
    """The sets in the notation of intervals: [15, 17], (131, ), {8}."""
    shown = []
    for low, high, low_open, high_open in value.intervals:
        ends = _end(low) if low == high else f"{_end(low)}, {_end(high)}"
        shown.append(f"{'[('[low_open]}{ends}{'])'[high_open]}")
    return " ".join(shown)


@pytest.mark.parametrize(
    ("text", "form", "sets", "unit", "half_unit", "canonical", "words"),
    [
        ("600000 IU/kg", "point", "[600000]", "IU/kg", "0.5", "600000 IU/kg", "600,000 International Units/kg"),
        ("15%", "point", "[15]", "%", "0.5", "15 %", "15%"),
        ("15.0 %", "point", "[15.0]", "%", "0.05", "15.0 %", "15.0%"),
        ("0.88", "point", "[0.88]", "", "0.005", "0.88", "0.88"),
        ("  40   mg ", "point", "[40]", "mg", "0.5", "40 mg", "40 mg"),
        ("-1234.5 mmHg", "point", "[-1234.5]", "mmHg", "0.05", "-1234.5 mmHg", "−1,234.5 mm Hg"),
        ("1 dose", "point", "[1]", "dose", "0.5", "1 dose", "1 dose"),
        ("14 doses", "point", "[14]", "dose", "0.5", "14 dose", "14 doses"),
        ("2 /d", "point", "[2]", "/d", "0.5", "2 /d", "twice a day"),
        ("50 10^9/L", "point", "[50]", "10^9/L", "0.5", "50 10^9/L", "50 × 10⁹/L"),
        ("~54 months", "point", "[54]", "mo", "0.5", "~54 mo", "about 54 months"),
        ("~ 54 mo", "point", "[54]", "mo", "0.5", "~54 mo", "about 54 months"),
        ("15-17 %", "range", "[15, 17]", "%", "0.5", "15-17 %", "15–17%"),
        ("15 – 17%", "range", "[15, 17]", "%", "0.5", "15-17 %", "15–17%"),
        ("2.5 to 3 mg/dL", "range", "[2.5, 3]", "mg/dL", "0.5", "2.5-3 mg/dL", "2.5–3 mg/dL"),
        ("-5 to -3 mmHg", "range", "[-5, -3]", "mmHg", "0.5", "-5 to -3 mmHg", "−5 to −3 mm Hg"),
        ("7-7 d", "range", "[7]", "d", "0.5", "7-7 d", "7–7 days"),
        (">= 3 mg/dL", "bound", "[3, )", "mg/dL", "0.5", ">= 3 mg/dL", "≥ 3 mg/dL"),
        ("≤3 mg/dL", "bound", "(, 3]", "mg/dL", "0.5", "<= 3 mg/dL", "≤ 3 mg/dL"),
        ("> 131 months", "bound", "(131, )", "mo", "0.5", "> 131 mo", "> 131 months"),
        ("<1 h", "bound", "(, 1)", "h", "0.5", "< 1 h", "< 1 hour"),
        ("< 3 and >= 2.5 mg/dL", "bound", "[2.5, 3)", "mg/dL", "0.5", ">= 2.5 and < 3 mg/dL", "≥ 2.5 and < 3 mg/dL"),
        ("> 1/3 and < 1/2", "bound", "(33.3333, 50)", "%", "0", "> 1/3 and < 1/2", "> 1/3 and < 1/2"),
        ("> 120 or < 80 mmHg", "bound", "(, 80) (120, )", "mmHg", "0.5", "< 80 or > 120 mmHg", "< 80 or > 120 mm Hg"),
        ("< 3 or > 3 mg", "bound", "(, 3) (3, )", "mg", "0.5", "< 3 or > 3 mg", "< 3 or > 3 mg"),
        ("60 or 40 mg", "levels", "[40] [60]", "mg", "0.5", "40 or 60 mg", "40 or 60 mg"),
        ("1 or 2 or 3 mg", "levels", "[1] [2] [3]", "mg", "0.5", "1 or 2 or 3 mg", "1, 2 or 3 mg"),
        ("1-2 or 4-6 mg", "levels", "[1, 2] [4, 6]", "mg", "0.5", "1-2 or 4-6 mg", "1–2 or 4–6 mg"),
        ("every 8 h", "point", "[8]", "h", "0.5", "every 8 h", "every 8 hours"),
        ("Every 4-6 h", "range", "[4, 6]", "h", "0.5", "every 4-6 h", "every 4–6 hours"),
        ("every ~2 cycles", "point", "[2]", "cycle", "0.5", "every ~2 cycle", "every about 2 cycles"),
        ("37/255", "ratio", "[14.5098]", "%", "0", "37/255", "37 of 255"),
        ("37/255 patients", "ratio", "[14.5098]", "%", "0", "37/255 patient", "37 of 255 patients"),
        ("~1/3", "ratio", "[33.3333]", "%", "0", "~1/3", "about 1 of 3"),
        ("0/12", "ratio", "[0]", "%", "0", "0/12", "0 of 12"),
        ("Nearly  ALL", "word", "[85, 100)", "%", "0", "nearly all", "nearly all"),
        ("several weeks", "word", "[2, 9]", "wk", "0", "several wk", "several weeks"),
        ("Few  days", "word", "[2, 9]", "d", "0", "few d", "a few days"),
        ("39 to >148 months", "range", "[39, )", "mo", "0.5", "39 to > 148 mo", "39 to > 148 months"),
        ("-5 to > 3.5 mmHg", "range", "[-5, )", "mmHg", "0.5", "-5 to > 3.5 mmHg", "−5 to > 3.5 mm Hg"),
        ("not reached", "not-reached", "", "", "0", "not reached", "not reached"),
        ("2003-02-10", "date", "[731256]", "CE", "0", "2003-02-10", "10 February 2003"),
        ("2000-02", "date", "[730151, 730179]", "CE", "0", "2000-02", "February 2000"),
        ("1992 CE", "date", "[727198, 727563]", "CE", "0", "1992 CE", "1992"),
        ("1985–1993CE", "date", "[724642, 727928]", "CE", "0", "1985-1993 CE", "1985–1993"),
        ("9999-12", "date", "[3652029, 3652059]", "CE", "0", "9999-12", "December 9999"),
        ("1985-03  to 1992-11-05", "date", "[724701, 727507]", "CE", "0", "1985-03 to 1992-11-05",
         "March 1985 to 5 November 1992"),
    ],
)  # fmt: skip
def test_values(text: str, form: str, sets: str, unit: str, half_unit: str, canonical: str, words: str) -> None:
    value = parse_value(text)
    assert (value.text, value.form, value.unit.text) == (text, form, unit)
    assert _sets(value) == sets
    assert value.half_unit == Decimal(half_unit)
    assert canonical_text(value) == canonical
    assert in_words(value) == words
    assert parse_value(canonical) == value


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("> 1", "2", None),
        (">= 1", "1", None),
        ("< 5", None, "4"),
        ("<= 5", None, "5"),
        ("> 1.5", "2", None),
        ("< 4.5", None, "4"),
        (">= 1.5", "2", None),
        ("2-4", "2", "4"),
        ("1.2-4.8", "2", "4"),
    ],
)
def test_whole_numbers_have_closed_ends_at_whole_numbers(text: str, low: str | None, high: str | None) -> None:
    ends = Interval(None if low is None else Decimal(low), None if high is None else Decimal(high))
    assert in_whole_numbers(parse_value(text)).intervals == (ends,)


def test_what_a_value_keeps_of_its_writing() -> None:
    ratio = parse_value("37/255 patients")
    assert (ratio.events, ratio.total, ratio.counted) == (37, 255, parse_unit("patient"))
    assert parse_value("60 or 40.0 mg").numbers == (Decimal(60), Decimal("40.0"))
    assert [str(number) for number in parse_value("> 1/3 and < 1/2").numbers] == ["1", "3", "1", "2"]
    assert parse_value("~54 mo").approximate and not parse_value("54 mo").approximate
    assert parse_value("every 8 h").every and parse_value("every 8 h") != parse_value("8 h")
    assert parse_value("15%") == parse_value("15 %") != parse_value("15.0 %")
    assert str(parse_value("0.10 mg").numbers[0]) == "0.10"


@pytest.mark.parametrize(
    ("text", "name", "advice"),
    [
        ("600,000 IU/kg", "number-format", "Write 600000."),
        ("-1,000.5 mg", "number-format", "Write -1000.5."),
        ("600 000 IU/kg", "number-format", "Write 600000."),
        ("600_000", "number-format", "Write 600000."),
        ("6_0", "number-format", "Write plain decimal digits, as in 600000 or 2.5."),
        ("2,5 mg", "number-format", "Write 2.5 for a decimal, or 2 or 5 for two values."),
        ("1e5", "number-format", "Write 100000."),
        ("1e-3", "number-format", "Write 0.001."),
        ("1e999999999", "number-format", "Write plain decimal digits, as in 600000 or 2.5."),
        ("010", "number-format", "Write 10."),
        ("00.5", "number-format", "Write 0.5."),
        ("000", "number-format", "Write 0."),
        (".5", "number-format", "Write 0.5."),
        ("-.5", "number-format", "Write -0.5."),
        ("5.", "number-format", "Write 5."),
        ("+5", "number-format", "Write 5."),
        ("15-017 %", "number-format", "Write 17."),
        ("3/010", "number-format", "Write 10."),
        ("2 or .5 mg", "number-format", "Write 0.5."),
        ("1.2.3", "number-format", "Write plain decimal digits, as in 600000 or 2.5."),
        ("1234567890123456789", "number-format", "Keep to 18 digits."),
        ("0.1234567890123456789", "number-format", "Keep to 18 digits."),
        ("\uff11\uff15 %", "number-format", "Write plain digits, 0 to 9."),
        ("\u0663 mg", "number-format", "Write plain digits, 0 to 9."),
        ("\u00bd", "number-format", "Write plain digits, 0 to 9."),
        ("1:30", "not-a-number", "Write a fraction as 1/30, a time as 90 min or 1.5 h."),
        ("17-15 %", "range-inverted", "Write 15 to 17, if that is meant."),
        ("> 5 and < 3", "range-inverted", "Check both comparators and numbers."),
        ("> 3 and <= 3", "range-inverted", "Check both comparators and numbers."),
        ("1993-1985 CE", "range-inverted", "Write the earlier date first."),
        ("300/255", "impossible-ratio", "Write events/total as whole numbers"),
        ("1/0", "impossible-ratio", "Write events/total as whole numbers"),
        ("1.5/3", "impossible-ratio", "Write events/total as whole numbers"),
        ("-1/3", "impossible-ratio", "Write events/total as whole numbers"),
        ("2003-02-30", "impossible-date", "Write yyyy-mm-dd, yyyy-mm or yyyy CE."),
        ("1998-13", "impossible-date", "Write yyyy-mm-dd"),
        ("0000 CE", "impossible-date", "Write yyyy-mm-dd"),
        ("5 \u00b5g", "error-prone-unit", "Write ug."),
        ("5 MIU", "error-prone-unit", "Write million IU, or mIU"),
        ("q8h", "error-prone-unit", "Write every 8 h."),
        ("q 12", "error-prone-unit", "Write every 12 h."),
        ("QD", "error-prone-unit", "Write every 24 h, or 1 /d."),
        ("5 foo", "unknown-unit", "Known units are"),
        ("5 mg/kg daily", "unknown-unit", "Known units are"),
        ("12 or", "unknown-unit", "Did you mean"),
        ("mostly", "value-syntax", "Did you mean most?"),
        ("\U0001f600", "value-syntax", "Write a value as in"),
    ],
)
def test_faults_are_named_and_say_what_to_write(text: str, name: str, advice: str) -> None:
    with pytest.raises(Problem) as caught:
        parse_value(text)
    assert (caught.value.name, caught.value.help[: len(advice)]) == (name, advice)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "'': this is no value"),
        ("foo", "'foo': this is no value"),
        ("~", "'~': a number is missing; understood '~'"),
        ("every", "'every': this is no value"),
        ("5 6 mg", "'5 6 mg': two numbers stand side by side; understood '5'"),
        ("5 mg 6", "'5 mg 6': the unit stands once, at the end, and holds no number; understood '5'"),
        ("40 mg or 50 mg", "'40 mg or 50 mg': the unit stands once, at the end, and holds no number; understood '40'"),
        ("5 mg/100 mL", "'5 mg/100 mL': the unit stands once, at the end, and holds no number; understood '5'"),
        ("–5", "'–5': a negative number begins with the plain sign -"),
        ("-5-3", "'-5-3': a range with a negative number is written with \"to\": -5 to -3; understood '-5-3'"),
        ("-5--3", "'-5--3': a range with a negative number is written with \"to\": -5 to -3; understood '-5'"),
        ("15\u00a0%", "'15\\xa0%' holds NO-BREAK SPACE"),
        ("15\t%", "'15\\t%' holds U+0009"),
        ("\u22125", "'\u22125' holds MINUS SIGN"),
        ("3\u20144", "'3\u20144' holds EM DASH"),
        ("1\u20442", "'1\u20442' holds FRACTION SLASH"),
        ("1 or 1.0 mg", "in '1 or 1.0 mg' the parts joined by or overlap or repeat each other"),
        ("3 or > 3 mg", "in '3 or > 3 mg' the parts joined by or overlap or repeat each other"),
        ("> 3 or 5 mg", "in '> 3 or 5 mg' the parts joined by or overlap or repeat each other"),
        ("< 3 or < 5 mg", "in '< 3 or < 5 mg' the parts joined by or overlap or repeat each other"),
        ("1-3 or 2-5 mg", "in '1-3 or 2-5 mg' the parts joined by or overlap or repeat each other"),
        ("> 3 and > 5", "'> 3 and > 5' does not join a lower and an upper bound"),
        ("3 and 5 mg", "'3 and 5 mg' does not join a lower and an upper bound"),
        ("< 3 and < 5", "'< 3 and < 5' does not join a lower and an upper bound"),
        ("< 3 and 5 mg", "'< 3 and 5 mg' does not join a lower and an upper bound"),
        ("> 1 and < 3 or 5 mg", '\'> 1 and < 3 or 5 mg\': "and" joins two bounds, "or" joins alternatives'),
        ("> 1 and < 3 and < 4 mg", '\'> 1 and < 3 and < 4 mg\': "and" joins two bounds, "or" joins alternatives'),
        ("~> 3 mg", "'~> 3 mg': ~ and a comparator exclude each other"),
        ("every 0 h", "'every 0 h': every takes a number or a range greater than 0; understood 'every 0'"),
        ("every > 8 h", "'every > 8 h': every takes a number or a range greater than 0"),
        ("every < 8 h", "'every < 8 h': every takes a number or a range greater than 0"),
        ("every 8 mg", "'every 8 mg': every takes a time or a counted thing, as in every 8 h"),
        ("every 1/2 h", "'every 1/2 h': a fraction stands alone or before what is counted, as in 37/255 patients"),
        ("every 1/2", "'every 1/2': a fraction stands alone or before what is counted, as in 37/255 patients"),
        ("37/255 %", "'37/255 %': a fraction stands alone or before what is counted, as in 37/255 patients"),
        ("1/3 or 1/2", "'1/3 or 1/2': a fraction stands alone or before what is counted"),
        ("1/3 to 1/2", "'1/3 to 1/2': the parts do not go together; understood '1/3 to'"),
        ("> 1/3 mg", "'> 1/3 mg': a fraction stands alone, or with a comparator and without a unit"),
        ("2 or 1/3", "'2 or 1/3': a fraction stands alone, or with a comparator and without a unit"),
        ("> 1/3 and < 40", "'> 1/3 and < 40': a fraction stands alone, or with a comparator and without a unit"),
        ("2003-02-10 CE", "'2003-02-10 CE': dates are written 2003-02-10, 1998-08 or 1985-03 to 1992-11"),
        ("5 CE", "'5 CE': a year has four digits, a span of years as in 1985-1993 CE; understood '5'"),
        ("9" * 121, "a value of 121 characters"),
    ],
)
def test_texts_that_do_not_go_together(text: str, message: str) -> None:
    with pytest.raises(Problem) as caught:
        parse_value(text)
    assert caught.value.name == "value-syntax"
    assert str(caught.value)[: len(message)] == message


REFUSED = (Path(__file__).parent / "refused_values.txt").read_text(encoding="ascii").split("\n\n")


@pytest.mark.parametrize("block", REFUSED, ids=map(str, range(len(REFUSED))))
def test_a_refusal_is_worded_for_who_wrote_it(block: str) -> None:
    text, message, advice = block.strip().splitlines() if block.count("\n") > 1 else (*block.splitlines(), "")
    with pytest.raises(Problem) as caught:
        parse_value(ast.literal_eval(text))
    name, said = caught.value.name, str(caught.value)
    assert f"{name}: {said if said.isascii() else ascii(said)[1:-1]}" == message.strip()
    assert caught.value.help == advice.strip()


def test_what_was_read_before_and_forgotten_is_read_in_the_same_way() -> None:
    parse_unit.cache_clear()
    with pytest.raises(Problem, match=r"^'5 CE': a year has four digits"):
        parse_value("5 CE")


E, W, C, P, A = Relation.EQUAL, Relation.WITHIN, Relation.CONTAINS, Relation.OVERLAPS, Relation.APART


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("600000 IU/kg", "0.6 million IU/kg", E),
        ("600000 IU/kg", "720000 IU/kg", A),
        ("600000 IU/kg", "600000 IU", None),
        ("600000 or 720000 IU/kg", "600000 IU/kg", C),
        ("600000 or 720000 IU/kg", "600000-720000 IU/kg", W),
        ("600000 or 720000 IU/kg", "720000 or 800000 IU/kg", P),
        ("> 131 mo", "131 mo", A),
        (">= 3 mg/dL", "> 3 mg/dL", C),
        (">= 3 mg/dL", "3 mg/dL", C),
        ("> 3 mg/dL", "<= 3 mg/dL", A),
        ("< 3 mg/dL", ">= 3 mg/dL", A),
        (">= 3 mg/dL", "<= 3 mg/dL", P),
        ("< 3 mg/dL", "<= 3 mg/dL", W),
        ("< 3 mg/dL", "> 2 mg/dL", P),
        ("15-17 %", "16-20 %", P),
        ("15-17 %", "14-20 %", W),
        ("> 2 and < 3 mg", "2-3 mg", W),
        ("every 8 h", "3 /d", E),
        ("every 7 h", "every 7 h", E),
        ("every 4-6 h", "4-6 /d", E),
        ("every 4 or 8 h", "3-6 /d", W),
        ("3 /d", "every 12 h", A),
        ("every 1 cycle", "1 /cycle", E),
        ("8 h", "3 /d", None),
        ("every 8 h", "3 /cycle", None),
        ("98.6 degF", "37 degC", E),
        ("1 a", "12 mo", E),
        ("50 10^9/L", "50000 /mm3", E),
        ("1/3", "2/6", E),
        ("1/3", "33.3333333333333333 %", A),
        ("1/4", "25 %", E),
        ("most", "60 %", C),
        ("all", "none", A),
        ("1993-02 to 1993-04", "1993 CE", W),
        ("not reached", "not reached", E),
        ("not reached", "54 mo", None),
        ("54 mo", "not reached", None),
    ],
)
def test_relations(one: str, other: str, expected: Relation | None) -> None:
    left, right = parse_value(one), parse_value(other)
    assert relation(left, right) is expected
    assert relation(right, left) is (expected and expected.reversed)
    assert comparable(left, right) is (expected is not None)


def test_a_comparison_over_months_and_days_is_marked() -> None:
    assert not converts_exactly(parse_value("3 mo"), parse_value("91 d"))
    assert converts_exactly(parse_value("1 a"), parse_value("12 mo"))
    assert not converts_exactly(parse_value("every 1 mo"), parse_value("1 /d"))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("15 %", "14.5 %", True),
        ("15 %", "14.49 %", False),
        ("37/255", "15 %", True),
        ("37/255", "14.5 %", True),
        ("36/255", "15 %", False),
        ("15.0 %", "15.1 %", False),
        ("15-17 %", "15.2-16.9 %", True),
        ("15-17 %", "15.2-17.6 %", False),
        ("15-17 %", "15 or 17 %", False),
        ("> 131 mo", "> 131.2 mo", True),
        ("> 131 mo", ">= 131.2 mo", False),
        ("> 131 mo", "131.2 mo", False),
        ("> 131 mo", "< 131 mo", False),
        ("500 mg", "0.5 g", True),
        ("0.5 g", "540 mg", True),
        ("38 degC", "101 degF", True),
        ("every 8 h", "3 /d", True),
        ("every 7 h", "3.4 /d", False),
        ("15 %", "15 mg", False),
        ("most", "most", True),
        ("2003-02-10", "2003-02-11", False),
    ],
)
def test_the_same_figure_at_another_precision(one: str, other: str, expected: bool) -> None:
    left, right = parse_value(one), parse_value(other)
    assert rounds_to(left, right) is expected is rounds_to(right, left)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("20 or 40 mg", "20-40 mg", True),
        ("20 or 40 mg", "0.01-0.04 g", True),
        ("20 or 40 mg", "25-40 mg", False),
        ("20 or 40 mg", "20 or 40 or 60 mg", False),
        ("20 mg", "20-40 mg", False),
    ],
)
def test_two_levels_are_not_a_range(one: str, other: str, expected: bool) -> None:
    left, right = parse_value(one), parse_value(other)
    assert spans_levels(left, right) is expected is spans_levels(right, left)


@pytest.mark.parametrize(
    ("text", "unit", "said", "half_unit"),
    [
        ("600000 IU/kg", "million IU/kg", "0.6 million IU/kg", "0.0000005"),
        ("15-17 wk", "d", "105-119 d", "3.5"),
        (">= 38.5 degC", "degF", ">= 101.3 degF", "0.09"),
        ("every 8 h", "/d", "3 /d", "0"),
        ("every 4-6 h", "/d", "4-6 /d", "0"),
        ("every 4 or 8 h", "/d", "3 or 6 /d", "0"),
        ("4-6 /d", "h", "every 4-6 h", "0"),
        ("15 %", "%", "15 %", "0.5"),
        ("not reached", "mo", "not reached", "0"),
    ],
)
def test_in_another_unit(text: str, unit: str, said: str, half_unit: str) -> None:
    value = in_unit(parse_value(text), parse_unit(unit))
    assert (value.text, value.half_unit) == (said, Decimal(half_unit))
    assert value == parse_value(said) or value.half_unit != parse_value(said).half_unit
    assert relation(value, parse_value(text)) is Relation.EQUAL


@pytest.mark.parametrize(
    ("text", "unit"), [("5 mg", "mL"), ("8 h", "/d"), ("> 3 /d", "h"), ("0 /d", "h"), ("-1 /d", "h"), ("37/255", "")]
)
def test_what_cannot_be_said_in_another_unit(text: str, unit: str) -> None:
    with pytest.raises(UnitProblem, match="cannot be converted"):
        in_unit(parse_value(text), parse_unit(unit))


def test_a_loose_number_of_times_is_the_range_it_is_taken_for_in_another_unit() -> None:
    value = in_unit(parse_value("several wk"), parse_unit("d"))
    assert (value.form, value.text, _sets(value)) == ("range", "14-63 d", "[14, 63]")
    assert parse_value(value.text).intervals == value.intervals


def test_a_range_with_an_open_end_keeps_it_in_another_unit() -> None:
    value = in_unit(parse_value("36 to > 144 mo"), parse_unit("a"))
    assert (value.form, value.text, _sets(value)) == ("range", "3 to > 12 a", "[3, )")


def test_frequency_words_rise() -> None:
    for lower, higher in pairwise(FREQUENCY_WORDS.values()):
        assert (lower.low, lower.high) <= (higher.low, higher.high)


_NUMBERS = st.decimals(Decimal(0), Decimal(10**6), places=2) | st.integers(0, 10**9).map(Decimal)
_UNITS = st.sampled_from(["mg", "g", "%", "IU/kg", "million IU/kg", "mo", "d", "degC", "degF", "/d", "10^9/L", ""])
_PARTS = st.one_of(
    _NUMBERS.map(lambda number: f"{number:f}"),
    st.tuples(_NUMBERS, _NUMBERS).map(lambda pair: f"{min(pair):f}-{max(pair):f}"),
    st.tuples(st.sampled_from(["<", "<=", ">", ">=", "≥", "≤"]), _NUMBERS).map(lambda pair: f"{pair[0]}{pair[1]:f}"),
    _NUMBERS.map(lambda number: f"-{number:f}"),
)
_TEXTS = st.one_of(
    st.builds(lambda parts, join, unit: f" {join} ".join(parts) + f" {unit}",
              st.lists(_PARTS, min_size=1, max_size=3), st.sampled_from(["or", "and"]), _UNITS),
    st.builds(lambda number, unit: f"every {number:f} {unit}", _NUMBERS, st.sampled_from(["h", "d", "wk", "cycle"])),
    st.builds(lambda events, more: f"{events}/{events + more}", st.integers(0, 10**6), st.integers(0, 10**6)),
    st.sampled_from(sorted(FREQUENCY_WORDS)),
    st.sampled_from(["few d", "several wk", "several mo"]),
    st.builds(lambda low, high, unit: f"{low:f} to > {low + high:f} {unit}", _NUMBERS, _NUMBERS, _UNITS),
    st.dates().map(str),
)  # fmt: skip


def _parsed(text: str) -> Value | None:
    try:
        return parse_value(text)
    except Problem:
        return None


_VALUES = _TEXTS.map(_parsed).filter(lambda value: value is not None)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("1-1.5 mg", "1.5-2 mg", True),
        ("< 3 mg", ">= 2 mg", False),
        ("1-2 mg", ">= 2 mg", True),
        ("1-2 mg", "> 2 mg", False),
        ("2 mg", "2-3 mg", False),
        ("1-2 mg", "3-4 mg", False),
        ("1-2 mg", "1.9-3 mg", False),
        ("1000-1500 mg", "1.5-2 g", True),
    ],
)
def test_bands_that_touch_share_no_more_than_points(one: str, other: str, expected: bool) -> None:
    left, right = parse_value(one), parse_value(other)
    assert meet_in_points(left, right) is expected is meet_in_points(right, left)


@pytest.mark.parametrize(
    ("one", "other"),
    [("> 1", ">= 2"), ("< 3", "<= 2"), ("> 1.5", ">= 2"), ("<= 2.5", "<= 2"), ("1-2", "1-2"), (">= 1", "> 0")],
)
def test_limits_on_whole_numbers_have_closed_ends(one: str, other: str) -> None:
    assert relation(in_whole_numbers(parse_value(one)), in_whole_numbers(parse_value(other))) is Relation.EQUAL


@given(_VALUES)
def test_canonical_text_means_the_same(value: Value) -> None:
    text = canonical_text(value)
    assert parse_value(text) == value
    assert canonical_text(parse_value(text)) == text
    assert "IU" not in in_words(value)


@given(_VALUES, _VALUES)
def test_relations_are_symmetric(one: Value, other: Value) -> None:
    there, back = relation(one, other), relation(other, one)
    assert there is (back and back.reversed)
    assert rounds_to(one, other) is rounds_to(other, one)
    assert relation(one, one) is Relation.EQUAL
    if there is not None and there is Relation.EQUAL:
        assert rounds_to(one, other)


_SMALL = [
    parse_value(text)
    for text in ["1 g", "1000 mg", "< 1 g", "<= 1 g", "> 1 g", "0.5-1 g", "500 or 1000 mg", "> 0.5 and < 1 g", "0-2 g"]
]


def test_being_inside_is_transitive() -> None:
    inside = {Relation.EQUAL, Relation.WITHIN}
    for one, two, three in product(_SMALL, repeat=3):
        if relation(one, two) in inside and relation(two, three) in inside:
            assert relation(one, three) in inside
        if relation(one, two) in inside and relation(two, three) is Relation.APART:
            assert relation(one, three) is Relation.APART


@given(_VALUES)
def test_the_callers_decimal_context_changes_nothing(value: Value) -> None:
    with localcontext() as context:
        context.prec = 1
        again = parse_value.__wrapped__(value.text)
        assert again == value
        assert relation(again, value) is Relation.EQUAL
        assert (canonical_text(again), in_words(again)) == (canonical_text(value), in_words(value))


@given(st.text(max_size=130) | st.text("0123456789.-–<>=~/ ,:eE_'ormgatCE%IU", max_size=30))
@example("0" * 120)
@example("- " * 60)
@example("1 or " * 24)
def test_any_text_is_a_value_or_a_problem(text: str) -> None:
    try:
        assert parse_value(canonical_text(parse_value(text))) == parse_value(text)
    except Problem as problem:
        assert problem.name and problem.message and problem.help


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1 /d", "once a day"),
        ("1 /cycle", "once a cycle"),
        ("3 /shift", "3 times a shift"),
        ("1-2 /d", "1–2 times a day"),
        ("1 or 2 /wk", "once or twice a week"),
        ("~3 /mo", "about 3 times a month"),
        ("0.5 /d", "0.5 times a day"),
        (">= 1 /d", "at least once a day"),
        ("> 2 /h", "more than twice an hour"),
        (">= 1 and < 3 /d", "at least once and less than 3 times a day"),
        ("every 8 h", "every 8 hours"),
        ("130 /min", "130/min"),
        ("200 mL/h", "200 mL/h"),
    ],
)
def test_how_often_is_said_in_words_and_a_rate_keeps_its_unit(text: str, words: str) -> None:
    assert in_words(parse_value(text)) == words


def test_a_bound_printed_as_a_range_keeps_both_numbers_and_means_the_widest_set() -> None:
    goal = parse_value("> 80-90 mmHg")
    assert goal.form == "bound"
    assert goal.intervals == (Interval(Decimal(80), None, True, True),)
    assert parse_value("< 10-20 mL/h").intervals == (Interval(None, Decimal(20), True, True),)
    assert canonical_text(goal) == "> 80-90 mmHg"
    assert in_words(goal) == "> 80–90 mm Hg"
    assert bound_is_vague(goal)
    assert not bound_is_vague(parse_value("> 80 mmHg"))
