"""A kind of source that does not exist.

What it checks
    The word in `keywords` is one of the kinds of source of this base.

Why it matters at the bedside
    How far a figure can be trusted is shown by the kind of its source. A misspelt kind would take a
    machine-written answer out of the check for weak sources.

How to fix
    Write one of the kinds that the help lists.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR
WAIVABLE = False


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for every unknown kind."""
    return kb.met("unknown-source-kind")
