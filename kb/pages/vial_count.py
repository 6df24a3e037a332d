"""How many vials one dose takes in a patient of a weight, by what each source says a vial holds."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kb.model import Fact, KnowledgeBase
from kb.units import Unit, convert, parse_unit
from kb.value import Value


@dataclass(frozen=True, slots=True)
class VialCount:
    """Whole vials for one dose (`3`, or `3 or 4` where the dose is a range or has levels), and the facts they go by."""

    vials: str
    contents: tuple[str, ...]


def vial_counts(kb: KnowledgeBase, dose: Fact, contents: str, weight: Decimal) -> tuple[VialCount, ...]:
    """Vials for a dose per kg at `weight` kg, one count for each content that facts of the measure `contents` give.

    Each dose is rounded up to whole vials. Empty where the dose is not per kg, no vial is known, or units don't match.
    """
    value = dose.value
    if value is None or not value.unit.text.endswith("/kg") or value.form not in ("point", "range", "levels"):
        return ()
    unit = parse_unit(value.unit.text.removesuffix("/kg"))
    by_content: dict[Decimal, list[str]] = {}
    for fact in kb.facts.values():
        if (
            fact.measure == contents
            and fact.status == "active"
            and kb.vocabulary.overlap(fact.intervention, dose.intervention)
        ):
            held = _held(fact.value, unit)
            if held:
                by_content.setdefault(held, []).append(fact.id)
    return tuple(VialCount(_counts(value, weight, held), tuple(ids)) for held, ids in sorted(by_content.items()))


def _held(value: Value | None, unit: Unit) -> Decimal | None:
    if value is None or value.form != "point" or not value.unit.convertible(unit):
        return None
    return convert(value.numbers[0], value.unit, unit)


def _counts(value: Value, weight: Decimal, held: Decimal) -> str:
    counts = [math.ceil(Fraction(number) * Fraction(weight) / Fraction(held)) for number in value.numbers]
    return " or ".join(f"{count:,}" for count in dict.fromkeys(counts))
