"""A derived figure that its formula does not give.

What it checks
    Every derived fact is recomputed from its inputs, with units. The result is its value, rounded to the digits written.

Why it matters at the bedside
    A maximum or a volume computed from a figure that has changed since is the old figure in disguise.

How to fix
    Write the value that the help gives, or correct the formula or its inputs.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.derivation import FormulaFault, derive
from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.CRITICAL


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each derived fact that is wrong, stale or can't be computed."""
    circular = {id for cycle in graph.derivation_cycles() for id in cycle}
    for fact in kb.facts.values():
        if fact.derived is None or fact.id in circular or not all(id in kb.facts for id in fact.derived.inputs.values()):
            continue
        try:
            number = derive(kb, fact)
        except FormulaFault as fault:
            yield Remark(kb.place(fact, "derived.formula"), str(fault), "Correct the formula, its inputs, or the unit of the value.", fact.id)
            continue
        assert fact.value is not None
        written = fact.value.numbers[0] if fact.value.form == "point" else None
        if written is None or abs(written - number) > fact.value.half_unit:
            shown = f"{number:.12g}"
            yield Remark(kb.place(fact, "value"), f"'{fact.value.text}' is not {fact.derived.formula} = {shown} {fact.value.unit.text}".rstrip(), f"Write {shown} {fact.value.unit.text}".rstrip() + ", rounded at the end, or correct an input.", fact.id)
