"""Whose figures are laid out by source, which source is read first, and what its cell shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from kb.model import Fact, KnowledgeBase
from kb.pages.fact_view import KIND_WORDS, FactView

_FIRST: Final = ("label", "guideline", "pooled_analysis", "primary_study", "review")
_ORDER: Final = (*_FIRST, *(kind for kind in KIND_WORDS if kind not in _FIRST))


def rank(kb: KnowledgeBase, cite: str) -> tuple[int, bool]:
    """Where a source stands among others: what practice goes by before studies, these before what retells them.

    Within a kind a source in force stands before one that was replaced. A key without an entry stands last.
    """
    reference = kb.references.get(cite)
    known = reference is not None and reference.kind in _ORDER
    return (
        _ORDER.index(reference.kind) if reference is not None and known else len(_ORDER),
        reference is not None and reference.standing != "current",
    )


def each_once(views: Iterable[FactView]) -> tuple[FactView, ...]:
    """Facts as a cell shows them: a figure that a source gives in two places stands once."""
    found: dict[str, FactView] = {}
    for view in views:
        found.setdefault(view.figure, view)
    return tuple(found.values())


def each_place(views: Iterable[FactView]) -> tuple[tuple[FactView, ...], ...]:
    """Facts as a list shows them: those that a source gives in several places, in the same words, come together."""
    found: dict[tuple[str, ...], list[FactView]] = {}
    for view in views:
        key = (view.reference, view.measure, view.group, view.figure, *view.scope, view.condition, view.intervention)
        found.setdefault(key, []).append(view)
    return tuple(map(tuple, found.values()))


def own_figures(kb: KnowledgeBase) -> Iterator[Fact]:
    """Standing facts with a value and a source that speaks for itself: what a source's own regimen is made of."""
    for fact in kb.facts.values():
        if fact.cite and fact.status == "active" and fact.voice == "own" and fact.value is not None:
            yield fact
