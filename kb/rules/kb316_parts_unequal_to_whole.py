"""Parts that do not add up to their whole.

What it checks
    Where one source reports a whole and all its parts for the same patients (as complete and partial responses make
    up all responses), counts add up exactly and percentages within rounding.

Why it matters at the bedside
    One of the numbers is wrong, and each is quoted to patients on its own.

How to fix
    Read the whole and every part again in the source.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase
from kb.same_patients import groups_of_rates

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at each whole that is not the sum of its parts."""
    for rates in groups_of_rates(kb):
        for measure, whole in rates.items():
            entry = kb.vocabulary.measure(measure)
            if entry is None or not entry.parts or not all(part in rates for part in entry.parts):
                continue
            parts = [rates[part] for part in entry.parts]
            counts = [rate.fact.events for rate in (whole, *parts)]
            if all(count is not None for count in counts):
                total = sum(count for count in counts[1:] if count is not None)
                if total != counts[0]:
                    said = " + ".join(str(count) for count in counts[1:])
                    message = f"{entry.label} is {counts[0]}, its parts are {said} = {total}"
                    yield Remark(kb.place(whole.fact, "events"), message, "Read the whole and the parts again.", whole.fact.id)
                    continue
            sum_of_parts = sum((rate.percent for rate in parts), Decimal(0))
            slack = whole.slack + sum((rate.slack for rate in parts), Decimal(0))
            if abs(sum_of_parts - whole.percent) > slack:
                message = f"{entry.label} is {whole.percent.normalize():f}%, its parts make {sum_of_parts.normalize():f}%"
                yield Remark(kb.place(whole.fact, "value"), message, "Read the whole and the parts again.", whole.fact.id)
