"""A waiver that excuses nothing.

What it checks
    The rule that a waiver names still speaks about its fact, as long as the waiver lasts and the fact is the one that
    it was granted for.

Why it matters at the bedside
    A waiver left behind waits for the next fault of the same kind in the same fact, and will excuse it before anybody
    has seen it.

How to fix
    Delete the waiver. The fault that it excused has been mended, or was in another fact.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase
from kb.rules import rule_named

SEVERITY = Severity.ERROR
WAIVABLE = False


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each waiver whose rule is silent about the fact; each rule is run once."""
    spoken: dict[str, set[str]] = {}
    for fact in kb.facts.values():
        for index, waiver in enumerate(fact.waivers):
            rule = rule_named(waiver.rule)
            void = waiver.until < kb.today or waiver.fingerprint != kb.fingerprint(fact)
            if rule is None or not rule.waivable or void:
                continue
            if rule.name not in spoken:
                spoken[rule.name] = {remark.subject for remark in rule.check(kb, graph)}
            if fact.id not in spoken[rule.name]:
                message = f"the rule '{rule.name}' has nothing against '{fact.id}'"
                yield Remark(kb.place(fact, f"waivers.{index}.rule"), message, "Delete the waiver.", fact.id)
