"""Which unit and range a figure of a fact should have: those of its measure, or of the parameter it is about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from kb.model import Condition, Fact, KnowledgeBase
from kb.units import Unit, UnitProblem
from kb.value import Value, in_unit
from kb.vocabulary import Entry


class Figure(NamedTuple):
    """One value of a fact: the path of its field, the value, and the entry that says what it measures (or None)."""

    path: str
    value: Value
    entry: Entry | None


def figures(kb: KnowledgeBase, fact: Fact) -> Iterator[Figure]:
    """Every value of a fact whose unit the vocabulary determines: its own, its interval and range, its conditions'."""
    measured = kb.measure(fact)
    entry: Entry | None = measured
    if measured is not None and measured.unit is None and fact.parameter:
        entry = kb.vocabulary.entries.get(fact.parameter)
    for path in ("value", "interval", "range"):
        value = getattr(fact, path)
        if value is not None:
            yield Figure(path, value, entry)
    for path in ("when", "target"):
        condition = getattr(fact, path)
        if condition is not None:
            yield from _conditions(kb, condition, path)


def _conditions(kb: KnowledgeBase, condition: Condition, path: str) -> Iterator[Figure]:
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


def also_allowed(entry: Entry, unit: Unit) -> bool:
    """Whether a unit is among those in which sources may print the entry."""
    return unit.text in entry.units
