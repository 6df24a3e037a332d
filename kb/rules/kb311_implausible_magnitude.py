"""A figure outside the range that its measure can have.

What it checks
    Both ends of each value, interval, range and threshold lie within the plausible range of the measure or parameter,
    after conversion.

Why it matters at the bedside
    A slipped decimal point or a milligram written for a microgram shows first as a number that no patient can have.

How to fix
    Read the figure and its unit again in the source. Only if the source does print it, widen the range in the
    vocabulary, in a change of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase
from kb.plausibility import figures, fits
from kb.value import Value, in_unit

SEVERITY = Severity.CRITICAL


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each figure with an end outside the plausible range."""
    for fact in kb.facts.values():
        for path, value, entry in figures(kb, fact):
            if entry is None or entry.plausible is None or not value.intervals or value.unit.text == "CE":
                continue
            if not fits(value, entry.plausible.unit):
                continue
            bounds = entry.plausible.intervals[0]
            if any(not _within(end, bounds.low, bounds.high) for end in _ends(in_unit(value, entry.plausible.unit))):
                message = f"'{value.text}' lies outside what {entry.label} can be ({entry.plausible.text})"
                yield Remark(kb.place(fact, path), message, _factor(value, entry.plausible), fact.id)


def _ends(value: Value) -> Iterator[Decimal]:
    for interval in value.intervals:
        for end in (interval.low, interval.high):
            if end is not None:
                yield end


def _within(number: Decimal, low: Decimal | None, high: Decimal | None) -> bool:
    return (low is None or number >= low) and (high is None or number <= high)


def _factor(value: Value, plausible: Value) -> str:
    bounds = plausible.intervals[0]
    ends = list(_ends(in_unit(value, plausible.unit)))
    for factor in (1000, 100, 10):
        for scaled, word in ((Decimal(factor), "more"), (1 / Decimal(factor), "less")):
            if all(_within(end * scaled, bounds.low, bounds.high) for end in ends):
                return f"{factor} times {word} would be plausible: read the unit and the decimal point again."
    return "Read the figure and its unit again in the source."
