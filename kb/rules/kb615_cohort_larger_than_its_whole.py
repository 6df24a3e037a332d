"""A cohort that does not fit into what it is part of.

What it checks
    A cohort is not larger than one that it is part of and shares its population and treatment, no analysis set is
    larger than its cohort, and no cohort is, over any number of steps, part of itself.

Why it matters at the bedside
    Patients counted twice make a small experience look like a large one.

How to fix
    Read the totals again in the sources, and which cohort is part of which.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.circles import circles
from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Cohort, KnowledgeBase

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each total that exceeds that of its whole, and each circle of parts."""
    circle = circles({cohort.id: cohort.part_of for cohort in kb.cohorts.values() if cohort.part_of})
    for cohort in kb.cohorts.values():
        for path, name, count in _parts(cohort):
            if cohort.total is not None and count > cohort.total:
                message = f"{name} has {count} patients, the cohort '{cohort.id}' {cohort.total}"
                yield Remark(kb.place(cohort, path), message, "Read both totals again.", cohort.id)
        for index, id in enumerate(cohort.part_of):
            whole = kb.cohorts.get(id)
            if whole is None:
                continue
            place = kb.place(cohort, f"part_of.{index}")
            if cohort.id in circle and circle[cohort.id] == circle.get(id):
                yield Remark(
                    place,
                    f"'{cohort.id}' is part of itself, by way of '{id}'",
                    "Delete the link from the whole to its part.",
                    cohort.id,
                )
            elif cohort.total is not None and whole.total is not None and cohort.total > whole.total:
                message = f"'{cohort.id}' has {cohort.total} patients and is part of '{id}', which has {whole.total}"
                for where in (place, kb.place(cohort, "total")):
                    yield Remark(where, message, "Read both totals again, and which is part of which.", cohort.id)
            yield from _of_others(kb, cohort, whole, index)


def _of_others(kb: KnowledgeBase, part: Cohort, whole: Cohort, index: int) -> Iterator[Remark]:
    for field in ("population", "intervention"):
        own, of_whole = getattr(part, field), getattr(whole, field)
        if not kb.vocabulary.overlap(kb.vocabulary.apart(own), kb.vocabulary.apart(of_whole)):
            named = f"'{', '.join(own)}' and '{whole.id}' '{', '.join(of_whole)}'"
            message = f"'{part.id}' has the {field} {named}: neither can be part of the other"
            help = f"Read who the patients were: correct 'part_of' or the {field}."
            for path in (f"part_of.{index}", field):
                yield Remark(kb.place(part, path), message, help, part.id)


def _parts(cohort: Cohort) -> Iterator[tuple[str, str, int]]:
    for index, one in enumerate(cohort.analysis_sets):
        yield f"analysis_sets.{index}.n", f"the analysis set '{one.id}'", one.n
    for index, report in enumerate(cohort.reports):
        if report.total is not None:
            yield f"reports.{index}.total", f"the report of '{report.cite}'", report.total
