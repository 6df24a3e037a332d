"""A unit that is not on the list.

What it checks
    Every unit is one of the allowed units, in its one spelling. Look-alike letters of other scripts are not
    accepted.

Why it matters at the bedside
    A unit that the checker does not know can't be converted, so a slip by a factor of a thousand would pass.

How to fix
    Use the spelling that the help proposes. A unit the field needs is added to the unit table with its factor.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.CRITICAL


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield what was met while reading."""
    return kb.met("unknown-unit")
