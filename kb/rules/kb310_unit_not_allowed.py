"""A unit that is not allowed for this measure.

What it checks
    Pounds, degrees Fahrenheit and thousandths of an International Unit convert to the usual units, but are allowed only
    where the measure lists them because a source prints them.

Why it matters at the bedside
    A weight in pounds taken for kilograms more than doubles a dose; a milli-unit is a thousandth of one.

How to fix
    Read the unit again. If the source does print it, list it under `units` of the measure or parameter.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase
from kb.plausibility import also_allowed, figures, fits

SEVERITY = Severity.CRITICAL

ONLY_WHERE_LISTED = frozenset({"lb", "degF", "mIU"})


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each unit that its measure does not list."""
    for fact in kb.facts.values():
        for path, value, entry in figures(kb, fact):
            unit = value.unit.text
            listed = entry is not None and (also_allowed(entry, value.unit) or (entry.unit is not None and entry.unit.text == unit))
            if unit.split("/")[0] in ONLY_WHERE_LISTED and not listed and (entry is None or entry.unit is None or fits(value, entry.unit)):
                label = entry.label if entry else fact.measure
                usual = entry.unit.text if entry and entry.unit else "the usual unit"
                yield Remark(kb.place(fact, path), f"'{value.text}': {unit} is not allowed for {label}", f"Write it in {usual}, as the source prints it.", fact.id)
