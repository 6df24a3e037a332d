"""A fact without a source.

What it checks
    Every fact names the reference that reports it in `cite`, or the facts it is computed from in `derived`.

Why it matters at the bedside
    A dose that nobody can trace is a rumour with a unit. The pharmacist who doubts it has nowhere to look it up, and
    it stands on the page beside doses that were measured.

How to fix
    Add `cite:` with the key of the reference in which you read the figure, and `locator:` with the place. If the
    figure was computed, give the formula in `derived`. If neither is known, delete the fact.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.CRITICAL


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each fact that rests on nothing."""
    for fact in kb.facts.values():
        if not fact.cite and fact.derived is None:
            message = f"the fact '{fact.id}' cites no source"
            yield Remark(kb.place(fact), message, "Add 'cite:' with a key of references.bib, or 'derived:'.", fact.id)
