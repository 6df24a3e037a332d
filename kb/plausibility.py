"""Which unit and range a figure of a fact should have: those of its measure, or of the parameter it is about."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple
from weakref import WeakKeyDictionary

from kb.model import Condition, Fact, KnowledgeBase
from kb.units import Unit, UnitProblem
from kb.value import Interval, Relation, Value, in_unit, relation
from kb.vocabulary import Entry


class Figure(NamedTuple):
    """One value of a fact: the path of its field, the value, and the entry that says what it measures (or None)."""

    path: str
    value: Value
    entry: Entry | None


Parts = tuple[tuple[Figure, ...], tuple[Figure, ...]]
_FOUND: WeakKeyDictionary[KnowledgeBase, dict[int, tuple[Fact, Parts]]] = WeakKeyDictionary()


def figures(kb: KnowledgeBase, fact: Fact) -> tuple[Figure, ...]:
    """Every value of a fact whose unit the vocabulary determines: its own, its interval and range, its conditions'.

    A drug may be given by weight or as it is, so its dose is among them only where the vocabulary says, in the same
    kind of unit, what is plausible for the drug.
    """
    own, thresholds = _known(kb, fact)
    return own + thresholds


def thresholds_of(kb: KnowledgeBase, fact: Fact) -> tuple[Figure, ...]:
    """Every value that a condition of a fact holds, with the parameter that it is about."""
    return _known(kb, fact)[1] if fact.when is not None or fact.target is not None else ()


def _known(kb: KnowledgeBase, fact: Fact) -> Parts:
    """The figures of a fact itself and those of its conditions, found once: several rules go through them all."""
    found = _FOUND.setdefault(kb, {})
    parts = found.get(id(fact))
    if parts is None or parts[0] is not fact:
        thresholds = (*_conditions(kb, fact.when, "when"), *_conditions(kb, fact.target, "target"))
        parts = found[id(fact)] = (fact, (tuple(_own(kb, fact)), thresholds))
    return parts[1]


def _own(kb: KnowledgeBase, fact: Fact) -> Iterator[Figure]:
    measured = kb.measure(fact)
    entry: Entry | None = measured
    if measured is not None and measured.unit is None and fact.parameter:
        entry = kb.vocabulary.entries.get(fact.parameter)
    if fact.value is not None:
        yield Figure("value", fact.value, entry)
    if fact.interval is not None:
        yield Figure("interval", fact.interval, entry)
    if fact.range is not None:
        yield Figure("range", fact.range, entry)
    if fact.dose is not None and fact.drug:
        drug = kb.vocabulary.entries.get(fact.drug)
        if drug is not None and drug.plausible is not None and fits(fact.dose, drug.plausible.unit):
            yield Figure("dose", fact.dose, drug)


def _conditions(kb: KnowledgeBase, condition: Condition | None, path: str) -> Iterator[Figure]:
    if condition is None:
        return
    if condition.is_ is not None:
        yield Figure(f"{path}.is", condition.is_, kb.vocabulary.entries.get(condition.parameter))
    for name in ("all", "any"):
        for index, part in enumerate(getattr(condition, name)):
            yield from _conditions(kb, part, f"{path}.{name}.{index}")


def fits(value: Value, unit: Unit) -> bool:
    """Whether a value can be said in a unit: the same dimension and basis, or a period beside a frequency."""
    if not value.intervals or value.unit.convertible(unit):
        return True
    try:
        in_unit(value, unit)
    except UnitProblem:
        return False
    return True


def never(value: Value, plausible: Value) -> bool:
    """Whether a threshold leaves no plausible value that meets it."""
    return value.form == "bound" and relation(in_unit(value, plausible.unit), plausible) is Relation.APART


def always(value: Value, plausible: Value) -> bool:
    """Whether a threshold is met by every plausible value."""
    return relation(in_unit(value, plausible.unit), plausible) in (Relation.CONTAINS, Relation.EQUAL)


def ends(value: Value) -> Iterator[Decimal]:
    """The finite ends of a value's set, in order."""
    for interval in value.intervals:
        for end in (interval.low, interval.high):
            if end is not None:
                yield end


def likely_slip(value: Value, plausible: Value) -> str:
    """The factor of ten that would make a value plausible, in words, or an empty text."""
    bounds = plausible.intervals[0]
    numbers = list(ends(in_unit(value, plausible.unit)))
    for factor in (1000, 1_000_000, 10, 100):
        for scaled, word in ((Decimal(factor), "more"), (1 / Decimal(factor), "less")):
            if all(within(number * scaled, bounds) for number in numbers):
                return f"{factor:,} times {word} would be plausible: read the unit and the decimal point again."
    return ""


def within(number: Decimal, bounds: Interval) -> bool:
    """Whether a number lies between two bounds, both of which belong to what is plausible."""
    return (bounds.low is None or number >= bounds.low) and (bounds.high is None or number <= bounds.high)


def also_allowed(entry: Entry, unit: Unit) -> bool:
    """Whether a unit is among those in which sources may print the entry."""
    return unit.text in entry.units
