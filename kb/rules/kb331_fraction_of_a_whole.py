"""A part of a patient, a dose, a cycle or a course.

What it checks
    Numbers of patients, doses, cycles and courses are whole, wherever a fact holds them: its value, the ends of its
    range, its cycle, its criteria. A mean or a median may have decimals, and so may quartiles.

Why it matters at the bedside
    Nobody gives half a cycle: the decimal point is a slip, and the number ten times another.

How to fix
    Read the number again. Where it is a mean or a median of several patients, say so in `statistic`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.held_figures import held_figures
from kb.model import Fact, KnowledgeBase
from kb.value import Value

SEVERITY = Severity.ERROR

_COUNTED: Final = frozenset({"patient", "dose", "cycle", "course"})
_QUARTILES: Final = re.compile(r"quartile|\bIQR\b|\bSD\b|deviation|\bSE\b|percentile", re.I)


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each count that is not whole."""
    for fact in kb.facts.values():
        for path, value in _counts(fact):
            if value.unit.text in _COUNTED and any(number != number.to_integral_value() for number in value.numbers):
                message = f"'{value.text}' is not a whole number"
                yield Remark(kb.place(fact, path), message, "Read it again, or say that it is a mean.", fact.id)


def _counts(fact: Fact) -> Iterator[tuple[str, Value]]:
    """The values of a fact that count single things, if anything, each with its field."""
    of_several = fact.statistic in ("mean", "median")
    for path, value in held_figures(fact):
        spread = path == "interval" or (path == "range" and _QUARTILES.search(fact.printed))
        if not spread and not (path == "value" and of_several):
            yield path, value
    if fact.cycle is not None:
        yield "cycle", fact.cycle
