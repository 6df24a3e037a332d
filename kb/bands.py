"""Bands: criteria and targets of one source on one parameter, side by side on the number line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from kb.model import Condition, Fact, KnowledgeBase
from kb.value import Interval, Value, in_unit


class Band(NamedTuple):
    """One interval of a parameter that a fact claims, and the smallest step printed there."""

    fact: Fact
    interval: Interval
    step: Decimal


def single_leaf(condition: Condition | None) -> Condition | None:
    """The only leaf of a condition that is a plain threshold: no sign, duration, repetition or moment beside it."""
    if condition is None or condition.all or condition.any or condition.is_ is None or not condition.parameter:
        return None
    if condition.times or condition.lasting or condition.within or condition.present or condition.absent:
        return None
    return condition


def bands(kb: KnowledgeBase) -> Iterator[list[Band]]:
    """For each source, measure and parameter with at least two bands: the bands in order of their lower ends.

    Only bands of facts that tell them apart by tier, action or target are taken; two facts with the same claim are no
    neighbours.
    """
    groups: dict[object, list[tuple[Fact, Condition]]] = defaultdict(list)
    for fact in kb.facts.values():
        leaf = single_leaf(fact.when)
        if leaf is not None and fact.status == "active" and fact.voice == "own" and kb.kind(fact) in ("criterion", "quantity", "stance"):
            key = (fact.cite, fact.measure, leaf.parameter, leaf.at, fact.statistic, fact.parameter, fact.intervention, fact.population, fact.setting, fact.phase)
            groups[key].append((fact, leaf))
    for members in groups.values():
        if len({(fact.tier, fact.action, fact.stance, repr(fact.value)) for fact, _ in members}) > 1:
            yield sorted(_bands_of(members), key=lambda band: (band.interval.low is not None, band.interval.low or 0, band.fact.id))


def _bands_of(members: list[tuple[Fact, Condition]]) -> Iterator[Band]:
    first = members[0][1].is_
    assert first is not None
    for fact, leaf in members:
        value = leaf.is_
        if value is not None and value.unit.convertible(first.unit):
            said = in_unit(value, first.unit)
            for interval in said.intervals:
                yield Band(fact, interval, _step(said))


def _step(value: Value) -> Decimal:
    return value.half_unit * 2 if value.half_unit else Decimal(0)


def gap_between(lower: Band, upper: Band) -> Decimal | None:
    """A printed value between two neighbouring bands that neither holds, or None."""
    end, start = lower.interval.high, upper.interval.low
    if end is None or start is None:
        return None
    step = min(band.step for band in (lower, upper))
    candidate = end if lower.interval.high_open else end + step
    covered = candidate > start or (candidate == start and not upper.interval.low_open)
    return None if covered or (not step and end == start) else candidate


def overlap_of(lower: Band, upper: Band) -> Decimal | None:
    """A value that two bands of different claims both hold, or None."""
    end, start = lower.interval.high, upper.interval.low
    if start is None:
        return end if end is not None else Decimal(0)
    if end is None or end > start:
        return start if not upper.interval.low_open else start + min(lower.step, upper.step)
    if end == start and not lower.interval.high_open and not upper.interval.low_open:
        return end
    return None


def same_claim(one: Fact, other: Fact) -> bool:
    """Whether two facts lead to the same: then it does no harm that their bands meet."""
    return (one.tier, one.action, one.stance, one.value) == (other.tier, other.action, other.stance, other.value)
