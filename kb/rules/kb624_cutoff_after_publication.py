"""Data that were cut off after they had been published.

What it checks
    The data cutoff of a fact, or of a look at a cohort, lies no later than the year of its reference. A year of
    publication that is told with it counts for nothing.

Why it matters at the bedside
    A later look at the same patients replaces an earlier one: with a wrong year the older figure wins.

How to fix
    Read the date of the cutoff in the source, and the year of the reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR

_YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_TOLD: Final = re.compile(r"\([^()]*\b(?:published|reported|printed|presented)\b[^()]*\)")


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each cutoff later than its reference."""
    for fact in kb.facts.values():
        message = _later(kb, fact.cite, fact.data_cutoff)
        if message:
            yield Remark(kb.place(fact, "data_cutoff"), message, "Read both dates again.", fact.id)
    for cohort in kb.cohorts.values():
        for index, report in enumerate(cohort.reports):
            message = _later(kb, report.cite, report.data_cutoff)
            if message:
                place = kb.place(cohort, f"reports.{index}.data_cutoff")
                yield Remark(place, message, "Read both dates again.", cohort.id)


def _later(kb: KnowledgeBase, cite: str, cutoff: str) -> str:
    """What is wrong with a cutoff, nothing where it has no year or its reference none."""
    years = _YEAR.findall(_TOLD.sub("", cutoff)) if cutoff else []
    reference = kb.references.get(cite) if years else None
    published = _YEAR.fullmatch(str(reference.year)) if reference is not None else None
    if not published or int(max(years)) <= int(published.group()):
        return ""
    return f"the data were cut off in {max(years)}, and '{cite}' was published in {published.group()}"
