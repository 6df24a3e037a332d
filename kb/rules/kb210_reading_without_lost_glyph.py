"""A reading where no character is lost.

What it checks
    The `printed` part of a reading stands in the fact's `printed` text, and `read_as` keeps every number of it. Where
    it holds no replacement character U+FFFD, it only spells a unit otherwise (U for IU), or `misprint` says what is
    wrong.

Why it matters at the bedside
    A reading lets a figure be read otherwise than it is printed. Where nothing is lost, that is altering a source: 10
    "read as" 100 would pass every comparison with the text.

How to fix
    Delete the reading. If the source has a misprint, keep it as printed and say so in `misprint`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Fact, KnowledgeBase
from kb.printed import words
from kb.printed_words import UNIT_NAMES

SEVERITY = Severity.CRITICAL

LOST = "\N{REPLACEMENT CHARACTER}"


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each reading that is none."""
    for fact in kb.facts.values():
        if fact.reading is not None:
            fault = _fault(fact)
            if fault:
                help = "Delete the reading; a misprint is said in 'misprint' and never altered."
                yield Remark(kb.place(fact, "reading.printed"), fault, help, fact.id)


def _fault(fact: Fact) -> str:
    assert fact.reading is not None
    printed, read_as = fact.reading.printed, fact.reading.read_as
    if printed not in fact.printed:
        return f"'{printed}' is not in the printed figure '{fact.printed}'"
    if LOST not in printed and not fact.misprint and _spelled_out(printed) != _spelled_out(read_as):
        return f"no character is lost in '{printed}', and yet it is read as '{read_as}'"
    if re.findall(r"\d+", printed) != re.findall(r"\d+", read_as):
        return f"'{printed}' and '{read_as}' do not hold the same numbers"
    return ""


def _spelled_out(text: str) -> list[str]:
    return [UNIT_NAMES.get(word, word) for word in words(text)]
