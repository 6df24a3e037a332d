"""A derived figure that its formula does not give.

What it checks
    Every derived fact is recomputed from its inputs, with units. The result is its value, rounded to the digits
    written. A wrong one is named at the value and at the formula; the help gives the places of the inputs.

Why it matters at the bedside
    A maximum or a volume computed from a figure that has changed since is the old figure in disguise.

How to fix
    Write the value that the help gives, or correct the formula or its inputs.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kb.derivation import FormulaFault, derive
from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Fact, KnowledgeBase
from kb.value import Value

SEVERITY = Severity.CRITICAL


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each derived fact that is wrong, stale or can't be computed."""
    derived = [fact for fact in kb.facts.values() if fact.derived is not None and fact.status != "retired"]
    circular = {id for cycle in graph.derivation_cycles() for id in cycle} if derived else set()
    for fact in derived:
        assert fact.derived is not None
        if fact.id in circular or not all(id in kb.facts for id in fact.derived.inputs.values()):
            continue
        try:
            number = derive(kb, fact)
        except FormulaFault as fault:
            help = "Correct the formula, its inputs, or the unit of the value."
            yield Remark(kb.place(fact, "derived.formula"), str(fault), help, fact.id)
            continue
        yield from _wrong(kb, fact, number)


def _wrong(kb: KnowledgeBase, fact: Fact, number: Decimal) -> Iterator[Remark]:
    value = fact.value
    assert value is not None and fact.derived is not None
    written = value.numbers[0] if value.form == "point" else None
    if written is None or abs(written - number) > value.half_unit:
        inputs = ", ".join(f"'{id}' ({kb.place(kb.facts[id], 'value')})" for id in fact.derived.inputs.values())
        message = f"'{value.text}' is not {fact.derived.formula} = {_said(number, value)}"
        help = f"Write {_said(number, value)}, rounded at the end, or correct the formula "
        help += f"({kb.place(fact, 'derived.formula')}) or an input: {inputs}."
        for path in ("value", "derived.formula"):
            yield Remark(kb.place(fact, path), message, help, fact.id)


def _said(number: Decimal, value: Value) -> str:
    """A number in plain digits, at most twelve of them, with the unit of the value."""
    digits = f"{+number:.12g}"
    plain = f"{Decimal(digits):f}"
    return f"{plain} {value.unit.text}".rstrip()
