"""A median or mean outside its own range.

What it checks
    Where a fact has a single value and a range in the same unit, the value lies within the range, rounding allowed
    for.

Why it matters at the bedside
    A duration that no patient had can't be the typical one.

How to fix
    Read the value and both ends of the range again in the source.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase
from kb.statistics import leeway
from kb.value import in_unit

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each value outside its range."""
    for fact in kb.facts.values():
        value, spread = fact.value, fact.range
        if value is None or spread is None or value.form != "point" or not spread.intervals or fact.status != "active":
            continue
        if not value.unit.convertible(spread.unit):
            continue
        said, ends = in_unit(value, spread.unit), spread.intervals[0]
        number, slack = said.intervals[0].low, leeway(said.half_unit, spread.half_unit)
        assert number is not None
        if (ends.low is not None and number < ends.low - slack) or (
            ends.high is not None and number > ends.high + slack
        ):
            message = f"{value.text} lies outside its range {spread.text}"
            yield Remark(kb.place(fact, "value"), message, "Read the value and both ends of the range again.", fact.id)
