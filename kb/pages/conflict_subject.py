"""What a conflict is about in a few words, so that a list of conflicts tells each from every other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from kb.model import Fact, KnowledgeBase
from kb.pages.about_what import gathered, topics, triggers
from kb.pages.fact_view import FactView
from kb.pages.spelling import safe_spelling
from kb.pages.wording import capitalized, figure_words, labels, lowered
from kb.vocabulary import Vocabulary

Apart = Callable[[KnowledgeBase, Sequence[Fact]], str]
"""What may tell a conflict from another of the same name, in words; empty where its facts have nothing of the sort."""


def subjects(
    kb: KnowledgeBase, conflicts: Mapping[str, Sequence[Fact]], firsts: Mapping[str, FactView]
) -> dict[str, str]:
    """The subject of each conflict by id; `firsts` are the facts whose measure and heading the conflicts go by.

    Conflicts of one measure that would have one subject get what tells them apart, the first of `_APART` that does.
    """
    found = {id: _shared(kb, facts, firsts[id].group) for id, facts in conflicts.items()}
    for same in gathered(conflicts, lambda id: f"{firsts[id].measure_label}: {found[id]}").values():
        if len(same) > 1:
            for id, words in zip(same, _telling_apart(kb, [conflicts[id] for id in same]), strict=True):
                found[id] = capitalized(", ".join(filter(None, (found[id], words))))
    return found


def _shared(kb: KnowledgeBase, facts: Sequence[Fact], group: str) -> str:
    """The term that all facts speak of; where there is none, the first terms of the first two that differ.

    A heading that is the system of a body alone tells too little.
    """
    if kb.kind(facts[0]) == "medication" and len({fact.drug for fact in facts}) > 1:
        purpose = _common(kb, facts)
        if purpose:
            return purpose
    systems = {safe_spelling(entry.label) for entry in kb.vocabulary.of_type("system")}
    if group and group not in systems:
        return group
    spoken = [topics(fact) for fact in facts]
    shared = [term for term in spoken[0] if all(term in terms for terms in spoken)]
    named = shared[:1] or list(dict.fromkeys(term for terms in spoken for term in terms[:1]))[:2]
    return safe_spelling(labels(kb.vocabulary, named)) or group


def _common(kb: KnowledgeBase, facts: Sequence[Fact]) -> str:
    """For what, or where, all of several drugs are given; empty where they share neither."""
    spoken = [(*fact.indication, *fact.condition, *triggers(fact)) for fact in facts]
    return safe_spelling(
        labels(kb.vocabulary, dict.fromkeys(term for term in spoken[0] if all(term in one for one in spoken)))
    )


def _telling_apart(kb: KnowledgeBase, conflicts: Sequence[Sequence[Fact]]) -> list[str]:
    """For conflicts of one name, the words of the first thing by which no two are alike."""
    for apart in _APART:
        words = [safe_spelling(apart(kb, facts)) for facts in conflicts]
        if all(words) and len(set(words)) == len(words):
            return words
    return [f"point {number}" for number in range(1, len(conflicts) + 1)]


def _terms(field: str) -> Apart:
    def words(kb: KnowledgeBase, facts: Sequence[Fact]) -> str:
        return _phrase(kb.vocabulary, [getattr(fact, field) for fact in facts])

    return words


def _phrase(vocabulary: Vocabulary, scopes: Sequence[Iterable[str]]) -> str:
    """The terms that every scope has, else all that some scope has."""
    named = dict.fromkeys(term for scope in scopes for term in scope)
    shared = [term for term in named if all(term in scope for scope in scopes)]
    words = [lowered(vocabulary.label(term)) for term in shared or named]
    return " and ".join([", ".join(words[:-1]), words[-1]] if words[1:] else words)


def _tiers(kb: KnowledgeBase, facts: Sequence[Fact]) -> str:
    tiers = dict.fromkeys(fact.tier for fact in facts if fact.tier)
    return f"{' or '.join(tiers)} criterion" if tiers else ""


def _figures(kb: KnowledgeBase, facts: Sequence[Fact]) -> str:
    return " against ".join(dict.fromkeys(figure_words(kb, fact) for fact in facts))


_APART: Final[tuple[Apart, ...]] = (
    _tiers,
    *map(_terms, ("population", "intervention", "setting", "phase", "condition", "age_group", "indication")),
    _figures,
)
"""What tells conflicts of one name apart, the most telling first."""
