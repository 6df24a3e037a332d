"""The dose table by weight: what each published dose comes to, each constant a fact, no dose before another.

Templates name the facts; numbers come from those facts alone. The same constants go to the script of the page as
texts of decimals, so that it need not use floating point either.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from kb.model import KnowledgeBase
from kb.pages.dose_arithmetic import (
    PLACES,
    Amounts,
    Strength,
    amounts,
    exactly,
    exactly_in_millions,
    half_up,
    vial_words,
)  # fmt: skip
from kb.pages.fact_view import FactView, FactViews
from kb.units import Unit, UnitProblem, convert, parse_unit

ROWS: Final = range(40, 151, 5)
"""Body weights of the table's rows, in kg."""
LIGHTEST, HEAVIEST = Decimal(30), Decimal(250)
"""Weights in kg between which the page works out a dose: beyond them a slip is likelier than a patient."""
WEIGHT_PLACES: Final = 2
"""Most decimals of a weight: scales give no more."""
_MASS_PLACES: Final = 4

Limits = Sequence[tuple[str, Sequence[str]]]
"""Over what (`cycle`, `course`), and the facts whose product is the greatest number of doses in it."""


class UnfitFact(TypeError):
    """A fact that cannot be a constant of a table: no single number, or of another unit than the table needs."""


@dataclass(frozen=True, slots=True)
class Limit:
    """The greatest number of doses over a cycle or course, and the facts that say so."""

    over: str
    doses: int
    facts: tuple[FactView, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """One published dose and the limits that go with it."""

    fact: FactView
    per_kg: Decimal
    limits: tuple[Limit, ...]

    @property
    def number(self) -> str:
        """The dose per kg without its unit: `400,000`."""
        return exactly(Fraction(self.per_kg))


@dataclass(frozen=True, slots=True)
class Cells:
    """Amounts as words; `mass` is empty for a drug that is not also measured by mass."""

    amount: str
    mass: str
    volume: str
    vials: str


@dataclass(frozen=True, slots=True)
class LevelCells:
    """One dose of a level in a patient, and its limits, in the order of the level's own."""

    level: Level
    dose: Cells
    totals: tuple[Cells, ...]


@dataclass(frozen=True, slots=True)
class DoseRow:
    """One body weight in kg, and what every level comes to in it."""

    weight: str
    levels: tuple[LevelCells, ...]


@dataclass(frozen=True, slots=True)
class MassWay:
    """One way from a dose to milligrams: its facts, and mg/kg for each level, empty where it says nothing."""

    name: str
    facts: tuple[FactView, ...]
    per_kg: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DoseTable:
    """The table, its constants as facts, and the same for the script of the page (`constants`, JSON)."""

    levels: tuple[Level, ...]
    rows: tuple[DoseRow, ...]
    unit: str
    vial: FactView
    concentration: FactView
    volume: FactView
    mass: FactView | None
    mass_ways: tuple[MassWay, ...]
    lightest: str
    heaviest: str
    rounding: str
    constants: str

    @property
    def signed_off(self) -> bool:
        """Whether somebody has signed off every constant."""
        limits = [view for _, limit in self.limits for view in limit.facts]
        given = [self.vial, self.concentration, self.volume, *([self.mass] if self.mass else [])]
        return all(view.signed_off for view in (*limits, *given, *(level.fact for level in self.levels)))

    @property
    def limits(self) -> tuple[tuple[Level, Limit], ...]:
        """All limits with their levels: the columns of the table of totals."""
        return tuple((level, limit) for level in self.levels for limit in level.limits)


def dose_table(
    views: FactViews,
    levels: Sequence[tuple[str, Limits]],
    *,
    vial: str,
    concentration: str,
    volume: str,
    concentration_mass: str = "",
    vial_mass: str = "",
    dose_mass: Mapping[str, str] | None = None,
) -> DoseTable:
    """The table of some doses per kg, named by the ids of facts.

    `vial` is the content of a vial, `concentration` the strength once dissolved in `volume`, `concentration_mass` the
    same in mg/mL; `vial_mass` and `dose_mass` (by id of the dose) are other ways to milligrams, shown for comparison.
    Raises UnfitFact for a fact that is no single number of a fitting unit, KeyError for an id that no fact has.
    """
    kb = views.kb
    unit = _amount_unit(kb, levels[0][0])
    per_kg = parse_unit(f"{unit.text}/kg")
    chosen = tuple(_level(views, id, limits, per_kg) for id, limits in levels)
    strength = Strength(
        _number(kb, vial, unit),
        _number(kb, concentration, parse_unit(f"{unit.text}/mL")),
        _number(kb, volume, parse_unit("mL")),
        _number(kb, concentration_mass, parse_unit("mg/mL")) if concentration_mass else None,
    )
    ways = _mass_ways(views, chosen, strength, concentration, concentration_mass, vial, vial_mass, dose_mass or {})
    return DoseTable(
        levels=chosen,
        rows=tuple(dose_row(Decimal(weight), chosen, strength) for weight in ROWS),
        unit=unit.plural,
        vial=views[vial],
        concentration=views[concentration],
        volume=views[volume],
        mass=views[concentration_mass] if concentration_mass else None,
        mass_ways=tuple(ways) if concentration_mass else (),
        lightest=f"{LIGHTEST} kg",
        heaviest=f"{HEAVIEST} kg",
        rounding=f"half up to {PLACES} decimals",
        constants=_constants(chosen, strength, unit),
    )


def dose_row(weight: Decimal, levels: Iterable[Level], strength: Strength) -> DoseRow:
    """What every level comes to in a patient of `weight` kg."""
    found = []
    for level in levels:
        one = amounts(weight, level.per_kg, strength)
        all_doses = [one.times(limit.doses) for limit in level.limits]
        totals = tuple(_cells(total, exactly_in_millions(total.amount)) for total in all_doses)
        found.append(LevelCells(level, _cells(one, exactly(one.amount)), totals))
    return DoseRow(exactly(Fraction(weight)), tuple(found))


def _cells(found: Amounts, amount: str) -> Cells:
    mass = "" if found.mass is None else half_up(found.mass)
    return Cells(amount, mass, half_up(found.volume), vial_words(found))


def _level(views: FactViews, id: str, limits: Limits, unit: Unit) -> Level:
    return Level(
        views[id],
        _number(views.kb, id, unit),
        tuple(Limit(over, _product(views.kb, ids), tuple(views[one] for one in ids)) for over, ids in limits),
    )


def _product(kb: KnowledgeBase, ids: Sequence[str]) -> int:
    numbers = [_number(kb, id, None) for id in ids]
    if any(number != number.to_integral_value() for number in numbers):
        raise UnfitFact(f"the facts {', '.join(ids)} hold no whole number of doses")
    return math.prod(int(number) for number in numbers)


def _amount_unit(kb: KnowledgeBase, id: str) -> Unit:
    value = kb.facts[id].value
    if value is None or not value.unit.text.endswith("/kg"):
        raise UnfitFact(f"the fact '{id}' is no dose per kg of body weight")
    return parse_unit(value.unit.text.removesuffix("/kg"))


def _number(kb: KnowledgeBase, id: str, unit: Unit | None) -> Decimal:
    """The one number of a fact, in a unit; counted things need none."""
    value = kb.facts[id].value
    if value is None or value.form != "point" or value.approximate or value.numbers[0] <= 0:
        raise UnfitFact(f"the fact '{id}' is no single exact number above zero")
    try:
        return convert(value.numbers[0], value.unit, unit or value.unit)
    except UnitProblem as problem:
        raise UnfitFact(f"the fact '{id}' cannot be used here: {problem}") from None


def _mass_ways(
    views: FactViews,
    levels: tuple[Level, ...],
    strength: Strength,
    concentration: str,
    concentration_mass: str,
    vial: str,
    vial_mass: str,
    dose_mass: Mapping[str, str],
) -> Iterable[MassWay]:
    """The ways from a dose to milligrams that the facts allow, the one that the table takes first."""

    def way(name: str, mass: Fraction, amount: Decimal, *ids: str) -> MassWay:
        found = tuple(half_up(Fraction(level.per_kg) * mass / Fraction(amount), _MASS_PLACES) for level in levels)
        return MassWay(name, tuple(views[id] for id in ids), found)

    if strength.mass_per_ml is not None:
        mass, name = Fraction(strength.mass_per_ml), "by strength after dissolving, as in the table"
        yield way(name, mass, strength.per_ml, concentration_mass, concentration)
    if vial_mass:
        mass = Fraction(_number(views.kb, vial_mass, parse_unit("mg")))
        yield way("by content of a vial", mass, strength.vial, vial_mass, vial)
    if dose_mass:
        unit = parse_unit("mg/kg")
        numbers = {id: exactly(Fraction(_number(views.kb, mass, unit))) for id, mass in dose_mass.items()}
        facts = tuple(views[id] for id in dose_mass.values())
        yield MassWay("as printed", facts, tuple(numbers.get(level.fact.id, "") for level in levels))


def _constants(levels: tuple[Level, ...], strength: Strength, unit: Unit) -> str:
    def plain(number: Decimal | None) -> str:
        return "" if number is None else f"{number:f}"

    return json.dumps(
        {
            "lightest": plain(LIGHTEST),
            "heaviest": plain(HEAVIEST),
            "weightPlaces": WEIGHT_PLACES,
            "places": PLACES,
            "unit": unit.plural,
            "vial": plain(strength.vial),
            "perMl": plain(strength.per_ml),
            "volume": plain(strength.volume),
            "massPerMl": plain(strength.mass_per_ml),
            "levels": [
                {"perKg": plain(one.per_kg), "number": one.number, "limits": [f"{limit.doses}" for limit in one.limits]}
                for one in levels
            ],
        },
        sort_keys=True,
    )
