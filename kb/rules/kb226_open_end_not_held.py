"""A range whose end was not reached, held as if it had been.

What it checks
    Where the print bounds the last number of a range (`3 to >131`), the range of the fact is open there too.

Why it matters at the bedside
    The longest response had not ended when the data were cut off: as a closed range it is told as the time at which it
    ended.

How to fix
    Write the range as it is printed: `3 to > 131 mo`.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.held_figures import printed_text
from kb.model import KnowledgeBase
from kb.printed import figures

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each closed range whose last number is printed as a bound."""
    for fact in kb.facts.values():
        if fact.range is None or fact.range_censored or not fact.range.intervals:
            continue
        first, last = fact.range.intervals[0].low, fact.range.intervals[-1].high
        if first is None or last is None:
            continue
        if any(one.operator[:1] == ">" and one.number == last for one in figures(printed_text(fact))):
            message = f"'{fact.range.text}' ends at {last:f}, and '{fact.printed}' says that it goes beyond"
            help = f"Did you mean {first:f} to > {last:f} {fact.range.unit.text}?"
            yield Remark(kb.place(fact, "range"), message, help, fact.id)
