"""Two facts that say the same of the same place.

What it checks
    No two active facts share reference, locator, measure, scope, subject and value.

Why it matters at the bedside
    A claim counted twice looks twice as well supported as it is.

How to fix
    Keep one of them. If they stand at two places of the source, let each locator say its own.
"""

from __future__ import annotations

import operator
from collections.abc import Iterator
from dataclasses import fields

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Fact, KnowledgeBase

SEVERITY = Severity.ERROR

_BESIDE_THE_CLAIM = {
    "id", "near", "note", "access", "waivers", "signoffs", "hedge", "printed", "certainty", "supersedes",
    "disagrees_with",
}  # fmt: skip
_claim = operator.attrgetter(*(entry.name for entry in fields(Fact) if entry.name not in _BESIDE_THE_CLAIM))


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at both of two facts that claim the same."""
    places: dict[tuple[str, str, str], list[Fact]] = {}
    for fact in kb.facts.values():
        if fact.status != "retired" and fact.derived is None:
            places.setdefault((fact.cite, fact.measure, fact.locator), []).append(fact)
    for facts in places.values():
        if len(facts) > 1:
            yield from _among(kb, facts)


def _among(kb: KnowledgeBase, facts: list[Fact]) -> Iterator[Remark]:
    """Facts of one measure at one place of one reference that claim the same."""
    seen: dict[tuple[object, ...], Fact] = {}
    for fact in facts:
        first = seen.setdefault(tuple(map(str, _claim(fact))), fact)
        if first is not fact:
            for one, other in ((fact, first), (first, fact)):
                message = f"'{one.id}' says the same of the same place as '{other.id}' ({kb.place(other)})"
                yield Remark(kb.place(one, "id"), message, "Keep one of the two.", one.id)
