"""Several measures side by side, one row a source: a regimen as each source has it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kb.model import KnowledgeBase
from kb.pages.addresses import measure_page
from kb.pages.fact_view import FactView, Link
from kb.pages.source_order import each_once, rank


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source and its figures, a cell a measure."""

    source: Link
    source_kind: str
    cells: tuple[tuple[FactView, ...], ...]


@dataclass(frozen=True, slots=True)
class SourceTable:
    """The measures as columns, the sources as rows: those that practice goes by first."""

    columns: tuple[Link, ...]
    rows: tuple[SourceRow, ...]


def source_table(kb: KnowledgeBase, views: Iterable[FactView], measures: Sequence[str]) -> SourceTable:
    """The table of some facts; views of others are left out."""
    by_source: dict[str, list[FactView]] = {}
    for view in views:
        if kb.facts[view.id].voice == "own":
            by_source.setdefault(view.reference, []).append(view)
    order = sorted(by_source, key=lambda cite: (rank(kb, cite), by_source[cite][0].source.name))
    rows = [_row(by_source[cite], measures) for cite in order]
    return SourceTable(tuple(Link(kb.vocabulary.label(id), measure_page(id)) for id in measures), tuple(rows))


def _row(own: list[FactView], measures: Sequence[str]) -> SourceRow:
    cells = tuple(each_once(view for view in own if view.measure == id) for id in measures)
    return SourceRow(own[0].source, own[0].kind_words, cells)
