"""Words to stand near a figure that are no single words.

What it checks
    `near` lists at most six single words of the source, each without blanks and with at least one letter or digit.

Why it matters at the bedside
    These words are how the checker knows that it found the dose of this drug and not the same number in the next row.
    A phrase is found nowhere, and an empty sign everywhere.

How to fix
    Choose one to three telling words from the same row or sentence: the drug, the grade, the name of the column.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR

MOST_WORDS = 6


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each entry that is no word, and for lists that are too long."""
    for fact in kb.facts.values():
        for index, word in enumerate(fact.near):
            if not _is_word(word):
                message = f"'{word}' is not one word"
                help = (
                    f"Write [{', '.join(word.split())}]." if len(word.split()) > 1 else "Choose a word of the source."
                )
                yield Remark(kb.place(fact, f"near.{index}"), message, help, fact.id)
        if len(fact.near) > MOST_WORDS:
            message = f"{len(fact.near)} words are asked for near the figure; at most {MOST_WORDS} are needed"
            yield Remark(kb.place(fact, "near"), message, "Keep the one to three that tell the place.", fact.id)


@lru_cache(maxsize=32_768)
def _is_word(word: str) -> bool:
    return len(word.split()) == 1 and any(letter.isalnum() for letter in word)
