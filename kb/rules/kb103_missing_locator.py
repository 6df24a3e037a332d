"""A citation that does not say where in the source.

What it checks
    Every fact that cites a reference has a `locator`: a table and row, a section, a page, or `abstract`.

Why it matters at the bedside
    A stop criterion is confirmed in a minute if the table and its row are named, and not at all between two doses if
    the reader must search a whole guideline for it.

How to fix
    Write where the figure stands, as narrowly as the source allows: `Table 3, renal row, absolute column`.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each citation without a place."""
    for fact in kb.facts.values():
        if fact.cite and not fact.locator:
            message = f"the fact '{fact.id}' does not say where in '{fact.cite}' its figure stands"
            yield Remark(
                kb.place(fact, "cite"), message, "Add 'locator:' with the table and row, section or page.", fact.id
            )
