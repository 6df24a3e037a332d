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
from collections.abc import Iterator
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
            total = sum((rate.percent for rate in categories), Decimal(0))
            if total > 100 + sum((rate.slack for rate in categories), Decimal(0)):
                largest = max(categories, key=lambda rate: rate.percent)
                message = f"the categories of {name} make {total.normalize():f}%"
                yield Remark(kb.place(largest.fact, "value"), message, "Read every category again in the source.", largest.fact.id)
