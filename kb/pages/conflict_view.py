"""What a page may show of one conflict: the differing values, who says each, why, and what the site does about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from kb.compare import compared_value
from kb.conflict_text import about
from kb.graph import ClaimGraph, Conflict
from kb.model import Explanation, KnowledgeBase
from kb.pages.addresses import conflict_page
from kb.pages.conflict_subject import subjects
from kb.pages.fact_view import FactView, FactViews
from kb.pages.wording import safe_spelling

STATE_WORDS: Final = {
    "explained": "explained",
    "open": "open: nobody has settled it",
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
class Side:
    """One value of a conflict and everyone who gives it; `example` is what a dose comes to in a patient."""

    figure: str
    facts: tuple[FactView, ...]
    stricter: bool
    example: str


@dataclass(frozen=True, slots=True)
class Why:
    """An explanation, in words; `kind` is its type as editors write it."""

    kind: str
    type: str
    because: str
    settled_by: str
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
    named = subjects(graph.kb, members, {one.id: _first(facts, one) for one in graph.conflicts})
    views = [_view(facts, graph, conflict, named[conflict.id], example_weight) for conflict in graph.conflicts]
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
    facts: FactViews, graph: ClaimGraph, conflict: Conflict, subject: str, weight: Decimal | None
) -> ConflictView:
    members = [facts[id] for id in (*conflict.facts, *conflict.agreeing)]
    first = _first(facts, conflict)
    stricter = {pair.stricter for pair in conflict.pairs if pair.stricter}
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
        sides=tuple(_sides(graph.kb, members, stricter, weight)),
        reasons=tuple(dict.fromkeys(pair.reason for pair in conflict.pairs)),
        why=tuple(_why(one) for one in conflict.explanations),
        open_pairs=tuple((facts[pair.one], facts[pair.other], pair.reason) for pair in conflict.open_pairs),
        shown="one" if preferred else "both",
        preferred=facts[preferred] if preferred in graph.kb.facts else None,
        safety_critical=first.safety_critical,
    )


def _sides(
    kb: KnowledgeBase, members: Iterable[FactView], stricter: set[str], weight: Decimal | None
) -> Iterable[Side]:
    by_value: dict[str, list[FactView]] = {}
    facts = [kb.facts[view.id] for view in members]
    for view, fact in zip(members, facts, strict=True):
        by_value.setdefault(about(kb, fact, facts) + (compared_value(kb, fact) or view.figure), []).append(view)
    for same in sorted(by_value.values(), key=lambda same: (_spread(kb, same[0].id), -len(same), same[0].id)):
        yield Side(
            figure=safe_spelling(about(kb, kb.facts[same[0].id], facts)) + same[0].figure,
            facts=tuple(same),
            stricter=any(view.id in stricter for view in same),
            example=_example(kb, same[0].id, weight),
        )


def _spread(kb: KnowledgeBase, id: str) -> bool:
    """Whether a side is a range or a list: single values, which readers look for, come first."""
    value = kb.facts[id].value
    return value is not None and value.form in ("range", "levels")


def _example(kb: KnowledgeBase, id: str, weight: Decimal | None) -> str:
    """What a value per kg comes to in a patient of a weight, with thousands and millions in words."""
    value = kb.facts[id].value
    if (
        value is None
        or weight is None
        or not value.unit.text.endswith("/kg")
        or value.form not in ("point", "range", "levels")
    ):
        return ""
    unit = value.unit.plural.removesuffix("/kg")
    ends = [number * weight for number in value.numbers]
    joined = "\u2013" if value.form == "range" else " or "
    if all(end >= 1_000_000 for end in ends):
        return joined.join(f"{_plain(end / 1_000_000)}" for end in ends) + f" million {unit}"
    return joined.join(f"{_plain(end)}" for end in ends) + f" {unit}"


def _plain(number: Decimal) -> str:
    shown = format(number, ",f")
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def _why(explanation: Explanation) -> Why:
    return Why(
        kind=explanation.type,
        type=TYPE_WORDS[explanation.type],
        because=safe_spelling(explanation.because),
        settled_by=safe_spelling(explanation.settled_by),
        by=explanation.by,
        on=explanation.on.isoformat(),
    )
