"""Criteria as checklists, one a source: what counts, which rule of the source holds for each count, what to do.

Sources are never mixed: a list holds the criteria, the rules and the remedies of one source. Which rule holds for a
count is worked out here, exactly, for every count that can occur, so that a page looks it up and never computes it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kb.model import Condition, Fact
from kb.pages.fact_view import FactView, FactViews, Link
from kb.pages.remedies import Remedy, remedies_for
from kb.pages.wording import labels, safe_spelling
from kb.value import Value

COUNTED_TIERS: Final = ("relative", "absolute")
"""Tiers whose criteria are counted. A criterion whose tier is open in its source is shown and counted in neither."""


@dataclass(frozen=True, slots=True)
class Feed:
    """Which facts a checklist is made of: measures of the criteria, of the rules and of the remedies, and the
    parameter by which rules name the number of criteria of each counted tier.

    `stands_for` says for a term of a criterion under which other terms remedies for it are found.
    """

    criteria: tuple[str, ...]
    rules: tuple[str, ...]
    counts: Mapping[str, str]
    remedies: tuple[str, ...] = ()
    stands_for: Mapping[str, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One criterion; `tier` is empty where the source gives it an action of its own in place of a tier.

    `about` and `says` are what its figure leaves out: what it is a form of, and our words for how it is meant.
    `row` is the same for facts taken from one phrase of the source: however many of them are present, they are one
    criterion, or the count would grow with how finely the phrase was recorded. `shares_row` where there are such.
    """

    fact: FactView
    tier: str
    row: str
    shares_row: bool
    about: str
    says: str
    remedies: tuple[Remedy, ...]

    @property
    def counted(self) -> bool:
        """Whether it counts towards a rule on a number of criteria."""
        return self.tier in COUNTED_TIERS


@dataclass(frozen=True, slots=True)
class SystemItems:
    """The criteria of one organ system."""

    id: str
    label: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class CountRule:
    """What the source says of a number of criteria.

    `applies` has a row for each number of relative criteria from none on, in it a digit for each number of absolute
    ones: 1 where the rule holds. `narrower` are rules of the source that hold for fewer of the same counts.
    """

    fact: FactView
    applies: tuple[str, ...]
    narrower: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceChecklist:
    """The checklist of one source; `other_rules` hold without regard to a count."""

    key: str
    source: Link
    source_kind: str
    systems: tuple[SystemItems, ...]
    rules: tuple[CountRule, ...]
    other_rules: tuple[FactView, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """All criteria, in their order."""
        return tuple(item for system in self.systems for item in system.items)

    def of_tier(self, tier: str) -> tuple[Item, ...]:
        """The criteria of one tier."""
        return tuple(item for item in self.items if item.tier == tier)

    def rows(self, tier: str) -> int:
        """How many criteria of one tier there are to count."""
        return len({item.row for item in self.of_tier(tier)})


@dataclass(frozen=True, slots=True)
class Checklist:
    """The checklists of all sources that sort criteria into tiers, the longest first."""

    sources: tuple[SourceChecklist, ...]

    def source(self, key: str) -> SourceChecklist:
        """The checklist of one source; raises KeyError for a source without one."""
        return {one.key: one for one in self.sources}[key]

    @property
    def data(self) -> dict[str, Any]:
        """What a script needs: by source how many criteria a tier has, and for which counts each rule holds."""
        return {
            one.key: {
                **{tier: one.rows(tier) for tier in COUNTED_TIERS},
                "rules": [
                    {"id": rule.fact.id, "applies": list(rule.applies), "narrower": list(rule.narrower)}
                    for rule in one.rules
                ],
            }
            for one in self.sources
        }


def checklist(facts: FactViews, feed: Feed) -> Checklist:
    """The checklists of a base; retired facts and views of others are left out, disputed facts wear their mark."""
    by_source: dict[str, list[Fact]] = {}
    for fact in facts.kb.facts.values():
        if fact.status != "retired" and fact.voice == "own" and fact.measure in (*feed.criteria, *feed.rules):
            by_source.setdefault(fact.cite, []).append(fact)
    sorting = [cite for cite, own in by_source.items() if any(_counted(feed, fact) for fact in own)]
    lists = [_source(facts, feed, cite, by_source[cite]) for cite in sorting]
    return Checklist(tuple(sorted(lists, key=lambda one: (-len(one.items), one.key))))


def _counted(feed: Feed, fact: Fact) -> bool:
    return fact.measure in feed.criteria and fact.tier in COUNTED_TIERS


def _source(facts: FactViews, feed: Feed, cite: str, own: list[Fact]) -> SourceChecklist:
    criteria = [fact for fact in own if fact.measure in feed.criteria]
    sizes = [len({_phrase(fact) for fact in criteria if fact.tier == tier}) for tier in COUNTED_TIERS]
    rules = [fact for fact in own if fact.measure in feed.rules]
    on_counts = [fact for fact in rules if _rests_on_counts(fact.when, set(feed.counts.values()))]
    return SourceChecklist(
        key=cite,
        source=facts.source(cite),
        source_kind=facts[criteria[0].id].kind_words,
        systems=_systems(facts, feed, criteria),
        rules=_count_rules(facts, feed, on_counts, sizes),
        other_rules=tuple(facts[fact.id] for fact in rules if fact not in on_counts),
    )


def _systems(facts: FactViews, feed: Feed, criteria: list[Fact]) -> tuple[SystemItems, ...]:
    vocabulary = facts.kb.vocabulary
    order = {entry.id: entry.order for entry in vocabulary.of_type("system")}
    by_system: dict[str, list[Fact]] = {}
    by_phrase: dict[tuple[str, ...], list[str]] = {}
    for fact in criteria:
        by_system.setdefault(fact.system, []).append(fact)
        by_phrase.setdefault(_phrase(fact), []).append(fact.id)
    return tuple(
        SystemItems(
            id or "general",
            vocabulary.label(id) if id else "Any system",
            tuple(_item(facts, feed, fact, by_phrase[_phrase(fact)]) for fact in by_system[id]),
        )
        for id in sorted(by_system, key=lambda id: (order.get(id, 999), id))
    )


def _phrase(fact: Fact) -> tuple[str, ...]:
    """Where and as what a criterion is printed: facts that share all of it were taken from one phrase."""
    return (fact.tier, fact.locator, fact.printed) if fact.printed else (fact.id,)


def _item(facts: FactViews, feed: Feed, fact: Fact, same_row: list[str]) -> Item:
    found = remedies_for(facts, fact, feed.remedies, feed.stands_for or {})
    about = safe_spelling(labels(facts.kb.vocabulary, fact.condition))
    says = safe_spelling(fact.says)
    about = "" if says.lower().startswith(about.lower()) else about
    return Item(facts[fact.id], fact.tier, same_row[0], len(same_row) > 1, about, says, found)


# --- rules on a number of criteria --------------------------------------------------------------------------------


def _rests_on_counts(condition: Condition | None, counted: Collection[str]) -> bool:
    """Whether nothing but numbers of criteria decides: then, and only then, a rule can be looked up."""
    if condition is None or condition.times or condition.lasting or condition.within:
        return False
    if condition.at or condition.despite:
        return False
    joined = condition.all or condition.any
    if joined:
        return all(_rests_on_counts(part, counted) for part in joined)
    return condition.parameter in counted and condition.is_ is not None


def holds(condition: Condition, counts: Mapping[str, int]) -> bool:
    """Whether a condition on numbers holds for these numbers, by parameter; each number counts as exact."""
    if condition.all:
        return all(holds(part, counts) for part in condition.all)
    if condition.any:
        return any(holds(part, counts) for part in condition.any)
    return condition.is_ is not None and _within(condition.is_, counts[condition.parameter])


def _within(value: Value, number: int) -> bool:
    return any(
        (one.low is None or number > one.low or (number == one.low and not one.low_open))
        and (one.high is None or number < one.high or (number == one.high and not one.high_open))
        for one in value.intervals
    )


def _count_rules(facts: FactViews, feed: Feed, rules: list[Fact], sizes: Sequence[int]) -> tuple[CountRule, ...]:
    """The rules, each after those that are narrower than it; the rules on absolute criteria first."""
    tables = {fact.id: _table(feed, fact, sizes) for fact in rules}
    places = {
        id: frozenset((r, a) for r, row in enumerate(table) for a, digit in enumerate(row) if digit == "1")
        for id, table in tables.items()
    }
    about = {fact.id: frozenset(leaf.parameter for leaf in fact.when.leaves()) for fact in rules if fact.when}
    absolute = feed.counts.get("absolute", "")
    ordered = sorted(rules, key=lambda fact: (absolute not in about[fact.id], len(places[fact.id]), fact.id))
    return tuple(
        CountRule(
            facts[fact.id],
            tables[fact.id],
            tuple(one.id for one in ordered if about[one.id] == about[fact.id] and places[one.id] < places[fact.id]),
        )
        for fact in ordered
    )


def _table(feed: Feed, fact: Fact, sizes: Sequence[int]) -> tuple[str, ...]:
    assert fact.when is not None
    relative, absolute = (feed.counts.get(tier, "") for tier in COUNTED_TIERS)
    return tuple(
        "".join(str(int(holds(fact.when, {relative: r, absolute: a}))) for a in range(sizes[1] + 1))
        for r in range(sizes[0] + 1)
    )


__all__ = ["Checklist", "CountRule", "Feed", "Item", "SourceChecklist", "SystemItems", "checklist", "holds"]
