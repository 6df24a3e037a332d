"""A date that is not in the calendar.

What it checks
    Dates are days, months or years of the calendar, days written as YYYY-MM-DD.

Why it matters at the bedside
    The age of a recommendation decides how far it is trusted.

How to fix
    Write the day as it stands in the source or record.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield what was met while reading."""
    return kb.met("impossible-date")
