"""Facts that speak of the same patients at the same time, so that their counts must fit together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from kb.model import Fact, KnowledgeBase
from kb.verdict import estimate


class Rate(NamedTuple):
    """A proportion in percent with its rounding, and the fact it comes from."""

    fact: Fact
    percent: Decimal
    slack: Decimal


def rate_of(fact: Fact) -> Rate | None:
    """The single percentage of a fact, or None where it has none."""
    value = estimate(fact)
    if value is None or value.form not in ("point", "ratio") or value.unit.dimension != "proportion":
        return None
    percent = value.intervals[0].low
    return Rate(fact, percent, value.half_unit) if percent is not None else None


def groups_of_rates(kb: KnowledgeBase) -> Iterator[dict[str, Rate]]:
    """For each reference, cohort, cutoff, population and arm: the rate of each measure that is reported once."""
    groups: dict[object, dict[str, list[Rate]]] = defaultdict(lambda: defaultdict(list))
    for fact in kb.facts.values():
        if kb.kind(fact) != "proportion" or fact.status != "active" or fact.derived is not None:
            continue
        rate = rate_of(fact)
        if rate is not None:
            key = (fact.cite, fact.cohort, fact.data_cutoff, fact.intervention, fact.population, fact.subgroup, fact.setting, fact.parameter, fact.ctcae_grade, repr(fact.timepoint))
            groups[key][fact.measure].append(rate)
    for measures in groups.values():
        if len(measures) > 1:
            yield {measure: rates[0] for measure, rates in measures.items() if len(rates) == 1}
