"""What some sources tell about each sign: how often it comes, what it is like and how long it lasts, what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kb.model import KnowledgeBase
from kb.pages.about_what import Section, by_system, first, gathered, system_of, topics
from kb.pages.fact_view import FactView
from kb.pages.wording import safe_spelling


@dataclass(frozen=True, slots=True)
class ToldRow:
    """One sign: how often, what is said of it, and what is done; each a list of facts, which may be empty."""

    subject: str
    often: tuple[FactView, ...]
    said: tuple[FactView, ...]
    done: tuple[FactView, ...]


def told_table(kb: KnowledgeBase, views: Iterable[FactView]) -> tuple[Section[ToldRow], ...]:
    """Facts by system and sign, by name; disputed ones and those about no sign are left out."""
    about = gathered((view for view in views if not view.disputed), lambda view: first(topics(kb.facts[view.id])))
    about.pop("", None)
    made = []
    for term, members in about.items():
        kinds = {view.id: kb.kind(kb.facts[view.id]) for view in members}
        often = tuple(view for view in members if kinds[view.id] == "proportion")
        said = tuple(view for view in members if kinds[view.id] in ("statement", "quantity", "time-to-event"))
        done = tuple(view for view in members if kinds[view.id] in ("action", "medication", "stance"))
        system = next(filter(None, (system_of(kb.vocabulary, kb.facts[view.id], (term,)) for view in members)), "")
        made.append((system, ToldRow(safe_spelling(kb.vocabulary.label(term)), often, said, done)))
    made.sort(key=lambda pair: pair[1].subject)
    return by_system(kb, made, "In general")
