"""Facts that speak of the same patients at the same time, so that their counts must fit together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from kb.estimate import estimate
from kb.model import Fact, KnowledgeBase
from kb.once import once_a_base
from kb.statistics import implied_count


class Rate(NamedTuple):
    """A proportion in percent with its rounding, the counts behind it where known, and the fact it comes from."""

    fact: Fact
    percent: Decimal
    slack: Decimal
    events: int | None
    total: int | None

    @property
    def said(self) -> str:
        """The percentage with at most two decimals."""
        return f"{self.percent:.2f}".rstrip("0").rstrip(".") + "%"


def rate_of(fact: Fact) -> Rate | None:
    """The single percentage of a fact, or None where it has none or is about."""
    value = estimate(fact)
    percent = value.intervals[0].low if value is not None and value.form in ("point", "ratio") else None
    if value is None or percent is None or value.unit.dimension != "proportion" or value.approximate:
        return None
    events = value.events if fact.events is None else fact.events
    return Rate(fact, percent, value.half_unit, events, value.total if fact.total is None else fact.total)


@once_a_base
def rates(kb: KnowledgeBase) -> Iterator[Rate]:
    """The rate of every active fact that has one of its own; derived facts are checked by their formula."""
    for fact in kb.facts.values():
        if fact.status == "active" and fact.derived is None and kb.kind(fact) == "proportion":
            rate = rate_of(fact)
            if rate is not None:
                yield rate


@once_a_base
def groups_of_rates(kb: KnowledgeBase) -> Iterator[dict[str, Rate]]:
    """For each reference, cohort, cutoff, population, arm and time: the rate of each measure that is reported once."""
    groups: dict[object, dict[str, list[Rate]]] = defaultdict(lambda: defaultdict(list))
    for rate in rates(kb):
        fact = rate.fact
        patients = (
            fact.cite,
            fact.cohort,
            fact.data_cutoff,
            fact.intervention,
            fact.population,
            fact.subgroup,
            fact.condition,
        )
        groups[(*patients, fact.setting, fact.phase, fact.cycle, fact.timepoint, fact.parameter, fact.ctcae_grade)][
            fact.measure
        ].append(rate)
    for measures in groups.values():
        if len(measures) > 1:
            yield {measure: found[0] for measure, found in measures.items() if len(found) == 1}


def counts_of(found: Sequence[Rate]) -> list[int] | None:
    """The counts of rates that share one total, those not printed taken from their percentages; None where unknown."""
    totals = {rate.total for rate in found}
    total = next(iter(totals))
    if len(totals) > 1 or not total:
        return None
    return [implied_count(rate.percent, total) if rate.events is None else rate.events for rate in found]


def add_up(whole: Rate, parts: Sequence[Rate]) -> bool:
    """Whether parts make their whole: in counts where a common total is known, else in percent within rounding."""
    totals = {rate.total for rate in (whole, *parts)} - {None}
    if len(totals) > 1:
        return True
    counts = counts_of((whole, *parts))
    if counts is not None:
        leeway = sum(_unsure(rate) for rate in (whole, *parts))
        return abs(sum(counts[1:]) - counts[0]) <= leeway
    slack = whole.slack + sum((rate.slack for rate in parts), Decimal(0))
    return abs(sum((rate.percent for rate in parts), Decimal(0)) - whole.percent) <= slack


def _unsure(rate: Rate) -> int:
    """How far a count taken from a rounded percentage may be from the true one, in whole patients."""
    if rate.events is not None or rate.total is None:
        return 0
    return int(rate.slack * rate.total / 100 + Decimal("0.5"))
