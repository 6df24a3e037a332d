"""A level of confidence that no interval has.

What it checks
    The level of confidence of an interval is one percentage, at least 50% and less than 100%.

Why it matters at the bedside
    An interval of 195% does not exist, and one of 5% makes any figure look exact.

How to fix
    Read the level beside the interval in the source: it is mostly 95%.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase
from kb.value import Value

SEVERITY = Severity.ERROR

_LOWEST: Final = 50
_BEYOND: Final = 100


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each level out of range."""
    for fact in kb.facts.values():
        if fact.confidence is not None and not _is_a_level(fact.confidence):
            message = f"'{fact.confidence.text}' is no level of confidence"
            yield Remark(kb.place(fact, "confidence"), message, "Did you mean 95 %? Read it in the source.", fact.id)


def _is_a_level(value: Value) -> bool:
    """Whether a value is a single percentage of confidence; one in a unit of another dimension is named elsewhere."""
    if value.unit.dimension not in ("proportion", "number"):
        return True
    exact = value.form == "point" and not value.approximate and value.unit.text == "%"
    return exact and all(_LOWEST <= level < _BEYOND for level in value.numbers)
