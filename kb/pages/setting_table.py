"""Facts by what they are about and in which setting they hold: one row a subject, one column a setting."""

from __future__ import annotations

from collections import Counter
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
    """Settings as columns, those that most facts name first, and subjects as rows, in the order of the facts."""

    columns: tuple[str, ...]
    rows: tuple[SettingRow, ...]


def setting_table(kb: KnowledgeBase, views: Iterable[FactView]) -> SettingTable:
    """The table of some facts; those that name no setting and no phase stand in a column without a name."""
    by_subject: dict[str, dict[str, list[FactView]]] = {}
    columns: Counter[str] = Counter()
    for view in views:
        fact = kb.facts[view.id]
        column = labels(kb.vocabulary, (*fact.setting, *fact.phase))
        columns[column] += 1
        by_subject.setdefault(view.group or view.measure_label, {}).setdefault(column, []).append(view)
    ordered = tuple(column for column, _ in columns.most_common())
    return SettingTable(
        ordered,
        tuple(
            SettingRow(subject, tuple(tuple(cells.get(column, ())) for column in ordered))
            for subject, cells in by_subject.items()
        ),
    )
