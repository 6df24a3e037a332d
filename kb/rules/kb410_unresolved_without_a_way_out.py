"""An explanation of type `unresolved` that does not say what would settle it.

What it checks
    Every explanation of type `unresolved` carries `settled_by`.

Why it matters at the bedside
    An open question that names no way out stays open; the next reader can't tell where to look.

How to fix
    Write in `settled_by` which document, table or person would decide it.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR
WAIVABLE = False


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each unresolved explanation without a way out."""
    for explanation in kb.explanations:
        if explanation.type == "unresolved" and not explanation.settled_by:
            message = "the disagreement is left unresolved, and nothing says what would settle it"
            yield Remark(
                kb.place(explanation, "type"),
                message,
                "Add 'settled_by:' with the document or table that would decide it.",
            )
