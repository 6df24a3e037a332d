"""Slips in measures and parameters: a plausible range or a kind of another dimension, which guards nothing."""

# ruff: noqa: E501 - records and changes of them stand on the lines that they are

from __future__ import annotations

import re

from fault_kinds_changes import planted, replaced
from fault_kinds_ground import Ground, Mutant, Scalar, register

from kb.units import UnitProblem, parse_unit

GUARD = ("guard-of-another-dimension",)
UNITS = (
    "mg/kg",
    "mg",
    "IU/kg",
    "%",
    "d",
    "mmHg",
    "mL",
    "mL/h",
    "kg",
    "patients",
    "doses",
    "degC",
    "mg/dL",
    "cycles",
    "",
)


def _unit_of(text: str) -> tuple[str, str]:
    """The figures of a value, and its unit."""
    found = re.fullmatch(r"((?:[<>]=? ?)?-?[\d.]+(?:(?:-| to )-?[\d.]+)?) ?(.*)", text)
    return (found[1], found[2]) if found else ("", "")


def other_unit(ground: Ground) -> Mutant | None:
    """The plausible range in a unit that does not convert: of another dimension, or with its basis lost or invented."""
    scalar = ground.pick(lambda one: one.path == "plausible" and _unit_of(one.content)[0], "entry")
    if scalar is None:
        return None
    figures, unit = _unit_of(scalar.content)
    own = ground.kb.vocabulary.entries[scalar.owner].unit
    near = [unit.rpartition("/")[0] or f"{unit}/kg", f"{unit}/d", f"{unit}/dose"]
    fitting = [one for one in (*near, *near, *UNITS) if own is not None and _differs(one, own.text)]
    return replaced(
        ground, scalar, lambda _: f"{figures} {ground.random.choice(fitting)}".rstrip() if fitting else None, GUARD
    )


def _differs(one: str, other: str) -> bool:
    try:
        return not parse_unit(one).convertible(parse_unit(other))
    except UnitProblem:
        return False


def own_unit(ground: Ground) -> Mutant | None:
    """The unit of an entry exchanged for one in which its plausible range says nothing; its facts may say so too."""
    entries = ground.kb.vocabulary.entries

    def wanted(one: Scalar) -> bool:
        return one.path == "unit" and entries[one.owner].plausible is not None

    scalar = ground.pick(wanted, "entry")
    if scalar is None:
        return None
    fitting = [one for one in UNITS if _differs(one, scalar.content)]
    return replaced(ground, scalar, lambda _: ground.random.choice(fitting), GUARD)


def other_kind(ground: Ground) -> Mutant | None:
    """A quantity called a proportion or a time, and the two exchanged."""
    swap = {"proportion": ("time-to-event",), "time-to-event": ("proportion",)}
    entries = ground.kb.vocabulary.entries

    def wanted(one: Scalar) -> bool:
        unit = entries[one.owner].unit
        return one.path == "kind" and unit is not None and unit.dimension not in ("proportion", "time")

    scalar = ground.pick(lambda one: wanted(one) or (one.path == "kind" and one.content in swap), "entry")
    return replaced(
        ground,
        scalar,
        lambda kind: ground.random.choice(swap.get(kind, ("proportion", "time-to-event"))),
        GUARD,
    )


def planted_guard(ground: Ground) -> Mutant:
    n = ground.random.randint(41, 9000)
    sound = f"measures:\n  - {{id: zel-more, kind: quantity, label: Zelvarin more, topic: zel-topic, unit: mg/kg, plausible: 1-{n} mg/kg}}\n"
    new = ground.random.choice((f"1-{n} mg", f"1-{n} mg/d", f"1-{n}", f"1-{n} %", f"1-{n} IU/kg", f"1-{n} kg"))
    return planted(sound, f"1-{n} mg/kg", new, GUARD)


register("U22", "guard of another dimension", other_unit, own_unit, planted_guard, decided_by="S")
register("U22b", "kind that the unit contradicts", other_kind, decided_by="S")
