"""An absolute criterion that is met before the relative one.

What it checks
    Where one source has a relative and an absolute threshold on one parameter, the absolute one is not the milder of
    the two. Which way is worse is read from the sign, or, between two ranges, from all limits on that parameter in the
    base.

Why it matters at the bedside
    A reversed sign or exchanged tiers would end treatment early, or give doses after it should have ended.

How to fix
    Read the row again: which column is relative, which absolute, and which way the sign points.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kb.bands import MOST_POSITIONS, band_key, directions, single_leaf, thresholds
from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Condition, Fact, KnowledgeBase
from kb.value import Interval, Value, in_unit

SEVERITY = Severity.CRITICAL


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at each absolute criterion that is milder than the relative one beside it."""
    tiers: dict[str, dict[object, dict[Value, Fact]]] = {"relative": defaultdict(dict), "absolute": defaultdict(dict)}
    for fact, leaf in thresholds(kb):
        if fact.tier in tiers and leaf.is_ is not None:
            tiers[fact.tier][band_key(fact, leaf)].setdefault(leaf.is_, fact)
    both = [key for key in tiers["absolute"] if key in tiers["relative"]]
    worse = directions(kb) if both else {}
    for key in both:
        for strict, absolute in list(tiers["absolute"][key].items())[:MOST_POSITIONS]:
            for mild, relative in list(tiers["relative"][key].items())[:MOST_POSITIONS]:
                if _milder(strict, mild, worse.get(_parameter(absolute), 0)):
                    message = f"the absolute criterion '{strict.text}' is milder than the relative '{mild.text}'"
                    message += f" of '{relative.id}'"
                    help = "Read the row again: the columns and the comparison signs; "
                    help += f"the relative one stands at {kb.place(relative, 'when.is')}."
                    yield Remark(kb.place(absolute, "when.is"), message, help, absolute.id)


def _parameter(fact: Fact) -> str:
    leaf: Condition | None = single_leaf(fact.when)
    return leaf.parameter if leaf else ""


def _milder(strict: Value, mild: Value, worse: int) -> bool:
    if not strict.unit.convertible(mild.unit) or strict.every or mild.every:
        return False
    absolute, relative = strict.intervals[0], in_unit(mild, strict.unit).intervals[0]
    if absolute.low is None or relative.low is None or absolute.high is None or relative.high is None:
        return (
            _half_line_milder(absolute, relative, worse) if len(strict.intervals) == len(mild.intervals) == 1 else False
        )
    if not worse:
        return False
    ends = (absolute.low - relative.low) * worse, (absolute.high - relative.high) * worse
    return max(ends) <= 0 and min(ends) < 0


def _half_line_milder(absolute: Interval, relative: Interval, worse: int) -> bool:
    """Whether the absolute limit is met before the relative one, at least one of them pointing one way."""
    if absolute.high is None and absolute.low is not None:
        if relative.low is None:
            return False
        return (relative.low, relative.low_open) > (absolute.low, absolute.low_open)
    if absolute.low is None and absolute.high is not None:
        if relative.high is None:
            return False
        return (relative.high, not relative.high_open) < (absolute.high, not absolute.high_open)
    if absolute.low is None or absolute.high is None:
        return False
    up = relative.high is None
    return worse == (1 if up else -1) and _before(absolute, relative, up)


def _before(absolute: Interval, relative: Interval, up: bool) -> bool:
    """Whether a band lies wholly on the mild side of a limit."""
    if up:
        return relative.low is not None and absolute.high is not None and absolute.high <= relative.low
    return relative.high is not None and absolute.low is not None and absolute.low >= relative.high
