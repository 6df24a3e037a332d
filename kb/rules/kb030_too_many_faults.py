"""A file with so many faults that the rest of it was not read.

What it checks
    A file with 500 faults or more is not read to its end. This says so, and names the first of them.

Why it matters at the bedside
    The doses below that line were not looked at by anybody. A list of ten thousand faults hides this as surely as no
    list does.

How to fix
    Mend the fault that is named, everywhere. Often it is one slip, repeated: a field renamed, or a file of another
    form.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.CRITICAL


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each file that was given up."""
    return kb.met("too-many-faults")
