"""An estimate that its own confidence interval does not contain.

What it checks
    Where a fact has a single value and an interval in the same unit, the value lies within the interval, rounding
    allowed for.

Why it matters at the bedside
    Either the estimate or an end of the interval is wrong, and with it how sure one can be.

How to fix
    Read the estimate and both ends again in the source.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase
from kb.verdict import estimate

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each estimate outside its interval."""
    for fact in kb.facts.values():
        value, interval = estimate(fact), fact.interval
        if value is None or interval is None or value.form not in ("point", "ratio") or not interval.intervals:
            continue
        if not value.unit.convertible(interval.unit):
            continue
        number, ends = value.intervals[0].low, interval.intervals[0]
        slack = max(value.half_unit, interval.half_unit)
        below = ends.low is not None and number is not None and number < ends.low - slack
        above = ends.high is not None and number is not None and number > ends.high + slack
        if below or above:
            message = f"the estimate {value.text} lies outside its interval {interval.text}"
            yield Remark(kb.place(fact, "value"), message, "Read the estimate and both ends again.", fact.id)
