"""The sweep over all facts: which pairs are looked at, and how few; the only place that compares facts of a base.

What can be compared stands in `kb.scope`, what a verdict means for each kind of fact in `kb.verdict`, and what
disagrees although no comparison key shows it in `kb.crossing`.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from kb.crossing import crossing, crossings
from kb.estimate import compared_value, effective_cohort
from kb.judgement import Comparison, Verdict
from kb.model import Fact, KnowledgeBase
from kb.scope import common_subjects, keys_of, scope_of, scopes_overlap, subjects
from kb.verdict import verdict_of

MOST_PAIRS: Final = 400
"""Distinct positions within one key up to which all pairs are looked at; beyond, neighbours in order of value."""

NEIGHBOURS: Final = 8
"""How many of the following positions each is compared with beyond that."""

WHOLE: Final = ("",)
"""The subject of facts that share the key of the whole of both."""


def compare(kb: KnowledgeBase, one: Fact, other: Fact) -> Comparison | None:
    """Compare two facts; None where they are not comparable."""
    found = _by_key(kb, one, other)
    return found if found and found.verdict.is_conflict else crossing(kb, one, other) or found


def _by_key(kb: KnowledgeBase, one: Fact, other: Fact) -> Comparison | None:
    """The verdict on two facts; of alternatives that both name, on the one that differs most."""
    return _on(kb, one, other, common_subjects(kb, one, other))


def _on(kb: KnowledgeBase, one: Fact, other: Fact, shared: Sequence[str]) -> Comparison | None:
    found: list[Comparison] = []
    for subject in shared:
        if scopes_overlap(kb, one, other, subject):
            found.extend(filter(None, (verdict_of(kb, one, other, subject),)))
    return max(found, key=lambda comparison: _GRAVITY.index(comparison.verdict), default=None)


_GRAVITY: Final = tuple(Verdict)


def comparisons(kb: KnowledgeBase) -> list[Comparison]:
    """Every comparison of a base, in a stable order.

    Facts with the same key, scope and value stand for each other: each is compared with the first of them, and only
    the first of each such class with the others. The work therefore grows with the number of facts and of distinct
    positions, not with the number of pairs.
    """
    groups: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for fact in kb.facts.values():
        for key in keys_of(kb, fact).values():
            groups[key].append(fact)
    found: dict[frozenset[str], Comparison] = {}
    for group in groups.values():
        if len(group) > 1:
            for comparison in _within(kb, group):
                found.setdefault(frozenset((comparison.one, comparison.other)), comparison)
    for comparison in crossings(kb):
        pair = frozenset((comparison.one, comparison.other))
        if pair not in found or not found[pair].verdict.is_conflict:
            found[pair] = comparison
    return list(found.values())


def _within(kb: KnowledgeBase, group: Sequence[Fact]) -> Iterator[Comparison]:
    classes: dict[object, list[Fact]] = defaultdict(list)
    for fact in group:
        classes[_position(kb, fact)].append(fact)
    for same in classes.values():
        for fact in same[1:]:
            yield from _compared(kb, same[0], fact)
    firsts = [same[0] for same in classes.values()]
    for one, other in _pairs(firsts):
        yield from _compared(kb, one, other)


def _pairs(facts: list[Fact]) -> Iterator[tuple[Fact, Fact]]:
    if len(facts) <= MOST_PAIRS:
        return itertools.combinations(facts, 2)
    return _neighbours(sorted(facts, key=_order))


def _neighbours(facts: list[Fact]) -> Iterator[tuple[Fact, Fact]]:
    for index, one in enumerate(facts):
        for other in facts[index + 1 : index + 1 + NEIGHBOURS]:
            yield one, other


def _order(fact: Fact) -> tuple[tuple[str, ...], str, bool, Fraction, str]:
    """By scope, cohort and lowest number in base units, so that what should be compared comes to stand together."""
    low = fact.value.intervals[0].low if fact.value and fact.value.intervals else None
    number = Fraction(low) * fact.value.unit.factor if fact.value and low is not None else Fraction(0)
    return (fact.intervention + fact.population, fact.cohort, low is not None, number, fact.id)


def _position(kb: KnowledgeBase, fact: Fact) -> object:
    """Facts with the same position differ from any third fact in the same way."""
    scope = scope_of(fact)
    times = (fact.timepoint, fact.cycle, fact.statistic, fact.role, fact.indication, fact.route, fact.when)
    figures = (compared_value(kb, fact), fact.value, fact.interval, fact.events, fact.total)
    source = fact.cite if fact.tier or fact.action or fact.stance or fact.do else ""
    return (scope, times, figures, effective_cohort(kb, fact), fact.measure, fact.drug, fact.tier, fact.action, source)


def _compared(kb: KnowledgeBase, one: Fact, other: Fact) -> Iterator[Comparison]:
    alternatives = (one.when is not None and one.when.any) or (other.when is not None and other.when.any)
    comparison = _by_key(kb, one, other) if alternatives else _on(kb, one, other, WHOLE)
    if comparison is not None:
        yield comparison


__all__ = [
    "Comparison", "Verdict", "compare", "compared_value", "comparisons", "keys_of", "scopes_overlap", "subjects",
]  # fmt: skip
