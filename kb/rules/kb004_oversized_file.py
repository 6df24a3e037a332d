"""A file too large to be read.

What it checks
    A file of facts has at most 2 MiB, the bibliography at most 4 MB. A larger file is not read at all.

Why it matters at the bedside
    A file that large stops the check for everybody, and while the check does not run no wrong dose is caught. It
    is also too long for any reviewer to read, so that an altered figure passes in the mass.

How to fix
    Split the file by topic. If it grew by accident (a pasted document, a repeated block), take that out.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR
WAIVABLE = False


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for every file beyond the limit."""
    return kb.met("oversized-file")
