"""A file that holds nothing.

What it checks
    Every file below `facts/` holds something besides blank space.

Why it matters at the bedside
    A file emptied by accident takes its facts with it without a sound: the dose or the criterion is gone and the
    rest of the base still looks whole.

How to fix
    Restore the file from the history of the repository, or delete it if its facts have moved elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.CRITICAL


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for every file without content."""
    return kb.met("empty-file")
