"""Events and total that can't be.

What it checks
    In a ratio both numbers are whole, the total is above zero, and the events do not exceed it.

Why it matters at the bedside
    A rate above one hundred percent, or of nobody, misleads whoever weighs benefit against harm.

How to fix
    Read the count and the denominator again in the source.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield what was met while reading."""
    return kb.met("impossible-ratio")
