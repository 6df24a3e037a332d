"""A value that falls between two bands.

What it checks
    Criteria, targets or graded actions of one source on one parameter, in order: between neighbouring bands no printed
    value is left over. Steps are those of the digits printed: 2.9 and 3 touch, 2.9 and 3.1 do not. Two criteria at
    opposite ends of a parameter need not meet.

Why it matters at the bedside
    At exactly that value the reader finds no rule, and gives the dose or stops it by guess.

How to fix
    Read both thresholds again in the source, with their comparison signs. If the source leaves the gap, waive this rule
    for the fact and say so.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.bands import Band, bands, claim, gap_between, strictness
from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

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
