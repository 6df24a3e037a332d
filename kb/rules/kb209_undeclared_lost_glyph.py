"""A lost character in the print, and nobody says how it is read.

What it checks
    Where `printed` holds the replacement character U+FFFD, the fact has a `reading` that covers every one of them:
    what is printed, how it is read, on what grounds and how surely.

Why it matters at the bedside
    Between the number and the unit a lost micro sign makes grams of micrograms; before a number a lost "at or above"
    makes the opposite rule. Guessing is fine only if the reader sees that it was a guess.

How to fix
    Add `reading` with the grounds (another table, another guideline), for each lost character by its place.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.CRITICAL

LOST = "\N{REPLACEMENT CHARACTER}"


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each print with a lost character that no reading covers."""
    for fact in kb.facts.values():
        if LOST not in fact.printed:
            continue
        reading = fact.reading
        left = (
            fact.printed.replace(reading.printed, reading.read_as)
            if reading and LOST in reading.printed
            else fact.printed
        )
        if LOST in left:
            message = f"a character is lost in '{fact.printed}', and nothing says how it is read"
            help = "Add 'reading:' with printed, read_as, because and confidence."
            yield Remark(kb.place(fact, "printed"), message, help, fact.id)
