"""A condition that no patient can meet.

What it checks
    Each threshold leaves some value within the plausible range of its parameter. Thresholds on one parameter that are
    joined by `all` have a value in common, and no sign is both present and absent.

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
from kb.plausibility import fits, likely_slip, never, thresholds_of
from kb.value import Relation, relation

SEVERITY = Severity.CRITICAL


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each condition without a value that meets it."""
    for fact in kb.facts.values():
        if fact.when is None and fact.target is None:
            continue
        for path, value, entry in thresholds_of(kb, fact):
            if entry is None or entry.plausible is None or not fits(value, entry.plausible.unit):
                continue
            if never(value, entry.plausible):
                message = f"{entry.label} is never '{value.text}': it lies within {entry.plausible.text}"
                help = likely_slip(value, entry.plausible) or "Read the threshold, its unit and its sign again."
                yield Remark(kb.place(fact, path), message, help, fact.id)
        for path, condition in (("when", fact.when), ("target", fact.target)):
            if condition is not None and (condition.all or condition.any):
                yield from _joined(kb, fact, condition, path)


def _joined(kb: KnowledgeBase, fact: Fact, condition: Condition, path: str) -> Iterator[Remark]:
    for (_, one), (index, other) in itertools.combinations(enumerate(condition.all), 2):
        if _exclude(one, other):
            said = f"'{_said(one)}' and '{_said(other)}' are joined by 'all' and exclude each other"
            place = kb.place(fact, f"{path}.all.{index}.is" if other.is_ else f"{path}.all.{index}")
            join = kb.place(fact, f"{path}.all")
            for where in (place,) if place.line == join.line else (join, place):
                yield Remark(where, said, "Join them by 'any', or read them again.", fact.id)
    for name in ("all", "any"):
        for index, part in enumerate(getattr(condition, name)):
            yield from _joined(kb, fact, part, f"{path}.{name}.{index}")


def _exclude(one: Condition, other: Condition) -> bool:
    """Whether no patient meets both: apart at the same moment, or a sign that is both present and absent."""
    if one.at != other.at:
        return False
    if one.parameter and one.parameter == other.parameter and one.is_ and other.is_:
        return relation(one.is_, other.is_) is Relation.APART
    return bool((one.present and one.present == other.absent) or (one.absent and one.absent == other.present))


def _said(condition: Condition) -> str:
    if condition.is_ is not None:
        return condition.is_.text
    return f"{condition.present} present" if condition.present else f"{condition.absent} absent"
