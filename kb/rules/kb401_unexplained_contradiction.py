"""Two facts contradict each other and nothing explains it.

What it checks
    Facts with overlapping comparison keys whose values are apart. A conflict with k distinct values is closed only
    when explanations connect all of them; this rule names each link that is missing, at both of its facts.

Why it matters at the bedside
    Somebody reads one of the two figures and acts on it without knowing that another source says otherwise. For a dose
    the message says what the difference is for a patient.

How to fix
    Read both places in the sources again. If one of the facts is wrong, correct it. If both are right, write an
    explanation; the help shows one to complete. `unresolved` is an honest type.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.conflict_text import missing_links, remarks_on
from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.judgement import Verdict
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR
WAIVABLE = False


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at each side of a missing link between values that are apart."""
    for conflict in graph.conflicts:
        for pair in missing_links(conflict):
            if pair.verdict is Verdict.CONTRADICTS:
                yield from remarks_on(kb, pair)
