"""A course laid out from day 1 as each source gives it: slots of doses, rest, second cycle.

What a source does not print is not filled in from another one: a length that follows from its own figures says that it
was computed, and what does not follow stays open. A day is 24 hours from the first dose.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from kb.model import Fact
from kb.pages.dose_arithmetic import exactly
from kb.pages.fact_view import FactView, FactViews, Link
from kb.pages.source_order import each_once, own_figures, rank
from kb.units import parse_unit
from kb.value import Value, in_unit

PARTS = ("interval", "doses", "days", "first_day", "last_day", "rest", "other")
"""What a template names measures for: the time between doses, the greatest number of doses, the treatment days, the
first and last day of a cycle, the rest, and what else is shown with the rest but not laid out."""


@dataclass(frozen=True, slots=True)
class Span:
    """A number of days or a day, from `low` to `high` where a source gives a range; `computed` where it prints none."""

    low: int
    high: int
    computed: bool = False

    @property
    def words(self) -> str:
        """`15`, or `11–15`."""
        return f"{self.low}" if self.low == self.high else f"{self.low}\u2013{self.high}"


@dataclass(frozen=True, slots=True)
class CoursePlan:
    """The course of one source: its facts, and the days that follow from them; None for what does not follow."""

    source: Link
    source_kind: str
    views: Mapping[str, tuple[FactView, ...]]
    interval: Fraction | None
    doses: Span | None
    days: Span | None
    rest: Span | None
    second: Span | None
    last: Span | None
    data: str

    @property
    def day_views(self) -> tuple[tuple[FactView, str], ...]:
        """First and last days in the order of the course, each with the number of its day."""
        found = [(view, view.value.split()[0]) for view in (*self.views["first_day"], *self.views["last_day"])]
        return tuple(sorted(found, key=lambda pair: int(pair[1])))


@dataclass(frozen=True, slots=True)
class Slot:
    """One slot of a dose: its number, its day and hour from the first dose, and who goes that far, if not all do."""

    number: int
    day: int
    hour: str
    only: str


@dataclass(frozen=True, slots=True)
class SlotList:
    """The slots of one interval: `minutes` between doses, and the slots up to the most doses that a source gives."""

    minutes: str
    view: FactView
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class CoursePlans:
    """All sources whose course can be laid out, and the slots of a cycle by interval."""

    plans: tuple[CoursePlan, ...]
    slot_lists: tuple[SlotList, ...]
    undrawn: tuple[CoursePlan, ...]


def course_plans(views: FactViews, intervention: str, second_phase: str, **measures: str) -> CoursePlans:
    """The courses of an intervention by source; `second_phase` is the phase of its second cycle, `measures` PARTS."""
    by_source: dict[str, dict[str, list[Fact]]] = {}
    covers = views.kb.vocabulary.covers
    for fact in own_figures(views.kb):
        parts = [part for part in PARTS if measures.get(part) == fact.measure]
        if parts and any(covers(intervention, id) for id in fact.intervention):
            by_source.setdefault(fact.cite, {}).setdefault(parts[0], []).append(fact)
    order = sorted(by_source, key=lambda cite: (rank(views.kb, cite), views.names.get(cite, cite)))
    plans = sorted((_plan(views, cite, by_source[cite], second_phase) for cite in order), key=_second_is_open)
    drawn = tuple(plan for plan in plans if plan.days is not None)
    return CoursePlans(drawn, tuple(_slot_lists(drawn)), tuple(plan for plan in plans if plan.days is None))


def _second_is_open(plan: CoursePlan) -> bool:
    return plan.second is None


def _plan(views: FactViews, cite: str, parts: Mapping[str, list[Fact]], second_phase: str) -> CoursePlan:
    first = {part: [fact for fact in facts if second_phase not in fact.phase] for part, facts in parts.items()}
    later = {part: [fact for fact in facts if second_phase in fact.phase] for part, facts in parts.items()}
    interval, doses = _interval(first.get("interval", [])), _span(first.get("doses", []), "doses")
    days = _days(first, interval, doses)
    second = _span(later.get("first_day", []), "d")
    rest = _span(first.get("rest", []), "d")
    if second is None and days is not None and rest is not None:
        second = Span(days.low + rest.low + 1, days.high + rest.high + 1, computed=True)
    if rest is None and second is not None and days is not None:
        rest = Span(second.low - days.high - 1, second.high - days.low - 1, computed=True)
    last = _span(later.get("last_day", []), "d")
    if last is None and second is not None and days is not None:
        last = Span(second.low + days.low - 1, second.high + days.high - 1, computed=True)
    shown = {part: each_once(views[fact.id] for fact in parts.get(part, ())) for part in PARTS}
    one = next(view for part in PARTS for view in shown[part])
    data = _data(one.source.name, interval, doses, days, second)
    return CoursePlan(one.source, one.kind_words, shown, interval, doses, days, rest, second, last, data)


def _days(parts: Mapping[str, list[Fact]], interval: Fraction | None, doses: Span | None) -> Span | None:
    printed = _span(parts.get("days", []), "d")
    first, last = _span(parts.get("first_day", []), "d"), _span(parts.get("last_day", []), "d")
    if printed is not None:
        return printed
    if first is not None and last is not None:
        return Span(last.low - first.low + 1, last.high - first.high + 1)
    if interval is not None and doses is not None:
        low, high = (math.floor((number - 1) * interval / 24) + 1 for number in (doses.low, doses.high))
        return Span(low, high, computed=True)
    return None


def _span(facts: Iterable[Fact], unit: str) -> Span | None:
    """The whole numbers that facts give in a unit, lowest to highest; None where one gives no bounded whole number."""
    ends = [end for fact in facts if fact.value is not None for end in _ends(fact.value, unit)]
    if not ends or any(end is None or end.denominator != 1 for end in ends):
        return None
    whole = [int(end) for end in ends if end is not None]
    return Span(min(whole), max(whole))


def _ends(value: Value, unit: str) -> list[Fraction | None]:
    said = in_unit(value, parse_unit(unit))
    return [None if end is None else Fraction(end) for part in said.intervals for end in (part.low, part.high)]


def _interval(facts: Iterable[Fact]) -> Fraction | None:
    """Hours between doses; None unless the facts agree on one number."""
    found = {end for fact in facts if fact.value is not None and fact.value.every for end in _ends(fact.value, "h")}
    return found.pop() if len(found) == 1 else None


def _slot_lists(plans: Iterable[CoursePlan]) -> Iterable[SlotList]:
    by_interval: dict[Fraction, list[CoursePlan]] = {}
    for plan in plans:
        if plan.interval is not None and plan.doses is not None:
            by_interval.setdefault(plan.interval, []).append(plan)
    for interval, members in sorted(by_interval.items()):
        most = max(plan.doses.high for plan in members if plan.doses)
        slots = tuple(_slot(number, interval, members) for number in range(1, most + 1))
        yield SlotList(f"{interval * 60}", members[0].views["interval"][0], slots)


def _slot(number: int, interval: Fraction, plans: Iterable[CoursePlan]) -> Slot:
    hour = (number - 1) * interval
    reached = [plan.source.name for plan in plans if plan.doses and plan.doses.high >= number]
    missed = [plan for plan in plans if plan.doses and plan.doses.high < number]
    return Slot(number, math.floor(hour / 24) + 1, exactly(hour), ", ".join(reached) if missed else "")


def _data(source: str, interval: Fraction | None, doses: Span | None, days: Span | None, second: Span | None) -> str:
    """What the script of the page needs of a plan, as JSON."""
    return json.dumps(
        {
            "source": source,
            "minutes": "" if interval is None else f"{interval * 60}",
            "doses": [doses.low, doses.high] if doses else [],
            "days": [days.low, days.high] if days else [],
            "daysComputed": bool(days and days.computed),
            "second": [second.low, second.high] if second else [],
        },
        sort_keys=True,
    )
