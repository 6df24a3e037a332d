"""A percentage that no whole number of patients gives.

What it checks
    Where a percentage is printed with its total but without a count, some whole number of patients gives it, rounded
    to the digits printed (the GRIM test of Brown and Heathers, 2017). Survival at a time point is an estimate, not a
    count, and is left out.

Why it matters at the bedside
    The percentage belongs to another denominator, or was misprinted; either way it is not the rate of these patients.

How to fix
    Read the denominator again: enrolled, evaluable and responding patients are different totals. If the source does
    print it so, waive this rule for the fact with that as the reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Fact, KnowledgeBase
from kb.statistics import implied_count

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each percentage that is impossible for its total."""
    for fact in kb.facts.values():
        value = fact.value
        if value is None or not fact.total or fact.events is not None or not _of_patients(kb, fact):
            continue
        printed = value.intervals[0].low if value.form == "point" and not value.approximate else None
        if printed is None or value.unit.dimension != "proportion":
            continue
        count = implied_count(printed, fact.total)
        if abs(count * 100 / Decimal(fact.total) - printed) > value.half_unit:
            lower = int(printed * fact.total / 100)
            near = " and ".join(
                f"{other} would be {_percent(other, fact.total)}%"
                for other in (lower, lower + 1)
                if other <= fact.total
            )
            message = f"no whole number of {fact.total} patients gives {value.text}: {near}"
            yield Remark(
                kb.place(fact, "value"),
                message,
                "Read the percentage and the denominator again in the source.",
                fact.id,
            )


def _of_patients(kb: KnowledgeBase, fact: Fact) -> bool:
    """Whether the percentage is a plain share: at a time point it is an estimate that allows for those lost to view."""
    return (
        kb.kind(fact) == "proportion"
        and fact.status == "active"
        and fact.timepoint is None
        and fact.statistic in ("", "rate")
    )


def _percent(count: int, total: int) -> str:
    return f"{count * 100 / total:.2f}"
