"""A cohort that does not fit into what it is part of.

What it checks
    A cohort is not larger than one that it is part of, no analysis set is larger than its cohort, and no cohort is,
    over any number of steps, part of itself.

Why it matters at the bedside
    Patients counted twice make a small experience look like a large one.

How to fix
    Read the totals again in the sources, and which cohort is part of which.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Cohort, KnowledgeBase

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each total that exceeds that of its whole, and each circle of parts."""
    for cohort in kb.cohorts.values():
        for name, count in cohort.analysis_sets.items():
            if cohort.total is not None and count > cohort.total:
                message = f"the analysis set '{name}' has {count} patients, the cohort '{cohort.id}' {cohort.total}"
                yield Remark(kb.place(cohort, f"analysis_sets.{name}"), message, "Read both totals again.", cohort.id)
        for index, id in enumerate(cohort.part_of):
            whole = kb.cohorts.get(id)
            if whole is None:
                continue
            place = kb.place(cohort, f"part_of.{index}")
            if cohort.id in _wholes(kb, whole):
                yield Remark(
                    place,
                    f"'{cohort.id}' is part of itself, by way of '{id}'",
                    "Delete the link from the whole to its part.",
                    cohort.id,
                )
            elif cohort.total is not None and whole.total is not None and cohort.total > whole.total:
                message = f"'{cohort.id}' has {cohort.total} patients and is part of '{id}', which has {whole.total}"
                yield Remark(place, message, "Read both totals again, and which is part of which.", cohort.id)


def _wholes(kb: KnowledgeBase, cohort: Cohort) -> set[str]:
    """The ids of a cohort and of everything that it is part of."""
    found: set[str] = set()
    waiting = [cohort.id]
    while waiting:
        id = waiting.pop()
        if id not in found:
            found.add(id)
            waiting.extend(kb.cohorts[id].part_of if id in kb.cohorts else ())
    return found
