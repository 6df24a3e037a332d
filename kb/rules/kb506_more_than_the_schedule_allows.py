"""A maximum that its own schedule can't reach.

What it checks
    Where the vocabulary bounds a measure by others (`at_most`, as doses by treatment days and interval), a source's
    figure does not exceed what its own figures allow. A cap below the bound is normal.

Why it matters at the bedside
    A maximum beyond the slots of the schedule means that the interval, the days or the maximum is wrong, and somebody
    will try to give the doses.

How to fix
    Read the maximum, the interval and the days again in the source, and whether they belong to the same cycle.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from kb.derivation import Amount, FormulaFault, amounts_of, dimensions_of, evaluate
from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import SCOPE_FIELDS, Fact, KnowledgeBase
from kb.units import UnitProblem
from kb.value import in_unit
from kb.vocabulary import Formula, Measure

SEVERITY = Severity.ERROR

MOST_INPUTS = 6
"""Different figures of one source for one input beyond which nothing certain can be said."""


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each figure above the loosest bound that its source's other figures set."""
    measures = [entry for entry in kb.vocabulary if isinstance(entry, Measure)]
    bounded = {entry.id: entry.at_most for entry in measures if entry.at_most is not None}
    needed = {measure for formula in bounded.values() for measure in formula.inputs.values()}
    found: dict[tuple[str, str], dict[object, Fact]] = defaultdict(dict)
    for fact in kb.facts.values():
        if (fact.measure in needed or fact.measure in bounded) and fact.value is not None and _counts(fact):
            position = (fact.value, *(getattr(fact, name) for name in SCOPE_FIELDS))
            found[fact.cite, fact.measure].setdefault(position, fact)
    for (cite, measure), facts in list(found.items()):
        formula = bounded.get(measure)
        if formula is not None:
            inputs = {name: list(found.get((cite, other), {}).values()) for name, other in formula.inputs.items()}
            for fact in facts.values():
                yield from _exceeding(kb, fact, formula, inputs)


def _counts(fact: Fact) -> bool:
    return (
        fact.status == "active"
        and fact.derived is None
        and fact.voice == "own"
        and fact.statistic in ("", "point", "maximum")
    )


def _exceeding(kb: KnowledgeBase, fact: Fact, formula: Formula, inputs: dict[str, list[Fact]]) -> Iterator[Remark]:
    chosen = {name: [other for other in facts if _same_scope(kb, fact, other)] for name, facts in inputs.items()}
    bound = _loosest(kb, fact, formula, chosen)
    high = fact.value.intervals[-1].high if fact.value and fact.value.intervals else None
    if bound is None or high is None or fact.value is None or Fraction(high) * fact.value.unit.factor <= bound:
        return
    said = ", ".join(
        f"{other.value.text if other.value else ''} ('{other.id}')" for others in chosen.values() for other in others
    )
    allowed = f"{float(bound / fact.value.unit.factor):g}"
    message = f"'{fact.value.text}' is more than '{formula.formula}' allows ({allowed}): {said}"
    places = ", ".join(str(kb.place(other, "value")) for others in chosen.values() for other in others)
    yield Remark(kb.place(fact, "value"), message, f"Read this figure again, and those it rests on: {places}.", fact.id)


def _same_scope(kb: KnowledgeBase, one: Fact, other: Fact) -> bool:
    return all(kb.vocabulary.overlap(getattr(one, name), getattr(other, name)) for name in SCOPE_FIELDS)


def _loosest(kb: KnowledgeBase, fact: Fact, formula: Formula, chosen: dict[str, list[Fact]]) -> Fraction | None:
    """The highest bound that any choice of the inputs' figures gives, in base units; None where nothing can be said."""
    assert fact.value is not None
    choices = [_ends(kb, facts) for facts in chosen.values()]
    if not all(choices) or any(len(ends) > 2 * MOST_INPUTS for ends in choices):
        return None
    highest: Fraction | None = None
    for picked in itertools.product(*choices):
        try:
            result = evaluate(formula.formula, dict(zip(chosen, picked, strict=True)))
        except FormulaFault:
            return None
        if result.dimensions != dimensions_of(fact.value.unit):
            return None
        highest = result.number if highest is None else max(highest, result.number)
    return highest


def _ends(kb: KnowledgeBase, facts: list[Fact]) -> list[Amount]:
    """The lowest and the highest amount of each fact, a frequency said as the period that its measure is in."""
    found: dict[Amount, None] = {}
    for fact in facts:
        value, entry = fact.value, kb.measure(fact)
        assert value is not None
        if entry is not None and entry.unit is not None and not value.unit.convertible(entry.unit):
            try:
                value = in_unit(value, entry.unit)
            except UnitProblem:
                return []
        ends = amounts_of(value)
        if not ends:
            return []
        found.update(dict.fromkeys(ends))
    return list(found)
