"""Rates of events: by system and event, each with its grade, its count, and the patients and era it comes from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kb.estimate import effective_cohort, estimate
from kb.model import Fact, KnowledgeBase
from kb.pages.about_what import Section, by_system, first, gathered, system_of, topics
from kb.pages.fact_view import FactView
from kb.pages.wording import count_words, cutoff_words, labels, safe_spelling, value_words

UNGRADED = "grade not said"
NO_GROUP = "group of patients not named"
NO_ERA = "era not recorded"


@dataclass(frozen=True, slots=True)
class Rate:
    """One rate: of what event, as a percentage or in words, its count or that none is printed, grade, patients, era."""

    fact: FactView
    event: str
    rate: str
    counts: str
    grade: str
    subgroup: str
    group: str
    era: str
    in_words: bool

    @property
    def whose(self) -> str:
        """Patients and era, as far as the base names them; empty where it names neither."""
        return "; ".join(part for part in (self.group, self.era) if part not in (NO_GROUP, NO_ERA))


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event with its rates: any grade before higher ones, rates in words last."""

    event: str
    rates: tuple[Rate, ...]


def event_table(kb: KnowledgeBase, views: Iterable[FactView]) -> tuple[Section[EventRow], ...]:
    """Rates by system and event, by name; disputed ones are left out, as nothing may stand beside them unflagged."""
    facts = [(kb.facts[view.id], view) for view in views if not view.disputed]
    facts = [(fact, view) for fact, view in facts if kb.kind(fact) == "proportion"]
    made = []
    for event, members in gathered(facts, lambda pair: first(topics(pair[0])) or pair[0].measure).items():
        system = next(filter(None, (system_of(kb.vocabulary, fact, topics(fact)) for fact, _ in members)), "")
        rates = sorted((_rate(kb, *pair) for pair in members), key=_order)
        made.append((system, EventRow(safe_spelling(kb.vocabulary.label(event)), tuple(rates))))
    made.sort(key=lambda pair: pair[1].event)
    return by_system(kb, made, "Any system")


def whose(kb: KnowledgeBase, views: Iterable[FactView]) -> tuple[Rate, ...]:
    """One rate for each source, group of patients and era among the undisputed ones: whose rates a table holds."""
    found = (rate for rate in rates(kb, (view for view in views if not view.disputed)))
    by_group = {(rate.fact.source.name, rate.group, rate.era): rate for rate in reversed(tuple(found))}
    return tuple(by_group[key] for key in sorted(by_group))


def rates(kb: KnowledgeBase, views: Iterable[FactView]) -> tuple[Rate, ...]:
    """Rates as they stand in the base, in no order of size."""
    return tuple(_rate(kb, kb.facts[view.id], view) for view in views)


def _order(rate: Rate) -> tuple[bool, bool, str, str]:
    return (rate.in_words, rate.grade == UNGRADED, rate.grade.replace("any", ""), rate.fact.source.name)


def _rate(kb: KnowledgeBase, fact: Fact, view: FactView) -> Rate:
    value = estimate(fact)
    in_words = value is None or value.form == "word"
    cohort = kb.cohorts.get(effective_cohort(kb, fact)[0])
    group = safe_spelling(cohort.label) if cohort else NO_GROUP
    parts = (
        f"treated {cohort.treated}" if cohort and cohort.treated else "",
        cutoff_words(fact.data_cutoff),
        labels(kb.vocabulary, (*fact.condition, *fact.setting, *fact.phase)),
    )
    return Rate(
        fact=view,
        event=safe_spelling(kb.vocabulary.label(first(topics(fact)) or fact.measure)),
        rate=view.figure if value is None or value.total else value_words(value),
        counts=""
        if value is not None and value.total
        else count_words(fact) or ("" if in_words else "count not printed"),
        grade=_grade(fact.ctcae_grade),
        subgroup=safe_spelling(kb.vocabulary.label(fact.subgroup)) if fact.subgroup else "",
        group=group,
        era=safe_spelling("; ".join(filter(None, parts))) or NO_ERA,
        in_words=in_words,
    )


def _grade(grade: str) -> str:
    return "any grade" if grade == "any" else f"grade {grade.replace('-', chr(0x2013))}" if grade else UNGRADED
