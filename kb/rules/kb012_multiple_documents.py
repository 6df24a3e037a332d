"""A second YAML document in one file.

What it checks
    Each file holds one document. What stands behind a line of `---` or `...` is not read.

Why it matters at the bedside
    Facts in a second document would be passed over: a warning about a drug could stand in the file, be reviewed,
    and never reach the page.

How to fix
    Delete the separator, or move the second document into a file of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR
WAIVABLE = False


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark where the second document begins."""
    return kb.met("multiple-documents")
