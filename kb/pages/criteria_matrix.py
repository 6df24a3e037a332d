"""Criteria as a matrix: what a criterion is about down the side, sources across; a table a system, or one sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from kb.compare import subjects
from kb.graph import ClaimGraph
from kb.model import Fact
from kb.pages.facets import Facet, facet
from kb.pages.fact_view import FactView, FactViews
from kb.pages.wording import safe_spelling

_OWN_COLUMN: Final = 10
"""A source has a column of its own on the sheet where it gives at least one in this many of all criteria."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion in a cell.

    `stricter` where another source goes on longer, `differs` where it disagrees with another cell of its row.
    """

    fact: FactView
    words: str
    tier: str
    stricter: bool
    differs: bool


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
    by_system: dict[str, list[Fact]] = {}
    counts: dict[str, int] = {}
    for fact in chosen:
        by_system.setdefault(fact.system, []).append(fact)
        counts[fact.cite] = counts.get(fact.cite, 0) + 1
    order = {entry.id: entry.order for entry in kb.vocabulary.of_type("system")}
    columns = tuple(
        _source(facts, chosen, cite, counts) for cite in sorted(counts, key=lambda one: (-counts[one], one))
    )
    tables = _Tables(facts, graph, columns)
    systems = sorted(by_system, key=lambda id: (order.get(id, 999), id))
    return Matrix(tuple(tables.system(id, by_system[id]) for id in systems), columns)


def _source(facts: FactViews, chosen: list[Fact], cite: str, counts: dict[str, int]) -> Source:
    link = facts.source(cite)
    kind = facts[next(fact.id for fact in chosen if fact.cite == cite)].source_kind
    return Source(cite, link.name, link.address, kind, counts[cite])


class _Tables:
    """Makes the tables of systems; which facts disagree is found once, for all of them."""

    def __init__(self, facts: FactViews, graph: ClaimGraph, columns: tuple[Source, ...]) -> None:
        self.facts = facts
        self.vocabulary = graph.kb.vocabulary
        self.columns = columns
        self.stricter: set[str] = set()
        self.disagreeing: dict[str, set[str]] = {}
        for pair in graph.comparisons:
            if pair.verdict.is_conflict:
                self.stricter |= {pair.stricter} if pair.stricter else set()
                self.disagreeing.setdefault(pair.one, set()).add(pair.other)
                self.disagreeing.setdefault(pair.other, set()).add(pair.one)

    def system(self, id: str, members: list[Fact]) -> SystemTable:
        present = tuple(one for one in self.columns if any(fact.cite == one.key for fact in members))
        by_subject: dict[tuple[str, ...], list[Fact]] = {}
        for fact in members:
            by_subject.setdefault(tuple(sorted(subjects(fact.when))), []).append(fact)
        label = self.vocabulary.label
        ordered = sorted(by_subject, key=lambda ids: [label(one).lower() for one in ids])
        rows = tuple(self._row(subject, by_subject[subject], present) for subject in ordered)
        return SystemTable(id or "general", label(id) if id else "Any system", present, rows)

    def _row(self, subject: tuple[str, ...], members: list[Fact], present: tuple[Source, ...]) -> Row:
        name = " and ".join(self.vocabulary.label(one) for one in subject) or "In words"
        cells = tuple(self._cell(members, one.key) for one in present)
        given_by = tuple(one.key for one, cell in zip(present, cells, strict=True) if cell)
        return Row(safe_spelling(name), cells, given_by)

    def _cell(self, members: list[Fact], cite: str) -> tuple[Criterion, ...]:
        others = {fact.id for fact in members if fact.cite != cite}
        own = sorted(
            (fact for fact in members if fact.cite == cite), key=lambda fact: (_TIER_ORDER.get(fact.tier, 3), fact.id)
        )
        return tuple(
            Criterion(
                self.facts[fact.id],
                _words(self.facts, fact),
                fact.tier,
                fact.id in self.stricter,
                not others.isdisjoint(self.disagreeing.get(fact.id, ())),
            )
            for fact in own
        )


def _words(facts: FactViews, fact: Fact) -> str:
    """The criterion without what its row already says, where it is about one thing: `> 130/min`, `present`."""
    leaves = list(fact.when.leaves()) if fact.when is not None else []
    words = facts[fact.id].figure
    if len(leaves) != 1 or leaves[0].absent:
        return words
    label = safe_spelling(facts.kb.vocabulary.label(leaves[0].parameter or leaves[0].present))
    rest = words.removeprefix(label).strip(" ,")
    if not leaves[0].present or not rest:
        return rest or "present"
    return f"present {rest}" if rest.startswith("\u2192") else f"present, {rest}"
