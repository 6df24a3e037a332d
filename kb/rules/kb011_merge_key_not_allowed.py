"""A merge key that brings in fields from elsewhere.

What it checks
    No mapping uses the merge key `<<`.

Why it matters at the bedside
    A dose that was merged in is not written where the fact stands: the person who proof-reads the fact against its
    source does not see the figure that patients will get.

How to fix
    Write the fields out in the record itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR
WAIVABLE = False


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at the first merge key of a file."""
    return kb.met("merge-key-not-allowed")
