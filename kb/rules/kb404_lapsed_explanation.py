"""An explanation whose facts have other values now.

What it checks
    Each explanation names the facts that it accounts for with the values it was written for. Where a value has
    changed since, the explanation no longer stands and closes nothing.

Why it matters at the bedside
    A reason that was true of two old figures must not go on excusing two new ones.

How to fix
    Read the explanation against the value as it is now. If it still holds, write the new value into it; if not,
    rewrite or delete it.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Place, Remark, Severity
from kb.graph import ClaimGraph, lapsed
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR
WAIVABLE = False


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each fact whose value is not the one explained."""
    for explanation in kb.explanations:
        for id, now in lapsed(kb, explanation).items():
            if id in kb.facts:
                place = kb.place(explanation, f"between.{id}")
                written = explanation.between[id]
                message = f"this explanation is for '{written}', but '{id}' says '{now}' now ({_where(kb, id)})"
                yield Remark(place, message, f"If it still holds, write {id}: {now}", id)


def _where(kb: KnowledgeBase, id: str) -> Place:
    """Where the figure of a fact stands, or what it says in place of one."""
    fact = kb.facts[id]
    held = ("value", "events", "when", "stance", "dose", "do", "printed", "says")
    return kb.place(fact, next((path for path in held if getattr(fact, path)), ""))
