"""A limit for going on that lies beyond the limit for stopping.

What it checks
    Where one source says under different measures at which value of a parameter treatment goes on (`action: continue`)
    and at which a dose is delayed, withheld or treatment stopped, no value is in both. Relative criteria, which leave a
    choice, and bounds printed as a range are left out. No target lies within the trigger that it is to end.

Why it matters at the bedside
    A patient who has just been stopped would be restarted at the same value, and stopped again.

How to fix
    Read both limits again in the source, with their comparison signs.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator

from kb.bands import MOST_POSITIONS, thresholds
from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import SCOPE_FIELDS, Fact, KnowledgeBase
from kb.value import Relation, Value, bound_is_vague, relation
from kb.vocabulary import ACTIONS

SEVERITY = Severity.CRITICAL

_DELAY = ACTIONS.index("delay")


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at each limit for going on that shares a value with a limit for stopping."""
    resume: dict[object, dict[Value, Fact]] = defaultdict(dict)
    hold: dict[object, dict[Value, Fact]] = defaultdict(dict)
    for fact, leaf in thresholds(kb):
        if leaf.is_ is not None and (fact.tier or fact.action) and not bound_is_vague(leaf.is_):
            stops = ACTIONS.index(fact.action) >= _DELAY if fact.action else fact.tier == "absolute"
            side = hold if stops else resume if fact.action == "continue" else None
            if side is not None:
                side[fact.cite, leaf.parameter, leaf.at].setdefault(leaf.is_, fact)
    for fact in kb.facts.values():
        if fact.target is not None:
            yield from _own_target(kb, fact)
    for key, going_on in resume.items():
        pairs = itertools.product(
            list(going_on.items())[:MOST_POSITIONS], list(hold.get(key, {}).items())[:MOST_POSITIONS]
        )
        for (a, one), (b, other) in pairs:
            if (
                one.measure != other.measure
                and _same_scope(kb, one, other)
                and relation(a, b) not in (Relation.APART, None)
            ):
                where = kb.place(other, "when.is")
                message = f"treatment goes on at '{a.text}' and is held at '{b.text}' ('{other.id}', {where})"
                help = "Read both limits and their comparison signs again."
                yield Remark(kb.place(one, "when.is"), message, help, one.id)


def _own_target(kb: KnowledgeBase, fact: Fact) -> Iterator[Remark]:
    """A fact whose target is met as long as its own trigger is."""
    goal, trigger = fact.target, fact.when
    if goal is None or trigger is None or not goal.parameter or goal.parameter != trigger.parameter:
        return
    if goal.is_ and trigger.is_ and relation(goal.is_, trigger.is_) in (Relation.EQUAL, Relation.WITHIN):
        message = f"the target '{goal.is_.text}' is met as long as the trigger '{trigger.is_.text}' is"
        yield Remark(kb.place(fact, "target.is"), message, "Read both limits and their signs again.", fact.id)


def _same_scope(kb: KnowledgeBase, one: Fact, other: Fact) -> bool:
    return all(kb.vocabulary.overlap(getattr(one, name), getattr(other, name)) for name in SCOPE_FIELDS)
