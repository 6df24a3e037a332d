"""Facts by what they are about and in which setting they hold: one row a subject, one column a setting."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kb.model import KnowledgeBase
from kb.pages.fact_view import FactView
from kb.pages.wording import labels


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One subject and its facts, a cell a setting."""

    subject: str
    cells: tuple[tuple[FactView, ...], ...]


@dataclass(frozen=True, slots=True)
class SettingTable:
    """Settings as columns, in the order of the facts, and subjects as rows, likewise."""

    columns: tuple[str, ...]
    rows: tuple[SettingRow, ...]


def setting_table(kb: KnowledgeBase, views: Iterable[FactView]) -> SettingTable:
    """The table of some facts; those that name no setting and no phase stand in a column without a name."""
    by_subject: dict[str, dict[str, list[FactView]]] = {}
    columns: dict[str, None] = {}
    for view in views:
        fact = kb.facts[view.id]
        column = labels(kb.vocabulary, (*fact.setting, *fact.phase))
        columns.setdefault(column)
        by_subject.setdefault(view.group or view.measure_label, {}).setdefault(column, []).append(view)
    return SettingTable(
        tuple(columns),
        tuple(
            SettingRow(subject, tuple(tuple(cells.get(column, ())) for column in columns))
            for subject, cells in by_subject.items()
        ),
    )
