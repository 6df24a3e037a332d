"""A field that the bibliography does not know.

What it checks
    Each field of an entry is one that is read here.

Why it matters at the bedside
    A misspelt `standing` or `retracted` is ignored by other programs: a withdrawn study would go on supporting a
    dose.

How to fix
    Correct the spelling; the help names the nearest field.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR
WAIVABLE = False


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for every field that nothing reads."""
    return kb.met("unknown-bib-field")
