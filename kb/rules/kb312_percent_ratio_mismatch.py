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
        yield Remark(kb.place(fact, "value"), message, _hint(kb, fact, printed, share, events, total, allowed), fact.id)


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
    for name, other in ({"all": cohort.total, **cohort.analysis_sets} if cohort else {}).items():
        if other and other != total and abs(Decimal(events) * 100 / other - printed) <= allowed:
            return f"Of {other} ({name}) it would fit: read the denominator again."
    if events == printed.to_integral_value():
        return f"The count equals the percentage; {printed:f}% of {total} would be {implied_count(printed, total)}."
    return f"{printed:f}% of {total} would be {implied_count(printed, total)}: read all three again."
