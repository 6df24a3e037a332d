"""A symbolic link among the files of the base.

What it checks
    No file below `facts/`, no template or folder of templates, and not the bibliography is a symbolic link. What a link
    points to is never read.

Why it matters at the bedside
    Behind a link the dose can be changed without any change to this repository, and a link out of the tree can
    publish a file that was never meant to leave the hospital's machine.

How to fix
    Put the file itself in place of the link.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.CRITICAL


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for every link."""
    return kb.met("symlink-not-allowed")
