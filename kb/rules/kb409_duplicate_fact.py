"""Two facts that say the same of the same place.

What it checks
    No two active facts share reference, locator, measure, scope, subject and value.

Why it matters at the bedside
    A claim counted twice looks twice as well supported as it is.

How to fix
    Keep one of them. If they stand at two places of the source, let each locator say its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Fact, KnowledgeBase

SEVERITY = Severity.ERROR

_BESIDE_THE_CLAIM = {
    "id", "near", "note", "access", "waivers", "signoffs", "hedge", "printed", "certainty", "supersedes", "disagrees_with",
}  # fmt: skip


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at the second of two facts that claim the same."""
    seen: dict[object, Fact] = {}
    for fact in kb.facts.values():
        if fact.status == "retired" or fact.derived is not None:
            continue
        claim = _claim(fact)
        first = seen.setdefault(claim, fact)
        if first is not fact:
            message = f"'{fact.id}' says the same of the same place as '{first.id}' ({kb.place(first)})"
            yield Remark(kb.place(fact, "id"), message, "Keep one of the two.", fact.id)


def _claim(fact: Fact) -> object:
    return tuple(repr(getattr(fact, entry.name)) for entry in fields(fact) if entry.name not in _BESIDE_THE_CLAIM)
