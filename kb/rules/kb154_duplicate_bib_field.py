"""A field that stands twice in one entry.

What it checks
    No entry of the bibliography has the same field twice.

Why it matters at the bedside
    With two years or two identifiers, the person who looks the source of a dose up may be led to another edition
    than the one the figure was taken from.

How to fix
    Keep the one that the source confirms.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR
WAIVABLE = False


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at the second of two equal fields."""
    return kb.met("duplicate-bib-field")
