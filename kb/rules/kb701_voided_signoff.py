"""A sign-off of another form of the fact.

What it checks
    A sign-off holds the fingerprint of the fact that its signer saw. Where the fact has another fingerprint now, the
    sign-off is void.

Why it matters at the bedside
    "Reviewed by a pharmacist" must not stand beside a dose which that pharmacist never saw. It is the one sentence that
    makes others stop checking.

How to fix
    Ask the signer to review the fact as it is now and to sign again, or delete the sign-off.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.CRITICAL


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each sign-off whose fingerprint is not that of the fact."""
    for fact in kb.facts.values():
        for index, signoff in enumerate(fact.signoffs):
            if signoff.fingerprint != kb.fingerprint(fact):
                forms = f"{signoff.fingerprint}, now {kb.fingerprint(fact)}"
                message = f"{signoff.by} signed '{fact.id}' in another form ({forms})"
                help = "Have it reviewed and signed again as it is now, or delete the sign-off."
                yield Remark(kb.place(fact, f"signoffs.{index}.fingerprint"), message, help, fact.id)
