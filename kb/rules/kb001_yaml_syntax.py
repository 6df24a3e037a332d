"""A file that is not YAML.

What it checks
    Every file below `facts/` is YAML with a mapping at its top. A file cut off in the middle, a quotation mark
    left open or a wrong indentation shows here, with the place at which reading became impossible.

Why it matters at the bedside
    Nothing in a file that cannot be read is checked. If the stop criteria stand in it, they are missing from every
    page, and a page without a criterion looks like permission to give the dose.

How to fix
    Look at the line named and the one above it: indentation, quotation marks, colons and brackets. If the end of
    the file is missing, restore it from the history of the repository.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.CRITICAL


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for every file whose text cannot be read as YAML."""
    return kb.met("yaml-syntax")
