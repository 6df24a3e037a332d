"""A fact without what its kind of measure must hold.

What it checks
    A quantity has a value; a proportion a value or events with a total; a time to event a value; a criterion a
    condition, and a tier or an action where others of its measure have one; a stance a step of the ladder; a
    medication a drug or its components; an action a trigger or a verb, or says what is done; a statement says
    something.

Why it matters at the bedside
    A fact with nothing in it looks like an answer on the page and is none.

How to fix
    Add the field that the message names, as the source prints it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Fact, KnowledgeBase

SEVERITY = Severity.ERROR
WAIVABLE = False

_NEEDS: dict[str, tuple[Callable[[Fact], object], str]] = {
    "quantity": (lambda fact: fact.value, "'value'"),
    "proportion": (
        lambda fact: fact.value or (fact.events is not None and fact.total is not None),
        "'value', or 'events' and 'total'",
    ),
    "time-to-event": (lambda fact: fact.value, "'value'"),
    "criterion": (lambda fact: fact.when, "'when'"),
    "stance": (lambda fact: fact.stance, "'stance'"),
    "medication": (lambda fact: fact.drug or fact.components, "'drug' or 'components'"),
    "action": (lambda fact: fact.do or fact.says, "'do' or 'says'"),
    "statement": (lambda fact: fact.says, "'says'"),
}


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each fact that lacks what its kind needs."""
    tiered = {fact.measure for fact in kb.facts.values() if fact.tier or fact.action}
    for fact in kb.facts.values():
        kind = kb.kind(fact)
        if not kind:
            continue
        holds, needed = _NEEDS[kind]
        if not holds(fact):
            yield Remark(
                kb.place(fact, "id"),
                f"a fact of kind {kind} needs {needed}",
                "Add it, as the source prints it.",
                fact.id,
            )
        elif kind == "criterion" and fact.measure in tiered and not fact.tier and not fact.action:
            message = f"a criterion of the measure '{fact.measure}' needs 'tier' or 'action', as its others have"
            yield Remark(kb.place(fact, "id"), message, "Add what the source lets the criterion lead to.", fact.id)
