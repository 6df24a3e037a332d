"""A figure whose unit does not measure what the fact is about.

What it checks
    The unit of each value, interval, range and threshold has the dimension and the basis of its measure or parameter.
    A basis such as per kg is part of the unit: mg is not mg/kg, and mg is not mg/mL.

Why it matters at the bedside
    A dose per kilogram given as a flat dose, or a concentration taken for an amount, is wrong by a factor of tens.

How to fix
    Read the unit again in the source and write it whole, with its basis.
"""

from __future__ import annotations

import operator
from collections.abc import Iterator
from typing import Final

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase
from kb.plausibility import also_allowed, figures, fits
from kb.units import Unit
from kb.value import Value

SEVERITY = Severity.CRITICAL

_FIXED: Final = {
    "confidence": ("proportion", "%"),
    "p_value": ("number", "plain numbers"),
    "over": ("time", "min or h"),
}
"""Fields whose figures have one dimension whatever the measure, and how to write it."""
_fixed = operator.attrgetter(*_FIXED)


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each figure that its measure can't have."""
    for fact in kb.facts.values():
        for path, value, entry in figures(kb, fact):
            if entry is None or entry.unit is None or fits(value, entry.unit) or also_allowed(entry, value.unit):
                continue
            message = f"'{value.text}' is {value.unit.dimension}; {entry.label} is {entry.unit.dimension}"
            yield Remark(kb.place(fact, path), message, _help(value, entry.unit), fact.id)
        for (path, (dimension, unit)), value in zip(_FIXED.items(), _fixed(fact), strict=True):
            if value is not None and value.intervals and value.unit.dimension != dimension:
                message = f"'{value.text}' is {value.unit.dimension}; '{path}' is {dimension}"
                yield Remark(kb.place(fact, path), message, f"Write it in {unit}.", fact.id)


def _help(value: Value, wanted: Unit) -> str:
    """The figure with its whole basis, if only the basis is missing; else the unit that is wanted."""
    if value.unit.text and wanted.text.startswith(f"{value.unit.text}/"):
        basis = wanted.text.removeprefix(value.unit.text)
        return f"Did you mean '{value.text}{basis}'? Read the unit again with its basis, and write it whole."
    return f"Write it in {wanted.text or 'plain numbers'} or a unit that converts to it."
