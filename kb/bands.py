"""Bands: criteria, targets and actions of one source on one parameter, side by side on the number line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from kb.model import Condition, Fact, KnowledgeBase
from kb.units import Unit
from kb.value import Interval, Value, in_unit
from kb.vocabulary import ACTIONS, STANCES

MOST_POSITIONS: Final = 40
"""Distinct thresholds of one source on one parameter up to which all pairs are looked at."""

_BANDED: Final = frozenset({"criterion", "quantity", "stance", "action"})
_CAUTION: Final = STANCES.index("caution")


class Band(NamedTuple):
    """One interval of a parameter that a fact claims, and the smallest step printed there (0 for fractions)."""

    fact: Fact
    interval: Interval
    step: Decimal

    @property
    def is_half_line(self) -> bool:
        """Whether the band has one end only, and so points somewhere."""
        return (self.interval.low is None) != (self.interval.high is None)


def single_leaf(condition: Condition | None) -> Condition | None:
    """The only leaf of a condition that is a plain threshold: no sign, duration, repetition or moment beside it."""
    if condition is None or condition.is_ is None or not condition.parameter or condition.all or condition.any:
        return None
    if condition.times or condition.lasting or condition.within or condition.present or condition.absent:
        return None
    return condition if condition.is_.intervals else None


def thresholds(kb: KnowledgeBase) -> Iterator[tuple[Fact, Condition]]:
    """Every fact that is a plain threshold, in its source's own voice, with its condition."""
    for fact in kb.facts.values():
        if fact.when is not None and fact.status == "active" and fact.voice == "own":
            leaf = single_leaf(fact.when)
            if leaf is not None:
                yield fact, leaf


def band_key(fact: Fact, leaf: Condition) -> tuple[object, ...]:
    """What thresholds must share to stand side by side: source, measure, parameter, moment and scope."""
    subject = (
        fact.cite,
        fact.measure,
        fact.parameter,
        fact.drug,
        fact.statistic,
        leaf.parameter,
        leaf.at,
        leaf.despite,
    )
    return (*subject, fact.intervention, fact.population, fact.subgroup, fact.condition, fact.setting, fact.phase)


def bands(kb: KnowledgeBase) -> Iterator[list[Band]]:
    """For each source, measure and parameter with two claims or more: the bands in order of their lower ends."""
    groups: dict[object, list[tuple[Fact, Condition]]] = defaultdict(list)
    for fact, leaf in thresholds(kb):
        if kb.kind(fact) in _BANDED:
            groups[band_key(fact, leaf)].append((fact, leaf))
    for members in groups.values():
        if len(members) > 1 and len({claim(fact) for fact, _ in members}) > 1:
            yield sorted(_bands_of(members), key=lambda band: (band.interval.low is not None, band.interval.low or 0))


def claim(fact: Fact) -> tuple[object, ...]:
    """What a fact says of its band: two facts with the same claim do no harm by sharing a value."""
    return (fact.tier, fact.action, fact.stance, frozenset(fact.do), fact.value)


def _bands_of(members: list[tuple[Fact, Condition]]) -> Iterator[Band]:
    unit: Unit | None = None
    for fact, leaf in members:
        value = leaf.is_
        if value is not None and not value.every:
            unit = unit or value.unit
            if value.unit.convertible(unit):
                said = in_unit(value, unit)
                yield from (Band(fact, interval, _step(said)) for interval in said.intervals)


def _step(value: Value) -> Decimal:
    return value.half_unit * 2


def gap_between(lower: Band, upper: Band) -> Decimal | None:
    """A printed value between two neighbouring bands that neither holds, or None."""
    end, start = lower.interval.high, upper.interval.low
    step = min(lower.step, upper.step)
    if end is None or start is None or not step:
        return None
    candidate = end if lower.interval.high_open else end + step
    covered = candidate > start or (candidate == start and not upper.interval.low_open)
    return None if covered else candidate


def overlap_of(lower: Band, upper: Band) -> Decimal | None:
    """A printed value that both bands hold, the lower one beginning no later than the upper; None if there is none."""
    low, end = upper.interval.low, _least(lower.interval, upper.interval)
    step = min(lower.step, upper.step) or Decimal(1)
    if low is None:
        return end[0] - step if end and end[1] else end[0] if end else Decimal(0)
    opened = upper.interval.low_open or (lower.interval.low == low and lower.interval.low_open)
    candidate = low + step if opened else low
    if end is not None and (candidate > end[0] or (candidate == end[0] and end[1])):
        return None
    return candidate


def _least(one: Interval, other: Interval) -> tuple[Decimal, bool] | None:
    """The end that comes first, and whether it is open; None where neither set ends."""
    ends = [(part.high, part.high_open) for part in (one, other) if part.high is not None]
    return min(ends, key=lambda end: (end[0], not end[1]), default=None)


def inside(inner: Interval, outer: Interval) -> bool:
    """Whether the first interval lies in the second and is smaller."""
    if (inner.low, inner.high, inner.low_open, inner.high_open) == (
        outer.low,
        outer.high,
        outer.low_open,
        outer.high_open,
    ):
        return False
    begins = outer.low is None or (inner.low is not None and (inner.low, inner.low_open) >= (outer.low, outer.low_open))
    ends = outer.high is None or (
        inner.high is not None and (inner.high, not inner.high_open) <= (outer.high, not outer.high_open)
    )
    return begins and ends


def may_share_values(kb: KnowledgeBase, one: Band, other: Band) -> bool:
    """Whether it does no harm, or is said elsewhere, that two bands of different claims share values.

    A graver step inside a milder one is how sources print escalation (relative above 100, absolute above 130); where
    the milder step lies inside, other rules say so. Steps in favour of something go together, and so do actions.
    """
    if claim(one.fact) == claim(other.fact) or one.fact.do or other.fact.do:
        return True
    steps = [STANCES.index(band.fact.stance) for band in (one, other) if band.fact.stance]
    if len(steps) == 2 and max(steps) < _CAUTION:
        return True
    outer, inner = (one, other) if inside(other.interval, one.interval) else (other, one)
    ranks = strictness(kb, outer.fact), strictness(kb, inner.fact)
    if not outer.is_half_line or not inside(inner.interval, outer.interval) or ranks[0] is None or ranks[1] is None:
        return False
    return ranks[0] < ranks[1] or (ranks[0] > ranks[1] and not inner.fact.stance)


_TIERS: Final = ("relative", "absolute")


def strictness(kb: KnowledgeBase, fact: Fact) -> int | None:
    """How strict a fact is on the ladder of its kind (tier, action, stance, verbs by `order`); None where unknown."""
    if fact.action:
        return ACTIONS.index(fact.action)
    if fact.tier:
        return _TIERS.index(fact.tier) if fact.tier in _TIERS else None
    if fact.stance:
        return STANCES.index(fact.stance) if STANCES.index(fact.stance) >= _CAUTION else None
    orders = [kb.vocabulary.entries[verb].order for verb in fact.do if verb in kb.vocabulary.entries]
    return max(orders, default=0) or None


def directions(kb: KnowledgeBase) -> dict[str, int]:
    """For each parameter whose limits clearly point one way in the whole base: 1 if more is worse, -1 if less is."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for fact, leaf in thresholds(kb):
        if leaf.is_ is not None and (fact.tier or fact.action or fact.do):
            for part in leaf.is_.intervals:
                if (part.low is None) != (part.high is None):
                    counts[leaf.parameter][part.high is None] += 1
    return {
        parameter: 1 if up > down else -1
        for parameter, (down, up) in counts.items()
        if max(up, down) >= 2 and max(up, down) >= 3 * min(up, down)
    }
