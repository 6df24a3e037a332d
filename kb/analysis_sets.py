"""Which denominator of its cohort a fact is of: the sets that the cohort's record has, and the one that fits best."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from kb.model import Cohort, Fact, KnowledgeBase

WHOLE: Final = "all"
"""The name under which all patients of a cohort, or of one report of it, are spoken of."""


class Denominator(NamedTuple):
    """How many patients, under which name, and whose figures are of them; `is_part` of sets that a cohort declares."""

    n: int
    name: str
    is_part: bool
    cite: Sequence[str]
    population: Sequence[str]
    subgroup: Sequence[str] = ()
    intervention: Sequence[str] = ()
    condition: Sequence[str] = ()
    measures: Sequence[str] = ()
    said: int = 0


def counted(kb: KnowledgeBase, fact: Fact) -> tuple[int, str] | None:
    """The number of patients that a fact gives as its denominator, and the field that holds it; None without one.

    The value of a measure that describes a cohort by a number of patients is such a number too.
    """
    if fact.total is not None:
        return fact.total, "total"
    value = fact.value
    if value is None:
        return None
    if value.total is not None:
        return value.total, "value"
    if value.unit.text != "patient" or value.form != "point":
        return None
    measure, number = kb.measure(fact), value.intervals[0].low
    whole = number is not None and number == number.to_integral_value()
    return (int(number), "value") if measure and measure.describes_cohort and number is not None and whole else None


def denominators(cohort: Cohort) -> Iterator[Denominator]:
    """The sets that a cohort declares, then all patients of each report that has a total, and all of the cohort."""
    for one in cohort.analysis_sets:
        said = sum(map(bool, (one.cite, one.population, one.subgroup, one.intervention, one.condition, one.measures)))
        population = one.population or _reported(cohort, one.cite)
        yield Denominator(
            one.n, one.label or one.id, True, one.cite, population, one.subgroup, one.intervention, one.condition,
            one.measures, said,
        )  # fmt: skip
    for report in cohort.reports:
        if report.total is not None:
            said = 1 + sum(map(bool, (report.population, report.intervention, report.measures)))
            yield Denominator(
                report.total, f"{WHOLE} of {report.cite}", False, (report.cite,),
                report.population or cohort.population, (), report.intervention, (), report.measures, said,
            )  # fmt: skip
    if cohort.total is not None:
        yield Denominator(cohort.total, WHOLE, False, (), cohort.population)


def fitting(
    kb: KnowledgeBase, known: Iterable[Denominator], fact: Fact, any_population: bool = False
) -> list[Denominator]:
    """The sets that a fact belongs to, only those that say most of it; with any population where that is asked for."""
    own = kb.vocabulary.apart(fact.population)
    found = [
        one for one in known if _fits(one, fact) and (any_population or kb.vocabulary.apart(one.population) == own)
    ]
    most = max((one.said for one in found), default=0)
    return [one for one in found if one.said == most]


def patients_of(kb: KnowledgeBase, fact: Fact) -> int | None:
    """How many patients a figure without a denominator is of: the one set of its cohort that it belongs to, or None.

    The share of patients who reach a time point is read from a curve, in which not all were followed so long: the
    number who entered is not its denominator. Nor are all patients of a trial of several arms those of one arm.
    """
    cohort, measure = kb.cohorts.get(fact.cohort), kb.measure(fact)
    if cohort is None or fact.timepoint is not None or (measure is not None and measure.over_time):
        return None
    arms = set(cohort.intervention) - set(fact.intervention) if fact.intervention else set()
    numbers = {one.n for one in fitting(kb, tuple(denominators(cohort)), fact) if one.intervention or not arms}
    return numbers.pop() if len(numbers) == 1 else None


def largest(known: Iterable[Denominator], fact: Fact) -> int | None:
    """The most patients that a part of the cohort can have in the reference of a fact."""
    return max((one.n for one in known if not one.cite or fact.cite in one.cite), default=None)


def scope_of(cohort: Cohort, fact: Fact, field: str) -> tuple[str, ...]:
    """The population, intervention or age group of a cohort, as the report that a fact cites has it."""
    for report in cohort.reports:
        if report.cite == fact.cite and getattr(report, field):
            return tuple(getattr(report, field))
    return tuple(getattr(cohort, field))


def _reported(cohort: Cohort, cite: Sequence[str]) -> Sequence[str]:
    """The population of the reports that a set names, of the cohort where they have none of their own."""
    named = (report.population for report in cohort.reports if report.cite in cite and report.population)
    return next(named, cohort.population)


def _fits(one: Denominator, fact: Fact) -> bool:
    """Whether a fact belongs to a set, its population apart."""
    if not one.is_part and (fact.setting or fact.phase or fact.cycle or fact.timepoint):
        return False
    return (
        (not one.cite or fact.cite in one.cite)
        and (not one.measures or fact.measure in one.measures)
        and (fact.subgroup in one.subgroup if one.subgroup else not fact.subgroup)
        and (not one.intervention or _same(one.intervention, fact.intervention))
        and _same(one.condition, fact.condition)
    )


def _same(some: Sequence[str], others: Sequence[str]) -> bool:
    return set(some) == set(others)
