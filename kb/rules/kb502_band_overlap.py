"""A value to which two bands lay claim.

What it checks
    Criteria or targets of one source on one parameter, in order: neighbouring bands of different tier, action or target
    do not share a value.

Why it matters at the bedside
    At that value one line says delay and another says stop.

How to fix
    Read both thresholds again in the source, with their comparison signs. If the source prints them so, waive this rule
    for the fact and say so.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from kb.bands import bands, overlap_of, same_claim
from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at the upper of two bands that share a value."""
    for group in bands(kb):
        for lower, upper in itertools.pairwise(group):
            value = overlap_of(lower, upper)
            if value is not None and lower.fact is not upper.fact and not same_claim(lower.fact, upper.fact):
                assert upper.fact.when is not None
                label = kb.vocabulary.label(upper.fact.when.parameter)
                message = f"{label} {value:f} is in two bands: '{lower.fact.id}' and '{upper.fact.id}'"
                yield Remark(kb.place(upper.fact, "when.is"), message, "Read both thresholds and their comparison signs again.", upper.fact.id)
