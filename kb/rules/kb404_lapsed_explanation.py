"""An explanation whose facts have other values now.

What it checks
    Each explanation names the facts that it accounts for with the values it was written for. Where a value has
    changed since, the explanation no longer stands and closes nothing. This is said at the explanation, and at the
    value.

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
from kb.model import Condition, Fact, KnowledgeBase
from kb.value import canonical_text

SEVERITY = Severity.ERROR
WAIVABLE = False

_WORDS = ("tier", "action", "stance", "do", "role", "route", "drug")
"""Fields of which an explanation holds the very words."""

_HELD = ("tier", "action", "stance", "do", "role", "route", "value", "events", "when", "dose", "printed", "says")


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at each explanation of another value, and at the value."""
    for explanation in kb.explanations:
        for id, now in lapsed(kb, explanation).items():
            if id in kb.facts:
                place, written = kb.place(explanation, f"between.{id}"), explanation.between[id]
                where = _where(kb, kb.facts[id], written)
                message = f"this explanation is for '{written}', but '{id}' says '{now}' now ({where})"
                yield Remark(place, message, f"If it still holds, write {id}: {now}", id)
                message = f"'{id}' says '{now}' now, and the explanation at {place} is for '{written}'"
                yield Remark(where, message, "Undo the edit, or read the explanation against the new value.", id)


def _where(kb: KnowledgeBase, fact: Fact, written: str) -> Place:
    """Where that of a fact stands which an explanation was not written for; else its figure, or what it says."""
    held = [path for path in _HELD if getattr(fact, path)]
    changed = (path for path in held if path in _WORDS and not all(one in written for one in _words(fact, path)))
    path = next(changed, next((path for path in held if path not in _WORDS), held[0] if held else ""))
    return kb.place(fact, _limit(fact.when, written) or path if path == "when" and fact.when else path)


def _limit(condition: Condition, written: str, path: str = "when") -> str:
    """The path of the first join or limit of a condition that an explanation does not hold."""
    for join, word in (("all", " and "), ("any", " or ")):
        if getattr(condition, join) and word not in written:
            return f"{path}.{join}"
        for index, part in enumerate(getattr(condition, join)):
            found = _limit(part, written, f"{path}.{join}.{index}")
            if found:
                return found
    return f"{path}.is" if condition.is_ and canonical_text(condition.is_) not in written else ""


def _words(fact: Fact, path: str) -> tuple[str, ...]:
    said = getattr(fact, path)
    return (said,) if isinstance(said, str) else tuple(said)
