"""A range or interval that runs backwards.

What it checks
    The lower end of a range comes first. A range of one point is valid.

Why it matters at the bedside
    A band that runs backwards holds for no patient, so a criterion built on it never fires.

How to fix
    Read the ends again in the source and write the lower first.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.CRITICAL


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield what was met while reading."""
    return kb.met("range-inverted")
