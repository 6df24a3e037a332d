"""A percentage that no whole number of patients gives.

What it checks
    Where a percentage is printed with its total but without a count, some whole number of patients gives it, rounded
    to the digits printed (the GRIM test of Brown and Heathers, 2017).

Why it matters at the bedside
    The percentage belongs to another denominator, or was misprinted; either way it is not the rate of these patients.

How to fix
    Read the denominator again: enrolled, evaluable and responding patients are different totals. If the source does
    print it so, waive this rule for the fact with that as the reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each percentage that is impossible for its total."""
    for fact in kb.facts.values():
        value = fact.value
        if kb.kind(fact) != "proportion" or value is None or value.form != "point" or fact.events is not None or not fact.total or value.approximate:
            continue
        printed = value.intervals[0].low
        assert printed is not None
        count = (printed * fact.total / 100).to_integral_value()
        if abs(count * 100 / fact.total - printed) > value.half_unit:
            message = f"no whole number of {fact.total} patients gives {value.text}: {count} would be {count * 100 / fact.total:.2f}%"
            yield Remark(kb.place(fact, "value"), message, "Read the denominator again in the source.", fact.id)
