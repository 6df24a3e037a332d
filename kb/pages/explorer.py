"""The whole claim graph as data to walk through: references, measures, conflicts, sets of patients, their relations.

Facts are not nodes here but what a relation rests on: "reports" has all facts of a reference about a measure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from kb.estimate import effective_cohort
from kb.pages.addresses import reference_page
from kb.pages.conflict_view import ConflictView
from kb.pages.fact_view import KIND_WORDS, FactViews
from kb.pages.neighbourhood import Neighbourhoods
from kb.pages.wording import safe_spelling

KINDS: Final = {
    "reference": "References",
    "measure": "Measures",
    "conflict": "Conflicts",
    "patients": "Sets of patients",
}
RELATIONS: Final = {
    "conflict": ("is in the conflict", "has among its sources"),
    "about": ("is about", "is the measure of the conflict"),
    "differs": ("differs from", "differs from"),
    "repeats": ("repeats", "is repeated by"),
    "replaces": ("replaces", "is replaced by"),
    "shares patients": ("shares patients with", "shares patients with"),
    "reports": ("reports", "is reported by"),
    "patients": ("is about the patients", "are the patients of"),
    "derived": ("is computed from", "goes into"),
}
"""How one node stands to another, and the other to the one, in the order in which a list has them."""


@dataclass(frozen=True, slots=True)
class Node:
    """A node: `id` is its kind and name (`measure:dose`), `note` one quiet line, `address` its page if it has one."""

    id: str
    kind: str
    label: str
    note: str
    address: str


class Relation(NamedTuple):
    """How a node stands to another, by ids of nodes; on how many points, and the facts that it rests on where few."""

    one: str
    other: str
    kind: str
    points: int
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explorer:
    """All nodes by kind and name, all relations, and the figure and address of each fact that a relation names."""

    nodes: tuple[Node, ...]
    relations: tuple[Relation, ...]
    facts: dict[str, tuple[str, str]]

    def of_kind(self, kind: str) -> tuple[Node, ...]:
        """The nodes of one kind."""
        return tuple(node for node in self.nodes if node.kind == kind)

    @property
    def kinds(self) -> dict[str, str]:
        """The kinds of nodes that there are, each with its heading."""
        return {kind: words for kind, words in KINDS.items() if self.of_kind(kind)}

    def data(self) -> dict[str, Any]:
        """The same for a browser, nodes, kinds of relation and facts as positions in lists.

        A node is `[id, label, note, address]`, a relation `[one, other, kind, points, [facts]]`, a fact
        `[figure, address]`.
        """
        node = {one.id: place for place, one in enumerate(self.nodes)}
        kind = {name: place for place, name in enumerate(RELATIONS)}
        fact = {id: place for place, id in enumerate(self.facts)}
        return {
            "kinds": KINDS,
            "words": list(RELATIONS.values()),
            "relations": list(RELATIONS),
            "nodes": [[one.id, one.label, one.note, one.address] for one in self.nodes],
            "edges": [
                [node[one.one], node[one.other], kind[one.kind], one.points, [fact[id] for id in one.facts]]
                for one in self.relations
            ],
            "facts": [list(one) for one in self.facts.values()],
        }


def explorer(facts: FactViews, conflicts: Iterable[ConflictView], neighbourhoods: Neighbourhoods) -> Explorer:
    """The claim graph of a base; retired facts hold nothing up and are left out."""
    conflicts = tuple(conflicts)
    nodes = (*_references(facts), *_measures(facts), *_conflicts(conflicts), *_patients(facts))
    known = {node.id for node in nodes}
    relations = [
        *_conflict_relations(conflicts),
        *(
            Relation(f"reference:{one}", f"reference:{two}", kind, n)
            for one, two, kind, n in neighbourhoods.all_edges()
        ),
        *_fact_relations(facts),
        *_derivations(facts),
    ]
    kept = tuple(one for one in relations if one.one in known and one.other in known)
    named = dict.fromkeys(id for one in kept for id in one.facts)
    return Explorer(nodes, kept, {id: (_short(facts[id].figure), facts[id].address) for id in named})


_LONGEST_FIGURE: Final = 90


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST_FIGURE else words[: _LONGEST_FIGURE - 1].rstrip() + "\u2026"


def _references(facts: FactViews) -> Iterator[Node]:
    for key, reference in sorted(facts.kb.references.items(), key=lambda one: (facts.names[one[0]].lower(), one[0])):
        kind = KIND_WORDS.get(reference.kind, reference.kind)
        yield Node(f"reference:{key}", "reference", facts.names[key], kind, reference_page(key))


def _measures(facts: FactViews) -> Iterator[Node]:
    found = {fact.measure: facts[fact.id] for fact in facts.kb.facts.values() if fact.status != "retired"}
    for id, view in sorted(found.items(), key=lambda one: (one[1].measure_label.lower(), one[0])):
        topic = facts.kb.vocabulary.label(view.topic) if view.topic else ""
        yield Node(f"measure:{id}", "measure", view.measure_label, topic, view.address.partition("#")[0])


def _conflicts(conflicts: Iterable[ConflictView]) -> Iterator[Node]:
    for view in sorted(conflicts, key=lambda one: (one.measure_label.lower(), one.subject.lower(), one.id)):
        label = ": ".join(filter(None, (view.measure_label, view.subject)))
        yield Node(f"conflict:{view.id}", "conflict", label, view.state_words, view.address)


def _patients(facts: FactViews) -> Iterator[Node]:
    for id, cohort in sorted(facts.kb.cohorts.items(), key=lambda one: (one[1].label.lower(), one[0])):
        yield Node(f"patients:{id}", "patients", safe_spelling(cohort.label), "", "")


def _conflict_relations(conflicts: Iterable[ConflictView]) -> Iterator[Relation]:
    for view in conflicts:
        by_source: dict[str, list[str]] = {}
        for fact in view.facts:
            by_source.setdefault(fact.reference, []).append(fact.id)
        for key, ids in sorted(by_source.items()):
            yield Relation(f"reference:{key}", f"conflict:{view.id}", "conflict", len(ids), tuple(ids))
        for measure in sorted({fact.measure for fact in view.facts}):
            yield Relation(f"conflict:{view.id}", f"measure:{measure}", "about", 1)


def _fact_relations(facts: FactViews) -> Iterator[Relation]:
    reported: dict[tuple[str, str], list[str]] = {}
    patients: dict[tuple[str, str], list[str]] = {}
    for fact in facts.kb.facts.values():
        if fact.status == "retired" or not fact.cite:
            continue
        reported.setdefault((fact.cite, fact.measure), []).append(fact.id)
        cohort = effective_cohort(facts.kb, fact)[0]
        if cohort:
            patients.setdefault((fact.cite, cohort), []).append(fact.id)
    for (key, measure), ids in sorted(reported.items()):
        yield Relation(f"reference:{key}", f"measure:{measure}", "reports", len(ids), tuple(ids))
    for (key, cohort), ids in sorted(patients.items()):
        yield Relation(f"reference:{key}", f"patients:{cohort}", "patients", len(ids))


def _derivations(facts: FactViews) -> Iterator[Relation]:
    known, found = facts.kb.facts, dict[tuple[str, str], list[str]]()
    for fact in known.values():
        for id in fact.derived.inputs.values() if fact.derived and fact.status != "retired" else ():
            if id in known and known[id].measure != fact.measure:
                found.setdefault((fact.measure, known[id].measure), []).append(fact.id)
    for (measure, other), ids in sorted(found.items()):
        yield Relation(f"measure:{measure}", f"measure:{other}", "derived", len(set(ids)), tuple(dict.fromkeys(ids)))


__all__ = ["KINDS", "RELATIONS", "Explorer", "Node", "Relation", "explorer"]
