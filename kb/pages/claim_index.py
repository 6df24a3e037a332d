"""The claim graph as a whole: counts by kind of node and edge, and an index of measures with what holds each up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

from kb.graph import ClaimGraph
from kb.pages.fact_view import Link
from kb.pages.support import Support
from kb.pages.tables import TopicView

_NODES: Final = {
    "fact": "facts",
    "reference": "references",
    "cohort": "cohorts",
    "term": "terms and measures",
    "conflict": "conflicts",
}
_EDGES: Final = {
    "cites": "a fact cites a reference",
    "agrees": "two facts agree",
    "compatible": "two facts can both hold",
    "differs": "two facts differ",
    "contradicts": "two facts contradict each other",
    "restates": "a fact repeats another",
    "derives-from": "a fact is derived from another",
    "in-cohort": "a fact is about a set of patients",
    "is-about": "a fact is about a term",
    "supersedes": "a record replaces another",
    "member-of": "a fact is part of a conflict",
    "explained-by": "a conflict is explained",
}


@dataclass(frozen=True, slots=True)
class Count:
    """How many of a kind there are."""

    what: str
    number: int


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure and what holds it up: facts, sources of those that stand, conflicts, repeats, derived facts."""

    measure: Link
    facts: int
    sources: int
    conflicts: int
    repeats: int
    derived: int


@dataclass(frozen=True, slots=True)
class ClaimIndex:
    """The whole graph, as counts and as measures by topic."""

    nodes: tuple[Count, ...]
    edges: tuple[Count, ...]
    topics: tuple[tuple[str, tuple[MeasureRow, ...]], ...]


def claim_index(graph: ClaimGraph, support: Support, topics: dict[str, TopicView]) -> ClaimIndex:
    """The index of a claim graph."""
    nodes = Counter(node.partition(":")[0] for node in graph.network)
    edges = Counter(kind for _, _, kind in graph.network.edges(keys=True))
    supporters = support.supporters()
    facts = graph.kb.facts.values()
    repeats = Counter(fact.measure for fact in facts if fact.restates)
    derived = Counter(fact.measure for fact in facts if fact.derived)
    return ClaimIndex(
        tuple(Count(words, nodes[kind]) for kind, words in _NODES.items() if nodes[kind]),
        tuple(Count(words, edges[kind]) for kind, words in _EDGES.items() if edges[kind]),
        tuple(
            (
                topic.label,
                tuple(
                    MeasureRow(
                        Link(measure.label, measure.address),
                        len(measure.facts),
                        len(supporters.get(measure.id, ())),
                        measure.conflicts,
                        repeats[measure.id],
                        derived[measure.id],
                    )
                    for measure in topic.measures
                ),
            )
            for topic in topics.values()
            if topic.measures
        ),
    )
