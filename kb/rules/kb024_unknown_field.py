"""A field that does not exist.

What it checks
    Every key of a record, and every section of a file, is one that this base knows. Nothing unknown is ignored.

Why it matters at the bedside
    A misspelt limit is no limit: with `max_dose` in place of the right field the dose is shown without its
    maximum.

How to fix
    Correct the spelling; the help names the nearest field. The schema lists all of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.CRITICAL


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for every key that nothing reads."""
    return kb.met("unknown-field")
