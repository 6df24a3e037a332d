"""A sign-off of another form of the fact.

What it checks
    A sign-off holds the fingerprint of the fact that its signer saw. Where the fact has another fingerprint now, the
    sign-off is void. This is said at the sign-off, and at the figure.

Why it matters at the bedside
    "Reviewed by a pharmacist" must not stand beside a dose which that pharmacist never saw. It is the one sentence that
    makes others stop checking.

How to fix
    Ask the signer to review the fact as it is now and to sign again, or delete the sign-off.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.conflict_text import field_compared
from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.CRITICAL

_HELP = "Have it reviewed and signed again as it is now, or delete the sign-off."


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each sign-off whose fingerprint is not that of the fact, and one at the fact's figure."""
    for fact in kb.facts.values():
        void = [(index, one) for index, one in enumerate(fact.signoffs) if one.fingerprint != kb.fingerprint(fact)]
        for index, signoff in void:
            forms = f"{signoff.fingerprint}, now {kb.fingerprint(fact)}"
            message = f"{signoff.by} signed '{fact.id}' in another form ({forms})"
            yield Remark(kb.place(fact, f"signoffs.{index}.fingerprint"), message, _HELP, fact.id)
        if void:
            signers = " and ".join(signoff.by for _, signoff in void)
            message = f"'{fact.id}' is not in the form that {signers} signed"
            yield Remark(kb.place(fact, field_compared(kb, fact)), message, _HELP, fact.id)
