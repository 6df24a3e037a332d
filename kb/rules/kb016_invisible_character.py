"""A character that cannot be seen.

What it checks
    No file and no text holds spaces of no width, joiners, soft hyphens, variation selectors or a mark of byte
    order.

Why it matters at the bedside
    Two figures that look alike are then different texts: the dose is not found in its source or its search, and
    two ids that look the same name two facts.

How to fix
    Delete the character and type the text anew. Save the file without a byte order mark.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR
WAIVABLE = False


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for every text that holds one."""
    return kb.met("invisible-character")
