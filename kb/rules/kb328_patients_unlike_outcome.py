"""A share of responders that is one of more, or fewer, patients than responded.

What it checks
    A subgroup may be of the patients with an outcome (`outcome` of its term: responders, by the responses). Where a
    rate in such a subgroup has a total, or a count that tells of how many patients it is the percentage, that is the
    count of the outcome in the same patients: in the same source if it has one, else in the cohort at the same cutoff.
    A total that the cohort's record has for the subgroup is right as it is.

Why it matters at the bedside
    "So many of those who respond stay free of disease" is the strongest argument for a treatment. With the count of
    another row it promises what nobody saw.

How to fix
    Read the count, the percentage and the number of responders again. Of a part of them, name that part in `subgroup`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Final, NamedTuple

from kb.estimate import effective_cohort
from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Fact, KnowledgeBase
from kb.same_patients import Rate, rates
from kb.vocabulary import Term

SEVERITY = Severity.ERROR

_NO_END: Final = Fraction(10**9)


class Patients(NamedTuple):
    """The fewest and the most patients that a figure can be of, rounding considered."""

    fewest: Fraction
    most: Fraction

    def __str__(self) -> str:
        low, high = -(-self.fewest // 1), self.most // 1
        return f"{low}" if low >= high else f"{low} to {high}"


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each rate of patients with an outcome whose number is not that of the outcome."""
    outcomes = {
        term.id: term.outcome for term in kb.vocabulary.of_type("subgroup") if isinstance(term, Term) and term.outcome
    }
    counted: dict[object, dict[Patients, Rate]] = defaultdict(dict)
    for rate in rates(kb) if outcomes else ():
        if not rate.fact.subgroup and rate.fact.measure in outcomes.values() and (patients := _with_outcome(rate)):
            for place in _places(kb, rate.fact, rate.fact.measure):
                counted[place].setdefault(patients, rate)
    for rate in rates(kb) if counted else ():
        outcome, of = outcomes.get(rate.fact.subgroup), _denominator(rate)
        if not outcome or of is None or _is_recorded(kb, rate):
            continue
        known = next(filter(None, (counted.get(place) for place in _places(kb, rate.fact, outcome))), {})
        if known and not any(_overlap(of, patients) for patients in known):
            yield _remark(kb, rate, of, outcome, known)


def _is_recorded(kb: KnowledgeBase, rate: Rate) -> bool:
    """Whether the cohort's record has a set of just so many such patients, as where one responder was left out."""
    cohort = kb.cohorts.get(rate.fact.cohort)
    sets = cohort.analysis_sets if cohort is not None else ()
    return any(rate.fact.subgroup in one.subgroup and one.n == rate.total for one in sets)


def _places(kb: KnowledgeBase, fact: Fact, outcome: str) -> tuple[object, ...]:
    """Where the count of an outcome is looked for: the source itself, then its cohort at the same cutoff."""
    who = (outcome, fact.population, fact.intervention, fact.condition, fact.setting, fact.phase, fact.cycle)
    cohort, cutoff = effective_cohort(kb, fact)
    places: list[object] = [("source", fact.cite, cohort, *who)]
    return (*places, ("cohort", cohort, cutoff, *who)) if cohort and cutoff else tuple(places)


def _with_outcome(rate: Rate) -> Patients | None:
    """How many patients had the outcome: as counted, else from the percentage of the total."""
    if rate.events is not None:
        return Patients(Fraction(rate.events), Fraction(rate.events))
    if not rate.total:
        return None
    share, slack = Fraction(rate.percent), Fraction(rate.slack)
    return Patients((share - slack) * rate.total / 100, (share + slack) * rate.total / 100)


def _denominator(rate: Rate) -> Patients | None:
    """Of how many patients a rate is: its total, else what its count and its percentage leave."""
    if rate.total is not None:
        return Patients(Fraction(rate.total), Fraction(rate.total))
    if not rate.events:
        return None
    share, slack = Fraction(rate.percent), Fraction(rate.slack)
    most = Fraction(rate.events * 100) / (share - slack) if share > slack else _NO_END
    return Patients(Fraction(rate.events * 100) / (share + slack), most)


def _overlap(one: Patients, other: Patients) -> bool:
    return one.fewest <= other.most and other.fewest <= one.most


def _remark(kb: KnowledgeBase, rate: Rate, of: Patients, outcome: str, known: Mapping[Patients, Rate]) -> Remark:
    patients, first = next(iter(known.items()))
    field = "total" if rate.fact.total is not None else "events" if rate.fact.events is not None else "value"
    message = (
        f"this is a share of {of} patients; {kb.vocabulary.label(outcome)} was counted in {patients} "
        f"('{first.fact.id}', {kb.place(first.fact, 'events' if first.fact.events is not None else 'value')})"
    )
    return Remark(kb.place(rate.fact, field), message, "Read both counts and the percentage again.", rate.fact.id)
