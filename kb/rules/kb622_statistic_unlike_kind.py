"""A statistic that a measure of this kind cannot have.

What it checks
    A proportion is no median, mean, maximum, minimum or rank; a time to an event is no rate and no rank, nor is a
    criterion, which is no median or mean either; a quantity with a unit that is no share is no rate.

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
from kb.model import Fact, KnowledgeBase

SEVERITY = Severity.ERROR

_EXCLUDED: Final = {
    "proportion": frozenset({"median", "mean", "maximum", "minimum", "rank"}),
    "time-to-event": frozenset({"rate", "rank"}),
    "criterion": frozenset({"rate", "rank", "median", "mean"}),
}
_OF_A_BODY: Final = frozenset({"kg", "m2", "1.73m2"})


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each statistic that its kind excludes."""
    for fact in kb.facts.values():
        kind = kb.kind(fact)
        if fact.statistic and (fact.statistic in _EXCLUDED.get(kind, ()) or _is_no_rate(fact, kind)):
            message = f"a {fact.statistic} is no figure of a {kind}"
            yield Remark(kb.place(fact, "statistic"), message, "Correct the statistic, or the measure.", fact.id)


def _is_no_rate(fact: Fact, kind: str) -> bool:
    """Whether an amount is called a rate that is neither a share nor counted per time, per cycle or the like."""
    unit = fact.value.unit if fact.value is not None else None
    if fact.statistic != "rate" or kind != "quantity" or unit is None:
        return False
    bases = set(unit.text.split("/")[1:]) - _OF_A_BODY
    return unit.dimension not in ("proportion", "number") and not bases
