"""An alternative that another one already holds.

What it checks
    Of the thresholds joined by `any` on one parameter, none lies inside another; of those joined by `all`, none holds
    another, so that it adds nothing. Those of another moment or duration are left out.

Why it matters at the bedside
    A row that can never be the reason for stopping looks like a rule and is none: its sign or its number was misread,
    and the limit that was meant is missing.

How to fix
    Read both thresholds again in the source, with their comparison signs.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Condition, Fact, KnowledgeBase
from kb.value import Relation, relation

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each threshold that adds nothing to the one it is joined with."""
    for fact in kb.facts.values():
        for path in ("when", "target"):
            condition = getattr(fact, path)
            if condition is not None:
                yield from _joined(kb, fact, condition, path)


def _joined(kb: KnowledgeBase, fact: Fact, condition: Condition, path: str) -> Iterator[Remark]:
    for name in ("all", "any"):
        parts = list(enumerate(getattr(condition, name)))
        for (i, one), (j, other) in itertools.permutations(parts, 2):
            if _adds_nothing(one, other) and one.is_ and other.is_ and (one.is_ != other.is_ or i < j):
                word = {"any": "and", "all": "or"}[name]
                message = f"'{one.is_.text}' lies inside '{other.is_.text}', and they are joined by '{name}'"
                where = j if name == "all" else i
                help = f"Read both again with their signs; should they be joined by '{word}'?"
                yield Remark(kb.place(fact, f"{path}.{name}.{where}.is"), message, help, fact.id)
        for index, part in parts:
            yield from _joined(kb, fact, part, f"{path}.{name}.{index}")


def _adds_nothing(one: Condition, other: Condition) -> bool:
    """Whether the first threshold lies inside the second, both being plain ones on one parameter."""
    if not one.parameter or one.parameter != other.parameter or one.is_ is None or other.is_ is None:
        return False
    beside = [(part.lasting, part.times, part.within, part.at, part.despite) for part in (one, other)]
    return beside[0] == beside[1] and relation(one.is_, other.is_) in (Relation.WITHIN, Relation.EQUAL)
