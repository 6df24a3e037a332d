"""Recomputes derived facts: a formula over other facts, evaluated exactly, with units.

A formula holds the names of its inputs, plain decimal numbers, `+ - * /`, parentheses and `round(x, digits)`. Units
are multiplied and divided as dimensions; counted things (doses, cycles, vials) count as plain numbers, and a basis
such as body weight cancels only against itself.
"""

from __future__ import annotations

import ast
import functools
import re
import warnings
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Final, NamedTuple

from kb.model import Fact, KnowledgeBase
from kb.units import Unit, to_decimal
from kb.value import Value

COUNTED: Final = frozenset(
    {"doses", "dose", "cycles", "cycle", "courses", "course", "vials", "vial", "patients", "patient", "number"}
)


_NUMBER: Final = re.compile(r"[0-9]{1,18}(?:\.[0-9]{1,18})?")


class FormulaFault(Exception):
    """A formula that can't be evaluated; the text says why, in words for its editor."""


class Amount(NamedTuple):
    """A number in base units, and its dimensions as powers."""

    number: Fraction
    dimensions: frozenset[tuple[str, int]]


def derive(kb: KnowledgeBase, fact: Fact) -> Decimal:
    """The number that a derived fact should hold, in the unit of its own value.

    Raises FormulaFault where an input is missing or has no single value, where the formula has another form, or where
    dimensions do not fit.
    """
    assert fact.derived is not None
    inputs = {name: _input(kb, name, id) for name, id in fact.derived.inputs.items()}
    result = evaluate(fact.derived.formula, inputs)
    if fact.value is None:
        raise FormulaFault("the fact has no value of its own to hold the result")
    wanted = dimensions_of(fact.value.unit)
    if result.dimensions != wanted:
        raise FormulaFault(
            f"the formula gives {_said(result.dimensions)}, the value is in {fact.value.unit.text or 'plain numbers'}"
        )
    return to_decimal(result.number / fact.value.unit.factor)


def evaluate(formula: str, inputs: Mapping[str, Amount]) -> Amount:
    """Evaluate a formula over named amounts. Raises FormulaFault."""
    return _evaluate(_tree(formula), formula, inputs)


@functools.lru_cache(maxsize=1024)
def _tree(formula: str) -> ast.expr:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(formula, mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise FormulaFault(f"'{formula}' is not a formula") from None


def dimensions_of(unit: Unit) -> frozenset[tuple[str, int]]:
    """The dimensions of a unit as powers, counted things left out."""
    numerator, *bases = unit.dimension.split(" per ")
    powers = Counter({numerator: 1})
    powers.subtract(bases)
    return _powers(powers)


def _powers(powers: Counter[str]) -> frozenset[tuple[str, int]]:
    return frozenset((name, power) for name, power in powers.items() if power and name not in COUNTED)


def _input(kb: KnowledgeBase, name: str, id: str) -> Amount:
    source = kb.facts.get(id)
    if source is None:
        raise FormulaFault(f"the input '{name}' is '{id}', which no fact has as its id")
    value = source.value or source.dose
    if value is None or value.form != "point":
        raise FormulaFault(f"the input '{name}' ('{id}') does not hold a single number")
    if value.unit.offset or value.unit.dimension == "temperature":
        raise FormulaFault(f"the input '{name}' ('{id}') is a temperature, which has no place in a formula")
    return amounts_of(value)[0]


def amounts_of(value: Value) -> tuple[Amount, ...]:
    """The ends of a value as amounts in base units; one where it is a single number, none where an end is open."""
    ends = [end for part in value.intervals for end in (part.low, part.high)]
    if None in ends:
        return ()
    dimensions = dimensions_of(value.unit)
    numbers = dict.fromkeys(Fraction(end) * value.unit.factor for end in ends if end is not None)
    return tuple(Amount(number, dimensions) for number in numbers)


def _evaluate(node: ast.expr, formula: str, inputs: Mapping[str, Amount]) -> Amount:
    if isinstance(node, ast.Name):
        if node.id not in inputs:
            raise FormulaFault(f"'{node.id}' is not one of the inputs")
        return inputs[node.id]
    if isinstance(node, ast.Constant) and _NUMBER.fullmatch(ast.get_source_segment(formula, node) or ""):
        return Amount(Fraction(ast.get_source_segment(formula, node) or ""), frozenset())
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        inner = _evaluate(node.operand, formula, inputs)
        return inner._replace(number=-inner.number)
    if isinstance(node, ast.BinOp):
        return _operation(node.op, _evaluate(node.left, formula, inputs), _evaluate(node.right, formula, inputs))
    if (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "round"
        and len(node.args) == 2
    ):
        return _rounded(_evaluate(node.args[0], formula, inputs), _evaluate(node.args[1], formula, inputs))
    raise FormulaFault(f"'{ast.get_source_segment(formula, node) or formula}' is not allowed in a formula")


def _operation(operator: ast.operator, one: Amount, other: Amount) -> Amount:
    if isinstance(operator, (ast.Add, ast.Sub)):
        if one.dimensions != other.dimensions:
            raise FormulaFault(f"{_said(one.dimensions)} and {_said(other.dimensions)} can't be added")
        sign = 1 if isinstance(operator, ast.Add) else -1
        return Amount(one.number + sign * other.number, one.dimensions)
    if isinstance(operator, (ast.Mult, ast.Div)):
        powers = Counter(dict(one.dimensions))
        if isinstance(operator, ast.Mult):
            powers.update(dict(other.dimensions))
            return Amount(one.number * other.number, _powers(powers))
        if not other.number:
            raise FormulaFault("the formula divides by zero")
        powers.subtract(dict(other.dimensions))
        return Amount(one.number / other.number, _powers(powers))
    raise FormulaFault("only + - * / and round(x, digits) are allowed in a formula")


def _rounded(amount: Amount, digits: Amount) -> Amount:
    places = int(digits.number)
    if digits.dimensions or digits.number != places or not -9 <= places <= 9:
        raise FormulaFault("round takes a whole number of digits, from -9 to 9")
    return amount._replace(number=_half_up(amount.number, places))


def _half_up(number: Fraction, places: int) -> Fraction:
    """A number rounded to so many decimals, halves away from zero, without limit of size."""
    scale = Fraction(10) ** places
    rounded = (abs(number) * scale + Fraction(1, 2)).__floor__() / scale
    return -rounded if number < 0 else rounded


def _said(dimensions: frozenset[tuple[str, int]]) -> str:
    return " ".join(f"{name}^{power}" if power != 1 else name for name, power in sorted(dimensions)) or "a plain number"
