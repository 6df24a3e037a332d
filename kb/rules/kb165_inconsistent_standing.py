"""A standing that the other fields of the entry deny.

What it checks
    An entry with `standing = {superseded}` names its successor in `supersededby`, one with `retracted` the day in
    `retracted`, and the other way round.

Why it matters at the bedside
    Half a record of a retraction is worse than none: the reader sees a date or a word and cannot tell whether the
    study may still be relied on.

How to fix
    Add the field that is missing, or delete the one that is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR
WAIVABLE = False


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for every entry that contradicts itself."""
    return kb.met("inconsistent-standing")
