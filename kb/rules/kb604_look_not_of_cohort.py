"""A report of a cohort that the cohort's record does not know.

What it checks
    Where a cohort lists its reports, a fact of that cohort cites one of them, with the data cutoff recorded for it.

Why it matters at the bedside
    A later look at the same patients replaces an earlier one. With the wrong cutoff the older figure looks newer.

How to fix
    Write the cutoff that the source gives, or add the report to the cohort.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each fact whose reference or cutoff the cohort's record does not have."""
    for fact in kb.facts.values():
        cohort = kb.cohorts.get(fact.cohort)
        if cohort is None or not cohort.reports or fact.restates:
            continue
        cutoffs = {report.data_cutoff for report in cohort.reports if report.cite == fact.cite}
        if not cutoffs:
            message = f"'{fact.cite}' is not among the reports of the cohort '{cohort.id}'"
            yield Remark(kb.place(fact, "cohort"), message, "Add the report to the cohort, or correct the cohort of the fact.", fact.id)
        elif fact.data_cutoff not in cutoffs:
            message = f"the cutoff '{fact.data_cutoff}' is not that of '{fact.cite}' in the cohort '{cohort.id}'"
            known = ", ".join(f"'{cutoff}'" for cutoff in sorted(cutoffs) if cutoff) or "none"
            yield Remark(kb.place(fact, "data_cutoff"), message, f"Recorded for this report: {known}.", fact.id)
