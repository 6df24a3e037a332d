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

from kb.estimate import estimate
from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase
from kb.statistics import leeway
from kb.value import in_unit

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each estimate outside its interval."""
    for fact in kb.facts.values():
        interval = fact.interval
        value = estimate(fact) if interval is not None and interval.intervals and fact.status == "active" else None
        if (
            value is None
            or interval is None
            or value.form not in ("point", "ratio")
            or not value.unit.convertible(interval.unit)
        ):
            continue
        said, ends = in_unit(value, interval.unit), interval.intervals[0]
        number, slack = said.intervals[0].low, leeway(said.half_unit, interval.half_unit)
        assert number is not None
        if (ends.low is not None and number < ends.low - slack) or (
            ends.high is not None and number > ends.high + slack
        ):
            message = f"the estimate {value.text} lies outside its interval {interval.text}"
            place = kb.place(fact, "value" if fact.value else "events")
            yield Remark(place, message, "Read the estimate and both ends again.", fact.id)
