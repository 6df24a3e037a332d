"""A p value that no test gives.

What it checks
    A p value lies between 0 and 1, and is not 0 itself: what is printed as 0.000 is a bound.

Why it matters at the bedside
    A p value of 4 is one of 0.04 or 0.4, and the two are read as proof and as chance.

How to fix
    Read it again in the source, with its comparison sign and decimal point.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each p value outside 0 to 1."""
    for fact in kb.facts.values():
        value = fact.p_value
        if value is None or not value.intervals or value.unit.text:
            continue
        low, high = value.intervals[0].low, value.intervals[-1].high
        numbers = [number for number in (low, high) if number is not None]
        if any(not 0 <= number <= 1 for number in numbers) or (value.form == "point" and low == 0):
            message = f"'{value.text}' is no p value"
            help = "Write a bound, as in < 0.001." if low == 0 else "Read it again: a p value lies between 0 and 1."
            yield Remark(kb.place(fact, "p_value"), message, help, fact.id)
