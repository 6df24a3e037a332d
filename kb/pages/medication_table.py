"""Medications by what they are for: dose, interval and route a cell each, what is given on schedule first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kb.model import Fact, KnowledgeBase
from kb.pages.about_what import Section, broadest, first, gathered
from kb.pages.fact_view import FactView
from kb.pages.wording import condition_words, labels, lowered, product_words, safe_spelling, value_words

UNSAID: Final = "not said"
ROLE_WORDS: Final = {"scheduled": "scheduled", "as-needed": "as needed", "": "when: not said"}
_ROLE_ORDER: Final = {"scheduled": 0, "as-needed": 1, "": 2}


@dataclass(frozen=True, slots=True)
class Dose:
    """One medication of one source. `dose`, `interval` and `route` read `not said` where the source is silent."""

    fact: FactView
    drug: str
    role: str
    role_words: str
    dose: str
    interval: str
    route: str
    made_up: str
    where: str
    also_for: str
    says: str

    @property
    def bare(self) -> bool:
        """Whether the source names the medication and no dose, interval or route of it."""
        return self.dose == self.interval == self.route == UNSAID


def medication_table(kb: KnowledgeBase, views: Iterable[FactView]) -> tuple[Section[Dose], ...]:
    """Medications by their first indication, narrower ones with it; sections with something scheduled come first."""
    facts = [(kb.facts[view.id], view) for view in views]
    facts = [(fact, view) for fact, view in facts if kb.kind(fact) == "medication"]
    used = {first(fact.indication) for fact, _ in facts} - {""}
    by_indication = gathered(facts, lambda pair: broadest(kb.vocabulary, first(pair[0].indication), used))
    sections = []
    for indication, members in by_indication.items():
        label = safe_spelling(kb.vocabulary.label(indication)) if indication else "Indication not said"
        rows = sorted((_dose(kb, *pair, label) for pair in members), key=_order)
        sections.append(Section(indication or "unsaid", label, tuple(rows)))
    return tuple(sorted(sections, key=lambda one: (one.id == "unsaid", _ROLE_ORDER[one.rows[0].role], one.label)))


def _order(row: Dose) -> tuple[int, str, bool, str]:
    return (_ROLE_ORDER[row.role], row.drug, row.dose == UNSAID, row.fact.source.name)


def _dose(kb: KnowledgeBase, fact: Fact, view: FactView, heading: str) -> Dose:
    vocabulary = kb.vocabulary
    amounts = [value_words(value) for value in (fact.dose, fact.rate, fact.value) if value is not None]
    amounts += [product_words(vocabulary, fact)] if fact.components else []
    every = [value_words(fact.frequency)] if fact.frequency is not None else []
    every += [f"over {value_words(fact.over)}"] if fact.over is not None else []
    every += [lowered(vocabulary.label(id)) for id in fact.timing]
    prepared = fact.preparation
    made_up = f"{value_words(prepared.amount)} in {value_words(prepared.volume)}" if prepared is not None else ""
    scope = labels(vocabulary, (*fact.condition, *fact.setting, *fact.phase)) or condition_words(vocabulary, fact.when)
    also = [lowered(vocabulary.label(id)) for id in fact.indication if vocabulary.label(id) != heading]
    return Dose(
        fact=view,
        drug=safe_spelling(vocabulary.label(fact.drug)),
        role=fact.role,
        role_words=ROLE_WORDS[fact.role],
        dose=safe_spelling(", ".join(amounts)) or UNSAID,
        interval=safe_spelling(", ".join(every)) or UNSAID,
        route=safe_spelling(" or ".join(lowered(vocabulary.label(id)) for id in fact.route)) or UNSAID,
        made_up=made_up,
        where=safe_spelling(lowered(scope)),
        also_for=safe_spelling(", ".join(also)),
        says=view.in_our_words,
    )
