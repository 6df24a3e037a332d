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

from kb.analysis_sets import denominators
from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.held_figures import printed_text
from kb.model import Fact, KnowledgeBase
from kb.printed import figures
from kb.statistics import implied_count
from kb.value import Value

SEVERITY = Severity.ERROR

_DUST = Decimal("1e-20")
_LEEWAY_OF_ABOUT = Decimal("0.1")


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each fact whose three numbers do not fit."""
    for fact in kb.facts.values():
        value = fact.value
        if (
            value is None
            or value.unit.dimension != "proportion"
            or fact.status != "active"
            or kb.kind(fact) != "proportion"
        ):
            continue
        events = value.events if fact.events is None else fact.events
        total = value.total if fact.total is None else fact.total
        if value.form in ("point", "ratio") and events is not None and total and events <= total:
            yield from _mismatch(kb, fact, value, events, total)


def _mismatch(kb: KnowledgeBase, fact: Fact, value: Value, events: int, total: int) -> Iterator[Remark]:
    printed = value.intervals[0].low
    assert printed is not None
    share = Decimal(events) / total * 100
    allowed = max(value.half_unit, printed * _LEEWAY_OF_ABOUT if value.approximate else Decimal(0))
    if abs(share - printed) > allowed + _DUST:
        message = f"{events}/{total} is {_digits(share, value)}%, the fact says {value.text}"
        hint = _hint(kb, fact, printed, share, events, total, allowed)
        yield Remark(kb.place(fact, _odd_one(fact, printed)), message, hint, fact.id)


def _odd_one(fact: Fact, percentage: Decimal) -> str:
    """The field of the one number of the three that the print does not hold; `value` where that does not tell."""
    printed = {figure.number for figure in figures(printed_text(fact))}
    if fact.events is not None and percentage in printed:
        if fact.events not in printed and fact.total in printed:
            return "events"
        if fact.total is not None and fact.total not in printed and fact.events in printed:
            return "total"
        if not {fact.events, fact.total} & printed:
            return "events"
    return "value"


def _digits(share: Decimal, value: Value) -> Decimal:
    """The share with one digit more than the percentage is printed with."""
    return share.quantize(value.half_unit or Decimal("0.1"))


def _hint(
    kb: KnowledgeBase, fact: Fact, printed: Decimal, share: Decimal, events: int, total: int, allowed: Decimal
) -> str:
    """The single change that would make the three numbers fit."""
    if 0 < printed < 1 and abs(printed * 100 - share) <= 1:
        return f"{printed} looks like the fraction {printed * 100:f}% stored as a percentage."
    cohort = kb.cohorts.get(fact.cohort)
    for one in denominators(cohort) if cohort else ():
        if one.n and one.n != total and abs(Decimal(events) * 100 / one.n - printed) <= allowed:
            return f"Of {one.n} ({one.name}) it would fit: read the denominator again."
    if events == printed.to_integral_value():
        return f"The count equals the percentage; {printed:f}% of {total} would be {implied_count(printed, total)}."
    return f"{printed:f}% of {total} would be {implied_count(printed, total)}: read all three again."
