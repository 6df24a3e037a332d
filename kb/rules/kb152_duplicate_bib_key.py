"""A citation key that two entries share.

What it checks
    No two entries of the bibliography have the same key.

Why it matters at the bedside
    One of two papers is silently taken for the other: the reader who opens the source of a dose finds another
    study, with other patients.

How to fix
    Rename one of them and the citations that mean it, or delete the copy.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.CRITICAL


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at the second of two equal keys."""
    return kb.met("duplicate-bib-key")
