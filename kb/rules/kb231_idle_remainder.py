"""A remainder for what a fact carries, or declared twice.

What it checks
    No remainder names the very figure, with the same near words, that a fact of the same reference prints, and no two
    remainders of a reference name the same figure or pattern. Whether a remainder stands in the text at all is said by
    `kb coverage`, which needs the texts.

Why it matters at the bedside
    A figure can't be a fact and of no account at once. If the fact is deleted one day, the remainder would hide that
    the figure is missing.

How to fix
    Delete the remainder, or the fact if it was entered in error.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.WARNING

_Figure = tuple[str, str, frozenset[str]]


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each remainder that repeats a fact or another remainder."""
    facts = {_figure(fact.cite, fact.printed, fact.near): fact.id for fact in kb.facts.values() if fact.printed}
    seen: dict[_Figure, str] = {}
    for one in kb.remainders:
        field = "printed" if one.printed else "pattern"
        named = one.printed or one.pattern
        figure = _figure(one.cite, named, one.near)
        if named and one.printed and figure in facts:
            message = f"'{named}' is the printed figure of the fact '{facts[figure]}'"
            yield Remark(kb.place(one, field), message, "Delete the remainder.")
        elif named and figure in seen:
            message = f"'{named}' is declared twice for {one.cite}, first at {seen[figure]}"
            yield Remark(kb.place(one, field), message, "Keep one of the two.")
        seen.setdefault(figure, str(kb.place(one, field)))


def _figure(cite: str, named: str, near: tuple[str, ...]) -> _Figure:
    return cite, named, frozenset(near)
