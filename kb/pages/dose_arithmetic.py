"""What a dose per kg comes to in a patient: amount, mass, volume and vials, in exact fractions, rounded at the end.

The rounding rule is stated here and nowhere else: volumes and masses half up to two decimals, vials up to a whole
number, amounts not at all. A trailing zero is never shown.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

PLACES: Final = 2
"""Decimals of a volume in mL and of a mass in mg."""
_MILLION: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Strength:
    """What a vial gives, in the unit of the dose: `vial` in all, `per_ml` once dissolved, in `volume` mL of diluent.

    `mass_per_ml` is the strength in mg/mL, None for a drug that is not also measured by mass.
    """

    vial: Decimal
    per_ml: Decimal
    volume: Decimal
    mass_per_ml: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Amounts:
    """One dose, or a number of like doses, worked out exactly: the dose's own unit, mg, mL, and whole vials.

    `vials` goes by what a vial holds, `vials_drawn` by the volume of diluent alone, which may ask for one more.
    """

    amount: Fraction
    mass: Fraction | None
    volume: Fraction
    vials: int
    vials_drawn: int

    def times(self, doses: int) -> Amounts:
        """So many doses of it, each made from vials of its own."""
        return Amounts(
            self.amount * doses,
            None if self.mass is None else self.mass * doses,
            self.volume * doses,
            self.vials * doses,
            self.vials_drawn * doses,
        )


def amounts(weight: Decimal, per_kg: Decimal, strength: Strength) -> Amounts:
    """One dose of `per_kg` in a patient of `weight` kg. Amount = weight x dose; volume = amount / strength after
    dissolving; mass = volume x strength by mass; vials = amount / content, and volume / diluent, each rounded up."""
    amount = Fraction(weight) * Fraction(per_kg)
    volume = amount / Fraction(strength.per_ml)
    mass = None if strength.mass_per_ml is None else volume * Fraction(strength.mass_per_ml)
    by_content = math.ceil(amount / Fraction(strength.vial))
    return Amounts(amount, mass, volume, by_content, math.ceil(volume / Fraction(strength.volume)))


def half_up(number: Fraction, places: int = PLACES) -> str:
    """A number of 0 or more, rounded half up, thousands grouped, without a trailing zero."""
    scale = 10**places
    scaled = math.floor(number * scale + Fraction(1, 2))
    whole, rest = divmod(scaled, scale)
    decimals = f"{rest:0{places}d}".rstrip("0") if rest else ""
    return f"{whole:,}" + (f".{decimals}" if decimals else "")


def exactly(number: Fraction) -> str:
    """A number of 0 or more with all its digits, thousands grouped. Raises ValueError where they have no end."""
    places = 0
    while (number * 10**places).denominator != 1:
        places += 1
        if places > 30:
            raise ValueError(f"{number} has no end as a decimal")
    return half_up(number, places)


def exactly_in_millions(number: Fraction) -> str:
    """As `exactly`, from a million up in the word million: `592.2 million`."""
    return f"{exactly(number / _MILLION)} million" if number >= _MILLION else exactly(number)


def vial_words(amounts: Amounts) -> str:
    """`2`, or `2 or 3` where content and volume drawn up do not ask for the same number."""
    low, high = sorted((amounts.vials, amounts.vials_drawn))
    return f"{low:,}" if low == high else f"{low:,} or {high:,}"
