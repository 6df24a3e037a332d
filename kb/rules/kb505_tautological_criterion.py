"""A condition that every patient meets.

What it checks
    No threshold covers the whole plausible range of its parameter.

Why it matters at the bedside
    A stop rule that always holds is switched off in the reader's mind, and so is the page it stands on.

How to fix
    Read the threshold and its comparison sign again: it probably points the other way.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase
from kb.plausibility import figures, fits
from kb.value import Relation, in_unit, relation

SEVERITY = Severity.CRITICAL


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each threshold that excludes nothing."""
    for fact in kb.facts.values():
        for path, value, entry in figures(kb, fact):
            if not path.endswith(".is") or entry is None or entry.plausible is None or not fits(value, entry.plausible.unit):
                continue
            if relation(in_unit(value, entry.plausible.unit), entry.plausible) in (Relation.CONTAINS, Relation.EQUAL):
                message = f"{entry.label} is always '{value.text}': it lies within {entry.plausible.text}"
                yield Remark(kb.place(fact, path), message, "Read the threshold and its sign again.", fact.id)
