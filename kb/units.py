"""Units of measure: an allow-list with exact factors, and conversion between them.

A unit is a numerator over up to three bases, written as UCUM writes it: `mg`, `mg/kg`, `ug/kg/min`, `/d`, `10^9/L`.
The basis is part of the unit and never cancels: `/kg` is body weight (not mass), `/m2` body surface, `/shift` a shift
of unknown length (not time). Doses, cycles, patients and other counted things are dimensions of their own. Mass,
amount of substance, equivalents and International Units never convert into each other.

Factors are exact fractions, with one exception: between calendar units (`mo`, `a`) and clock units (`d`, `h` ...) a
month counts 30.4375 days (UCUM `mo_j`), and such a conversion says that it is inexact.
"""

from __future__ import annotations

import difflib
import unicodedata
from dataclasses import dataclass, field
from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from kb.unit_table import ALONE, BASES, ERROR_PRONE, NEEDS_BASIS, NUMERATORS, OTHER_SPELLINGS, Atom

LONGEST_UNIT = 40
MOST_BASES = 3
CONTEXT = Context(prec=50, traps=[])
"""Fifty significant digits: fractions with numbers of up to 18 digits keep their exact order when rounded to it."""


class Problem(ValueError):
    """A fault in what somebody wrote: the name of the rule it breaks, what is wrong, and what to do about it."""

    def __init__(self, name: str, message: str, help: str = "") -> None:
        super().__init__(name, message, help)
        self.name = name
        self.message = message
        self.help = help

    def __str__(self) -> str:
        return self.message


class UnitProblem(Problem):
    """A unit that is unknown, error-prone, or of another dimension than the one asked for."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One allowed unit; two units are the same exactly if their canonical spelling is the same.

    `dimension` reads "mass per body weight per time"; `factor` and `offset` lead to the base unit of the dimension
    (base = number x factor + offset); `calendar` tells for the numerator and each basis whether it counts in months.
    """

    text: str
    dimension: str = field(compare=False)
    factor: Fraction = field(compare=False, repr=False)
    offset: Fraction = field(compare=False, repr=False)
    calendar: tuple[bool, ...] = field(compare=False, repr=False)
    singular: str = field(compare=False, repr=False)
    plural: str = field(compare=False, repr=False)

    def convertible(self, other: Unit) -> bool:
        """Whether a number in this unit can be said in the other: same dimension, same bases."""
        return self.dimension == other.dimension

    def converts_exactly(self, other: Unit) -> bool:
        """Whether the conversion is exact: convertible, and no step between calendar months and days."""
        return self.dimension == other.dimension and self.calendar == other.calendar

    def __str__(self) -> str:
        return self.text


class Scale(NamedTuple):
    """How to get from one unit to another: number x factor + offset, and whether that is exact."""

    factor: Fraction
    offset: Fraction
    exact: bool


@lru_cache(maxsize=2048)
def parse_unit(text: str) -> Unit:
    """The unit that a text such as `IU/kg` spells, `""` being the plain number.

    Raises `UnitProblem` named `error-prone-unit` (on a list of spellings that harm patients) or `unknown-unit`.
    """
    if len(text) > LONGEST_UNIT:
        raise UnitProblem("unknown-unit", f"unknown unit {text[:LONGEST_UNIT]!r}...", _HELP)
    head, *bases = text.split("/")
    numerator = NUMERATORS.get(head)
    if numerator is None:
        raise _refused(text, head, NUMERATORS)
    found = []
    for basis in bases:
        atom = BASES.get(basis)
        if atom is None:
            raise _refused(text, basis, BASES)
        found.append(atom)
    return _compose(text, numerator, found)


def _compose(text: str, numerator: Atom, bases: list[Atom]) -> Unit:
    dimensions = [basis.dimension for basis in bases]
    if len(set(dimensions)) < len(dimensions) or len(bases) > MOST_BASES:
        raise UnitProblem("unknown-unit", f"unit {text!r} names the same basis twice or too many of them", _HELP)
    if bases and numerator.dimension in ALONE:
        raise UnitProblem("unknown-unit", f"unit {text!r}: {numerator.symbol} stands alone, without a basis", _HELP)
    if not bases and numerator.symbol in NEEDS_BASIS:
        raise UnitProblem("unknown-unit", f"unit {text!r} needs a basis", f"Write {text}/L, for example.")
    bases = sorted(bases, key=_BASIS_ORDER.__getitem__)
    factor = numerator.factor
    for basis in bases:
        factor /= basis.factor
    tail = "".join("/" + basis.singular for basis in bases)
    return Unit(
        text="/".join([numerator.symbol, *(basis.symbol for basis in bases)]),
        dimension=" per ".join([numerator.dimension, *(basis.dimension for basis in bases)]),
        factor=factor,
        offset=numerator.offset,
        calendar=tuple(atom.calendar for atom in (numerator, *bases)),
        singular=numerator.singular + tail,
        plural=numerator.plural + tail,
    )


@lru_cache(maxsize=2048)
def scale_between(unit: Unit, other: Unit) -> Scale:
    """The linear step from `unit` to `other`, as exact fractions. Raises `UnitProblem` named `dimension-mismatch`."""
    if not unit.convertible(other):
        raise dimension_mismatch(unit, other)
    return Scale(unit.factor / other.factor, (unit.offset - other.offset) / other.factor, unit.converts_exactly(other))


def dimension_mismatch(unit: Unit, other: Unit) -> UnitProblem:
    """The problem that a number of `unit` cannot be said in `other`."""
    one, two = unit.text or "a plain number", other.text or "a plain number"
    return UnitProblem(
        "dimension-mismatch",
        f"{one} ({unit.dimension}) cannot be converted to {two} ({other.dimension})",
        "Use a unit of the same dimension and the same basis; the basis (per kg, per dose ...) never cancels.",
    )


def to_decimal(number: Fraction) -> Decimal:
    """The decimal of a fraction: exact where it has at most 50 significant digits, else rounded to 50."""
    return CONTEXT.divide(Decimal(number.numerator), Decimal(number.denominator))


def convert(number: Decimal, unit: Unit, other: Unit) -> Decimal:
    """A number of `unit` said in `other`, temperatures with their offset.

    The result is exact where it ends within 50 digits, whatever the caller's decimal context; `scale_between` tells
    whether the step itself is exact. Raises `UnitProblem` named `dimension-mismatch`.
    """
    if unit == other:
        return number
    scale = scale_between(unit, other)
    return to_decimal(Fraction(number) * scale.factor + scale.offset)


def unit_in_words(unit: Unit, *, plural: bool = True) -> str:
    """The unit as a page prints it, without error-prone abbreviations: `International Units/kg`, `hours`, `°C`."""
    return unit.plural if plural else unit.singular


_HELP = "Known units are mg, ug, g, mL, L, mmol, mEq, IU, million IU, h, d, wk, mo, a, %, mmHg, degC, doses and the \
like, over a basis such as /kg, /m2, /dose, /d, /h, /min, /shift, /mL, /dL, /L, /mm3."
_BASIS_ORDER = {atom: position for position, atom in enumerate(dict.fromkeys(BASES.values()))}


def _refused(text: str, atom: str, known: dict[str, Atom]) -> UnitProblem:
    plain = atom.replace("\u00b5", "u").replace("\u03bc", "u")
    approved = ERROR_PRONE.get(atom) or (plain if plain != atom and plain in known else None)
    if approved:
        message = f"{atom!r} is an error-prone spelling" + (f" in {text!r}" if text != atom else "")
        return UnitProblem("error-prone-unit", message, f"Write {approved}.")
    strange = [f"{letter!r} is {unicodedata.name(letter, f'U+{ord(letter):04X}')}" for letter in atom if letter > "~"]
    if strange:
        return UnitProblem("unknown-unit", f"unknown unit {text!r}: {strange[0]}", f"Write plain letters. {_HELP}")
    nearest = _nearest(atom, known)
    whole = "/".join(nearest if part == atom else part for part in text.split("/"))
    advice = f"Did you mean {whole}? {_HELP}" if nearest else _HELP
    return UnitProblem("unknown-unit", f"unknown unit {text!r}", advice)


def _nearest(atom: str, known: dict[str, Atom]) -> str:
    bare = atom.replace(" ", "").rstrip(".")
    if bare in OTHER_SPELLINGS:
        return OTHER_SPELLINGS[bare]
    folded = [name for name in known if name and name.casefold() == bare.casefold()]
    # a guess at several words could lose one of them, and with it a basis
    close = folded or ([] if " " in atom else difflib.get_close_matches(bare, known, n=1, cutoff=0.6))
    return close[0] if close else ""
