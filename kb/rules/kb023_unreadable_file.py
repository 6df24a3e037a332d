"""A file that cannot be read.

What it checks
    Each file and folder of the base can be opened, and `references.bib` exists.

Why it matters at the bedside
    What could not be read was not checked. Without the bibliography no figure has a source, and nobody on the ward
    can look one up.

How to fix
    Restore the file, or correct its permissions.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.CRITICAL


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for every file or folder that cannot be opened."""
    return kb.met("unreadable-file")
