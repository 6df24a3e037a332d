"""An anchor or alias in place of a value.

What it checks
    No value is given an anchor (`&name`) and none is drawn in by an alias (`*name`).

Why it matters at the bedside
    A change to the dose of one group would silently change every place that points to it, where no reviewer of
    that line would see a new figure. Chained aliases can also fill the memory of the machine that runs the check.

How to fix
    Write the value out at each place.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR
WAIVABLE = False


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at the first anchor or alias of a file."""
    return kb.met("alias-not-allowed")
