"""Two facts on a dose or a hold or stop decision differ and nothing explains it.

What it checks
    As unexplained-contradiction, for values that overlap only in part, or thresholds, stances and doses that differ,
    where the measure is marked safety-critical.

Why it matters at the bedside
    One source gives the next dose where another withholds it. The reader must see both and know why.

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

SEVERITY = Severity.ERROR
WAIVABLE = False


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at each side of a missing link between safety-critical values that differ."""
    for conflict in graph.conflicts:
        for pair in missing_links(conflict):
            if pair.verdict is Verdict.DIFFERS and safety_critical(kb, pair):
                yield from remarks_on(kb, pair)
