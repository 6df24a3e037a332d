"""A value to which two bands lay claim.

What it checks
    Criteria, targets or stances of one source on one parameter, in order: neighbouring bands of different tier, action,
    stance or target do not share a value. A graver step inside a milder one (relative above 100, absolute above 130) is
    no overlap.

Why it matters at the bedside
    At that value one line says delay and another says stop.

How to fix
    Read both thresholds again in the source, with their comparison signs. If the source prints them so, waive this rule
    for the fact and say so.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.bands import Band, bands, may_share_values, overlap_of
from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at the upper of two bands that share a value."""
    for group in bands(kb):
        lower = group[0]
        for upper in group[1:]:
            if lower.fact is not upper.fact and not may_share_values(kb, lower, upper):
                yield from _shared(kb, lower, upper)
            lower = upper


def _shared(kb: KnowledgeBase, lower: Band, upper: Band) -> Iterator[Remark]:
    value = overlap_of(lower, upper)
    if value is not None:
        assert upper.fact.when is not None
        label = kb.vocabulary.label(upper.fact.when.parameter)
        message = f"{label} {value.normalize():f} is in two bands: '{lower.fact.id}' and '{upper.fact.id}'"
        help = "Read both thresholds and their comparison signs again; "
        help += f"the other stands at {kb.place(lower.fact, 'when.is')}."
        yield Remark(kb.place(upper.fact, "when.is"), message, help, upper.fact.id)
