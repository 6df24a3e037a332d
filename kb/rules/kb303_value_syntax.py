"""A value that the grammar does not know.

What it checks
    Every value is one of the forms of the value grammar: a point, a range, levels, a bound, a ratio, a period, a
    date or a frequency word.

Why it matters at the bedside
    A value that only people can read can't be compared, and a disagreement in it stays hidden.

How to fix
    Write it in one of the forms that the help shows.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield what was met while reading."""
    return kb.met("value-syntax")
