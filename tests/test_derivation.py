"""Formulas over facts: exact, with units, and never a traceback."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.derivation import Amount, FormulaFault, amounts_of, derive, evaluate
from kb.value import parse_value
from tests.made_base import fact, made


def amount(text: str) -> Amount:
    return amounts_of(parse_value(text))[0]


def number(formula: str, **inputs: str) -> Fraction:
    return evaluate(formula, {name: amount(text) for name, text in inputs.items()}).number


@pytest.mark.parametrize(
    ("formula", "inputs", "result"),
    [
        ("days / interval", {"days": "5 d", "interval": "every 8 h"}, 15),
        ("dose * doses", {"dose": "40 mg/kg", "doses": "14 doses"}, Fraction(56, 100)),
        ("a - b * 2", {"a": "10", "b": "3"}, 4),
        ("(a - b) * 2", {"a": "10", "b": "3"}, 14),
        ("-a", {"a": "10"}, -10),
        ("round(a / 3, 1)", {"a": "10"}, Fraction(33, 10)),
        ("round(a, 0)", {"a": "2.5"}, 3),
        ("round(-a, 0)", {"a": "2.5"}, -3),
        ("round(a, -3)", {"a": "12345"}, 12000),
        ("0.1 + 0.2", {}, Fraction(3, 10)),
    ],
)
def test_a_formula_is_evaluated_exactly(formula: str, inputs: dict[str, str], result: Fraction) -> None:
    assert number(formula, **inputs) == result


def test_units_are_multiplied_and_divided() -> None:
    concentration = evaluate("amount / volume", {"amount": amount("22 million IU"), "volume": amount("1.2 mL")})
    assert concentration.dimensions == amount("1 IU/mL").dimensions
    assert evaluate("a / b", {"a": amount("40 mg/kg"), "b": amount("20 mg/kg")}).dimensions == frozenset()


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("a +", "'a +' is not a formula"),
        ("a; a", "'a; a' is not a formula"),
        ("b", "'b' is not one of the inputs"),
        ("a ** 2", "only + - * / and round(x, digits) are allowed in a formula"),
        ("a / 0", "the formula divides by zero"),
        ("1e99 * a", "'1e99' is not allowed in a formula"),
        ("0x10", "'0x10' is not allowed in a formula"),
        ("1_000", "'1_000' is not allowed in a formula"),
        ("a.real", "'a.real' is not allowed in a formula"),
        ("open(a)", "'open(a)' is not allowed in a formula"),
        ("round(a, 99)", "round takes a whole number of digits, from -9 to 9"),
        ("round(a, 0.5)", "round takes a whole number of digits, from -9 to 9"),
        ("a + c", "mass and a plain number can't be added"),
    ],
)
def test_what_is_no_formula_is_refused_in_words(formula: str, said: str) -> None:
    with pytest.raises(FormulaFault) as fault:
        evaluate(formula, {"a": amount("10 mg"), "c": amount("3")})
    assert str(fault.value) == said


@settings(deadline=None)
@given(st.text(max_size=60))
def test_no_text_brings_the_evaluation_down(formula: str) -> None:
    try:
        evaluate(formula, {"a": amount("10 mg")})
    except FormulaFault as fault:
        assert str(fault)


@settings(deadline=None)
@given(st.lists(st.sampled_from(["a", "b", "1", "2.5", "+", "-", "*", "/", "(", ")", "round(", ",", " "]), max_size=14))
def test_no_row_of_symbols_brings_it_down_either(symbols: list[str]) -> None:
    try:
        evaluate("".join(symbols), {"a": amount("10 mg"), "b": amount("0.5 mL")})
    except FormulaFault as fault:
        assert str(fault)


@settings(deadline=None)
@given(st.integers(-(10**12), 10**12), st.integers(-9, 9))
def test_rounding_moves_by_half_a_step_at_most(value: int, digits: int) -> None:
    rounded = evaluate(
        f"round(a / 7, {digits})" if digits >= 0 else f"round(a / 7, 0 - {-digits})",
        {"a": Amount(Fraction(value), frozenset())},
    )
    assert abs(rounded.number - Fraction(value, 7)) <= Fraction(10) ** -digits / 2


def derived(value: str, formula: str, **inputs: str) -> Decimal:
    facts = [fact(f"input-{name}", "dose", value=text) for name, text in inputs.items()]
    result = fact(
        "result",
        "dose",
        value=value,
        derived={"formula": formula, "inputs": {name: f"input-{name}" for name in inputs}},
    )
    return derive(made(*facts, result), result)


def test_a_derived_fact_is_computed_in_the_unit_of_its_value() -> None:
    assert derived("0.12 g/kg", "dose * 24 / 8", dose="40 mg/kg") == Decimal("0.12")


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        ({"dose": "20-40 mg/kg"}, "the input 'dose' ('input-dose') does not hold a single number"),
        ({"dose": "38 degC"}, "the input 'dose' ('input-dose') is a temperature, which has no place in a formula"),
        ({"dose": "40 mg"}, "the formula gives mass, the value is in mg/kg"),
    ],
)
def test_inputs_that_do_not_fit_are_said(inputs: dict[str, str], said: str) -> None:
    with pytest.raises(FormulaFault) as fault:
        derived("120 mg/kg", "dose * 3", **inputs)
    assert str(fault.value) == said


def test_the_ends_of_a_range_are_its_amounts() -> None:
    assert [one.number for one in amounts_of(parse_value("4-5 d"))] == [345600, 432000]
    assert amounts_of(parse_value("> 5 d")) == ()
