"""A remainder that does not say which numeral it means.

What it checks
    Every record under `remainder:` has either `printed`, a figure of at most twelve words, or `pattern`, a class of
    marks, and not both; `near` stands only beside `printed`.

Why it matters at the bedside
    What a remainder names is no longer reported as missing. One that means more than its writer thought can hide a
    dose that nobody has entered.

How to fix
    Keep `printed` with the words near it for a single numeral; keep `pattern` alone for citation marks and the like.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR
MOST_WORDS: Final = 12


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each remainder that names nothing, two things at once, or too much."""
    for one in kb.remainders:
        words = len(one.printed.split())
        if not one.printed and not one.pattern:
            yield Remark(kb.place(one), "this remainder names no numeral", "Add 'printed' or 'pattern'.")
        elif one.printed and one.pattern:
            message = f"this remainder names '{one.printed}' and the pattern '{one.pattern}' at once"
            yield Remark(kb.place(one, "pattern"), message, "Write two records, each with its reason.")
        elif one.pattern and one.near:
            yield Remark(kb.place(one, "near"), "words near a pattern are not looked at", "Delete 'near'.")
        elif words > MOST_WORDS:
            message = f"'printed' has {words} words; at most {MOST_WORDS} are allowed"
            yield Remark(kb.place(one, "printed"), message, "Keep the figure and the words that tell it from others.")
