"""A printed 95% interval that no usual method gives.

What it checks
    Where a proportion has its count and total and a printed 95% interval, both ends lie within two percentage points,
    or a fifth of the width, of the Wilson interval.

Why it matters at the bedside
    An interval of another level, or of other patients, says that more is known than is.

How to fix
    Read the level of confidence and both ends again. Where the source prints it so, waive this rule with that reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Fact, KnowledgeBase
from kb.statistics import wilson_interval

SEVERITY = Severity.WARNING


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each printed interval far from the computed one."""
    for fact in kb.facts.values():
        ends = fact.interval.intervals[0] if fact.interval and fact.interval.intervals else None
        if ends is None or ends.low is None or ends.high is None or not _at_95(fact) or kb.kind(fact) != "proportion":
            continue
        events = fact.events
        if events is None and fact.total and fact.value is not None and fact.value.form == "point":
            events = int((fact.value.numbers[0] * fact.total / 100).to_integral_value())
        if events is None or not fact.total or events > fact.total:
            continue
        low, high = wilson_interval(events, fact.total)
        allowed = max(Decimal(2), (high - low) / 5)
        if abs(low - ends.low) > allowed or abs(high - ends.high) > allowed:
            message = f"{events}/{fact.total} gives {low:.1f} to {high:.1f}% (Wilson), the fact prints {fact.interval.text if fact.interval else ''}"
            yield Remark(kb.place(fact, "interval"), message, "Read the level of confidence and both ends again.", fact.id)


def _at_95(fact: Fact) -> bool:
    return fact.confidence is not None and fact.confidence.form == "point" and fact.confidence.numbers[0] == 95
