"""A percentage that is not its count over its total.

What it checks
    Where a fact has a percentage, events and a total, the percentage is events over total, rounded to the digits
    printed.

Why it matters at the bedside
    One of the three numbers is wrong. Benefit and risk are weighed with it.

How to fix
    Read all three again in the source. The help says which single change would make them fit.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Fact, KnowledgeBase

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each fact whose three numbers do not fit."""
    for fact in kb.facts.values():
        value = fact.value
        if kb.kind(fact) != "proportion" or value is None or fact.events is None or not fact.total or value.form not in ("point", "ratio"):
            continue
        printed = value.intervals[0].low
        share = Decimal(fact.events) / fact.total * 100
        if printed is not None and abs(share - printed) > value.half_unit + Decimal("1e-20"):
            message = f"{fact.events}/{fact.total} is {share:.1f}%, the fact says {value.text}"
            yield Remark(kb.place(fact, "value"), message, _hint(fact, printed, share), fact.id)


def _hint(fact: Fact, printed: Decimal, share: Decimal) -> str:
    assert fact.total and fact.events is not None
    if abs(printed * 100 - share) <= 1:
        return "The value looks like a fraction stored as a percentage."
    if fact.events == printed.to_integral_value():
        return "The events equal the percentage: one of them was copied into the other."
    count = (printed * fact.total / 100).to_integral_value()
    return f"{printed}% of {fact.total} would be {count}; {fact.events} of {fact.total} is {share:.1f}%."
