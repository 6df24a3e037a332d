"""A value that falls between two bands.

What it checks
    Criteria or targets of one source on one parameter, in order: between neighbouring bands no printed value is left
    over. Steps are those of the digits printed: 2.9 and 3 touch, 2.9 and 3.1 do not.

Why it matters at the bedside
    At exactly that value the reader finds no rule, and gives the dose or stops it by guess.

How to fix
    Read both thresholds again in the source, with their comparison signs. If the source leaves the gap, waive this rule
    for the fact and say so.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from kb.bands import bands, gap_between, same_claim
from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at the upper of two bands with a gap between them."""
    for group in bands(kb):
        for lower, upper in itertools.pairwise(group):
            value = gap_between(lower, upper)
            if value is not None and not same_claim(lower.fact, upper.fact):
                assert upper.fact.when is not None
                label = kb.vocabulary.label(upper.fact.when.parameter)
                message = f"no band holds {label} {value:f}: '{lower.fact.id}' ends before it and '{upper.fact.id}' begins after it"
                yield Remark(kb.place(upper.fact, "when.is"), message, "Read both thresholds and their comparison signs again.", upper.fact.id)
