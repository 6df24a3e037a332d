"""An entry of an unknown type.

What it checks
    The type of each entry (`@article`, `@online`, `@report` ...) is a known one.

Why it matters at the bedside
    How a source is printed follows from its type; a label shown like a journal article misleads about what stands
    behind a dose.

How to fix
    Correct the type; the help names the nearest.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR
WAIVABLE = False


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for every entry of another type."""
    return kb.met("unknown-entry-type")
