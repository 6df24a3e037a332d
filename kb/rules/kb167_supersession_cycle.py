"""References that supersede each other in a circle.

What it checks
    No entry is superseded, by way of others, by itself.

Why it matters at the bedside
    In a circle no label is the current one, and none of the doses can be shown as the one in force.

How to fix
    Let the newest of them be current and delete its `supersededby`.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR
WAIVABLE = False


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for every circle."""
    return kb.met("supersession-cycle")
