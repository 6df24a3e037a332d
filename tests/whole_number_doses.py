"""Doses worked out a second way, in whole numbers alone: what the dose tools are held against.

Weights are in hundredths of a kg, so that `hundredths x dose per kg` is a hundredfold amount; nothing is ever divided
before the last step. Nothing of the engine is used.
"""

from __future__ import annotations

from typing import NamedTuple

HUNDREDFOLD = 100


class Vial(NamedTuple):
    """A vial in whole numbers: content and units per mL, diluent in tenths of mL, strength in tenths of mg/mL."""

    content: int
    per_ml: int
    diluent_tenths: int
    mass_tenths: int


class Worked(NamedTuple):
    """Amount, mg, mL and vials as a page shows them."""

    amount: str
    mass: str
    volume: str
    vials: str


def worked(hundredths: int, per_kg: int, vial: Vial, doses: int = 1, *, millions: bool = False) -> Worked:
    """A number of doses in a patient of so many hundredths of a kg; vials are counted dose by dose."""
    once = hundredths * per_kg
    total = once * doses
    volume = _half_up(total, vial.per_ml)
    mass = _half_up(total * vial.mass_tenths, vial.per_ml * 10)
    by_content = _up(once, HUNDREDFOLD * vial.content) * doses
    drawn = _up(once * 10, HUNDREDFOLD * vial.per_ml * vial.diluent_tenths) * doses
    vials = f"{by_content:,}" if by_content == drawn else f"{min(by_content, drawn):,} or {max(by_content, drawn):,}"
    return Worked(_in_millions(total) if millions else _shown(total, 2), _shown(mass, 2), _shown(volume, 2), vials)


def _half_up(over: int, under: int) -> int:
    """Hundredths of over/100/under, rounded half up."""
    quotient, rest = divmod(over, under)
    return quotient + (2 * rest >= under)


def _up(over: int, under: int) -> int:
    return -(-over // under)


def _in_millions(hundredfold: int) -> str:
    return _shown(hundredfold, 2) if hundredfold < HUNDREDFOLD * 10**6 else _shown(hundredfold, 8) + " million"


def _shown(scaled: int, places: int) -> str:
    digits = str(scaled).zfill(places + 1)
    whole, rest = digits[:-places], digits[-places:].rstrip("0")
    return f"{int(whole):,}" + (f".{rest}" if rest else "")
