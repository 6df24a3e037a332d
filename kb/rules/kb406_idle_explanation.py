"""An explanation that explains nothing.

What it checks
    Among the facts that an explanation names, at least one pair is comparable and disagrees.

Why it matters at the bedside
    A stock of explanations that fit nothing would excuse the next disagreement before anybody has looked at it.

How to fix
    Delete it. If the facts should disagree and don't, look at their scope fields: one may say more than its source.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR
WAIVABLE = False


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each explanation that stands and accounts for no disagreement."""
    disagreeing = {frozenset((pair.one, pair.other)) for conflict in graph.conflicts for pair in conflict.pairs}
    members = [{*conflict.facts, *conflict.agreeing} for conflict in graph.conflicts]
    for explanation in graph.standing_explanations:
        named = set(explanation.between)
        direct = any(pair <= named for pair in disagreeing)
        if not direct and not any(len(named & facts) > 1 for facts in members):
            message = f"no two of these facts disagree: {', '.join(explanation.between)}"
            yield Remark(
                kb.place(explanation, "between"), message, "Delete the explanation, or check the facts' scope."
            )
