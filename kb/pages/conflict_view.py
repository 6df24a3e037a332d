"""What a page may show of one conflict: the differing values, who says each, why, and what the site does about it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from kb.crossing import DECLARED
from kb.graph import ClaimGraph, Conflict
from kb.judgement import Comparison
from kb.model import Explanation, KnowledgeBase
from kb.pages.addresses import conflict_page
from kb.pages.conflict_sides import Side, sides
from kb.pages.conflict_subject import subjects
from kb.pages.fact_view import FactView, FactViews
from kb.pages.source_names import Part, parts_with_names, with_names
from kb.pages.wording import safe_spelling
from kb.value import in_words, parse_value

STATE_WORDS: Final = {
    "explained": "explained",
    "open": "open: not settled",
    "unexplained": "not explained yet",
    "slight": "slight: only at the limit itself",
}
TYPE_WORDS: Final = {
    "population": "other patients",
    "regimen": "another regimen",
    "denominator": "another denominator",
    "endpoint": "another endpoint",
    "time-point": "another time point",
    "data-cutoff": "another data cutoff",
    "jurisdiction": "another jurisdiction",
    "era": "another era",
    "superseded": "superseded",
    "rounding": "rounding",
    "restated-wrongly": "restated wrongly",
    "misprint": "misprint",
    "practice-variation": "practice varies",
    "unresolved": "unresolved",
}


@dataclass(frozen=True, slots=True)
class Why:
    """An explanation, in words; `kind` is its type as editors write it, `on` its day in words.

    The parts are the same words with the names of sources apart, so that they can be linked.
    """

    kind: str
    type: str
    because: str
    settled_by: str
    because_parts: tuple[Part, ...]
    settled_by_parts: tuple[Part, ...]
    by: str
    on: str


@dataclass(frozen=True, slots=True)
class ConflictView:
    """One conflict as its card shows it."""

    id: str
    address: str
    measure: str
    measure_label: str
    topic: str
    subject: str
    verdict: str
    state: str
    state_words: str
    sides: tuple[Side, ...]
    reasons: tuple[str, ...]
    why: tuple[Why, ...]
    open_pairs: tuple[tuple[FactView, FactView, str], ...]
    shown: str
    preferred: FactView | None
    safety_critical: bool

    @property
    def one_source(self) -> bool:
        """Whether all sides are places of one source."""
        return len({fact.reference for fact in self.facts}) == 1

    @property
    def differs_words(self) -> str:
        """Who differs with whom, in words that begin without a capital."""
        return "one source differs with itself" if self.one_source else "sources differ"

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics that its facts belong to, each once."""
        return tuple(dict.fromkeys(fact.topic for fact in self.facts))

    @property
    def measures(self) -> tuple[str, ...]:
        """The measures that its facts report, each once."""
        return tuple(dict.fromkeys(fact.measure for fact in self.facts))

    @property
    def why_words(self) -> tuple[str, ...]:
        """What kind of difference it is, each once; that it is not settled its state says already."""
        return tuple(dict.fromkeys(one.type for one in self.why if one.kind != "unresolved"))

    @property
    def types(self) -> tuple[str, ...]:
        """The types of its explanations, as editors write them, each once."""
        return tuple(dict.fromkeys(one.kind for one in self.why))

    @property
    def facts(self) -> tuple[FactView, ...]:
        """Every fact on the card."""
        return tuple(fact for side in self.sides for fact in side.facts)


def conflict_views(facts: FactViews, graph: ClaimGraph, example_weight: Decimal | None) -> tuple[ConflictView, ...]:
    """All conflicts, those without explanation first, then open ones, then by topic and measure.

    `example_weight` in kg is that of the patient in whom a dose per kg is worked out; None for no example.
    """
    members = {one.id: [graph.kb.facts[id] for id in (*one.facts, *one.agreeing)] for one in graph.conflicts}
    compared: dict[str, list[Comparison]] = defaultdict(list)
    for pair in graph.comparisons:
        compared[pair.one].append(pair)
    firsts = {one.id: _first(facts, one) for one in graph.conflicts}
    named = {
        id: "" if subject == firsts[id].measure_label else subject
        for id, subject in subjects(graph.kb, members, firsts).items()
    }
    views = [
        _view(facts, graph, conflict, named[conflict.id], example_weight, compared) for conflict in graph.conflicts
    ]
    rank = {"unexplained": 0, "open": 1, "explained": 2, "slight": 3}
    return tuple(
        sorted(
            views,
            key=lambda view: (rank[view.state], not view.safety_critical, view.topic, view.measure_label, view.id),
        )
    )


def _first(facts: FactViews, conflict: Conflict) -> FactView:
    """The first fact of the measure that a conflict goes by: a declared one may reach into others."""
    members = (facts[id] for id in (*conflict.facts, *conflict.agreeing))
    return next(view for view in members if view.measure == conflict.measure)


def _view(
    facts: FactViews,
    graph: ClaimGraph,
    conflict: Conflict,
    subject: str,
    weight: Decimal | None,
    compared: Mapping[str, Sequence[Comparison]],
) -> ConflictView:
    first = _first(facts, conflict)
    members = dict.fromkeys((*conflict.facts, *conflict.agreeing))
    own = [pair for id in members for pair in compared.get(id, ()) if pair.other in members]
    preferred = next((one.prefer for one in conflict.explanations if one.prefer), "")
    return ConflictView(
        id=conflict.id,
        address=conflict_page(conflict.id),
        measure=conflict.measure,
        measure_label=first.measure_label,
        topic=first.topic,
        subject=subject,
        verdict=conflict.verdict.value,
        state=conflict.state,
        state_words=STATE_WORDS[conflict.state],
        sides=tuple(sides(facts, conflict, own, weight)),
        reasons=tuple(filter(None, dict.fromkeys(_reason(graph.kb, pair.reason) for pair in conflict.pairs))),
        why=tuple(_why(graph.kb, one) for one in conflict.explanations),
        open_pairs=tuple(
            (facts[pair.one], facts[pair.other], _reason(graph.kb, pair.reason)) for pair in conflict.open_pairs
        ),
        shown="one" if preferred else "both",
        preferred=facts[preferred] if preferred in graph.kb.facts else None,
        safety_critical=first.safety_critical,
    )


def _reason(kb: KnowledgeBase, reason: str) -> str:
    """What a comparison says, for readers; empty where an editor says it."""
    return "" if reason == DECLARED else with_names(kb, reason)


def _why(kb: KnowledgeBase, explanation: Explanation) -> Why:
    because, settled_by = safe_spelling(explanation.because), safe_spelling(explanation.settled_by)
    return Why(
        kind=explanation.type,
        type=TYPE_WORDS[explanation.type],
        because=with_names(kb, because),
        settled_by=with_names(kb, settled_by),
        because_parts=parts_with_names(kb, because),
        settled_by_parts=parts_with_names(kb, settled_by),
        by=explanation.by,
        on=in_words(parse_value(explanation.on.isoformat())),
    )
