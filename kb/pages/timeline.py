"""Facts along time: when something happens or is done, from the earliest to the latest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from kb.estimate import estimate
from kb.model import Fact, KnowledgeBase
from kb.pages.about_what import first, topics
from kb.pages.fact_view import FactView
from kb.pages.wording import safe_spelling, value_words
from kb.units import parse_unit
from kb.value import Interval, Value, in_unit

HOURS: Final = parse_unit("h")


@dataclass(frozen=True, slots=True)
class Moment:
    """One fact on the line of time: when, what of (empty where the measure says it), and the rate at that time."""

    fact: FactView
    when: str
    what: str
    measure: str
    rate: str


def timeline(kb: KnowledgeBase, views: Iterable[FactView]) -> tuple[Moment, ...]:
    """Durations, and rates at a time point, by when they begin, then by when they end; others are left out."""
    found = []
    for view in views:
        fact = kb.facts[view.id]
        at = fact.timepoint or (estimate(fact) if kb.kind(fact) == "quantity" else None)
        if at is None or not at.intervals or not at.unit.convertible(HOURS):
            continue
        found.append((_place(at), _moment(kb, fact, view, at)))
    return tuple(moment for _, moment in sorted(found, key=lambda pair: (*pair[0], pair[1].fact.id)))


def _place(at: Value) -> tuple[Decimal, Decimal]:
    """Begin and end in hours; what lasts at most so long is placed at its end, where it is over for all."""
    span: Interval = in_unit(at, HOURS).intervals[0]
    begin, end = span.low, span.high
    if begin is None or (begin == 0 and end):
        begin = end
    return begin or Decimal(0), end or begin or Decimal(0)


def _moment(kb: KnowledgeBase, fact: Fact, view: FactView, at: Value) -> Moment:
    term = first(topics(fact))
    return Moment(
        fact=view,
        when=value_words(at),
        what=safe_spelling(kb.vocabulary.label(term)) if term else "",
        measure=view.measure_label,
        rate=view.figure if fact.timepoint is not None else "",
    )
