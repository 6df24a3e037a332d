"""Outcomes along time by group of patients: one row a cohort, a column an outcome, every look with its data cutoff."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kb.estimate import effective_cohort, estimate
from kb.model import Fact, KnowledgeBase
from kb.pages.about_what import gathered
from kb.pages.fact_view import FactView
from kb.pages.forest_plot import STUDIES
from kb.pages.wording import cutoff_said, labels, safe_spelling, value_words


@dataclass(frozen=True, slots=True)
class Look:
    """One figure at one data cutoff; `earlier` where the row has a later one of the same patients."""

    fact: FactView
    cutoff: str
    scope: str
    earlier: bool


@dataclass(frozen=True, slots=True)
class CohortRow:
    """One cohort, or one study that names none, with a cell of looks for each column, the latest first."""

    label: str
    named: bool
    selected: bool
    cells: tuple[tuple[Look, ...], ...]


@dataclass(frozen=True, slots=True)
class OutcomeTable:
    """Outcomes across, cohorts down."""

    columns: tuple[str, ...]
    rows: tuple[CohortRow, ...]


Column = tuple[str, str]
"""A measure and a subgroup, which is empty for all patients."""


def outcome_table(kb: KnowledgeBase, views: Iterable[FactView], columns: Sequence[Column]) -> OutcomeTable:
    """Figures of studies by cohort; what repeats another fact, is disputed, or is the view of others is left out."""
    facts = [(kb.facts[view.id], view) for view in views]
    facts = [pair for pair in facts if _belongs(kb, *pair, columns)]
    rows = [
        _row(kb, key, members, columns) for key, members in gathered(facts, lambda pair: _group(kb, pair[0])).items()
    ]
    rows.sort(key=lambda row: (not row.named, -sum(1 for cell in row.cells if cell), row.label))
    return OutcomeTable(tuple(_heading(kb, *column) for column in columns), tuple(rows))


def _belongs(kb: KnowledgeBase, fact: Fact, view: FactView, columns: Sequence[Column]) -> bool:
    reference = kb.references.get(fact.cite)
    if fact.cohort and fact.access == "secondhand":
        return False
    told = fact.status == "active" and fact.voice == "own" and not fact.restates and estimate(fact) is not None
    known = bool(fact.cohort) or (reference is not None and reference.kind in STUDIES)
    return told and known and (fact.measure, fact.subgroup) in columns


def _group(kb: KnowledgeBase, fact: Fact) -> str:
    return effective_cohort(kb, fact)[0] or f"source {fact.cite} {fact.id if fact.access == 'secondhand' else ''}"


def _heading(kb: KnowledgeBase, measure: str, subgroup: str) -> str:
    label = kb.vocabulary.label(measure)
    return f"{label}: {kb.vocabulary.label(subgroup)}" if subgroup else label


def _row(kb: KnowledgeBase, key: str, members: list[tuple[Fact, FactView]], columns: Sequence[Column]) -> CohortRow:
    cohort = kb.cohorts.get(key)
    order = [(report.cite, report.data_cutoff) for report in cohort.reports] if cohort else []
    fact, view = members[0]
    label = (
        safe_spelling(cohort.label) if cohort else safe_spelling(fact.says) or f"Group not named, {view.source.name}"
    )
    cells = tuple(
        _looks(kb, [pair for pair in members if (pair[0].measure, pair[0].subgroup) == column], order)
        for column in columns
    )
    return CohortRow(label, cohort is not None, bool(cohort and cohort.selected_on_outcome), cells)


def _looks(kb: KnowledgeBase, members: list[tuple[Fact, FactView]], order: list[tuple[str, str]]) -> tuple[Look, ...]:
    def place(pair: tuple[Fact, FactView]) -> int:
        look = (pair[0].cite, pair[0].data_cutoff)
        return order.index(look) if look in order else -1

    members = sorted(members, key=lambda pair: (-place(pair), _scope(kb, pair[0]), pair[0].id))
    latest: dict[str, int] = {}
    looks = []
    for fact, view in members:
        scope = _scope(kb, fact)
        at = latest.setdefault(scope, place((fact, view)))
        looks.append(Look(view, cutoff_said(fact.data_cutoff), safe_spelling(scope), place((fact, view)) < at))
    return tuple(looks)


def _scope(kb: KnowledgeBase, fact: Fact) -> str:
    words = labels(kb.vocabulary, (*fact.condition, *fact.setting, *fact.phase))
    at = f"at {value_words(fact.timepoint)}" if fact.timepoint is not None else ""
    return "; ".join(filter(None, (words, at)))
