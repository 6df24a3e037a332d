"""A fact that another supersedes and that is still active.

What it checks
    Every fact named under `supersedes` is retired or disputed, supersedes nothing back, and is about the same measure.

Why it matters at the bedside
    Two doses stand on the page, one of which was meant to be gone. The reader can't tell which.

How to fix
    Set `status: retired` with a reason on the older fact, or delete the link.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Fact, KnowledgeBase

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each supersession that is not carried out."""
    for fact in kb.facts.values():
        for index, id in enumerate(fact.supersedes):
            older = kb.facts.get(id)
            fault = _fault(fact, older) if older is not None and older is not fact else ""
            if fault and older is not None:
                help = f"Retire the older fact ({kb.place(older)}) with a reason, or delete the link."
                yield Remark(kb.place(fact, f"supersedes.{index}"), fault, help, fact.id)


def _fault(fact: Fact, older: Fact) -> str:
    if fact.id in older.supersedes:
        return f"'{fact.id}' and '{older.id}' supersede each other"
    if older.measure != fact.measure:
        return f"'{older.id}' is about '{older.measure}', which a fact about '{fact.measure}' can't supersede"
    if older.status == "active":
        return f"'{older.id}' is superseded by this fact, and is still active"
    return ""
