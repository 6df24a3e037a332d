"""A letter of another script that looks like a Latin one.

What it checks
    No word mixes Latin letters with look-alikes from Cyrillic, Greek and other scripts or with styled letters, and
    no short Cyrillic word stands for a unit. Accents, and Greek letters that look like no Latin one, pass.

Why it matters at the bedside
    The unit looks like mg and is not: neither the checker nor a pharmacist's search recognises it, and a drug name
    with one foreign letter escapes every check for interactions and maximum doses.

How to fix
    Type the word anew on a Latin keyboard. The message gives the code point of the letter.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.CRITICAL


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for every such word."""
    return kb.met("mixed-script-token")
