"""A key that is not plain text.

What it checks
    Every key of a mapping is a word, not a list or another mapping.

Why it matters at the bedside
    A field under such a key belongs to no name, so that a limit written there would limit nothing.

How to fix
    Write the name of the field as a plain word. Braces or brackets before a colon usually come from a template
    that was not filled in.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR
WAIVABLE = False


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at the first such key of a file."""
    return kb.met("non-text-key")
