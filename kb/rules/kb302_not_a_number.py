"""A text where a number is needed.

What it checks
    What stands where a number is needed begins like one. Ratios of times such as 1:30 are never read as numbers.

Why it matters at the bedside
    A reader that takes 1:30 for ninety gives ninety.

How to fix
    Write the number, or a value in words that the grammar knows.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.CRITICAL


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield what was met while reading."""
    return kb.met("not-a-number")
