"""A reference of more than one kind.

What it checks
    The field `keywords` names exactly one kind of source.

Why it matters at the bedside
    Called a guideline and a review at once, a source would be counted with the stronger of the two when it
    supports a dose.

How to fix
    Keep the one kind that the document says of itself.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR
WAIVABLE = False


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for every entry with several kinds."""
    return kb.met("several-source-kinds")
