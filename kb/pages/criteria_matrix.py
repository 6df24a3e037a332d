"""Criteria as a matrix: what a criterion is about down the side, sources across, one table a system."""

from __future__ import annotations

from dataclasses import dataclass

from kb.compare import subjects
from kb.graph import ClaimGraph
from kb.model import Fact
from kb.pages.fact_view import FactView, FactViews, Link
from kb.pages.wording import safe_spelling


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion in a cell; `stricter` where another source of the row goes on longer."""

    fact: FactView
    words: str
    tier: str
    stricter: bool


@dataclass(frozen=True, slots=True)
class Row:
    """What the criteria of a row are about, and one cell a source, in the order of the columns."""

    subject: str
    cells: tuple[tuple[Criterion, ...], ...]


@dataclass(frozen=True, slots=True)
class SystemTable:
    """The criteria of one system; sources without any are left out."""

    id: str
    label: str
    sources: tuple[Link, ...]
    source_kinds: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """All systems, and all sources that give criteria, with how many."""

    systems: tuple[SystemTable, ...]
    sources: tuple[tuple[Link, int], ...]


_TIER_ORDER = {"relative": 0, "open": 1, "absolute": 2, "": 3}


def criteria_matrix(facts: FactViews, graph: ClaimGraph, measures: tuple[str, ...]) -> Matrix:
    """The matrix of the criteria of some measures; retired facts and views of others are left out."""
    kb = graph.kb
    chosen = [
        fact
        for fact in kb.facts.values()
        if fact.measure in measures and fact.status != "retired" and fact.voice == "own"
    ]
    stricter = {pair.stricter for pair in graph.comparisons if pair.stricter and pair.verdict.is_conflict}
    by_system: dict[str, list[Fact]] = {}
    counts: dict[str, int] = {}
    for fact in chosen:
        by_system.setdefault(fact.system, []).append(fact)
        counts[fact.cite] = counts.get(fact.cite, 0) + 1
    order = {entry.id: entry.order for entry in kb.vocabulary.of_type("system")}
    columns = sorted(counts, key=lambda cite: (-counts[cite], cite))
    systems = sorted(by_system, key=lambda id: (order.get(id, 999), id))
    return Matrix(
        tuple(_system(facts, graph, id, by_system[id], columns, stricter) for id in systems),
        tuple((facts.source(cite), counts[cite]) for cite in columns),
    )


def _system(
    facts: FactViews, graph: ClaimGraph, id: str, members: list[Fact], columns: list[str], stricter: set[str]
) -> SystemTable:
    vocabulary = graph.kb.vocabulary
    present = [cite for cite in columns if any(fact.cite == cite for fact in members)]
    by_subject: dict[tuple[str, ...], list[Fact]] = {}
    for fact in members:
        by_subject.setdefault(tuple(sorted(subjects(fact.when))), []).append(fact)
    rows = []
    for subject in sorted(by_subject, key=lambda ids: [vocabulary.label(one).lower() for one in ids]):
        name = " and ".join(vocabulary.label(one) for one in subject) or "In words"
        rows.append(
            Row(safe_spelling(name), tuple(_cell(facts, by_subject[subject], cite, stricter) for cite in present))
        )
    return SystemTable(
        id=id or "general",
        label=vocabulary.label(id) if id else "Any system",
        sources=tuple(facts.source(cite) for cite in present),
        source_kinds=tuple(
            facts[next(fact.id for fact in members if fact.cite == cite)].source_kind for cite in present
        ),
        rows=tuple(rows),
    )


def _cell(facts: FactViews, members: list[Fact], cite: str, stricter: set[str]) -> tuple[Criterion, ...]:
    own = sorted(
        (fact for fact in members if fact.cite == cite), key=lambda fact: (_TIER_ORDER.get(fact.tier, 3), fact.id)
    )
    return tuple(Criterion(facts[fact.id], _words(facts, fact), fact.tier, fact.id in stricter) for fact in own)


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
