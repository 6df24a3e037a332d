"""An explanation that names a fact which does not exist.

What it checks
    Every id under `between`, and the one under `prefer`, is the id of a fact of this base.

Why it matters at the bedside
    When one side of a disagreement is deleted, the other looks undisputed. The record of why they differed must be
    dealt with in the same change.

How to fix
    Restore the fact, or retire it with `status: retired` and a reason; correct the id; or delete the explanation.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase
from kb.suggestions import Suggestions

SEVERITY = Severity.ERROR
WAIVABLE = False


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each id that names nothing, and for a preference outside the explanation."""
    ids = Suggestions(kb.facts)
    for explanation in kb.explanations:
        for id in explanation.between:
            if id not in kb.facts:
                close = ids.nearest(id)
                help = f"Did you mean '{close}'?" if close else "Restore the fact, or delete the explanation."
                yield Remark(kb.place(explanation, f"between.{id}"), f"no fact has the id '{id}'", help, id)
        if explanation.prefer and explanation.prefer not in explanation.between:
            message = f"'{explanation.prefer}' is preferred but is not one of the facts explained"
            yield Remark(kb.place(explanation, "prefer"), message, "Prefer one of the facts under 'between'.")
