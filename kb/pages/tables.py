"""Facts in tables: of a measure, of a topic, of a reference; sorted, and grouped under what they are about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kb.model import KnowledgeBase
from kb.pages.addresses import measure_page, topic_page
from kb.pages.fact_view import FactView, FactViews, Link
from kb.pages.source_order import rank
from kb.pages.wording import safe_spelling, usual_treatment
from kb.units import Unit, unit_in_words


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of a table that share a heading; the heading is empty where the kind of fact has none."""

    heading: str
    facts: tuple[FactView, ...]


@dataclass(frozen=True, slots=True)
class MeasureView:
    """A measure with all its facts, in groups."""

    id: str
    label: str
    kind: str
    topic: Link
    address: str
    unit: str
    also: str
    note: str
    safety_critical: bool
    groups: tuple[Group, ...]
    sources: int
    conflicts: int

    @property
    def facts(self) -> tuple[FactView, ...]:
        """The facts of all groups, in order."""
        return tuple(fact for group in self.groups for fact in group.facts)


@dataclass(frozen=True, slots=True)
class TopicView:
    """A topic and the measures of it that any fact reports."""

    id: str
    label: str
    address: str
    measures: tuple[MeasureView, ...]

    @property
    def facts(self) -> tuple[FactView, ...]:
        """The facts of all its measures, in order."""
        return tuple(fact for measure in self.measures for fact in measure.facts)


def measure_views(kb: KnowledgeBase, facts: FactViews) -> dict[str, MeasureView]:
    """The measures that facts report, by id, in the order of topics and within them."""
    by_measure: dict[str, list[FactView]] = {}
    for id in kb.facts:
        view = facts[id]
        by_measure.setdefault(view.measure, []).append(view)
    ordered = sorted(by_measure, key=lambda id: _order(kb, id))
    return {id: _measure_view(kb, id, by_measure[id]) for id in ordered}


def _order(kb: KnowledgeBase, id: str) -> tuple[int, str, int, str]:
    measure = kb.vocabulary.measure(id)
    if measure is None:
        return (10_000, "", 0, id)
    topic = kb.vocabulary.entries.get(measure.topic)
    return (topic.order if topic else 9_999, measure.topic, measure.order or 999, id)


def _measure_view(kb: KnowledgeBase, id: str, views: list[FactView]) -> MeasureView:
    measure = kb.vocabulary.measure(id)
    topic = measure.topic if measure else ""
    also = measure.synonyms if measure else ()
    return MeasureView(
        id=id,
        label=measure.label if measure else id,
        kind=measure.kind if measure else "",
        topic=Link(kb.vocabulary.label(topic), topic_page(topic) if topic else ""),
        address=measure_page(id),
        unit=unit_in_words(measure.unit) if measure and measure.unit and _is_in(kb, measure.unit, views) else "",
        also=safe_spelling(", ".join(also)),
        note=safe_spelling(measure.note) if measure else "",
        safety_critical=bool(measure and measure.safety_critical),
        groups=grouped(kb, views),
        sources=len({view.reference for view in views}),
        conflicts=len({view.conflict for view in views if view.conflict}),
    )


def _is_in(kb: KnowledgeBase, unit: Unit, views: Iterable[FactView]) -> bool:
    """Whether every figure that has a unit stands in this one: a page in kilograms must not show pounds."""
    values = (kb.facts[view.id].value for view in views)
    return all(value.unit.text in ("", unit.text) for value in values if value is not None and value.intervals)


def grouped(kb: KnowledgeBase, views: Iterable[FactView]) -> tuple[Group, ...]:
    """Facts under their headings, those without one first, systems in their own order and the rest by name."""
    by_heading: dict[str, list[FactView]] = {}
    for view in views:
        by_heading.setdefault(view.group, []).append(view)
    order = {entry.label: entry.order for entry in kb.vocabulary.of_type("system")}
    headings = sorted(by_heading, key=lambda heading: (bool(heading), order.get(heading, 999), heading.lower()))
    usual = usual_treatment(kb)

    def order_of(view: FactView) -> tuple[object, ...]:
        """The usual treatment before all others, and in each what practice goes by first."""
        other = (kb.facts[view.id].intervention,) != usual
        return view.retired, other, rank(kb, view.reference), view.scope_line, view.source.name, view.id

    return tuple(Group(heading, tuple(sorted(by_heading[heading], key=order_of))) for heading in headings)


def topic_views(kb: KnowledgeBase, measures: dict[str, MeasureView]) -> dict[str, TopicView]:
    """The topics of the vocabulary by id, in their order, with those of their measures that have facts."""
    topics = sorted(kb.vocabulary.of_type("topic"), key=lambda topic: (topic.order, topic.id))
    found = {}
    for topic in topics:
        members = tuple(view for id, view in measures.items() if _topic_of(kb, id) == topic.id)
        found[topic.id] = TopicView(topic.id, topic.label, topic_page(topic.id), members)
    return found


def _topic_of(kb: KnowledgeBase, id: str) -> str:
    measure = kb.vocabulary.measure(id)
    return measure.topic if measure else ""
