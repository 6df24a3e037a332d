"""A percentage that is not its count over its total.

What it checks
    Where a fact has a percentage, events and a total, the percentage is events over total, rounded to the digits
    printed. Where it has no total, one of those that its cohort's record has for such facts fits. The finding stands at
    each of the three that the print does not hold.

Why it matters at the bedside
    One of the three numbers is wrong. Benefit and risk are weighed with it.

How to fix
    Read all three again in the source. The help says which single change would make them fit.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kb.analysis_sets import denominators, fitting
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
        elif total is None and events and value.form == "point" and fact.cohort in kb.cohorts:
            yield from _of_no_set(kb, fact, value, events)


def _of_no_set(kb: KnowledgeBase, fact: Fact, value: Value, events: int) -> Iterator[Remark]:
    """A count and a percentage without a total, that fit none of the totals which the cohort's record has for them."""
    own = {one.n for one in fitting(kb, tuple(denominators(kb.cohorts[fact.cohort])), fact) if one.n}
    printed = value.intervals[0].low
    assert printed is not None
    slack = _allowed(value, printed)
    if own and not any(abs(Decimal(events) * 100 / total - printed) <= slack for total in own):
        totals = " or ".join(map(str, sorted(own)))
        message = f"{events} of {totals} patients of '{fact.cohort}' is not {value.text}"
        counts = " or ".join(str(implied_count(printed, total)) for total in sorted(own))
        help = f"{value.text} would be {counts}: read the count and the percentage again."
        for path in _odd_ones(fact, value):
            yield Remark(kb.place(fact, path), message, help, fact.id)


def _mismatch(kb: KnowledgeBase, fact: Fact, value: Value, events: int, total: int) -> Iterator[Remark]:
    printed = value.intervals[0].low
    assert printed is not None
    share = Decimal(events) / total * 100
    allowed = _allowed(value, printed) - _DUST
    if abs(share - printed) > allowed + _DUST or (value.form == "ratio" and value.total != total):
        message = f"{events}/{total} is {_digits(share, value)}%, the fact says {value.text}"
        hint = _hint(kb, fact, printed, share, events, total, allowed)
        for path in _odd_ones(fact, value):
            yield Remark(kb.place(fact, path), message, hint, fact.id)


def _odd_ones(fact: Fact, value: Value) -> tuple[str, ...]:
    """The fields of those of the three numbers that the print does not hold; `value` where that does not tell.

    A count is not printed where only a percentage has its number.
    """
    counts = {"events": fact.events, "total": fact.total}
    printed = figures(printed_text(fact))
    numbers = {figure.number for figure in printed}
    own = {value.events, value.total} if value.form == "ratio" else {value.intervals[0].low}
    if not own <= numbers:
        return ("value",)
    plain = {figure.number for figure in printed if figure.units[:1] != ("%",)}
    return tuple(name for name, n in counts.items() if n is not None and n not in plain) or ("value",)


def _allowed(value: Value, printed: Decimal) -> Decimal:
    return max(value.half_unit, printed * _LEEWAY_OF_ABOUT if value.approximate else Decimal(0)) + _DUST


def _digits(share: Decimal, value: Value) -> Decimal:
    """The share with one digit more than the percentage is printed with."""
    return share.quantize(value.half_unit or Decimal("0.1"))


def _hint(
    kb: KnowledgeBase, fact: Fact, printed: Decimal, share: Decimal, events: int, total: int, allowed: Decimal
) -> str:
    """The single change that would make the three numbers fit."""
    if fact.value is not None and fact.value.form == "ratio":
        return f"'{fact.value.text}' and {events} of {total} are to be one figure: read all of it again."
    if 0 < printed < 1 and abs(printed * 100 - share) <= 1:
        return f"{printed} looks like the fraction {printed * 100:f}% stored as a percentage."
    cohort = kb.cohorts.get(fact.cohort)
    for one in denominators(cohort) if cohort else ():
        if one.n and one.n != total and abs(Decimal(events) * 100 / one.n - printed) <= allowed:
            return f"Of {one.n} ({one.name}) it would fit: read the denominator again."
    if events == printed.to_integral_value():
        return f"The count equals the percentage; {printed:f}% of {total} would be {implied_count(printed, total)}."
    return f"{printed:f}% of {total} would be {implied_count(printed, total)}: read all three again."
