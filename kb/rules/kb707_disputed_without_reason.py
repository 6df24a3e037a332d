"""A fact set aside without a reason.

What it checks
    Every fact whose status is `disputed` or `retired` has a `reason` of at least four words, and no active fact carries
    one.

Why it matters at the bedside
    A figure marked as disputed warns the reader; without the reason nobody can weigh the warning. A figure retired in
    silence may be the very one that somebody remembers and goes on using.

How to fix
    Say in a sentence of your own what is wrong with the figure and how that is known.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR

FEWEST_WORDS = 4


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each status without a reason, and for each reason without a status."""
    for fact in kb.facts.values():
        if fact.status == "active":
            if fact.reason:
                message = f"a reason is given, and '{fact.id}' is neither disputed nor retired"
                yield Remark(kb.place(fact, "reason"), message, "Set 'status', or delete the reason.", fact.id)
        elif len(fact.reason.split()) < FEWEST_WORDS:
            said = f"'{fact.reason}' does not say" if fact.reason else "nothing says"
            message = f"'{fact.id}' is {fact.status}, and {said} why"
            yield Remark(kb.place(fact, "status"), message, "Add 'reason:' in a sentence of your own.", fact.id)
