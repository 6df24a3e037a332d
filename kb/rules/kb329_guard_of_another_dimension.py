"""A measure whose unit or plausible range is of another dimension.

What it checks
    The plausible range of a measure or a parameter converts to its unit; a measure of kind proportion has a unit of
    proportions, and one of kind time-to-event a unit of time.

Why it matters at the bedside
    The plausible range is what stops a dose with three zeros too many. In another dimension it stops nothing.

How to fix
    Write the range in the unit of the measure, or correct the unit or the kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase
from kb.vocabulary import Measure

SEVERITY = Severity.ERROR

_DIMENSION: Final = {"proportion": "proportion", "time-to-event": "time"}


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at each range or kind that its unit contradicts."""
    for entry in kb.vocabulary:
        if entry.unit is None:
            continue
        if entry.plausible is not None and not entry.plausible.unit.convertible(entry.unit):
            message = f"the range '{entry.plausible.text}' can't guard what is measured in '{entry.unit.text}'"
            yield Remark(kb.place(entry, "plausible"), message, f"Write the range in {entry.unit.text}.", entry.id)
        if isinstance(entry, Measure) and entry.unit.dimension != _DIMENSION.get(entry.kind, entry.unit.dimension):
            message = f"a measure of kind {entry.kind} can't be measured in '{entry.unit.text}'"
            yield Remark(kb.place(entry, "kind"), message, "Correct the kind, or the unit.", entry.id)
