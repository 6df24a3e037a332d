"""A value that falls between two bands.

What it checks
    Criteria, targets or graded actions of one source on one parameter, in order: between neighbouring bands no printed
    value is left over. Steps are those of the digits printed: 2.9 and 3 touch, 2.9 and 3.1 do not. Two criteria at
    opposite ends of a parameter need not meet. Where one step of a dose ends at a number and the next begins at it,
    one of them holds the number itself.

Why it matters at the bedside
    At exactly that value the reader finds no rule, and gives the dose or stops it by guess.

How to fix
    Read both thresholds again in the source, with their comparison signs. If the source leaves the gap, waive this rule
    for the fact and say so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from kb.bands import Band, band_key, bands, claim, gap_between, strictness
from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Condition, Fact, KnowledgeBase

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at the upper of two bands with a gap between them."""
    for group in bands(kb):
        lower = group[0]
        for upper in group[1:]:
            value = gap_between(lower, upper)
            if value is not None and claim(lower.fact) != claim(upper.fact) and _must_meet(kb, lower, upper):
                assert upper.fact.when is not None
                label = kb.vocabulary.label(upper.fact.when.parameter)
                message = f"no band holds {label} {value.normalize():f}: '{lower.fact.id}' ends before it"
                message += f" and '{upper.fact.id}' begins after it"
                help = "Read both thresholds and their comparison signs again; "
                help += f"the other stands at {kb.place(lower.fact, 'when.is')}."
                yield Remark(kb.place(upper.fact, "when.is"), message, help, upper.fact.id)
            if lower.interval.high is not None and (
                upper.interval.high is None or upper.interval.high > lower.interval.high
            ):
                lower = upper
    yield from _between_doses(kb)


def _between_doses(kb: KnowledgeBase) -> Iterator[Remark]:
    """At each end of two steps of a dose that meet at a number which neither of them holds."""
    ends: dict[object, dict[Decimal, list[_End]]] = defaultdict(lambda: defaultdict(list))
    for fact in kb.facts.values():
        if fact.dose is not None and fact.when is not None and fact.status == "active" and fact.voice == "own":
            for path, leaf in _plain_leaves(fact.when):
                for part in leaf.is_.intervals if leaf.is_ is not None else ():
                    key = (*band_key(fact, leaf), leaf.is_.unit if leaf.is_ else None)
                    for number, begins, is_open in (
                        (part.low, True, part.low_open),
                        (part.high, False, part.high_open),
                    ):
                        if number is not None:
                            ends[key][number].append(_End(fact, path, begins, is_open))
    for by_number in ends.values():
        for number, found in by_number.items():
            yield from _left_out(kb, number, found)


class _End(NamedTuple):
    """Where a step of a dose begins or ends, and whether without the number itself."""

    fact: Fact
    path: str
    begins: bool
    is_open: bool


def _left_out(kb: KnowledgeBase, number: Decimal, found: list[_End]) -> Iterator[Remark]:
    doses = {end.fact.dose for end in found}
    if len(doses) < 2 or not all(end.is_open for end in found) or len({end.begins for end in found}) < 2:
        return
    lower = next(end for end in found if not end.begins)
    upper = next(end for end in found if end.begins)
    for one, other in ((lower, upper), (upper, lower)):
        message = f"no dose is given at {number.normalize():f}: '{lower.fact.id}' ends before it"
        message += f" and '{upper.fact.id}' begins after it"
        help = f"Read both comparison signs again; the other stands at {kb.place(other.fact, other.path)}."
        yield Remark(kb.place(one.fact, one.path), message, help, one.fact.id)


def _plain_leaves(condition: Condition) -> Iterator[tuple[str, Condition]]:
    """The thresholds of a condition that is one, or that joins several, with the paths of their sets."""
    if condition.is_ is not None and not condition.all and not condition.any:
        yield "when.is", condition
    for index, part in enumerate(condition.all):
        if part.is_ is not None and not part.all and not part.any:
            yield f"when.all.{index}.is", part


def _must_meet(kb: KnowledgeBase, lower: Band, upper: Band) -> bool:
    """Whether a source leaves something out if the bands do not meet.

    What is preferred and what is forbidden need not meet, nor do two criteria at opposite ends of a parameter, between
    which all is well; nor actions whose order is not known.
    """
    kind = kb.kind(lower.fact)
    if kind == "stance" or (kind == "action" and None in (strictness(kb, lower.fact), strictness(kb, upper.fact))):
        return False
    opposite = lower.interval.low is None and upper.interval.high is None
    return not opposite or kind == "quantity" or "continue" in (lower.fact.action, upper.fact.action)
