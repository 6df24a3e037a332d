"""A total that is none of the cohort's.

What it checks
    The total of a fact about a whole cohort is the cohort's total or one of its analysis sets (evaluable, arm). The
    total of a fact about a part of it does not exceed the largest.

Why it matters at the bedside
    Enrolled patients are not evaluable patients. A rate with a borrowed denominator is the rate of nobody.

How to fix
    Read the denominator in the source. If it is a set of its own, record it under `analysis_sets` of the cohort.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Cohort, Fact, KnowledgeBase

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each total that the cohort's record does not have."""
    for fact in kb.facts.values():
        cohort = kb.cohorts.get(fact.cohort) if fact.cohort else None
        if cohort is None or cohort.total is None or fact.status == "retired":
            continue
        total = (fact.value.total if fact.value else None) if fact.total is None else fact.total
        if total is None:
            continue
        sets = {"all": cohort.total, **cohort.analysis_sets}
        if total > max(sets.values()) or (_is_whole(fact, cohort) and total not in sets.values()):
            known = ", ".join(f"{name} {count}" for name, count in sorted(sets.items()))
            message = f"the total {total} is none of the cohort '{cohort.id}' ({known})"
            place = kb.place(fact, "value" if fact.total is None else "total")
            yield Remark(place, message, "Read the denominator again, or record it under 'analysis_sets'.", fact.id)


def _is_whole(fact: Fact, cohort: Cohort) -> bool:
    """Whether a fact speaks of all patients of its cohort, and not of a part of them."""
    part = fact.subgroup or fact.condition or fact.phase or fact.cycle or fact.setting or fact.timepoint
    return not part and set(fact.population) == set(cohort.population)
