"""A term that stands twice in one list.

What it checks
    No list of terms or facts in a fact holds the same entry twice.

Why it matters at the bedside
    One of the two was meant to be another: a population, a route or an action that the reader now misses.

How to fix
    Read the source for the one that is missing, or delete the second.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR

_LISTS: Final = (
    "intervention", "population", "age_group", "condition", "setting", "phase", "timing", "route", "indication", "do",
    "restates", "disagrees_with", "supersedes",
)  # fmt: skip


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at the second of two equal entries."""
    for fact in kb.facts.values():
        for field in _LISTS:
            words = getattr(fact, field)
            if len(words) > 1 and len(set(words)) < len(words):
                index = next(at for at, word in enumerate(words) if word in words[:at])
                message = f"'{words[index]}' stands twice in '{field}'"
                place = kb.place(fact, f"{field}.{index}")
                yield Remark(place, message, "Name the one that was meant, or delete it.", fact.id)
