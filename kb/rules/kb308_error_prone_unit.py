"""A unit spelled in a way known to cause errors.

What it checks
    Spellings on the lists of error-prone abbreviations are refused: one letter for units, two for milliliters, the
    micro sign, letters for millions of units and the like.

Why it matters at the bedside
    A handwritten or misread letter for units becomes a zero; the micro sign becomes an m. Both have killed patients.

How to fix
    Write the approved spelling that the help names.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield what was met while reading."""
    return kb.met("error-prone-unit")
