"""An explanation whose reason says nothing.

What it checks
    `because` has at least five words, and does not merely repeat the type.

Why it matters at the bedside
    A disagreement closed without a reason is a disagreement hidden.

How to fix
    Say in a sentence of your own what accounts for the difference, and how that is known.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.CRITICAL

FEWEST_WORDS = 5


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each reason that is too short to be one."""
    for explanation in kb.explanations:
        if len(explanation.because.split()) < FEWEST_WORDS:
            message = f"'{explanation.because}' gives no reason for the difference"
            yield Remark(kb.place(explanation, "because"), message, "Say what accounts for it, and how that is known.")
