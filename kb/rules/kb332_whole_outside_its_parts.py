"""A figure of all patients that lies outside those of the parts which they are made of.

What it checks
    Where one source gives a rate, a mean or a median of a whole and of all its parts (all responders, complete and
    partial ones; diseases counted together and each alone), that of the whole lies between the least and the greatest
    of the parts. The range of each part lies within the range of the whole.

Why it matters at the bedside
    No mixture is better than its best part. A figure that says so stands in the wrong row, and may be the one that a
    patient is told.

How to fix
    Read all of them again: whose each figure is, and which row it stands in.
"""

from __future__ import annotations

import operator
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from kb.estimate import estimate
from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Fact, KnowledgeBase
from kb.value import Value, in_unit
from kb.vocabulary import Measure, Term

SEVERITY = Severity.ERROR

_ALIKE: Final = (
    "measure", "cite", "cohort", "data_cutoff", "statistic", "intervention", "age_group", "condition", "setting",
    "phase", "cycle", "timepoint", "endpoint", "ctcae_grade", "parameter", "system",
)  # fmt: skip
_alike = operator.attrgetter(*_ALIKE)
_BETWEEN: Final = ("rate", "median", "mean")
Parts = Mapping[object, frozenset[object]]


class Spread(NamedTuple):
    """The least and the greatest that a figure can be, None without end, and how far it may have been rounded."""

    low: Decimal
    high: Decimal | None
    slack: Decimal


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each whole outside its parts, and each range of a part beyond that of its whole."""
    subgroups, groups = _subgroups(kb), defaultdict[object, list[Fact]](list)
    whole_terms = {term.id for term in kb.vocabulary.of_type("population") if isinstance(term, Term) and term.together}
    for fact in kb.facts.values():
        if (fact.statistic in _BETWEEN or fact.range is not None) and fact.status == "active" and fact.derived is None:
            groups[_alike(fact)].append(fact)
    for facts in groups.values():
        if len(facts) < 3:
            continue
        yield from _of_axis(kb, facts, "subgroup", subgroups, "population")
        if any(len(fact.population) > 1 or fact.population[0] in whole_terms for fact in facts if fact.population):
            sets: dict[object, frozenset[object]] = {
                fact.population: frozenset((part,) for part in kb.vocabulary.apart(fact.population)) for fact in facts
            }
            yield from _of_axis(kb, facts, "population", sets, "subgroup")


def _subgroups(kb: KnowledgeBase) -> Parts:
    """The subgroups that make up each: those whose outcomes are the parts of its own outcome."""
    by_outcome = {
        term.outcome: term.id for term in kb.vocabulary.of_type("subgroup") if isinstance(term, Term) and term.outcome
    }
    found: dict[object, frozenset[object]] = {}
    for outcome, id in by_outcome.items():
        measure = kb.vocabulary.measure(outcome)
        parts = measure.parts if isinstance(measure, Measure) else ()
        if parts and all(part in by_outcome for part in parts):
            found[id] = frozenset(by_outcome[part] for part in parts)
    return found


def _of_axis(kb: KnowledgeBase, facts: list[Fact], axis: str, parts_of: Parts, other: str) -> Iterator[Remark]:
    """What is said of facts that differ in one field alone, of which some are of a whole and others of its parts."""
    by: dict[object, dict[object, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in facts:
        by[getattr(fact, other)][getattr(fact, axis)].append(fact)
    for alike in by.values():
        for whole, own in alike.items():
            parts = sorted(parts_of.get(whole, ()), key=str)
            if len(parts) > 1 and all(part in alike for part in parts):
                facts_of_parts = [alike[part] for part in parts]
                yield from _between(kb, own, facts_of_parts)
                yield from _ranges(kb, own, [fact for of_part in facts_of_parts for fact in of_part])


def _between(kb: KnowledgeBase, wholes: list[Fact], parts: list[list[Fact]]) -> Iterator[Remark]:
    """Each whole below, or above, every figure of its parts."""
    if wholes[0].statistic not in _BETWEEN:
        return
    spreads = [_spread(estimate(fact), wholes[0]) for of_part in parts for fact in of_part]
    known = [spread for spread in spreads if spread is not None]
    if len(known) < len(spreads):
        return
    least, slack = min(spread.low for spread in known), max(spread.slack for spread in known)
    ends = [spread.high for spread in known if spread.high is not None]
    greatest = max(ends) if len(ends) == len(known) else None
    for whole in wholes:
        own = _spread(estimate(whole), wholes[0])
        if own is None:
            continue
        below = own.high is not None and own.high + own.slack + slack < least
        above = greatest is not None and own.low - own.slack - slack > greatest
        if below or above:
            said = " and ".join(f"{_text(of_part[0])} ('{of_part[0].id}')" for of_part in parts)
            message = f"{_text(whole)} of all lies {'below' if below else 'above'} all of the parts: {said}"
            field = "value" if whole.value is not None else "events"
            yield Remark(kb.place(whole, field), message, "Read all of them again: whose is which figure?", whole.id)


def _text(fact: Fact) -> str:
    value = estimate(fact)
    return value.text if value is not None else ""


def _spread(value: Value | None, like: Fact) -> Spread | None:
    """The spread of a figure in the unit of another fact; a median that was not reached lies beyond all that were."""
    known = estimate(like)
    if value is None or known is None:
        return None
    if value.form == "not-reached":
        return Spread(Decimal("Infinity"), None, Decimal(0))
    if value.approximate or len(value.intervals) != 1 or not value.unit.convertible(known.unit):
        return None
    one = in_unit(value, known.unit)
    low = one.intervals[0].low
    return Spread(low, one.intervals[0].high, one.half_unit) if low is not None else None


def _ranges(kb: KnowledgeBase, wholes: list[Fact], parts: list[Fact]) -> Iterator[Remark]:
    """Each range of a part beyond that of the whole, where the whole has just one."""
    ranged = [fact for fact in wholes if fact.range is not None and fact.range.intervals]
    if len(ranged) != 1 or ranged[0].range is None:
        return
    whole, outer = ranged[0], ranged[0].range
    for part in parts:
        if part.range is None or not part.range.intervals or not part.range.unit.convertible(outer.unit):
            continue
        inner, bounds = in_unit(part.range, outer.unit).intervals[0], outer.intervals[0]
        beyond = inner.low is not None and bounds.low is not None and inner.low < bounds.low
        if inner.high is not None and bounds.high is not None:
            beyond = beyond or inner.high > bounds.high
        if beyond:
            message = f"the range {part.range.text} of a part goes beyond that of all: {outer.text}"
            help = f"Read both again: '{whole.id}' stands at {kb.place(whole, 'range')}."
            yield Remark(kb.place(part, "range"), message, help, part.id)
