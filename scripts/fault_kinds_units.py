"""Slips of units: a factor of a thousand, a basis dropped, mass for moles, a spelling that kills."""

from __future__ import annotations

import re
from collections.abc import Callable

from fault_kinds_changes import planted, replaced
from fault_kinds_ground import Draw, Ground, Mutant, register
from fault_kinds_planted import facts, quantity, record

from kb.model import Fact
from kb.printed import figures

FIGURES = ("value", "dose", "rate", "over", "frequency", "when.is", "target.is", "interval", "range")
PRINTED = ("unit-printed-mismatch", "basis-printed-mismatch")
MEASURED = ("dimension-mismatch", "implausible-magnitude", "unit-not-allowed", "unsatisfiable-criterion")
_TIME = re.compile(r"year|month|week|day|dail|hour|minute|night|decade", re.IGNORECASE)
SPELLED = ("unknown-unit", "error-prone-unit", "value-syntax")


def _prints_a_unit(fact: Fact) -> bool:
    """Whether anything tells the unit of a figure: the print, a range beside the value, or what it is derived from."""
    told = any(figure.units for figure in figures(fact.printed)) or _TIME.search(fact.printed) is not None
    return told or fact.range is not None or fact.interval is not None or fact.derived is not None


def swapped(old: str, new: str, *expected: str) -> Draw:
    """One unit, or a part of it, for another in any figure of the base; the number stays."""
    pattern = rf"(?<![A-Za-z/0-9]){re.escape(old)}(?![A-Za-z0-9/])"
    whole = rf"(?<![A-Za-z/]){re.escape(old)}(?![A-Za-z0-9])"

    def draw(ground: Ground) -> Mutant | None:
        used = whole if "/" in old or old.startswith("/") else pattern
        scalar = ground.pick_field(*FIGURES, like=used, of=_prints_a_unit)
        return replaced(ground, scalar, lambda text: re.sub(used, new, text, count=1), expected)

    return draw


def anywhere(old: str, new: str, *expected: str) -> Draw:
    """As `swapped`, whatever basis follows: `mg/kg` to `ug/kg`."""
    before = "" if old[0] == "/" else r"(?<![A-Za-z/])"
    pattern = rf"{before}{re.escape(old)}(?![A-Za-z0-9])"

    def draw(ground: Ground) -> Mutant | None:
        scalar = ground.pick_field(*FIGURES, like=pattern, of=_prints_a_unit)
        return replaced(ground, scalar, lambda text: re.sub(pattern, new, text, count=1), expected)

    return draw


def invented(
    measure: str, old: str, new: str, numbers: Callable[[Ground], str], *expected: str, printed: str = ""
) -> Draw:
    """The same slip in a planted figure that is printed with its unit."""

    def draw(ground: Ground) -> Mutant | None:
        number = numbers(ground)
        sound = quantity("zel-unit", measure, f"{number} {old}", f"{number} {printed or old}")
        return planted(sound, f'value: "{number} {old}"', f'value: "{number} {new}"', expected)

    return draw


def between(low: int, high: int) -> Callable[[Ground], str]:
    return lambda ground: str(ground.random.randint(low, high))


def limit(parameter: str, old: str, new: str, low: int, high: int, *expected: str) -> Draw:
    """A slip of the unit in a planted criterion."""

    def draw(ground: Ground) -> Mutant | None:
        said = f"> {ground.random.randint(low, high)}.{ground.random.randint(1, 9)}"
        when = f'{{parameter: {parameter}, is: "{said} {old}"}}'
        sound = facts(record("zel-limit", "zel-stop", when=when, tier="absolute", printed=f"{said} {old}"))
        return planted(sound, f'is: "{said} {old}"', f'is: "{said} {new}"', expected)

    return draw


PQ = (*PRINTED, *MEASURED, "tautological-criterion")
register(
    "U01",
    "milligrams written as micrograms",
    anywhere("mg", "ug", *PQ),
    invented("zel-dose", "mg/kg", "ug/kg", between(1, 90), *PQ),
)
register(
    "U02",
    "micrograms written as milligrams",
    anywhere("ug", "mg", *PQ),
    invented("zel-dose", "ug/kg", "mg/kg", between(200, 9000), *PQ),
)
register(
    "U02g",
    "grams written as milligrams or back",
    anywhere("g", "mg", *PQ),
    anywhere("mg", "g", *PQ),
    invented("zel-flat-dose", "mg", "g", between(1, 900), *PQ),
)
register(
    "U03",
    "IU written as mIU",
    anywhere("IU", "mIU", *PQ),
    invented("zel-units", "IU/kg", "mIU/kg", between(2000, 900000), *PQ),
)
register(
    "U04",
    "IU written as million IU",
    anywhere("IU", "million IU", *PQ),
    invented("zel-units", "IU/kg", "million IU/kg", between(2000, 900000), *PQ),
)
register(
    "U04b",
    "million dropped",
    anywhere("million IU", "IU", *PQ),
    invented("zel-units", "million IU/kg", "IU/kg", between(1, 9), *PQ),
)
register(
    "U05", "per kilogram dropped", anywhere("/kg", "", *PQ), invented("zel-dose", "mg/kg", "mg", between(1, 90), *PQ)
)
register("U05b", "per kilogram invented", invented("zel-flat-dose", "mg", "mg/kg", between(1, 900), *PQ))
register(
    "U06",
    "per kilogram and per square metre exchanged",
    anywhere("/kg", "/m2", *PQ),
    anywhere("/m2", "/kg", *PQ),
    invented("zel-surface-dose", "mg/m2", "mg/kg", between(1, 900), *PQ),
)
register(
    "U07",
    "mass and moles exchanged",
    limit("zel-creatinine", "mg/dL", "mmol/L", 1, 20, *PQ),
    limit("zel-potassium", "mmol/L", "mg/dL", 2, 8, *PQ),
    swapped("mmol/L", "mg/dL", *PQ),
)
register(
    "U08",
    "IU and mg exchanged",
    anywhere("IU", "mg", *PQ),
    anywhere("mg", "IU", *PQ),
    invented("zel-units", "IU/kg", "mg/kg", between(2000, 900000), *PQ),
)
register(
    "U09",
    "kilograms and pounds exchanged",
    invented("zel-lightest", "kg", "lb", between(30, 120), *PQ),
    limit("zel-weight", "kg", "lb", 30, 120, *PQ),
)
register(
    "U10",
    "mEq and mmol exchanged",
    anywhere("mEq", "mmol", *PQ),
    anywhere("mmol", "mEq", *PQ),
    invented("zel-calcium", "mEq", "mmol", between(2, 90), *PQ),
)
register(
    "U11",
    "error-prone spelling of a unit",
    anywhere("ug", "\u00b5g", *SPELLED),
    anywhere("IU", "U", *SPELLED),
    anywhere("mL", "cc", *SPELLED),
    invented("zel-interval", "h", "hr", between(2, 70), *SPELLED),
)
register(
    "U12",
    "per hour and per shift exchanged",
    anywhere("/h", "/shift", *PQ),
    anywhere("/shift", "/h", *PQ),
    limit("zel-urine", "mL/h", "mL/shift", 5, 200, *PQ),
)
register(
    "U12b",
    "per day and per dose exchanged",
    invented("zel-daily-dose", "mg/kg/d", "mg/kg/dose", between(2, 200), *PQ, printed="mg/kg/day"),
    anywhere("/d", "/dose", *PQ),
)
register(
    "U12c",
    "per minute and per hour exchanged",
    anywhere("/min", "/h", *PQ),
    limit("zel-pulse", "/min", "/h", 30, 200, *PQ),
)
register(
    "U13",
    "Celsius and Fahrenheit exchanged",
    anywhere("degC", "degF", *PQ),
    anywhere("degF", "degC", *PQ),
    invented("zel-warmth", "degC", "degF", between(-40, 45), *PQ),
)
register(
    "U15",
    "concentration stored as amount",
    anywhere("/mL", "", *PQ),
    anywhere("/dL", "", *PQ),
    invented("zel-strength", "mg/mL", "mg", between(1, 90), *PQ),
)
register(
    "U17",
    "volume of another size",
    swapped("mL", "L", *PQ),
    swapped("L", "mL", *PQ),
    anywhere("/dL", "/L", *PQ),
    invented("zel-strength", "mg/mL", "mg/dL", between(1, 90), *PQ),
)
register(
    "U18",
    "pressure, percent or count for another unit",
    anywhere("mmHg", "%", *PQ),
    anywhere("%", "patients", *PQ, "field-not-for-kind", "percent-ratio-mismatch"),
)
register(
    "U19",
    "unit left away",
    swapped("mg", "", *PQ),
    swapped("h", "", *PQ, "value-syntax"),
    swapped("mo", "", *PQ),
    swapped("%", "", *PQ),
)
register(
    "U20",
    "look-alike letter in a unit",
    anywhere("mg", "m\u0433", "mixed-script-token", *SPELLED),
    anywhere("mo", "m\u043e", "mixed-script-token", *SPELLED),
)
register(
    "U21",
    "superscript or power of ten lost",
    invented("zel-surface-dose", "mg/m2", "mg/m", between(1, 900), *PQ, *SPELLED),
    anywhere("/mm3", "/mm", *PQ, *SPELLED),
)
