"""A statistic that a measure of this kind cannot have.

What it checks
    A proportion is no median, mean, maximum, minimum or rank; a time to an event is no rate.

Why it matters at the bedside
    A median printed as a rate, or a rate as a maximum, is another statement about the same patients.

How to fix
    Read in the source what the figure is, and correct the statistic or the measure.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR

_EXCLUDED: Final = {
    "proportion": frozenset({"median", "mean", "maximum", "minimum", "rank"}),
    "time-to-event": frozenset({"rate"}),
}


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each statistic that its kind excludes."""
    for fact in kb.facts.values():
        kind = kb.kind(fact)
        if fact.statistic and fact.statistic in _EXCLUDED.get(kind, ()):
            message = f"a {fact.statistic} is no figure of a {kind}"
            yield Remark(kb.place(fact, "statistic"), message, "Correct the statistic, or the measure.", fact.id)
