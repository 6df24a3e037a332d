"""A report of a cohort that the cohort's record does not know.

What it checks
    Where a cohort lists its reports, a fact of that cohort cites one of them, with the data cutoff recorded for it; for
    its measure, where one report has several looks. A guideline or review that reports no cohort at all may speak of
    any.

Why it matters at the bedside
    A later look at the same patients replaces an earlier one. With the wrong cutoff the older figure looks newer.

How to fix
    Write the cutoff that the source gives, or add the report to the cohort.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Cohort, Fact, KnowledgeBase

SEVERITY = Severity.ERROR

_REPORTS_PATIENTS: Final = frozenset({"primary_study", "pooled_analysis", ""})
"""Kinds of reference that report a cohort themselves; a guideline or a review may speak of one that others report."""


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each fact whose reference or cutoff the cohort's record does not have."""
    reporting = {report.cite for cohort in kb.cohorts.values() for report in cohort.reports}
    for fact in kb.facts.values():
        cohort = kb.cohorts.get(fact.cohort) if fact.cohort else None
        if cohort is None or not cohort.reports or fact.restates:
            continue
        reports = [report for report in cohort.reports if report.cite == fact.cite]
        cutoffs = {report.data_cutoff for report in reports if fact.measure in report.measures}
        cutoffs = cutoffs or {report.data_cutoff for report in reports if not report.measures}
        if not cutoffs:
            yield from _not_a_report(kb, fact, cohort, fact.cite in reporting)
        elif fact.data_cutoff not in cutoffs:
            yield _other_cutoff(kb, fact, cohort, sorted(cutoffs))


def _not_a_report(kb: KnowledgeBase, fact: Fact, cohort: Cohort, reports_others: bool) -> Iterator[Remark]:
    reference = kb.references.get(fact.cite)
    looks = {report.data_cutoff for report in cohort.reports}
    if reference is None or reference.kind in _REPORTS_PATIENTS or reports_others:
        message = f"'{fact.cite}' is not among the reports of the cohort '{cohort.id}'"
        help = f"Correct the reference or the cohort, or add the report to the cohort ({kb.place(cohort)})."
        for field in ("cite", "cohort"):
            yield Remark(kb.place(fact, field), message, help, fact.id)
    elif fact.data_cutoff and fact.data_cutoff not in looks:
        yield _other_cutoff(kb, fact, cohort, sorted(looks))


def _other_cutoff(kb: KnowledgeBase, fact: Fact, cohort: Cohort, known: list[str]) -> Remark:
    named = ", ".join(f"'{cutoff}'" for cutoff in known if cutoff)
    if fact.data_cutoff:
        message = f"the cutoff '{fact.data_cutoff}' is not one that '{fact.cite}' has in the cohort '{cohort.id}'"
    else:
        message = f"no cutoff is given, though '{fact.cite}' has one in the cohort '{cohort.id}'"
    help = (
        f"Recorded for this report: {named}."
        if named
        else "The record has no cutoff: add it there, or leave it out here."
    )
    return Remark(kb.place(fact, "data_cutoff"), message, help, fact.id)
