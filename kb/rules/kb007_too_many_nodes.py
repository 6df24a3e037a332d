"""A file with too many values.

What it checks
    One file holds at most 200,000 keys and values.

Why it matters at the bedside
    Such a file makes each check take minutes instead of a second, until people stop waiting for it and merge a
    changed dose without it.

How to fix
    Split the file by topic, a few dozen facts in each.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR
WAIVABLE = False


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark where a file goes beyond the limit."""
    return kb.met("too-many-nodes")
