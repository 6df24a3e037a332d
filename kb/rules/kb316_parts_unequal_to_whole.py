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

from collections.abc import Iterator, Sequence

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase
from kb.same_patients import Rate, add_up, groups_of_rates

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at each whole that is not the sum of its parts."""
    for rates in groups_of_rates(kb):
        for measure, whole in rates.items():
            entry = kb.vocabulary.measure(measure)
            if entry is None or not entry.parts or not all(part in rates for part in entry.parts):
                continue
            parts = [rates[part] for part in entry.parts]
            if not add_up(whole, parts):
                place = kb.place(whole.fact, "value" if whole.fact.value else "events")
                help = "Read the whole and its parts again: " + ", ".join(_where(kb, part) for part in parts) + "."
                yield Remark(
                    place, f"{entry.label} is {_sum([whole])}, its parts are {_sum(parts)}", help, whole.fact.id
                )


def _sum(rates: Sequence[Rate]) -> str:
    if all(rate.events is not None for rate in rates):
        said, total = [str(rate.events) for rate in rates], str(sum(rate.events or 0 for rate in rates))
    else:
        said = [rate.said for rate in rates]
        total = rates[0]._replace(percent=sum((rate.percent for rate in rates[1:]), rates[0].percent)).said
    return f"{' + '.join(said)} = {total}" if len(said) > 1 else total


def _where(kb: KnowledgeBase, part: Rate) -> str:
    return f"'{part.fact.id}' ({kb.place(part.fact, 'value')})"
