"""A hazard ratio that speaks for the one treatment, and medians that speak for the other.

What it checks
    Where one source gives a hazard ratio (`hazard_of` a time) of a treatment `compared_with` another, and the median of
    that time for both in the same patients, a ratio below one goes with the longer median, one above with the shorter.

Why it matters at the bedside
    Turned round, the ratio recommends the worse treatment, with a figure that looks like proof.

How to fix
    Read which arm the ratio is of, and which it is held against; correct `intervention`, `compared_with` or the figure.
    Curves that cross can print it so: then waive this rule with that reason.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Fact, KnowledgeBase
from kb.value import in_unit

SEVERITY = Severity.ERROR

_ALIKE = ("cite", "cohort", "population", "subgroup", "age_group", "condition")


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each ratio that contradicts both medians."""
    ratios = [
        fact for fact in kb.facts.values() if fact.compared_with and fact.status == "active" and _time_of(kb, fact)
    ]
    medians: dict[object, list[Fact]] = defaultdict(list)
    for fact in kb.facts.values() if ratios else ():
        if fact.statistic == "median" and fact.status == "active" and fact.value is not None:
            medians[_group(fact, fact.measure, fact.intervention)].append(fact)
    for fact in ratios:
        value, time = fact.value, _time_of(kb, fact)
        arms = [medians.get(_group(fact, time, arm), []) for arm in (fact.intervention, (fact.compared_with,))]
        if value is None or value.form != "point" or any(len(arm) != 1 for arm in arms):
            continue
        (own,), (other,) = arms
        if not _apart(value.numbers[0], own, other):
            continue
        message = (
            f"a hazard ratio of {value.text} says that '{', '.join(fact.intervention)}' is the "
            f"{'better' if value.numbers[0] < 1 else 'worse'}, the medians say the contrary: "
            f"{_text(own)} against {_text(other)}"
        )
        help = f"Read which arm it is of; the medians stand at {kb.place(own, 'value')} and {kb.place(other, 'value')}."
        yield Remark(kb.place(fact, "value"), message, help, fact.id)


def _time_of(kb: KnowledgeBase, fact: Fact) -> str:
    """The time whose hazards a fact compares, an empty text for all others."""
    measure = kb.measure(fact)
    return measure.hazard_of if measure is not None else ""


def _group(fact: Fact, measure: str, arm: tuple[str, ...]) -> tuple[object, ...]:
    return measure, arm, *(getattr(fact, name) for name in _ALIKE)


def _apart(ratio: Decimal, own: Fact, other: Fact) -> bool:
    if own.value is None or other.value is None or not own.value.unit.convertible(other.value.unit):
        return False
    if own.value.form != "point" or other.value.form != "point" or ratio == 1:
        return False
    mine, theirs = own.value.numbers[0], in_unit(other.value, own.value.unit).numbers[0]
    return mine != theirs and (ratio < 1) != (mine > theirs)


def _text(fact: Fact) -> str:
    return fact.value.text if fact.value is not None else ""
