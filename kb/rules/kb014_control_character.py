"""A control character in a text.

What it checks
    No file and no text holds control characters, line separators, lone surrogates or code points that are no
    characters, written out or as an escape.

Why it matters at the bedside
    What is behind such a character may be cut off or hidden on the screen: a printed limit may lose its last
    digit, and a search of the source for the figure fails.

How to fix
    Delete the character and type the text anew instead of pasting it.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR
WAIVABLE = False


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for every text that holds one."""
    return kb.met("control-character")
