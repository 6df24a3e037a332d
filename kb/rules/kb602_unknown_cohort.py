"""A cohort that is not declared.

What it checks
    Every `cohort` of a fact, and every cohort that another is part of or overlaps with, is declared once under
    `cohorts:`.

Why it matters at the bedside
    Without the cohort, two reports of the same patients count as two bodies of evidence.

How to fix
    Use the id that the help proposes, or declare the cohort with its population, total and reports.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Place, Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase
from kb.suggestions import Suggestions

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each name of a cohort that is not declared."""
    ids = Suggestions(kb.cohorts)
    for fact in kb.facts.values():
        if fact.cohort and fact.cohort not in kb.cohorts:
            yield _unknown(ids, kb.place(fact, "cohort"), fact.cohort, fact.id)
    for cohort in kb.cohorts.values():
        for field in ("part_of", "overlaps"):
            for index, name in enumerate(getattr(cohort, field)):
                if name not in kb.cohorts:
                    yield _unknown(ids, kb.place(cohort, f"{field}.{index}"), name, cohort.id)


def _unknown(ids: Suggestions, place: Place, name: str, subject: str) -> Remark:
    close = ids.nearest(name)
    return Remark(
        place,
        f"no cohort has the id '{name}'",
        f"Did you mean '{close}'?" if close else "Declare it under 'cohorts:'.",
        subject,
    )
