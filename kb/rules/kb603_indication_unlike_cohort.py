"""A fact whose population or treatment is not that of its cohort.

What it checks
    The population of a fact overlaps with the population of its cohort, and its intervention with the cohort's.

Why it matters at the bedside
    A response rate of one disease read as that of another misleads the patient who has the other.

How to fix
    Read who the patients were, in the source, and correct the population or the cohort of the fact.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.CRITICAL


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each fact outside its cohort."""
    for fact in kb.facts.values():
        cohort = kb.cohorts.get(fact.cohort)
        if cohort is None:
            continue
        for field in ("population", "intervention"):
            named, declared = getattr(fact, field), getattr(cohort, field)
            if not kb.vocabulary.overlap(named, declared):
                message = f"'{', '.join(named)}' is not the {field} of the cohort '{cohort.id}' ({', '.join(declared)})"
                yield Remark(kb.place(fact, field), message, "Read who the patients were and what they were given.", fact.id)
