"""Counts and percentages of one group of patients that no number of patients fits.

What it checks
    Where one source gives counts and percentages of the same patients and of categories of one list (complete and
    partial responses) without their total, some total fits all of them. With two that don't fit both are named; with
    more, the one without which the others do.

Why it matters at the bedside
    A count read from the wrong row looks right beside its percentage as long as nobody says of how many patients it is.

How to fix
    Read the counts and the percentages again, and give the totals where the source has them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import SCOPE_FIELDS, Fact, KnowledgeBase

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at each count without a total that does not fit the others of its list."""
    groups: dict[object, list[Fact]] = defaultdict(list)
    for fact in kb.facts.values():
        if fact.events and fact.total is None and fact.status == "active" and _is_of_a_list(kb, fact):
            measure = kb.measure(fact)
            scope = tuple(getattr(fact, name) for name in SCOPE_FIELDS)
            times = (fact.timepoint, fact.cycle, fact.data_cutoff)
            list_of = measure.partition if measure else ""
            groups[fact.cite, fact.cohort, fact.subgroup, scope, times, list_of].append(fact)
    for facts in groups.values():
        if len(facts) > 1 and not _fit(facts):
            odd = [fact for fact in facts if len(facts) > 2 and _fit([one for one in facts if one is not fact])]
            for fact in odd or facts:
                yield _remark(kb, fact, [one for one in facts if one is not fact])


def _is_of_a_list(kb: KnowledgeBase, fact: Fact) -> bool:
    measure, value = kb.measure(fact), fact.value
    if measure is None or not measure.partition or value is None or value.form != "point":
        return False
    return value.unit.dimension == "proportion" and not value.approximate and bool(fact.cohort)


def _totals(fact: Fact) -> tuple[Fraction, Fraction]:
    """The lowest and the highest total of which a count would be this percentage, as it is rounded."""
    assert fact.value is not None and fact.events is not None
    share, half = Fraction(fact.value.numbers[0]), Fraction(fact.value.half_unit)
    low = Fraction(fact.events * 100) / (share + half)
    return low, Fraction(fact.events * 100) / (share - half) if share > half else Fraction(10**9)


def _fit(facts: list[Fact]) -> bool:
    totals = [_totals(fact) for fact in facts]
    return max(low for low, _ in totals) <= min(high for _, high in totals)


def _remark(kb: KnowledgeBase, fact: Fact, others: list[Fact]) -> Remark:
    assert fact.value is not None
    low, high = _totals(fact)
    beside = ", ".join(f"'{one.id}' ({one.events}, {one.value.text})" for one in others if one.value)
    patients = f"{-(-low // 1)} to {high // 1} patients"
    message = f"{fact.events} is {fact.value.text} of {patients}, which does not fit {beside}"
    return Remark(kb.place(fact, "events"), message, "Read the counts and the percentages again.", fact.id)
