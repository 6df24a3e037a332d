"""Survival that rises with time.

What it checks
    Rates at several time points for the same patients, of a measure whose rate can only fall with time, do not rise
    from one time point to a later one. Measures are recognised by having facts with time points in one cohort.

Why it matters at the bedside
    More patients alive at three years than at two means that the figures of two groups were mixed.

How to fix
    Read the time points and the group of patients again in the source.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Fact, KnowledgeBase
from kb.same_patients import rate_of

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at each rate that is higher than an earlier one of the same patients."""
    groups: dict[object, list[tuple[Decimal, Fact]]] = defaultdict(list)
    for fact in kb.facts.values():
        if kb.kind(fact) == "proportion" and fact.timepoint is not None and fact.timepoint.form == "point" and rate_of(fact):
            when = fact.timepoint.numbers[0] * Decimal(fact.timepoint.unit.factor.numerator) / fact.timepoint.unit.factor.denominator
            groups[fact.measure, fact.cite, fact.cohort, fact.data_cutoff, fact.intervention, fact.population, fact.subgroup, fact.parameter].append((when, fact))
    for series in groups.values():
        series.sort(key=lambda point: point[0])
        for (before, earlier), (after, later) in zip(series, series[1:], strict=False):
            one, other = rate_of(earlier), rate_of(later)
            if before < after and one and other and other.percent > one.percent + one.slack + other.slack:
                message = f"{other.percent.normalize():f}% at {_at(later)} is more than {one.percent.normalize():f}% at {_at(earlier)} ({kb.place(earlier)})"
                yield Remark(kb.place(later, "value"), message, "Read the time points and the group again.", later.id)


def _at(fact: Fact) -> str:
    return fact.timepoint.text if fact.timepoint else ""
