"""A reference on which nothing rests.

What it checks
    Each entry of the bibliography is cited by a fact, reported by a cohort, or tied to another
    entry, as what replaced it or as a version of it.

Why it matters at the bedside
    A reader takes the list of sources for what was read. A guideline that is listed and not used suggests that its
    doses were compared with the others, when nobody looked.

How to fix
    Record the facts that it was added for, or delete the entry.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each entry that nothing names, once there are facts and every one could be read."""
    if not kb.facts or any(problem.place.file.startswith("facts") for problem in kb.problems):
        return
    used = {fact.cite for fact in kb.facts.values()}
    used.update(report.cite for cohort in kb.cohorts.values() for report in cohort.reports)
    for reference in kb.references.values():
        used.update((reference.superseded_by, reference.version_of))
    used.update(record.by for record in kb.source_records.values())
    for key, reference in kb.references.items():
        if key not in used and reference.version_of not in kb.references:
            message = f"no fact, cohort or other reference names '{key}'"
            yield Remark(reference.place, message, "Record what it reports, or delete the entry.", key)
