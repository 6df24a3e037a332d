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
from kb.value import Value
from kb.vocabulary import Entry

SEVERITY = Severity.CRITICAL

ONLY_WHERE_LISTED = frozenset({"lb", "degF", "mIU"})


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each unit that its measure does not list."""
    for fact in kb.facts.values():
        for path, value, entry in figures(kb, fact):
            unit = value.unit.text
            if unit.partition("/")[0] not in ONLY_WHERE_LISTED or (entry is not None and _listed(entry, value)):
                continue
            label = entry.label if entry else fact.measure
            usual = entry.unit.text if entry and entry.unit else "the usual unit"
            help = f"Read the unit again. Write it in {usual}, if the source does."
            yield Remark(kb.place(fact, path), f"'{value.text}': {unit} is not allowed for {label}", help, fact.id)


def _listed(entry: Entry, value: Value) -> bool:
    """Whether the vocabulary has the unit for this entry, or the figure is of another dimension altogether."""
    if entry.unit is None:
        return also_allowed(entry, value.unit)
    return also_allowed(entry, value.unit) or entry.unit == value.unit or not fits(value, entry.unit)
