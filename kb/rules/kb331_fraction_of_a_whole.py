"""A part of a patient, a dose, a cycle or a course.

What it checks
    Single numbers of patients, doses, cycles and courses are whole; a mean may have decimals.

Why it matters at the bedside
    Nobody gives half a cycle: the decimal point is a slip, and the number ten times another.

How to fix
    Read the number again. Where it is a mean or a median of several patients, say so in `statistic`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR

_COUNTED: Final = frozenset({"patient", "dose", "cycle", "course"})


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each count that is not whole."""
    for fact in kb.facts.values():
        value = fact.value
        if value is None or value.unit.text not in _COUNTED or fact.statistic in ("mean", "median"):
            continue
        if any(number != number.to_integral_value() for number in value.numbers):
            message = f"'{value.text}' is not a whole number"
            yield Remark(kb.place(fact, "value"), message, "Read it again, or say that it is a mean.", fact.id)
