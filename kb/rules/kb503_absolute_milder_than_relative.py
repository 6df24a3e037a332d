"""An absolute criterion that is met before the relative one.

What it checks
    Where one source has a relative and an absolute threshold on one parameter and the absolute one has a direction, the
    absolute threshold is not the milder of the two.

Why it matters at the bedside
    A reversed sign or exchanged tiers would end treatment early, or give doses after it should have ended.

How to fix
    Read the row again: which column is relative, which absolute, and which way the sign points.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kb.bands import single_leaf
from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Condition, Fact, KnowledgeBase
from kb.value import Interval, in_unit

SEVERITY = Severity.CRITICAL


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at each absolute criterion that is milder than the relative one beside it."""
    groups: dict[object, dict[str, list[tuple[Fact, Condition]]]] = defaultdict(lambda: defaultdict(list))
    for fact in kb.facts.values():
        leaf = single_leaf(fact.when)
        if leaf is not None and fact.tier in ("relative", "absolute") and fact.status == "active":
            groups[fact.cite, fact.measure, leaf.parameter, leaf.at][fact.tier].append((fact, leaf))
    for tiers in groups.values():
        for absolute, strict in tiers["absolute"]:
            for relative, mild in tiers["relative"]:
                assert strict.is_ is not None and mild.is_ is not None
                if strict.is_.unit.convertible(mild.is_.unit) and _milder(strict.is_.intervals[0], in_unit(mild.is_, strict.is_.unit).intervals[0]):
                    message = f"the absolute criterion '{strict.is_.text}' is milder than the relative '{mild.is_.text}' of '{relative.id}'"
                    yield Remark(kb.place(absolute, "when.is"), message, "Read the row again: the columns and the comparison signs.", absolute.id)


def _milder(absolute: Interval, relative: Interval) -> bool:
    if absolute.high is None and absolute.low is not None:
        return relative.low is None or relative.low > absolute.low
    if absolute.low is None and absolute.high is not None:
        return relative.high is None or relative.high < absolute.high
    return False
