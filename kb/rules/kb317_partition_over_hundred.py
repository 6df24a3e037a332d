"""Categories that exclude each other and make more than all patients.

What it checks
    Where one source reports several categories of a partition for the same patients, they make at most one hundred
    percent, rounding allowed for.

Why it matters at the bedside
    A patient can have only one best response. A total above all patients means that a number belongs elsewhere.

How to fix
    Read every category again in the source.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase
from kb.same_patients import Rate, groups_of_rates

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at the largest category of each partition that makes too much."""
    for rates in groups_of_rates(kb):
        partitions: dict[str, list[Rate]] = defaultdict(list)
        for measure, rate in rates.items():
            entry = kb.vocabulary.measure(measure)
            if entry is not None and entry.partition:
                partitions[entry.partition].append(rate)
        for name, categories in partitions.items():
            said = _too_much(categories)
            if said:
                largest = max(categories, key=lambda rate: rate.percent)
                place = kb.place(largest.fact, "value" if largest.fact.value else "events")
                others = ", ".join(
                    f"'{rate.fact.id}' ({kb.place(rate.fact, 'value')})" for rate in categories if rate is not largest
                )
                help = f"Read every category again in the source; the others are {others}."
                yield Remark(place, f"the categories of {name} make {said}", help, largest.fact.id)


def _too_much(categories: Sequence[Rate]) -> str:
    """What the categories make, if it is more than all patients; else an empty text."""
    counts, totals = [rate.events for rate in categories], {rate.total for rate in categories}
    total = next(iter(totals))
    if len(totals) == 1 and total and None not in counts:
        made = sum(count or 0 for count in counts)
        return f"{made} of {total} patients" if made > total else ""
    percent = sum((rate.percent for rate in categories), Decimal(0))
    slack = sum((rate.slack for rate in categories), Decimal(0))
    return categories[0]._replace(percent=percent).said if percent > 100 + slack else ""
