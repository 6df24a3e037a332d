"""A part that is larger than its whole.

What it checks
    In the same patients, a measure does not exceed one that it is a subset of, and a toxicity of a higher grade does
    not exceed the same toxicity of any grade.

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

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Fact, KnowledgeBase
from kb.same_patients import Rate, groups_of_rates, rate_of
from kb.verdict import effective_cohort

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at each part that exceeds its whole beyond rounding."""
    for rates in groups_of_rates(kb):
        for measure, part in rates.items():
            entry = kb.vocabulary.measure(measure)
            for name in entry.subset_of if entry else ():
                if name in rates:
                    yield from _compared(kb, part, rates[name], kb.vocabulary.label(name))
    yield from _grades(kb)


def _grades(kb: KnowledgeBase) -> Iterator[Remark]:
    by_toxicity: dict[object, list[Fact]] = defaultdict(list)
    for fact in kb.facts.values():
        if kb.kind(fact) == "proportion" and fact.ctcae_grade and fact.parameter and fact.status == "active":
            by_toxicity[fact.measure, fact.parameter, fact.subgroup].append(fact)
    for facts in by_toxicity.values():
        wholes = [fact for fact in facts if fact.ctcae_grade == "any"]
        for part in facts:
            for whole in wholes:
                one, other = rate_of(part), rate_of(whole)
                if part.ctcae_grade != "any" and one and other and _same(kb, part, whole):
                    yield from _compared(kb, one, other, f"any grade ({whole.cite})")


def _same(kb: KnowledgeBase, part: Fact, whole: Fact) -> bool:
    """Whether both speak of one cohort, or one of them names none and the other overlaps with it."""
    one, other = effective_cohort(kb, part)[0], effective_cohort(kb, whole)[0]
    if one and other:
        return one == other
    return kb.vocabulary.overlap(part.population, whole.population) and kb.vocabulary.overlap(part.intervention, whole.intervention)


def _compared(kb: KnowledgeBase, part: Rate, whole: Rate, label: str) -> Iterator[Remark]:
    if part.percent > whole.percent + part.slack + whole.slack:
        place = kb.place(part.fact, "value")
        message = f"{part.percent.normalize():f}% is more than its whole, {label}: {whole.percent.normalize():f}% ({kb.place(whole.fact)})"
        yield Remark(place, message, "Read both figures, their grade and denominator again.", part.fact.id)
