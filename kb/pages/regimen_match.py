"""Regimens by source in a form that an entered regimen can be held against, each cell with the rule it is held to.

A cell is a set of numbers in the unit of its measure. `same` asks whether a number lies in the set; `at-most` whether
it stays within a greatest number. What a source does not give is never counted for or against it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from kb.model import Fact, KnowledgeBase
from kb.pages.addresses import measure_page
from kb.pages.fact_view import FactView, FactViews, Link
from kb.pages.source_order import each_once, own_figures, rank
from kb.units import Unit
from kb.value import in_unit

Rule = Literal["same", "at-most"]


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that a regimen is held against: its measure, its rule, its unit in words, and what is plausible."""

    measure: str
    label: str
    address: str
    rule: Rule
    unit: str
    lowest: str
    highest: str


@dataclass(frozen=True, slots=True)
class RegimenCell:
    """What one source gives for one thing, and its numbers as JSON: a list of `[low, high, low open, high open]`."""

    facts: tuple[FactView, ...]
    numbers: str


@dataclass(frozen=True, slots=True)
class Regimen:
    """One regimen of one source, under the name that the vocabulary gives it."""

    source: Link
    source_kind: str
    name: str
    cells: tuple[RegimenCell, ...]


@dataclass(frozen=True, slots=True)
class Regimens:
    """What can be asked, and every regimen: within its name the sources that practice goes by come first."""

    asked: tuple[Asked, ...]
    rows: tuple[Regimen, ...]


def regimens(views: FactViews, interventions: Sequence[str], measures: Mapping[str, Rule]) -> Regimens:
    """The regimens of some interventions over some measures, each with the rule that a number is held to.

    Facts without a source, disputed ones and views of others are left out. Raises TypeError for a measure without a
    unit and a plausible range.
    """
    kb = views.kb
    asked = tuple(_asked(kb, id, rule) for id, rule in measures.items())
    by_regimen: dict[tuple[str, str], list[Fact]] = {}
    for fact in own_figures(kb):
        if fact.measure in measures:
            for id in fact.intervention:
                if id in interventions:
                    by_regimen.setdefault((id, fact.cite), []).append(fact)
    order = {id: position for position, id in enumerate(interventions)}
    found = sorted(by_regimen, key=lambda pair: (order[pair[0]], rank(kb, pair[1]), views.names.get(pair[1], "")))
    return Regimens(asked, tuple(_row(views, pair[0], by_regimen[pair], asked) for pair in found))


def _row(views: FactViews, intervention: str, facts: list[Fact], asked: tuple[Asked, ...]) -> Regimen:
    one = views[facts[0].id]
    name = views.kb.vocabulary.label(intervention)
    return Regimen(one.source, one.kind_words, name, tuple(_cells(views, facts, asked)))


def _unit(kb: KnowledgeBase, measure: str) -> Unit:
    entry = kb.vocabulary.measure(measure)
    if entry is None or entry.unit is None or entry.plausible is None:
        raise TypeError(f"the measure '{measure}' needs a unit and a plausible range to be asked for")
    return entry.unit


def _asked(kb: KnowledgeBase, id: str, rule: Rule) -> Asked:
    unit, entry = _unit(kb, id), kb.vocabulary.measure(id)
    assert entry is not None and entry.plausible is not None
    within = in_unit(entry.plausible, unit).intervals
    return Asked(id, entry.label, measure_page(id), rule, unit.plural, _plain(within[0].low), _plain(within[-1].high))


def _cells(views: FactViews, facts: Iterable[Fact], asked: Iterable[Asked]) -> Iterable[RegimenCell]:
    members = list(facts)
    for one in asked:
        unit = _unit(views.kb, one.measure)
        own = [fact for fact in members if fact.measure == one.measure]
        spans = [
            [_plain(part.low), _plain(part.high), part.low_open, part.high_open]
            for fact in own
            if fact.value is not None
            for part in in_unit(fact.value, unit).intervals
        ]
        numbers = [span for index, span in enumerate(spans) if span not in spans[:index]]
        yield RegimenCell(each_once(views[fact.id] for fact in own), json.dumps(numbers))


def _plain(number: Decimal | None) -> str:
    return "" if number is None else f"{number:f}"
