"""A condition that every patient meets.

What it checks
    No threshold covers the whole plausible range of its parameter, and no two thresholds joined by `any` cover
    everything between them.

Why it matters at the bedside
    A stop rule that always holds is switched off in the reader's mind, and so is the page it stands on.

How to fix
    Read the threshold and its comparison sign again: it probably points the other way.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Condition, Fact, KnowledgeBase
from kb.plausibility import always, fits, thresholds_of
from kb.value import Interval, in_unit

SEVERITY = Severity.CRITICAL


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each threshold that excludes nothing."""
    for fact in kb.facts.values():
        if fact.when is None and fact.target is None:
            continue
        for path, value, entry in thresholds_of(kb, fact):
            if entry is None or entry.plausible is None or not fits(value, entry.plausible.unit):
                continue
            if value.intervals and always(value, entry.plausible):
                message = f"{entry.label} is always '{value.text}': it lies within {entry.plausible.text}"
                yield Remark(kb.place(fact, path), message, "Read the threshold and its sign again.", fact.id)
        for path, condition in (("when", fact.when), ("target", fact.target)):
            if condition is not None and (condition.all or condition.any):
                yield from _joined(kb, fact, condition, path)


def _joined(kb: KnowledgeBase, fact: Fact, condition: Condition, path: str) -> Iterator[Remark]:
    for (_, one), (index, other) in itertools.combinations(enumerate(condition.any), 2):
        if one.parameter and one.parameter == other.parameter and one.at == other.at and _cover(one, other):
            assert one.is_ is not None and other.is_ is not None
            message = f"'{one.is_.text}' and '{other.is_.text}' are joined by 'any': every value is one of them"
            yield Remark(
                kb.place(fact, f"{path}.any.{index}.is"),
                message,
                "Join them by 'all', or read their signs again.",
                fact.id,
            )
    for name in ("all", "any"):
        for index, part in enumerate(getattr(condition, name)):
            yield from _joined(kb, fact, part, f"{path}.{name}.{index}")


def _cover(one: Condition, other: Condition) -> bool:
    """Whether two half-lines that point at each other leave nothing between them."""
    if one.is_ is None or other.is_ is None or not one.is_.unit.convertible(other.is_.unit):
        return False
    first, second = one.is_.intervals, in_unit(other.is_, one.is_.unit).intervals
    return len(first) == len(second) == 1 and (_meet(first[0], second[0]) or _meet(second[0], first[0]))


def _meet(upward: Interval, downward: Interval) -> bool:
    if upward.low is None or upward.high is not None or downward.high is None or downward.low is not None:
        return False
    return upward.low < downward.high or (upward.low == downward.high and not (upward.low_open and downward.high_open))
