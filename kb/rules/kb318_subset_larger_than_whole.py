"""A part that is larger than its whole.

What it checks
    In the same patients, a measure does not exceed one that it is a subset of, and a toxicity of some grades does not
    exceed the same toxicity of a wider range of grades, whichever source reports it.

Why it matters at the bedside
    A severe toxicity printed as more frequent than all toxicity of that kind is a count taken for a percentage, or a
    rate from elsewhere.

How to fix
    Read both figures, their grade and denominator again. If a source prints them so, mark the fact `disputed` and say
    why.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kb.estimate import effective_cohort
from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Fact, KnowledgeBase
from kb.part_above_whole import covers_grade
from kb.same_patients import Rate, groups_of_rates, rates
from kb.statistics import leeway

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at each part that exceeds its whole beyond rounding."""
    for group in groups_of_rates(kb):
        for measure, part in group.items():
            entry = kb.vocabulary.measure(measure)
            for name in entry.subset_of if entry else ():
                if name in group:
                    yield from _compared(kb, part, group[name], kb.vocabulary.label(name))
    yield from _grades(kb)


def _grades(kb: KnowledgeBase) -> Iterator[Remark]:
    """Within the same patients: the least rate of each range of grades against the greatest of each wider range."""
    toxicities: dict[object, dict[str, list[Rate]]] = defaultdict(lambda: defaultdict(list))
    for rate in rates(kb):
        if rate.fact.ctcae_grade and rate.fact.parameter:
            toxicities[_patients(kb, rate.fact)][rate.fact.ctcae_grade].append(rate)
    for grades in toxicities.values():
        for narrow, parts in grades.items():
            for wide, wholes in grades.items():
                if covers_grade(wide, narrow):
                    part, whole = min(parts, key=_percent), max(wholes, key=_percent)
                    label = "any grade" if wide == "any" else f"grade {wide}"
                    yield from _compared(kb, part, whole, f"{label} ({whole.fact.cite})")


def _patients(kb: KnowledgeBase, fact: Fact) -> tuple[object, ...]:
    """What two facts share that speak of one toxicity in the same patients, whichever source reports them."""
    cohort, cutoff = effective_cohort(kb, fact)
    who = (cohort, cutoff, frozenset(fact.population)) if cohort else (fact.cite, fact.intervention, fact.population)
    return (fact.measure, fact.parameter, fact.subgroup, fact.setting, fact.phase, fact.cycle, fact.timepoint, who)


def _percent(rate: Rate) -> tuple[object, str]:
    return rate.percent, rate.fact.id


def _compared(kb: KnowledgeBase, part: Rate, whole: Rate, label: str) -> Iterator[Remark]:
    if part.percent > whole.percent + leeway(part.slack, whole.slack):
        place = kb.place(part.fact, "value" if part.fact.value else "events")
        where = kb.place(whole.fact, "value" if whole.fact.value else "events")
        message = f"{part.said} is more than its whole, {label}: {whole.said} ('{whole.fact.id}', {where})"
        help = "Read both figures, their grade and denominator again; a count may stand where a percentage is meant."
        yield Remark(place, message, help, part.fact.id)
