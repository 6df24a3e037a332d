"""Terms that are broader than themselves.

What it checks
    Following `broader` never leads back to where it began.

Why it matters at the bedside
    In a circle every term covers every other, and facts about different patients would be compared.

How to fix
    Delete the `broader` that points from the wider term to the narrower.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.circles import circles
from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR
WAIVABLE = False


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each term that is found among the broader terms of one of its broader terms."""
    circle = circles({entry.id: entry.broader for entry in kb.vocabulary if entry.broader})
    for entry in kb.vocabulary:
        for index, broader in enumerate(entry.broader):
            if entry.id in circle and circle[entry.id] == circle.get(broader):
                message = f"'{entry.id}' is broader than itself, by way of '{broader}'"
                yield Remark(
                    kb.place(entry, f"broader.{index}"),
                    message,
                    "Delete the link from the wider term to the narrower.",
                    entry.id,
                )
