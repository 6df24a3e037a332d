"""A figure without the print it was taken from.

What it checks
    Every fact that holds a figure (a value, a count, a dose, a frequency, a threshold ...) and is not derived carries
    `printed`: the figure as its source prints it.

Why it matters at the bedside
    The printed figure is the only thing in this base against which a mistyped dose can be caught without opening the
    source. A dose with one zero too many and nothing beside it passes every other check.

How to fix
    Copy the figure from the source into `printed`, with its comparator, unit and denominator, letter for letter.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.held_figures import held_figures
from kb.model import KnowledgeBase

SEVERITY = Severity.CRITICAL


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at the first figure of each fact that has nothing to be held against."""
    for fact in kb.facts.values():
        if fact.printed or fact.derived is not None:
            continue
        for path, _ in held_figures(fact):
            message = f"the fact '{fact.id}' holds a figure and not the print that it was taken from"
            yield Remark(
                kb.place(fact, path), message, "Add 'printed:' with the figure as the source prints it.", fact.id
            )
            break
