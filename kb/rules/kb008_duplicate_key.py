"""A field that stands twice in one record.

What it checks
    No mapping has the same key twice. Other readers of YAML keep the last of the two without a word.

Why it matters at the bedside
    With `value` written twice, one of two doses is shown and the other disappears; which of them depends on the
    program that reads the file, and the reviewer may have looked at the other.

How to fix
    Keep the one that the source prints and delete the other.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.CRITICAL


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at the second of two equal keys."""
    return kb.met("duplicate-key")
