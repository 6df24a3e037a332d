"""What to do about a sign or threshold: by system and trigger, with dose, the aim to reach, and who says it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kb.model import Condition, Fact, KnowledgeBase
from kb.pages.about_what import Section, by_system, first, gathered, system_of, triggers
from kb.pages.action_words import deed
from kb.pages.fact_view import FactView
from kb.pages.wording import capitalized, condition_words, labels, lowered, safe_spelling


@dataclass(frozen=True, slots=True)
class Step:
    """One action: when exactly (empty where the heading says it), what is done, what with, what then, until what.

    `limited`, `measured` and `aimed` say whether the time, what is given and the aim hold a figure.
    """

    fact: FactView
    when: str
    do: str
    given: str
    then: str
    measured: bool
    until: str
    limited: bool
    aimed: bool
    says: str
    scope: str

    @property
    def has_figure(self) -> bool:
        """Whether some part of the step opens to its source as a figure."""
        return self.measured or self.aimed or (self.limited and bool(self.when))


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One trigger and every step for it: the plain trigger before its special cases, sources that say most first."""

    id: str
    trigger: str
    steps: tuple[Step, ...]


def action_table(
    kb: KnowledgeBase, views: Iterable[FactView], otherwise: str = "At any time"
) -> tuple[Section[ActionRow], ...]:
    """Actions by system and trigger; those without a trigger stand last, under `otherwise`."""
    facts = [(kb.facts[view.id], view) for view in views]
    facts = [(fact, view) for fact, view in facts if kb.kind(fact) == "action"]
    said = gathered(facts, lambda pair: pair[0].cite)
    rows = gathered(facts, lambda pair: first(triggers(pair[0])))
    made = []
    for trigger, members in rows.items():
        system = next(filter(None, (system_of(kb.vocabulary, fact, triggers(fact)) for fact, _ in members)), "")
        label = safe_spelling(kb.vocabulary.label(trigger)) if trigger else otherwise
        members.sort(key=lambda pair: (_conditions(pair[0]), -len(said[pair[0].cite]), pair[1].source.name))
        made.append((system, ActionRow(trigger or "any", label, tuple(_step(kb, *pair, label) for pair in members))))
    return by_system(kb, made, otherwise)


def _conditions(fact: Fact) -> int:
    """How special a case is: the number of its conditions, and of what was tried before."""
    leaves = list(fact.when.leaves()) if fact.when is not None else []
    return len(leaves) + sum(len(leaf.despite) for leaf in leaves)


def _has_limit(condition: Condition | None) -> bool:
    return condition is not None and any(
        leaf.is_ is not None or leaf.lasting is not None for leaf in condition.leaves()
    )


def _beyond(heading: str, condition: str) -> str:
    """What a condition says beyond the heading it stands under; all of it where the heading is only one alternative."""
    rest = condition.removeprefix(heading)
    if not heading or rest == condition or rest.startswith(" or "):
        return condition
    return rest.removeprefix(",").removeprefix(" and").strip()


def _step(kb: KnowledgeBase, fact: Fact, view: FactView, heading: str) -> Step:
    vocabulary = kb.vocabulary
    condition = safe_spelling(condition_words(vocabulary, fact.when) or labels(vocabulary, fact.indication))
    told = deed(vocabulary, fact)
    scope = labels(vocabulary, (*fact.condition, *fact.setting, *fact.phase))
    return Step(
        fact=view,
        when=capitalized(_beyond(heading, condition)),
        do=safe_spelling(told.do),
        given=safe_spelling(told.given),
        then=safe_spelling(told.then),
        measured=told.measured,
        until=safe_spelling(told.until),
        limited=_has_limit(fact.when),
        aimed=told.aimed,
        says=safe_spelling(fact.says),
        scope=safe_spelling(lowered(scope)),
    )
