"""A value of the wrong kind.

What it checks
    Each field holds what it is for: true or false exactly, one of the listed words, a text where a text belongs, a
    list where a list belongs. Nothing is coerced: `no` is never taken for false.

Why it matters at the bedside
    YAML programs turn `no` into false and `on` into true. Whether a patient group is excluded must not hang on
    such a guess.

How to fix
    Write one of the words that the message or the schema names, spelled exactly so.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.CRITICAL


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for every value that its field does not take."""
    return kb.met("type-mismatch")
