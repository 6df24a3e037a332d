"""Two limits that differ only at the limit itself.

What it checks
    Thresholds of two sources with the same figure, of which one includes the figure and the other doesn't (`>= 90` and
    `> 90`), or of which one is printed without a sign (`15 %` and `> 15 %`). They are shown as a difference and need no
    explanation. Where a dose or a hold or stop decision rests on both, and both print a sign,
    unexplained-safety-difference speaks instead.

Why it matters at the bedside
    A patient who stands exactly at the limit meets the one criterion and not the other.

How to fix
    Nothing has to be done. Where the reason is known, say it in an explanation: then this rule is silent.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.conflict_text import remark_on
from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.INFO


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each slight difference that nothing explains."""
    for conflict in graph.conflicts:
        for pair in conflict.slight_pairs:
            yield remark_on(kb, pair)
