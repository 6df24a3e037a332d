"""Two citation keys that differ only in capital letters.

What it checks
    No two keys of the bibliography are equal when capital letters are ignored.

Why it matters at the bedside
    Some systems take both pages of sources for one, and the figure of one study is shown under the name of
    another.

How to fix
    Rename one of the two so that they differ in more than capitals.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR
WAIVABLE = False


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at the second of two such keys."""
    return kb.met("case-colliding-bib-key")
