"""Survival that rises with time.

What it checks
    Rates of one measure at several time points in the same patients run one way: survival does not rise, recovery does
    not fall. The vocabulary says which (`over_time`); where it does not, nearly all other series in the base must
    agree.

Why it matters at the bedside
    More patients alive at three years than at two means that the figures of two groups were mixed.

How to fix
    Read the time points and the group of patients again in the source.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from fractions import Fraction

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Fact, KnowledgeBase
from kb.same_patients import Rate, rates
from kb.statistics import leeway

SEVERITY = Severity.ERROR

_ENOUGH_STEPS = 3

Series = list[tuple[Fraction, list[Rate]]]


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at each rate that runs against the course of its measure."""
    every = _series(kb)
    course = _courses(kb, every)
    for (measure, *_), series in every.items():
        sign = course.get(measure, 0)
        for (_, before), (_, after) in zip(series, series[1:], strict=False):
            earlier = max(before, key=lambda rate: (-sign * rate.percent, rate.fact.id))
            later = min(after, key=lambda rate: (-sign * rate.percent, rate.fact.id))
            if sign and (later.percent - earlier.percent) * -sign > leeway(earlier.slack, later.slack):
                yield _remark(kb, earlier, later, sign)


def _series(kb: KnowledgeBase) -> dict[tuple[str, object], Series]:
    """For each measure and group of patients, the rates at each single time point, in order of time."""
    groups: dict[tuple[str, object], dict[Fraction, list[Rate]]] = defaultdict(lambda: defaultdict(list))
    for rate in rates(kb):
        fact, time = rate.fact, rate.fact.timepoint
        if time is not None and time.form == "point":
            who = (
                fact.cite,
                fact.cohort,
                fact.data_cutoff,
                fact.intervention,
                fact.population,
                fact.subgroup,
                fact.parameter,
            )
            groups[fact.measure, (*who, fact.setting, fact.ctcae_grade)][
                Fraction(time.numbers[0]) * time.unit.factor
            ].append(rate)
    return {key: sorted(times.items(), key=lambda item: item[0]) for key, times in groups.items() if len(times) > 1}


def _courses(kb: KnowledgeBase, every: dict[tuple[str, object], Series]) -> dict[str, int]:
    """For each measure -1 if its rates fall and 1 if they rise: as declared, or as nearly all steps in the base do."""
    steps: dict[str, Counter[int]] = defaultdict(Counter)
    for (measure, _), series in every.items():
        for (_, before), (_, after) in zip(series, series[1:], strict=False):
            difference = after[0].percent - before[0].percent
            steps[measure][(difference > 0) - (difference < 0)] += 1
    found = {}
    for measure, counted in steps.items():
        entry = kb.vocabulary.measure(measure)
        declared = {"falls": -1, "rises": 1}.get(entry.over_time if entry else "", 0)
        usual = -1 if counted[-1] > counted[1] else 1
        clear = counted[usual] >= _ENOUGH_STEPS * max(1, counted[-usual])
        found[measure] = declared or (usual if clear else 0)
    return found


def _remark(kb: KnowledgeBase, earlier: Rate, later: Rate, sign: int) -> Remark:
    more = "more" if sign < 0 else "less"
    place = kb.place(later.fact, "value" if later.fact.value else "events")
    where = kb.place(earlier.fact, "value" if earlier.fact.value else "events")
    message = f"{later.said} at {_at(later.fact)} is {more} than {earlier.said} at {_at(earlier.fact)} ({where})"
    return Remark(place, message, "Read the time points and the group of patients again.", later.fact.id)


def _at(fact: Fact) -> str:
    return fact.timepoint.text if fact.timepoint else ""
