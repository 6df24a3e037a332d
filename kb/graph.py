"""The claim graph and the few questions asked of it; the only module that imports networkx.

Nodes are facts, references, cohorts, terms and conflicts; edges say how they stand to each other: `cites`, `restates`,
`derives-from`, `in-cohort`, `is-about`, `agrees`, `compatible`, `differs`, `contradicts`, `member-of`,
`explained-by`, `supersedes`. A MultiDiGraph, because one fact may stand to another in more than one way.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kb.compare import compared_value, comparisons
from kb.judgement import Comparison, Verdict
from kb.model import SCOPE_FIELDS, Explanation, Fact, KnowledgeBase

if TYPE_CHECKING:
    import networkx


@dataclass(frozen=True, slots=True)
class Conflict:
    """A connected set of compared facts that holds at least one disagreement.

    `facts` are the ids of those that disagree with some other, `agreeing` of those that share a value with one of
    them; `pairs` are the disagreements; `explanations` those that account for pairs as the values now stand. What no
    chain of explanations connects are `open_pairs`, and `slight_pairs` where they need none.
    """

    id: str
    measure: str
    verdict: Verdict
    facts: tuple[str, ...]
    agreeing: tuple[str, ...]
    pairs: tuple[Comparison, ...]
    explanations: tuple[Explanation, ...]
    open_pairs: tuple[Comparison, ...]
    slight_pairs: tuple[Comparison, ...] = ()

    @property
    def explained(self) -> bool:
        """Whether explanations connect all differing values."""
        return not self.open_pairs

    @property
    def unresolved(self) -> bool:
        """Whether an explanation says that the disagreement is open."""
        return any(explanation.type == "unresolved" for explanation in self.explanations)

    @property
    def state(self) -> str:
        """`unexplained`, `open` (an explanation says so), `slight` (what is left needs none) or `explained`."""
        if self.open_pairs:
            return "unexplained"
        settled = "slight" if self.slight_pairs and not self.explanations else "explained"
        return "open" if self.unresolved else settled


class ClaimGraph:
    """The knowledge base as a graph; each answer is computed once, when first asked for."""

    def __init__(self, kb: KnowledgeBase) -> None:
        self.kb = kb

    @cached_property
    def comparisons(self) -> tuple[Comparison, ...]:
        """Every compared pair with its verdict."""
        return tuple(comparisons(self.kb))

    @cached_property
    def standing_explanations(self) -> tuple[Explanation, ...]:
        """Explanations whose facts exist and still have the values that they account for."""
        return tuple(explanation for explanation in self.kb.explanations if not lapsed(self.kb, explanation))

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """All conflicts, sorted by measure and members."""
        disagreeing = [comparison for comparison in self.comparisons if comparison.verdict.is_conflict]
        if not disagreeing:
            return ()
        union = _Union(id for pair in disagreeing for id in (pair.one, pair.other))
        for pair in disagreeing:
            union.join(pair.one, pair.other)
        together: dict[str, list[Comparison]] = {}
        for pair in disagreeing:
            together.setdefault(union.find(pair.one), []).append(pair)
        accord, explanations = self._accord(), self._explanations_by_fact()
        found = [self._conflict(pairs, accord, explanations) for pairs in together.values()]
        return tuple(sorted(found, key=lambda conflict: (conflict.measure, conflict.facts)))

    def _explanations_by_fact(self) -> dict[str, list[tuple[int, Explanation]]]:
        """The standing explanations that name each fact, with their position in the files."""
        by_fact: dict[str, list[tuple[int, Explanation]]] = {}
        for place, explanation in enumerate(self.standing_explanations):
            for id in explanation.between:
                by_fact.setdefault(id, []).append((place, explanation))
        return by_fact

    def _accord(self) -> dict[str, list[str]]:
        accord: dict[str, list[str]] = {}
        for comparison in self.comparisons:
            if comparison.verdict is Verdict.AGREES:
                accord.setdefault(comparison.one, []).append(comparison.other)
                accord.setdefault(comparison.other, []).append(comparison.one)
        return accord

    def _conflict(
        self,
        pairs: list[Comparison],
        accord: Mapping[str, list[str]],
        by_fact: Mapping[str, list[tuple[int, Explanation]]],
    ) -> Conflict:
        facts = tuple(sorted({id for pair in pairs for id in (pair.one, pair.other)}))
        agreeing = {other for fact in facts for other in accord.get(fact, ())} - set(facts)
        pairs.sort(key=lambda pair: (pair.one, pair.other))
        ids = {*facts, *agreeing}
        named = {place: one for fact in ids for place, one in by_fact.get(fact, ())}
        explanations = [one for _, one in sorted(named.items()) if len(ids & set(one.between)) > 1]
        union = _Union([*facts, *sorted(agreeing)])
        for fact in facts:
            for other in accord.get(fact, ()):
                union.join(fact, other)
        for explanation in explanations:
            known = [fact for fact in explanation.between if fact in union]
            for fact in known[1:]:
                union.join(known[0], fact)
        measure = min((self.kb.facts[id] for id in facts), key=self._weight).measure
        worst = Verdict.CONTRADICTS if any(pair.verdict is Verdict.CONTRADICTS for pair in pairs) else Verdict.DIFFERS
        apart = [pair for pair in pairs if union.find(pair.one) != union.find(pair.other)]
        left = (tuple(pair for pair in apart if pair.slight is slight) for slight in (False, True))
        values = "\n".join(f"{fact}={compared_value(self.kb, self.kb.facts[fact])}" for fact in facts)
        name = f"{measure}-{hashlib.sha256(values.encode()).hexdigest()[:8]}"
        return Conflict(name, measure, worst, facts, tuple(sorted(agreeing)), tuple(pairs), tuple(explanations), *left)

    def _weight(self, fact: Fact) -> tuple[bool, bool]:
        """Which measure names a conflict that crosses measures: a safety-critical one first, a statement last."""
        measure = self.kb.measure(fact)
        return (not (measure and measure.safety_critical), self.kb.kind(fact) == "statement")

    @cached_property
    def conflicts_by_fact(self) -> dict[str, Conflict]:
        """The conflict of each fact that is in one, those that merely agree with a member included."""
        found: dict[str, Conflict] = {}
        for conflict in self.conflicts:
            for id in conflict.agreeing:
                found.setdefault(id, conflict)
        for conflict in self.conflicts:
            for id in conflict.facts:
                found[id] = conflict
        return found

    @cached_property
    def network(self) -> networkx.MultiDiGraph[str]:
        """The whole graph, nodes named `fact:id`, `reference:key`, `cohort:id`, `term:id`, `conflict:id`."""
        import networkx

        network: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
        for fact in self.kb.facts.values():
            self._add_fact(network, fact)
        for key, reference in self.kb.references.items():
            network.add_node(f"reference:{key}", kind="reference")
            if reference.superseded_by:
                network.add_edge(f"reference:{reference.superseded_by}", f"reference:{key}", key="supersedes")
        for comparison in self.comparisons:
            network.add_edge(f"fact:{comparison.one}", f"fact:{comparison.other}", key=comparison.verdict.value)
        for conflict in self.conflicts:
            network.add_node(f"conflict:{conflict.id}", kind="conflict")
            for id in conflict.facts:
                network.add_edge(f"fact:{id}", f"conflict:{conflict.id}", key="member-of")
            for explanation in conflict.explanations:
                network.add_edge(
                    f"conflict:{conflict.id}", f"explanation:{explanation.type}:{conflict.id}", key="explained-by"
                )
        return network

    def _add_fact(self, network: networkx.MultiDiGraph[str], fact: Fact) -> None:
        node = f"fact:{fact.id}"
        network.add_node(node, kind="fact")
        edges = [("cites", f"reference:{fact.cite}")] if fact.cite else []
        edges += [("restates", f"fact:{id}") for id in fact.restates]
        edges += [("derives-from", f"fact:{id}") for id in (fact.derived.inputs.values() if fact.derived else ())]
        edges += [("in-cohort", f"cohort:{fact.cohort}")] if fact.cohort else []
        edges += [("is-about", f"term:{id}") for name in SCOPE_FIELDS for id in getattr(fact, name)]
        edges += [("is-about", f"term:{fact.measure}"), *(("supersedes", f"fact:{id}") for id in fact.supersedes)]
        for kind, target in edges:
            network.add_edge(node, target, key=kind)

    @cached_property
    def _citing(self) -> dict[str, list[str]]:
        citing: dict[str, list[str]] = {}
        for fact in self.kb.facts.values():
            citing.setdefault(fact.cite, []).append(fact.id)
        return citing

    @cached_property
    def _derived_from(self) -> dict[str, list[str]]:
        derived: dict[str, list[str]] = {}
        for fact in self.kb.facts.values():
            for id in fact.derived.inputs.values() if fact.derived else ():
                derived.setdefault(id, []).append(fact.id)
        return derived

    @cached_property
    def _position(self) -> dict[str, int]:
        return {id: place for place, id in enumerate(self.kb.facts)}

    def resting_on(self, reference: str) -> tuple[str, ...]:
        """Ids of the facts that cite a reference, in the order of the files."""
        return tuple(self._citing.get(reference, ()))

    def falling_without(self, reference: str) -> tuple[str, ...]:
        """Ids of the facts that lose all support when a reference falls: its own, and what is derived from them."""
        waiting = list(self._citing.get(reference, ()))
        fallen = set(waiting)
        while waiting:
            for id in self._derived_from.get(waiting.pop(), ()):
                if id not in fallen:
                    fallen.add(id)
                    waiting.append(id)
        return tuple(sorted(fallen, key=self._position.__getitem__))

    def derivation_cycles(self) -> Iterator[tuple[str, ...]]:
        """Cycles of facts that are derived from each other, each as a path that begins with its smallest id."""
        inputs = {fact.id: set(fact.derived.inputs.values()) for fact in self.kb.facts.values() if fact.derived}
        edges = sorted((id, other) for id, others in _in_circles(inputs).items() for other in others)
        if not edges:
            return
        import networkx

        graph: networkx.DiGraph[str] = networkx.DiGraph(edges)
        for component in sorted(map(sorted, networkx.strongly_connected_components(graph))):
            if len(component) > 1 or graph.has_edge(component[0], component[0]):
                yield tuple(edge[0] for edge in networkx.find_cycle(graph.subgraph(component), component[0]))


def _in_circles(inputs: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """What is left of derivations once all that rest on no other derivation are taken away, over and over.

    Nothing is left where there is no circle, which is nearly always: then networkx need not be loaded.
    """
    left = {id: others & inputs.keys() for id, others in inputs.items()}
    users: dict[str, list[str]] = {}
    for id, others in left.items():
        for other in others:
            users.setdefault(other, []).append(id)
    settled = [id for id, others in left.items() if not others]
    while settled:
        id = settled.pop()
        del left[id]
        for user in users.get(id, ()):
            left[user].discard(id)
            if not left[user]:
                settled.append(user)
    return left


def lapsed(kb: KnowledgeBase, explanation: Explanation) -> dict[str, str]:
    """The facts of an explanation that are gone (empty text) or have another value now (that value)."""
    changed: dict[str, str] = {}
    for id, value in explanation.between.items():
        fact = kb.facts.get(id)
        now = compared_value(kb, fact) if fact else ""
        if fact is None or _plain(now) != _plain(value):
            changed[id] = now
    return changed


def _plain(text: str) -> str:
    """A value's text without differences of spacing, so that an explanation may be written as people write it."""
    return text.replace("\u2013", "-").replace(" ", "").lower()


class _Union:
    """Disjoint sets of fact ids."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._parent = {id: id for id in ids}

    def __contains__(self, id: str) -> bool:
        return id in self._parent

    def find(self, id: str) -> str:
        while self._parent[id] != id:
            self._parent[id] = self._parent[self._parent[id]]
            id = self._parent[id]
        return id

    def join(self, one: str, other: str) -> None:
        if one in self._parent and other in self._parent:
            self._parent[self.find(one)] = self.find(other)
