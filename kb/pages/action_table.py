"""What to do about a sign or threshold: by system and trigger, with dose, the aim to reach, and who says it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kb.model import Condition, Fact, KnowledgeBase
from kb.pages.about_what import Section, by_system, first, gathered, system_of, triggers
from kb.pages.fact_view import FactView
from kb.pages.wording import capitalized, condition_words, labels, lowered, safe_spelling, value_words


@dataclass(frozen=True, slots=True)
class Step:
    """One action: when exactly (empty where the heading says it), what is done, what with, until what, and the remark.

    `limited`, `measured` and `aimed` say whether the first, the third and the fourth hold a figure.
    """

    fact: FactView
    when: str
    do: str
    given: str
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


def _step(kb: KnowledgeBase, fact: Fact, view: FactView, heading: str) -> Step:
    vocabulary = kb.vocabulary
    condition = safe_spelling(condition_words(vocabulary, fact.when) or labels(vocabulary, fact.indication))
    rest = condition.removeprefix(heading).removeprefix(",").removeprefix(" and").strip() if heading else condition
    amounts = [value_words(value) for value in (fact.dose, fact.rate, fact.frequency, fact.value) if value is not None]
    amounts += [f"over {value_words(fact.over)}"] if fact.over is not None else []
    amounts += [" or ".join(lowered(vocabulary.label(id)) for id in fact.route)]
    amounts += [lowered(vocabulary.label(id)) for id in fact.timing]
    do = labels(vocabulary, fact.do)
    drug = vocabulary.label(fact.drug) if fact.drug else ""
    drug = "" if drug.lower() in do.lower() else drug
    scope = labels(vocabulary, (*fact.condition, *fact.setting, *fact.phase))
    return Step(
        fact=view,
        when=capitalized(rest),
        do=safe_spelling(do),
        given=safe_spelling(" ".join(filter(None, (drug, ", ".join(filter(None, amounts)))))),
        measured=any((fact.dose, fact.rate, fact.frequency, fact.value, fact.over)),
        until=safe_spelling(lowered(condition_words(vocabulary, fact.target))),
        limited=_has_limit(fact.when),
        aimed=_has_limit(fact.target),
        says=safe_spelling(fact.says),
        scope=safe_spelling(lowered(scope)),
    )
