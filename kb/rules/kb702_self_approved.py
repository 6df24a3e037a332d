"""A fact approved by one person alone, or by its author.

What it checks
    Whoever signed a safety-critical fact as its author does not sign it in a clinical role, and no person signs it
    twice.

Why it matters at the bedside
    Nobody finds their own slip. Two pairs of eyes on every dose is the rule on the ward, and it is the rule here.

How to fix
    Delete the second signature, and ask another clinician.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Fact, KnowledgeBase

SEVERITY = Severity.CRITICAL


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at the second signature of one person."""
    for fact in kb.facts.values():
        measure = kb.measure(fact)
        if fact.signoffs and measure and measure.safety_critical:
            yield from _second_signatures(kb, fact)


def _second_signatures(kb: KnowledgeBase, fact: Fact) -> Iterator[Remark]:
    first: dict[str, str] = {}
    for index, signoff in enumerate(fact.signoffs):
        person = " ".join(signoff.by.casefold().split())
        if person in first:
            message = f"{signoff.by} signed '{fact.id}' as {first[person]} and again as {signoff.role}"
            yield Remark(
                kb.place(fact, f"signoffs.{index}.by"), message, "Ask another clinician to review it.", fact.id
            )
        first.setdefault(person, signoff.role)
