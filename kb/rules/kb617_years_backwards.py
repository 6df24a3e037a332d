"""Years that run backwards.

What it checks
    Where the years in which a cohort was treated are given as a span (`1985 to 1993`), the first comes first and
    neither is to come.

Why it matters at the bedside
    How old an experience is decides how far it holds for a patient of today.

How to fix
    Read the years again in the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR

_SPAN = re.compile(r"\b((?:19|20)\d\d)\b\D{1,30}?\b((?:19|20)\d\d)\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each cohort whose years end before they begin, or are to come."""
    for cohort in kb.cohorts.values():
        span = _SPAN.search(cohort.treated)
        fault = ""
        if span and int(span[1]) > int(span[2]):
            fault = f"'{cohort.treated}' ends before it begins"
        elif any(int(year) > kb.today.year for year in _YEAR.findall(cohort.treated)):
            fault = f"'{cohort.treated}' is to come; today is {kb.today}"
        if fault:
            yield Remark(kb.place(cohort, "treated"), fault, "Read the years again in the source.", cohort.id)
