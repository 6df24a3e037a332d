"""A p value that its own interval contradicts.

What it checks
    For a ratio (a quantity without a unit, such as a hazard ratio) with a 95% interval and a p value: an interval
    wholly on one side of 1 goes with a p value below 0.05, one that holds 1 with a p value above. Borderline figures
    are let pass, because rounding and other tests can move them.

Why it matters at the bedside
    One of the numbers is wrong, and whether the treatment works depends on which.

How to fix
    Read the estimate, both ends, the level and the p value again. If the source prints them so (a one-sided test, an
    adjusted model), waive this rule for the fact and say so.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Fact, KnowledgeBase
from kb.value import Value

SEVERITY = Severity.ERROR

_SURE, _UNSURE = Decimal("0.03"), Decimal("0.07")
"""P values between these may go with an interval that just holds or just misses 1."""


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each ratio whose interval and p value say opposite things."""
    for fact in kb.facts.values():
        if fact.p_value is None or fact.interval is None or not _is_ratio(kb, fact) or not _at_95(fact):
            continue
        side = _side_of_one(fact.interval)
        low, high = fact.p_value.intervals[0].low or Decimal(0), fact.p_value.intervals[-1].high
        if side is None or fact.p_value.form not in ("point", "bound"):
            continue
        if side and low >= _UNSURE:
            message = f"the interval {fact.interval.text} excludes 1, the p value is {fact.p_value.text}"
        elif not side and high is not None and high <= _SURE:
            message = f"the interval {fact.interval.text} holds 1, the p value is {fact.p_value.text}"
        else:
            continue
        yield Remark(kb.place(fact, "p_value"), message, "Read both ends, the level and the p value again.", fact.id)


def _is_ratio(kb: KnowledgeBase, fact: Fact) -> bool:
    return (
        kb.kind(fact) == "quantity" and fact.status == "active" and fact.value is not None and not fact.value.unit.text
    )


def _at_95(fact: Fact) -> bool:
    return fact.confidence is not None and fact.confidence.form == "point" and fact.confidence.numbers[0] == 95


def _side_of_one(interval: Value) -> bool | None:
    """Whether an interval lies wholly on one side of 1; None where an end is too near to 1 to tell."""
    ends = interval.intervals[0] if interval.intervals else None
    if ends is None or ends.low is None or ends.high is None or ends.low < 0:
        return None
    if min(abs(ends.low - 1), abs(ends.high - 1)) <= interval.half_unit * 2:
        return None
    return not ends.low < 1 < ends.high
