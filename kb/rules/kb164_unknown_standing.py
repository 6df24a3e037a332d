"""A standing that does not exist.

What it checks
    The field `standing` of an entry is `current`, `superseded` or `retracted`.

Why it matters at the bedside
    A source marked with another word would count as current, and a dose from a replaced label as the dose of
    today.

How to fix
    Write one of the three words.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR
WAIVABLE = False


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for every other standing."""
    return kb.met("unknown-standing")
