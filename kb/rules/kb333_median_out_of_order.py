"""A median time beyond that of an event which can't come earlier.

What it checks
    In the same patients of one source, a median time does not exceed that of a measure which it is a `subset_of`:
    nobody lives longer without progression than they live.

Why it matters at the bedside
    Two columns exchanged make a short remission look longer than life, and the treatment better than it is.

How to fix
    Read both medians again: whose they are, and in which unit.
"""

from __future__ import annotations

import operator
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import SCOPE_FIELDS, Fact, KnowledgeBase
from kb.statistics import leeway
from kb.units import parse_unit
from kb.value import in_unit
from kb.vocabulary import Measure

SEVERITY = Severity.ERROR

_ALIKE = ("cite", "cohort", "data_cutoff", "subgroup", "parameter", "cycle", *SCOPE_FIELDS)

_alike = operator.attrgetter(*_ALIKE)


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at each median that exceeds one which bounds it."""
    shorter = {
        entry.id: entry.subset_of
        for entry in kb.vocabulary.of_type("measure")
        if isinstance(entry, Measure) and entry.kind == "time-to-event" and entry.subset_of
    }
    timed = {*shorter, *(id for ids in shorter.values() for id in ids)}
    groups: dict[object, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in kb.facts.values() if shorter else ():
        if fact.measure in timed and fact.status == "active" and fact.statistic == "median" and _ends(fact):
            groups[_alike(fact)][fact.measure].append(fact)
    for group in groups.values():
        for measure, facts in group.items():
            for name in shorter.get(measure, ()):
                if name in group:
                    longest = max(group[name], key=_latest)
                    for fact in facts:
                        yield from _compared(kb, fact, longest)


def _ends(fact: Fact) -> tuple[Decimal, Decimal | None] | None:
    """The low end of a median and its high end, None for the latter where it was not reached or only bounded."""
    value = fact.value
    if value is None or not value.intervals or value.approximate or value.intervals[0].low is None:
        return None
    return value.intervals[0].low, value.intervals[0].high


def _latest(fact: Fact) -> Decimal:
    """The end of a median in months, for telling the longest of several; without end where it is only bounded."""
    assert fact.value is not None
    high, months = fact.value.intervals[0].high, parse_unit("mo")
    if high is None or not fact.value.unit.convertible(months):
        return Decimal("Infinity")
    return in_unit(fact.value, months).intervals[0].high or high


def _compared(kb: KnowledgeBase, short: Fact, long: Fact) -> Iterator[Remark]:
    assert short.value is not None and long.value is not None
    if not short.value.unit.convertible(long.value.unit):
        return
    bound = in_unit(long.value, short.value.unit)
    low, most = short.value.intervals[0].low, bound.intervals[0].high
    assert low is not None
    if most is not None and low > most + leeway(short.value.half_unit, bound.half_unit):
        names = kb.vocabulary.label(short.measure), kb.vocabulary.label(long.measure)
        message = f"{names[0]} of {short.value.text} is longer than {names[1]} of the same patients: {long.value.text}"
        help = f"Read both again: '{long.id}' stands at {kb.place(long, 'value')}."
        yield Remark(kb.place(short, "value"), message, help, short.id)
