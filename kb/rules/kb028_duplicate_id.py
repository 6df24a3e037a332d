"""An id that two records share.

What it checks
    No two facts, no two cohorts and no two terms or measures of the vocabulary have the same id, in whatever files
    they stand.

Why it matters at the bedside
    The second record is left out. If it is the lower dose or the stricter criterion, it is gone from every page
    while its text still stands in the file.

How to fix
    Give the second record an id of its own. If both say the same, delete one.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.CRITICAL


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at the second of two equal ids."""
    return kb.met("duplicate-id")
