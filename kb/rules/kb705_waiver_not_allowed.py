"""A waiver for a rule that can't be waived, or that does not exist.

What it checks
    The rule that a waiver names exists, by its name, and is not one of those that can never be waived: everything
    critical, and what guards the base itself.

Why it matters at the bedside
    A wrong unit of a dose is never acceptable for a while. And a waiver with a misspelt name looks like a decision that
    was taken, while it does nothing.

How to fix
    Delete the waiver and mend the fault; or correct the name of the rule as the help proposes.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase
from kb.rules import all_rules, rule_named
from kb.suggestions import Suggestions

SEVERITY = Severity.ERROR
WAIVABLE = False


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each waiver that excuses nothing by its nature."""
    names = Suggestions(one.name for one in all_rules() if one.waivable)
    for fact in kb.facts.values():
        for index, waiver in enumerate(fact.waivers):
            place = kb.place(fact, f"waivers.{index}.rule")
            rule = rule_named(waiver.rule)
            if rule is None:
                close = names.nearest(waiver.rule)
                help = f"Did you mean '{close}'?" if close else "'kb explain CODE' tells the name of a rule."
                yield Remark(place, f"no rule is named '{waiver.rule}'", help, fact.id)
            elif rule.name != waiver.rule:
                yield Remark(
                    place, f"'{waiver.rule}' is a code; a waiver names the rule", f"Write '{rule.name}'.", fact.id
                )
            elif not rule.waivable:
                message = f"the rule '{rule.name}' ({rule.severity.value}) can't be waived"
                yield Remark(place, message, "Mend the fault and delete the waiver.", fact.id)
