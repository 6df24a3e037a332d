"""Criteria as a matrix: what a criterion is about down the side, sources across; a table a system, or one sheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from kb.graph import ClaimGraph
from kb.model import Fact
from kb.pages.criteria_rows import RowOfFacts, rows_of, words_in_row
from kb.pages.facets import Facet, facet
from kb.pages.fact_view import FactView, FactViews
from kb.pages.wording import safe_spelling, usual_treatment

_OWN_COLUMN: Final = 10
"""A source has a column of its own on the sheet where it gives at least one in this many of all criteria."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion in a cell.

    `stricter` where another source of its row goes on longer, and then `than` names it; `differs` where it disagrees
    with another cell of its row. `under` is the system that its source lists it under, where its row stands under
    another; `treatment` the treatment that it is for, where that is not the one most facts of the base are about.
    """

    fact: FactView
    words: str
    tier: str
    stricter: bool
    than: str
    differs: bool
    under: str
    treatment: str


@dataclass(frozen=True, slots=True)
class Source:
    """A source as a column: its key, name, page, kind, and how many criteria it gives."""

    key: str
    name: str
    address: str
    kind: str
    criteria: int


@dataclass(frozen=True, slots=True)
class Row:
    """What the criteria of a row are about, and one cell a source, in the order of the columns of its table."""

    subject: str
    cells: tuple[tuple[Criterion, ...], ...]
    given_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SystemTable:
    """The criteria of one system; sources without any are left out."""

    id: str
    label: str
    sources: tuple[Source, ...]
    rows: tuple[Row, ...]

    def cell(self, row: Row, key: str) -> tuple[Criterion, ...]:
        """The cell of a source, by its key; empty where the source gives nothing on this system."""
        return next((cell for one, cell in zip(self.sources, row.cells, strict=True) if one.key == key), ())


@dataclass(frozen=True, slots=True)
class Matrix:
    """All systems, and all sources that give criteria, those with most first."""

    systems: tuple[SystemTable, ...]
    sources: tuple[Source, ...]

    @property
    def columns(self) -> tuple[Source, ...]:
        """The sources that have a column of their own where the whole matrix stands on one sheet."""
        total = sum(one.criteria for one in self.sources)
        return tuple(one for one in self.sources if one.criteria * _OWN_COLUMN >= total)

    @property
    def others(self) -> tuple[Source, ...]:
        """The sources that share the last column of that sheet."""
        return tuple(one for one in self.sources if one not in self.columns)

    @property
    def views(self) -> tuple[FactView, ...]:
        """Every fact in a cell."""
        return tuple(one.fact for system in self.systems for row in system.rows for cell in row.cells for one in cell)

    @property
    def facets(self) -> tuple[Facet, ...]:
        """What its rows can be filtered by."""
        systems = {system.id: system.label for system in self.systems}
        sources = {one.key: one.name for one in self.sources}
        return (
            facet("system", "Organ system", systems, ((one.id,) for one in self.systems for _ in one.rows)),
            facet("source", "Source", sources, (row.given_by for one in self.systems for row in one.rows)),
        )


_TIER_ORDER = {"relative": 0, "open": 1, "absolute": 2, "": 3}


def criteria_matrix(facts: FactViews, graph: ClaimGraph, measures: tuple[str, ...]) -> Matrix:
    """The matrix of the criteria of some measures; retired facts and views of others are left out."""
    kb = graph.kb
    chosen = [
        fact
        for fact in kb.facts.values()
        if fact.measure in measures and fact.status != "retired" and fact.voice == "own"
    ]
    counts = Counter(fact.cite for fact in chosen)
    order = {entry.id: entry.order for entry in kb.vocabulary.of_type("system")}
    columns = tuple(
        _source(facts, chosen, cite, counts) for cite in sorted(counts, key=lambda one: (-counts[one], one))
    )
    tables = _Tables(facts, graph, columns)
    by_system: dict[str, list[RowOfFacts]] = {}
    for row in rows_of(kb, chosen):
        by_system.setdefault(row.system, []).append(row)
    systems = sorted(by_system, key=lambda id: (order.get(id, 999), id))
    return Matrix(tuple(tables.system(id, by_system[id]) for id in systems), columns)


def _source(facts: FactViews, chosen: list[Fact], cite: str, counts: Mapping[str, int]) -> Source:
    link = facts.source(cite)
    kind = facts[next(fact.id for fact in chosen if fact.cite == cite)].kind_words
    return Source(cite, link.name, link.address, kind, counts[cite])


class _Tables:
    """Makes the tables of systems; which facts disagree is found once, for all of them."""

    def __init__(self, facts: FactViews, graph: ClaimGraph, columns: tuple[Source, ...]) -> None:
        self.facts = facts
        self.kb = graph.kb
        self.columns = columns
        self.milder: dict[str, set[str]] = {}
        self.disagreeing: dict[str, set[str]] = {}
        for pair in graph.comparisons:
            if pair.verdict.is_conflict:
                self.disagreeing.setdefault(pair.one, set()).add(pair.other)
                self.disagreeing.setdefault(pair.other, set()).add(pair.one)
                if pair.stricter:
                    self.milder.setdefault(pair.stricter, set()).update({pair.one, pair.other} - {pair.stricter})

    def system(self, id: str, members: list[RowOfFacts]) -> SystemTable:
        cited = {fact.cite for row in members for fact in row.facts}
        present = tuple(one for one in self.columns if one.key in cited)
        rows = tuple(self._row(row, present) for row in members)
        return SystemTable(id or "general", self._system(id), present, rows)

    def _system(self, id: str) -> str:
        return self.kb.vocabulary.label(id) if id else "Any system"

    def _row(self, row: RowOfFacts, present: tuple[Source, ...]) -> Row:
        cells = tuple(self._cell(row, one.key) for one in present)
        given_by = tuple(one.key for one, cell in zip(present, cells, strict=True) if cell)
        return Row(row.name, cells, given_by)

    def _cell(self, row: RowOfFacts, cite: str) -> tuple[Criterion, ...]:
        own = [fact for fact in row.facts if fact.cite == cite]
        own.sort(key=lambda fact: (_TIER_ORDER.get(fact.tier, 3), fact.id))
        return tuple(self._criterion(fact, row) for fact in own)

    def _criterion(self, fact: Fact, row: RowOfFacts) -> Criterion:
        view, others = self.facts[fact.id], {one.id for one in row.facts if one.cite != fact.cite}
        milder = sorted(others & self.milder.get(fact.id, set()))
        return Criterion(
            fact=view,
            words=words_in_row(self.kb, fact, row, view.figure),
            tier=fact.tier,
            stricter=bool(milder),
            than=", ".join(dict.fromkeys(self.facts[id].source.name for id in milder)),
            differs=not others.isdisjoint(self.disagreeing.get(fact.id, ())),
            under=safe_spelling(self._system(fact.system)) if fact.system != row.system else "",
            treatment=view.intervention if (fact.intervention,) != usual_treatment(self.kb) else "",
        )
