"""Doses that add up to more than the daily maximum.

What it checks
    Where any source gives a maximum a day for a drug (a quantity with `drug` and `statistic: maximum`, or written as
    `<= 4 g/d`), the dose of each medication times the doses a day does not exceed it. Where a source gives ranges,
    their upper ends count only if even the lower ends exceed it.

Why it matters at the bedside
    Each dose is within bounds, and the patient still gets too much by the evening.

How to fix
    Read the dose, the interval and the maximum again. If the source prints more than another allows, write what each
    prints and waive this rule for the fact with that reason.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Fact, KnowledgeBase
from kb.units import UnitProblem, parse_unit
from kb.value import Value, in_unit

SEVERITY = Severity.ERROR

_A_DAY: Final = parse_unit("/d")


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at each medication whose least daily total is above a maximum."""
    maxima = _maxima(kb)
    for fact in kb.facts.values() if maxima else ():
        if fact.dose is None or fact.frequency is None or fact.drug not in maxima or fact.status != "active":
            continue
        dose, times = _lowest(fact.dose), _times_a_day(fact.frequency)
        for maximum, limit in maxima[fact.drug]:
            high = limit.intervals[-1].high
            per_dose = parse_unit(limit.unit.text.removesuffix("/d"))
            if dose is None or times is None or high is None or not fact.dose.unit.convertible(per_dose):
                continue
            total = dose * times * Decimal(fact.dose.unit.factor.numerator) / fact.dose.unit.factor.denominator
            allowed = high * Decimal(per_dose.factor.numerator) / per_dose.factor.denominator
            if total > allowed:
                said = f"{Decimal(f'{total / allowed * high:.6g}').normalize():f} {limit.unit.text}"
                message = f"{fact.dose.text} {fact.frequency.text} is {said}, the maximum is {limit.text}"
                message += f" ('{maximum.id}', {maximum.cite})"
                help = "Read the dose, the interval and the maximum again."
                yield Remark(kb.place(fact, "dose"), message, help, fact.id)
                break


def _maxima(kb: KnowledgeBase) -> dict[str, list[tuple[Fact, Value]]]:
    found: dict[str, list[tuple[Fact, Value]]] = defaultdict(list)
    for fact in kb.facts.values():
        value = fact.value
        if value is None or not fact.drug or fact.status != "active" or not value.unit.text.endswith("/d"):
            continue
        bounded = value.form == "bound" and value.intervals[0].low is None
        if bounded or (value.form == "point" and fact.statistic == "maximum"):
            found[fact.drug].append((fact, value))
    return found


def _lowest(value: Value) -> Decimal | None:
    return value.intervals[0].low if value.intervals else None


def _times_a_day(frequency: Value) -> Decimal | None:
    """The fewest doses a day that a frequency or a period means."""
    try:
        return _lowest(in_unit(frequency, _A_DAY))
    except UnitProblem:
        return None
