"""A printed figure that is a sentence.

What it checks
    `printed` has at most 12 words. A fact carries figures of its source, never sentences.

Why it matters at the bedside
    In a copied sentence the figure that counts stands beside others, and the one that was checked may be the wrong
    one. The words of a source also belong to its authors.

How to fix
    Keep the figure with its comparator, unit and denominator. Put the words by which it is found into `near`, and
    what they mean, in your own words, into `says`.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR

MOST_WORDS = 12


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each print of more words than a figure needs."""
    for fact in kb.facts.values():
        count = len(fact.printed.split())
        if count > MOST_WORDS:
            message = f"'printed' has {count} words; a figure needs at most {MOST_WORDS}"
            yield Remark(
                kb.place(fact, "printed"),
                message,
                "Keep the figure with its comparator, unit and denominator.",
                fact.id,
            )
