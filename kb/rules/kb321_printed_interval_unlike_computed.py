"""A printed 95% interval that no usual method gives.

What it checks
    Where a proportion has its count and total and a printed 95% interval, both ends lie within one percentage point, or
    a tenth of the width, of the interval by Wilson, by the normal approximation or by Clopper and Pearson.

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
from kb.same_patients import Rate, rate_of
from kb.statistics import exact_interval, implied_count, wald_interval, wilson_interval

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each printed interval far from all that are usually computed."""
    for fact in kb.facts.values():
        if fact.interval is None or not _of_patients(kb, fact) or not fact.interval.intervals:
            continue
        ends, rate = fact.interval.intervals[0], rate_of(fact)
        if ends.low is None or ends.high is None or rate is None or not rate.total:
            continue
        events = implied_count(rate.percent, rate.total) if rate.events is None else rate.events
        if 0 <= events <= rate.total and not _usual(events, rate, ends.low, ends.high):
            low, high = wilson_interval(events, rate.total)
            message = (
                f"{events}/{rate.total} gives {low:.1f} to {high:.1f}% (Wilson), the fact prints {fact.interval.text}"
            )
            yield Remark(
                kb.place(fact, "interval"), message, "Read the level of confidence and both ends again.", fact.id
            )


def _of_patients(kb: KnowledgeBase, fact: Fact) -> bool:
    """Whether a 95% interval of counted patients is printed; survival at a time point has intervals of other kinds."""
    at_95 = fact.confidence is not None and fact.confidence.form == "point" and fact.confidence.numbers[0] == 95
    return at_95 and fact.status == "active" and fact.timepoint is None and kb.kind(fact) == "proportion"


def _usual(events: int, rate: Rate, low: Decimal, high: Decimal) -> bool:
    assert rate.total is not None
    for method in (wilson_interval, wald_interval, exact_interval):
        ends = method(events, rate.total)
        allowed = max(Decimal(1), (ends[1] - ends[0]) / 10)
        if abs(low - ends[0]) <= allowed and abs(high - ends[1]) <= allowed:
            return True
    return False
