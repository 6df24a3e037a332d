"""Markup in a text.

What it checks
    No text holds HTML tags, comments, entities or event handlers. A bare sign for less than, as in R0 < 1, passes.

Why it matters at the bedside
    Markup can hide a warning, lay a form over a page or send the reader to a page that looks like this one with
    another dose.

How to fix
    Write plain text with the characters themselves; pages escape them.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.CRITICAL


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for every text that holds it."""
    return kb.met("markup-not-allowed")
