"""The claim graph around one measure or one reference: sources in a column, arcs for how they stand to each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from kb.estimate import effective_cohort
from kb.graph import ClaimGraph, Conflict
from kb.pages.addresses import conflict_page
from kb.pages.fact_view import KIND_WORDS, FactViews, Link

WIDTH: Final = 360
_AXIS: Final = 246
_TOP: Final = 16
_PITCH: Final = 34
_MOST_DRAWN: Final = 14
_LONGEST_NAME: Final = 32
_EDGES: Final = ("differs", "repeats", "shares patients", "replaces")
_BULGE: Final = {"differs": 30, "repeats": 44, "shares patients": 58, "replaces": 72}
_OTHER_WAY: Final = {"repeats": "is repeated by", "replaces": "is replaced by"}
_FIRST: Final = 1_000_000
"""Points enough to stand first: what replaces a source matters more than how often another differs from it."""
_PLURAL: Final = {"differs": "differ", "repeats": "repeat", "shares patients": "share patients", "replaces": "replace"}
_WORDS: Final = {"differs": "differs from", "shares patients": "shares patients with"}
_ACROSS: Final = ""
"""Under which pairs of facts of two measures are counted: neither measure's own figures stand so to each other."""
_PARTY: Final = "wears the mark of the conflict on"


class Edge(NamedTuple):
    """How one source stands to another; `points` is on how many pairs of facts."""

    one: str
    other: str
    kind: str
    points: int


@dataclass(frozen=True, slots=True)
class Row:
    """A source in the picture; `says` is how it stands to the others, in words, one line each with its links."""

    source: Link
    kind: str
    facts: int
    says: tuple[tuple[str, tuple[Link, ...]], ...]
    name: str
    y: int
    detail_y: int
    radius: int


@dataclass(frozen=True, slots=True)
class Arc:
    """A relation as a path of SVG; `kind` is one word for its style."""

    path: str
    kind: str


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A picture with its description, and all rows, of which the first `drawn` are in the picture."""

    id: str
    title: str
    description: str
    width: int
    height: int
    axis: int
    rows: tuple[Row, ...]
    drawn: tuple[Row, ...]
    arcs: tuple[Arc, ...]
    kinds: tuple[str, ...]


class Neighbourhoods:
    """Draws neighbourhoods; how sources stand to each other is found once, for all measures."""

    def __init__(self, facts: FactViews, graph: ClaimGraph) -> None:
        self.facts = facts
        self.kb = graph.kb
        self._counts: dict[str, Counter[tuple[str, str, str]]] = {}
        for comparison in graph.comparisons:
            if comparison.verdict.is_conflict:
                self._count(comparison.one, comparison.other, "differs")
        for fact in self.kb.facts.values():
            for id in fact.restates:
                self._count(fact.id, id, "repeats")
        self._count_patients()
        self._conflicts: dict[tuple[str, str], dict[str, Conflict]] = {}
        for id, conflict in graph.conflicts_by_fact.items():
            fact = self.kb.facts[id]
            self._conflicts.setdefault((fact.measure, fact.cite), {})[conflict.id] = conflict

    def _count(self, one: str, other: str, kind: str) -> None:
        here, there = self.kb.facts.get(one), self.kb.facts.get(other)
        if here and there and here.cite and there.cite and here.cite != there.cite:
            pair = (here.cite, there.cite) if kind in _OTHER_WAY else tuple(sorted((here.cite, there.cite)))
            measure = here.measure if here.measure == there.measure else _ACROSS
            self._counts.setdefault(measure, Counter())[pair[0], pair[1], kind] += 1

    def _count_patients(self) -> None:
        by_cohort: dict[tuple[str, str], set[str]] = {}
        for fact in self.kb.facts.values():
            cohort = effective_cohort(self.kb, fact)[0]
            if cohort and fact.cite:
                by_cohort.setdefault((fact.measure, cohort), set()).add(fact.cite)
        for (measure, _), cites in by_cohort.items():
            ordered = sorted(cites)
            for place, one in enumerate(ordered):
                for other in ordered[place + 1 :]:
                    self._counts.setdefault(measure, Counter())[one, other, "shares patients"] += 1

    def all_edges(self) -> list[Edge]:
        """How all references stand to each other, on all measures together."""
        total: Counter[tuple[str, str, str]] = Counter()
        for counts in self._counts.values():
            total.update(counts)
        total.update(self._replacing(self.kb.references))
        return _edges(total, dict.fromkeys(self.kb.references, 0))

    def _replacing(self, keys: Iterable[str]) -> dict[tuple[str, str, str], int]:
        replaced = ((one, self.kb.references[one].superseded_by) for one in keys if one in self.kb.references)
        return {(newer, one, "replaces"): 1 for one, newer in replaced if newer}

    def of_measure(self, measure: str, label: str) -> Neighbourhood | None:
        """The sources of a measure and how they stand to each other on it; None where one source says it all."""
        numbers = Counter(fact.cite for fact in self.kb.facts.values() if fact.measure == measure and fact.cite)
        edges = _edges({**self._counts.get(measure, {}), **self._replacing(numbers)}, numbers)
        order = sorted(numbers, key=lambda key: (-numbers[key], self._name(key)))
        parties = {key: self._party_to(measure, key, edges) for key in numbers}
        return self._drawn(f"around-{measure}", label, order, numbers, edges, parties) if len(order) > 1 else None

    def _party_to(self, measure: str, key: str, edges: list[Edge]) -> tuple[Link, ...]:
        """The conflicts whose mark a source wears on a measure although no other differs from it there.

        It shares the value of one that differs, or differs from a figure of another measure.
        """
        if any(key in edge[:2] for edge in edges if edge.kind == "differs"):
            return ()
        found = self._conflicts.get((measure, key), {}).values()
        return tuple(Link(self.kb.vocabulary.label(one.measure), conflict_page(one.id)) for one in found)

    def of_reference(self, key: str) -> Neighbourhood | None:
        """A reference and the others that differ from it, repeat it, replace it or share its patients."""
        total: Counter[tuple[str, str, str]] = Counter()
        for counts in self._counts.values():
            total.update({edge: count for edge, count in counts.items() if key in edge[:2]})
        total.update({edge: one for edge, one in self._replacing(self.kb.references).items() if key in edge[:2]})
        numbers = Counter(fact.cite for fact in self.kb.facts.values() if fact.cite)
        edges = _edges(total, {**numbers, **dict.fromkeys(self.kb.references, 0)})
        linked = Counter[str]()
        for edge in edges:
            linked[edge.other if edge.one == key else edge.one] += _FIRST if edge.kind == "replaces" else edge.points
        order = [key, *sorted(linked, key=lambda other: (-linked[other], self._name(other)))]
        name = self.facts.source(key).name
        return self._drawn(f"around-{key}", name, order, numbers, edges, {}) if len(order) > 1 else None

    def _name(self, key: str) -> str:
        return self.facts.source(key).name.lower()

    def _drawn(
        self,
        id: str,
        label: str,
        order: list[str],
        numbers: Mapping[str, int],
        edges: list[Edge],
        parties: Mapping[str, tuple[Link, ...]],
    ) -> Neighbourhood:
        rows = tuple(
            self._row(key, place, numbers[key], edges, parties.get(key, ())) for place, key in enumerate(order)
        )
        drawn = rows[:_MOST_DRAWN]
        at = {key: row.y for key, row in zip(order, drawn, strict=False)}
        arcs = tuple(_arc(at[edge.one], at[edge.other], edge) for edge in edges if edge.one in at and edge.other in at)
        kinds = tuple(kind for kind in _EDGES if any(edge.kind == kind for edge in edges))
        title = f"Claim graph around {label}"
        return Neighbourhood(
            id, title, _description(rows, edges), WIDTH, _TOP + _PITCH * len(drawn), _AXIS, rows, drawn, arcs, kinds
        )

    def _row(self, key: str, place: int, facts: int, edges: list[Edge], parties: tuple[Link, ...]) -> Row:
        source = self.facts.source(key)
        reference = self.kb.references.get(key)
        name = source.name
        if len(name) > _LONGEST_NAME:
            name = name[: _LONGEST_NAME - 1].rstrip() + "\u2026"
        y = _TOP + place * _PITCH
        radius = 2 + min(7, facts // 4)
        kind = KIND_WORDS.get(reference.kind, reference.kind) if reference else ""
        return Row(
            source,
            kind,
            facts,
            (*self._says(key, edges), *([(_PARTY, parties)] if parties else [])),
            name,
            y,
            y + 14,
            radius,
        )

    def _says(self, key: str, edges: list[Edge]) -> tuple[tuple[str, tuple[Link, ...]], ...]:
        found: dict[str, list[Link]] = {}
        for edge in edges:
            if key == edge.one:
                found.setdefault(_WORDS.get(edge.kind, edge.kind), []).append(self.facts.source(edge.other))
            elif key == edge.other:
                words = _OTHER_WAY.get(edge.kind) or _WORDS[edge.kind]
                found.setdefault(words, []).append(self.facts.source(edge.one))
        return tuple((words, tuple(links)) for words, links in found.items())


def _edges(counts: Mapping[tuple[str, str, str], int], among: Mapping[str, int]) -> list[Edge]:
    kept = [Edge(*edge, count) for edge, count in counts.items() if edge[0] in among and edge[1] in among]
    return sorted(kept, key=lambda edge: (_EDGES.index(edge.kind), edge))


def _arc(start: int, end: int, edge: Edge) -> Arc:
    reach = min(WIDTH - 6, _AXIS + _BULGE[edge.kind] + abs(end - start) // 8)
    path = f"M{_AXIS} {start}C{reach} {start} {reach} {end} {_AXIS} {end}"
    return Arc(path, edge.kind.split()[0])


def _description(rows: Collection[Row], edges: Iterable[Edge]) -> str:
    counts = Counter(edge.kind for edge in edges)
    there = [(kind, counts[kind]) for kind in _EDGES if counts[kind]]
    said = [f"{count} pairs {_PLURAL[kind]}" if count > 1 else f"1 pair {kind}" for kind, count in there]
    return (
        f"{len(rows)} sources; "
        + ("; ".join(said) if said else "here none differs from, repeats, replaces or shares patients with another")
        + "."
    )
