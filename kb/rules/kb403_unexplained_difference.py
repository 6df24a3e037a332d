"""Two facts differ and nothing explains it.

What it checks
    As unexplained-safety-difference, for measures on which no dose and no hold or stop decision rests.

Why it matters at the bedside
    A response rate or a time that differs between sources changes what a patient is told to expect.

How to fix
    Correct the fact that is wrong, or write an explanation; the help shows one to complete.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.conflict_text import missing_links, remarks_on, safety_critical
from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.judgement import Verdict
from kb.model import KnowledgeBase

SEVERITY = Severity.WARNING


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at each side of a missing link between other values that differ."""
    for conflict in graph.conflicts:
        for pair in missing_links(conflict):
            if pair.verdict is Verdict.DIFFERS and not safety_critical(kb, pair):
                yield from remarks_on(kb, pair)
