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

from collections import defaultdict
from collections.abc import Iterator

from kb.derivation import Amount, FormulaFault, amount_of, evaluate
from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Fact, KnowledgeBase

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each figure above the bound that its source's other figures set."""
    by_source: dict[tuple[object, ...], dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in kb.facts.values():
        if fact.status == "active" and fact.value is not None and fact.value.form in ("point", "range") and fact.derived is None:
            by_source[fact.cite, fact.intervention, fact.population][fact.measure].append(fact)
    for measures in by_source.values():
        for measure, facts in list(measures.items()):
            entry = kb.vocabulary.measure(measure)
            if entry is not None and entry.at_most is not None:
                chosen = {name: measures.get(other, []) for name, other in entry.at_most.inputs.items()}
                if all(len(found) == 1 for found in chosen.values()):
                    for fact in facts:
                        yield from _bounded(kb, fact, entry.at_most.formula, {name: found[0] for name, found in chosen.items()})


def _bounded(kb: KnowledgeBase, fact: Fact, formula: str, sources: dict[str, Fact]) -> Iterator[Remark]:
    inputs: dict[str, Amount] = {}
    for name, source in sources.items():
        if source.value is None or source.value.form != "point":
            return
        inputs[name] = amount_of(source.value)
    try:
        bound = evaluate(formula, inputs)
    except FormulaFault:
        return
    assert fact.value is not None
    high = fact.value.intervals[-1].high
    if high is not None and high * fact.value.unit.factor.numerator > bound.number * fact.value.unit.factor.denominator:
        said = ", ".join(f"{source.value.text if source.value else ''} ('{source.id}')" for source in sources.values())
        message = f"'{fact.value.text}' is more than {formula} allows ({float(bound.number):g}): {said}"
        yield Remark(kb.place(fact, "value"), message, "Read the maximum, the interval and the days again.", fact.id)
