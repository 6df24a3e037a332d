"""Who asks for what and who rules out what: one row a condition or drug, and in it each source with its own step.

The steps are those of the ladder of stances. A row gathers the narrower terms of its subject, so that a source that
bars all of something stands beside one that bars a part of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kb.model import Fact, KnowledgeBase
from kb.pages.about_what import Section, broadest, by_system, first, gathered, system_of, topics
from kb.pages.fact_view import FactView
from kb.pages.wording import STANCE_WORDS, capitalized, condition_words, labels, lowered, safe_spelling, value_words
from kb.vocabulary import STANCES

FOR: Final = frozenset({"required", "recommended", "preferred", "permitted"})
"""Stances that speak for something; the others speak against it."""


@dataclass(frozen=True, slots=True)
class Stand:
    """What one source says: its stance, of what exactly (empty where the row says it), for whom, and its remark."""

    fact: FactView
    stance: str
    words: str
    against: bool
    about: str
    whom: str
    says: str


@dataclass(frozen=True, slots=True)
class StanceRow:
    """One subject and all that sources say of it; `differs` where two of them are in conflict."""

    subject: str
    stands: tuple[Stand, ...]
    differs: bool


def stance_table(
    kb: KnowledgeBase, views: Iterable[FactView], *, for_first: bool = False
) -> tuple[Section[StanceRow], ...]:
    """Stances by system and subject; in a row the strictest step against stands first, or with `for_first` last."""
    facts = [(kb.facts[view.id], view) for view in views]
    facts = [(fact, view) for fact, view in facts if kb.kind(fact) == "stance"]
    used = {first(topics(fact)) for fact, _ in facts} - {""}
    rows = gathered(facts, lambda pair: broadest(kb.vocabulary, first(topics(pair[0])), used))
    made = [
        (
            next(filter(None, (system_of(kb.vocabulary, fact, (subject,)) for fact, _ in members)), ""),
            _row(kb, subject, members, for_first),
        )
        for subject, members in rows.items()
    ]
    made.sort(key=lambda pair: _rank(pair[1].stands[0], for_first))
    return by_system(kb, made, "General")


def _rank(stand: Stand, for_first: bool) -> int:
    return STANCES.index(stand.stance) * (1 if for_first else -1)


def _row(kb: KnowledgeBase, subject: str, members: list[tuple[Fact, FactView]], for_first: bool) -> StanceRow:
    label = safe_spelling(kb.vocabulary.label(subject)) if subject else "In general"
    stands = [_stand(kb, fact, view, label) for fact, view in members]
    stands.sort(key=lambda one: (_rank(one, for_first), one.fact.source.name, one.fact.id))
    return StanceRow(label, tuple(stands), any(view.conflict for _, view in members))


def _stand(kb: KnowledgeBase, fact: Fact, view: FactView, row: str) -> Stand:
    vocabulary = kb.vocabulary
    condition = condition_words(vocabulary, fact.when)
    subject = labels(vocabulary, filter(None, (fact.drug, fact.parameter)))
    named = "" if subject == row or condition.lower().startswith(subject.lower()) else subject
    parts = [named, condition if condition != row else ""]
    parts += [value_words(fact.value) if fact.value is not None else ""]
    about = capitalized(": ".join(filter(None, parts)))
    scope = (*fact.condition, *filter(None, (fact.subgroup,)), *fact.setting, *fact.phase)
    whom = ", ".join(lowered(vocabulary.label(id)) for id in scope)
    return Stand(
        fact=view,
        stance=fact.stance or "permitted",
        words=STANCE_WORDS.get(fact.stance, fact.stance).lower(),
        against=fact.stance not in FOR,
        about=safe_spelling(about),
        whom=safe_spelling(whom),
        says=safe_spelling(fact.says),
    )
