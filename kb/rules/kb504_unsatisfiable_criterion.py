"""A condition that no patient can meet.

What it checks
    Each threshold leaves some value within the plausible range of its parameter, and thresholds on one parameter that
    are joined by `all` have a value in common.

Why it matters at the bedside
    A stop rule that can never be met never stops anything.

How to fix
    Read the threshold, its unit and its comparison sign again in the source.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Condition, Fact, KnowledgeBase
from kb.plausibility import figures, fits
from kb.value import Relation, in_unit, relation

SEVERITY = Severity.CRITICAL


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each condition without a value that meets it."""
    for fact in kb.facts.values():
        for path, value, entry in figures(kb, fact):
            if not path.endswith(".is") or entry is None or entry.plausible is None or not fits(value, entry.plausible.unit):
                continue
            said = in_unit(value, entry.plausible.unit)
            if said.form == "bound" and relation(said, entry.plausible) is Relation.APART:
                message = f"{entry.label} is never '{value.text}': it lies within {entry.plausible.text}"
                yield Remark(kb.place(fact, path), message, "Read the threshold, its unit and its sign again.", fact.id)
        for path in ("when", "target"):
            yield from _joined(kb, fact, getattr(fact, path), path)


def _joined(kb: KnowledgeBase, fact: Fact, condition: Condition | None, path: str) -> Iterator[Remark]:
    if condition is None:
        return
    for (_, one), (index, other) in itertools.combinations(enumerate(condition.all), 2):
        if one.parameter and one.parameter == other.parameter and one.at == other.at and one.is_ and other.is_:
            if relation(one.is_, other.is_) is Relation.APART:
                message = f"'{one.is_.text}' and '{other.is_.text}' are joined by 'all' and exclude each other"
                yield Remark(kb.place(fact, f"{path}.all.{index}.is"), message, "Join them by 'any', or read them again.", fact.id)
