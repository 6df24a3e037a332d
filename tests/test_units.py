"""Units: what is accepted, what is refused and with which advice, and that conversion is exact."""

from __future__ import annotations

import pickle
from decimal import Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.unit_table import BASES, NUMERATORS
from kb.units import Problem, UnitProblem, convert, parse_unit, scale_between, unit_in_words


@pytest.mark.parametrize(
    ("written", "canonical", "dimension", "words"),
    [
        ("", "", "number", ""),
        ("mcg", "ug", "mass", "micrograms"),
        ("mg/kg", "mg/kg", "mass per body weight", "mg/kg"),
        ("mg/mL", "mg/mL", "mass per volume", "mg/mL"),
        ("mg/m2", "mg/m2", "mass per body surface", "mg/m²"),
        ("ug/min/kg", "ug/kg/min", "mass per body weight per time", "micrograms/kg/min"),
        ("IU/kg/dose", "IU/kg/dose", "international units per body weight per dose", "International Units/kg/dose"),
        ("million IU", "million IU", "international units", "million International Units"),
        ("mL/shift", "mL/shift", "volume per shift", "mL/shift"),
        ("mL/min/1.73m2", "mL/1.73m2/min", "volume per standard body surface per time", "mL/1.73 m²/min"),
        ("10^9/L", "10^9/L", "number per volume", "× 10⁹/L"),
        ("/d", "/d", "number per time", "/day"),
        ("months", "mo", "time", "months"),
        ("doses", "dose", "doses", "doses"),
        ("mmHg", "mmHg", "pressure", "mm Hg"),
        ("degF", "degF", "temperature", "°F"),
    ],
)
def test_units_have_one_canonical_spelling_a_dimension_and_words(
    written: str, canonical: str, dimension: str, words: str
) -> None:
    unit = parse_unit(written)
    assert (unit.text, str(unit), unit.dimension, unit_in_words(unit)) == (canonical, canonical, dimension, words)
    assert parse_unit(canonical) == unit
    assert hash(parse_unit(canonical)) == hash(unit)


def test_singular_words() -> None:
    assert unit_in_words(parse_unit("IU/kg"), plural=False) == "International Unit/kg"
    assert unit_in_words(parse_unit("hours"), plural=False) == "hour"


def test_no_page_ever_shows_the_letters_iu() -> None:
    assert not [symbol for symbol, atom in NUMERATORS.items() if "IU" in atom.singular + atom.plural]


@pytest.mark.parametrize(
    ("written", "name", "message", "advice"),
    [
        ("U", "error-prone-unit", "'U' is an error-prone spelling", "Write IU for International Units, or the kind"),
        ("I.U./kg", "error-prone-unit", "'I.U.' is an error-prone spelling in 'I.U./kg'", "Write IU"),
        ("MIU", "error-prone-unit", "'MIU' is an error-prone spelling", "Write million IU, or mIU"),
        ("cc", "error-prone-unit", "'cc' is an error-prone spelling", "Write mL."),
        ("\u00b5g", "error-prone-unit", "'\u00b5g' is an error-prone spelling", "Write ug."),
        ("\u03bcg/kg", "error-prone-unit", "'\u03bcg' is an error-prone spelling in '\u03bcg/kg'", "Write ug."),
        ("\u00b5q", "unknown-unit", "unknown unit '\u00b5q': '\u00b5' is MICRO SIGN", "Write plain letters."),
        ("mcL", "error-prone-unit", "'mcL' is an error-prone spelling", "Write uL."),
        ("QD", "error-prone-unit", "'QD' is an error-prone spelling", "Write every 24 h, or 1 /d."),
        ("\u043cg", "unknown-unit", "unknown unit '\u043cg': '\u043c' is CYRILLIC SMALL LETTER EM", "Write plain"),
        ("mG/kg", "unknown-unit", "unknown unit 'mG/kg'", "Did you mean mg/kg?"),
        ("mm Hg", "unknown-unit", "unknown unit 'mm Hg'", "Did you mean mmHg?"),
        ("hrs", "unknown-unit", "unknown unit 'hrs'", "Did you mean h?"),
        ("percent", "unknown-unit", "unknown unit 'percent'", "Did you mean %?"),
        ("mmhol", "unknown-unit", "unknown unit 'mmhol'", "Did you mean mmol?"),
        ("zzz", "unknown-unit", "unknown unit 'zzz'", "Known units are"),
        ("mg/", "unknown-unit", "unknown unit 'mg/'", "Known units are"),
        ("pH", "unknown-unit", "unknown unit 'pH'", "Known units are"),
        ("mg/kg/kg", "unknown-unit", "unit 'mg/kg/kg' names the same basis twice or too many of them", "Known"),
        ("mg/kg/L/d/dose", "unknown-unit", "unit 'mg/kg/L/d/dose' names the same basis twice", "Known"),
        ("degC/d", "unknown-unit", "unit 'degC/d': degC stands alone, without a basis", "Known"),
        ("10^9", "unknown-unit", "unit '10^9' needs a basis", "Write 10^9/L, for example."),
        ("m" * 41, "unknown-unit", "unknown unit 'mmmm", "Known units are"),
    ],
)
def test_refused_units_say_why_and_what_to_write(written: str, name: str, message: str, advice: str) -> None:
    with pytest.raises(UnitProblem) as caught:
        parse_unit(written)
    assert caught.value.name == name
    assert str(caught.value).startswith(message)
    assert caught.value.help.startswith(advice)


def test_problems_survive_pickling() -> None:
    problem = pickle.loads(pickle.dumps(UnitProblem("unknown-unit", "message", "help")))
    assert (problem.name, problem.message, problem.help) == ("unknown-unit", "message", "help")
    assert isinstance(problem, Problem)


@pytest.mark.parametrize(
    ("number", "unit", "other", "expected", "exact"),
    [
        ("48", "million IU", "IU", "48000000", True),
        ("5", "mIU/mL", "IU/L", "5", True),
        ("2", "wk", "d", "14", True),
        ("1", "a", "mo", "12", True),
        ("1", "mo", "d", "30.4375", False),
        ("10", "mg/kg/wk", "mg/kg/mo", "43.482142857142857142857142857142857142857142857143", False),
        ("101.3", "degF", "degC", "38.5", True),
        ("-40", "degC", "degF", "-40", True),
        ("50", "10^9/L", "/mm3", "50000", True),
        ("0.5", "ug/kg/min", "mg/kg/h", "0.03", True),
        ("1", "lb", "kg", "0.45359237", True),
        ("7", "mg", "mg", "7", True),
    ],
)
def test_conversion(number: str, unit: str, other: str, expected: str, exact: bool) -> None:
    one, two = parse_unit(unit), parse_unit(other)
    with localcontext() as context:
        context.prec = 2
        assert convert(Decimal(number), one, two) == Decimal(expected)
    assert scale_between(one, two).exact is exact is one.converts_exactly(two)


@pytest.mark.parametrize(
    ("unit", "other"),
    [
        ("mg", "mg/kg"), ("mg", "mg/mL"), ("mg", "mmol"), ("mg", "IU"), ("mmol", "mEq"), ("/h", "/shift"),
        ("h", "shift"), ("mg/kg", "mg/m2"), ("%", ""), ("dose", "cycle"), ("kg", "/kg"), ("tsp", "mL"),
        ("IU", "IU/dose"),
    ],
)  # fmt: skip
def test_what_never_converts(unit: str, other: str) -> None:
    assert not parse_unit(unit).convertible(parse_unit(other))
    with pytest.raises(UnitProblem) as caught:
        convert(Decimal(1), parse_unit(unit), parse_unit(other))
    assert caught.value.name == "dimension-mismatch"
    assert "cannot be converted" in caught.value.message


_UNITS = st.sampled_from(
    [parse_unit(head) for head in NUMERATORS if not head.startswith("10^")]
    + [parse_unit(f"{head}/{basis}") for head in ("mg", "IU", "", "mL", "mmol", "10^9") for basis in BASES]
)


@given(_UNITS, _UNITS, st.decimals(-(10**9), 10**9, places=4))
def test_there_and_back_is_exact(one: object, two: object, number: Decimal) -> None:
    one, two = parse_unit(str(one)), parse_unit(str(two))
    if one.convertible(two):
        there, back = scale_between(one, two), scale_between(two, one)
        assert (Fraction(number) * there.factor + there.offset) * back.factor + back.offset == Fraction(number)


@given(st.text(max_size=60))
def test_any_text_is_a_unit_or_a_problem(text: str) -> None:
    try:
        assert parse_unit(parse_unit(text).text) == parse_unit(text)
    except UnitProblem as problem:
        assert problem.name in {"unknown-unit", "error-prone-unit"}
        assert problem.help


KNOWN = (
    "Known units are mg, ug, g, mL, L, mmol, mEq, IU, million IU, h, d, wk, mo, a, %, mmHg, degC, doses and the like, "
    "over a basis such as /kg, /m2, /dose, /d, /h, /min, /shift, /mL, /dL, /L, /mm3."
)


@pytest.mark.parametrize(
    ("written", "message", "advice"),
    [
        ("QD", "'QD' is an error-prone spelling", "Write every 24 h, or 1 /d."),
        (
            "I.U./kg",
            "'I.U.' is an error-prone spelling in 'I.U./kg'",
            "Write IU for International Units, or the kind of unit that is meant.",
        ),
        ("~mg", "unknown unit '~mg'", f"Did you mean mg? {KNOWN}"),
        ("hrs.", "unknown unit 'hrs.'", f"Did you mean h? {KNOWN}"),
        ("mmol kg", "unknown unit 'mmol kg'", KNOWN),
        ("hrsX", "unknown unit 'hrsX'", f"Did you mean hours? {KNOWN}"),
        ("mg/kgs", "unknown unit 'mg/kgs'", f"Did you mean mg/kg? {KNOWN}"),
        ("m\u0085g", "unknown unit 'm\\x85g': '\\x85' is U+0085", f"Write plain letters. {KNOWN}"),
        ("m" * 40, f"unknown unit '{'m' * 40}'", KNOWN),
        ("m" * 41, f"unknown unit '{'m' * 40}'...", KNOWN),
        ("mg/kg/kg", "unit 'mg/kg/kg' names the same basis twice or too many of them", KNOWN),
        ("degC/d", "unit 'degC/d': degC stands alone, without a basis", KNOWN),
    ],
)
def test_a_refusal_says_no_more_than_it_should(written: str, message: str, advice: str) -> None:
    with pytest.raises(UnitProblem) as caught:
        parse_unit(written)
    assert (str(caught.value), caught.value.help) == (message, advice)


def test_a_unit_has_at_most_three_bases() -> None:
    assert parse_unit("mg/dose/kg/d").text == "mg/kg/dose/d"
    assert parse_unit("mg/dose/kg/d").dimension == "mass per body weight per dose per time"


@pytest.mark.parametrize(
    ("unit", "other", "message"),
    [
        ("mg", "mmol", "mg (mass) cannot be converted to mmol (amount of substance)"),
        ("", "mg", "a plain number (number) cannot be converted to mg (mass)"),
        ("mg", "", "mg (mass) cannot be converted to a plain number (number)"),
    ],
)
def test_a_mismatch_names_both_units_and_what_they_measure(unit: str, other: str, message: str) -> None:
    with pytest.raises(UnitProblem) as caught:
        convert(Decimal(1), parse_unit(unit), parse_unit(other))
    assert (caught.value.name, str(caught.value)) == ("dimension-mismatch", message)
    advice = "Use a unit of the same dimension and the same basis; the basis (per kg, per dose ...) never cancels."
    assert caught.value.help == advice


def test_a_problem_is_what_its_parts_say() -> None:
    assert Problem("unknown-unit", "message", "help").args == ("unknown-unit", "message", "help")
    assert Problem("unknown-unit", "message").help == ""
