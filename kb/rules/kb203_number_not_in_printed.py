"""A number that the printed figure does not hold.

What it checks
    Every number of a fact's figures stands in its `printed` text: as a whole number, with or without thousands separators,
    as a word (fifteen, twice, half), or in another unit of the same size. The total of a count, and a count beside its
    printed percentage, may stand elsewhere in the source. Facts that are derived print nothing.

Why it matters at the bedside
    This is the slipped digit: 60,000 for 600,000, 37 for 73. It is how wrong doses are born, and nothing but the print
    beside it shows it.

How to fix
    Read the figure in the source again. Correct the number, or complete `printed` if the source prints more than was
    copied.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.held_figures import held_figures, numbers_of, printed_for, printed_text
from kb.model import Fact, KnowledgeBase
from kb.printed import figures
from kb.value import Value

SEVERITY = Severity.CRITICAL


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each number that is not in the print."""
    for fact in kb.facts.values():
        if not fact.printed or fact.derived is not None:
            continue
        for path, value in held_figures(fact):
            for number in numbers_of(value):
                if not printed_for(fact, number, value):
                    yield Remark(kb.place(fact, path), f"{path} {value.text}: {number:f} not in {fact.printed!r}", "", fact.id)


