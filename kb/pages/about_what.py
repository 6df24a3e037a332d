"""What a fact is about: the sign, parameter or drug under which a table lists it, and its system."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from kb.model import Fact, KnowledgeBase
from kb.pages.wording import safe_spelling
from kb.vocabulary import Vocabulary

GENERAL: Final = "general"
"""The id of the section of what belongs to no system."""
T = TypeVar("T")


def triggers(fact: Fact) -> tuple[str, ...]:
    """The terms that set a fact off, in the order printed: of its condition, else of its indication."""
    leaves = fact.when.leaves() if fact.when is not None else ()
    found = dict.fromkeys(leaf.present or leaf.absent or leaf.parameter for leaf in leaves)
    return tuple(filter(None, found)) or fact.indication


def topics(fact: Fact) -> tuple[str, ...]:
    """The terms that a fact speaks of: its drug or parameter before those of its condition."""
    return tuple(dict.fromkeys(filter(None, (fact.drug, fact.parameter, *triggers(fact)))))


def system_of(vocabulary: Vocabulary, fact: Fact, terms: Iterable[str]) -> str:
    """The system of a fact, its own or that of the first of some terms that has one; empty where none has."""
    if fact.system:
        return fact.system
    for term in terms:
        for id in sorted(vocabulary.lineage(term), key=lambda one: -len(vocabulary.lineage(one))):
            entry = vocabulary.entries.get(id)
            if entry is not None and entry.system:
                return entry.system
    return ""


def broadest(vocabulary: Vocabulary, term: str, used: Iterable[str]) -> str:
    """The broadest of the terms in use that covers a term, so that a table lists both under one name."""
    over = [id for id in used if vocabulary.covers(id, term)] or [term]
    return min(over, key=lambda id: (len(vocabulary.lineage(id)), id))


@dataclass(frozen=True, slots=True)
class Section(Generic[T]):
    """Rows under one heading, with an id for links to it."""

    id: str
    label: str
    rows: tuple[T, ...]


def by_system(kb: KnowledgeBase, rows: Iterable[tuple[str, T]], otherwise: str) -> tuple[Section[T], ...]:
    """Rows with the ids of their systems, as sections in the order of the systems; what has none stands last."""
    sections: dict[str, list[T]] = {}
    for system, row in rows:
        sections.setdefault(system, []).append(row)
    order = {entry.id: entry.order for entry in kb.vocabulary.of_type("system")}
    return tuple(
        Section(id or GENERAL, safe_spelling(kb.vocabulary.label(id)) if id else otherwise, tuple(sections[id]))
        for id in sorted(sections, key=lambda id: (not id, order.get(id, 999), id))
    )


def gathered(items: Iterable[T], key: Callable[[T], str]) -> dict[str, list[T]]:
    """Items under a key each, keys in the order in which they come."""
    found: dict[str, list[T]] = {}
    for item in items:
        found.setdefault(key(item), []).append(item)
    return found


def first(terms: Sequence[str]) -> str:
    """The first of some terms; an empty text where there are none."""
    return terms[0] if terms else ""
