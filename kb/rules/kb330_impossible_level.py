"""A level of confidence that no interval has.

What it checks
    The level of confidence of an interval is at least 50% and less than 100%.

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

SEVERITY = Severity.ERROR

_LOWEST: Final = 50
_BEYOND: Final = 100


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each level out of range."""
    for fact in kb.facts.values():
        if fact.confidence is not None and any(not _LOWEST <= level < _BEYOND for level in fact.confidence.numbers):
            message = f"'{fact.confidence.text}' is no level of confidence"
            yield Remark(kb.place(fact, "confidence"), message, "Did you mean 95 %? Read it in the source.", fact.id)
