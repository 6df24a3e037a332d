"""A number that is not written in plain decimal digits.

What it checks
    Numbers have digits and at most one decimal point: no thousands separators, underscores, exponents, leading
    zeros, or other scripts' digits.

Why it matters at the bedside
    A comma read as a point, or a leading zero read as octal, changes a dose a thousandfold or by two.

How to fix
    Write plain digits: 600000, not 600,000; 0.5, not .5; 10, not 010.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.CRITICAL


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield what was met while reading."""
    return kb.met("number-format")
