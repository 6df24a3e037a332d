"""A text too long for a fact.

What it checks
    A single text has at most 2,000 characters, a field of the bibliography at most 60,000.

Why it matters at the bedside
    The figure a nurse looks for drowns in a pasted page. A text of that length is also a copy of its source, and
    nobody will compare it with the figure beside it.

How to fix
    Keep the figure and a short statement in your own words. What remains belongs in the source, behind the
    locator.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR
WAIVABLE = False


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for every text beyond the limit."""
    return kb.met("oversized-text")
