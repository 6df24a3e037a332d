"""A sign-off that is more than two years old.

What it checks
    Sign-offs are at most 731 days old; on the last of these days they still count.

Why it matters at the bedside
    Labels, guidelines and drugs change. What a pharmacist approved three years ago may be what today's label warns of.

How to fix
    Have the fact reviewed against its sources as they are now, and signed again.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR

OLDEST = datetime.timedelta(days=731)


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each sign-off beyond its age."""
    for fact in kb.facts.values():
        for index, signoff in enumerate(fact.signoffs):
            if kb.today - signoff.on > OLDEST:
                message = f"{signoff.by} signed '{fact.id}' on {signoff.on}, {(kb.today - signoff.on).days} days ago"
                yield Remark(
                    kb.place(fact, f"signoffs.{index}.on"), message, "Have it reviewed and signed again.", fact.id
                )
