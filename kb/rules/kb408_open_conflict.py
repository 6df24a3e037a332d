"""A disagreement that an editor has recorded as unresolved.

What it checks
    Conflicts with an explanation of type `unresolved`. They are shown as open on the site.

Why it matters at the bedside
    Nobody knows yet which of the figures to act on. That is worth saying, and worth settling.

How to fix
    Read what `settled_by` names. When it is settled, change the type and the reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.INFO


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each explanation that leaves its conflict open."""
    for explanation in graph.standing_explanations:
        if explanation.type == "unresolved" and explanation.settled_by:
            message = f"open: {', '.join(explanation.between)} disagree and nothing settles it yet"
            yield Remark(kb.place(explanation, "type"), message, f"What would settle it: {explanation.settled_by}")
