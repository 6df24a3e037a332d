"""A citation key that is not well formed.

What it checks
    A key has 1 to 64 letters, digits, hyphens and underscores, beginning with a letter or digit, and is not the name of
    a device such as `con` or `nul`.

Why it matters at the bedside
    The key becomes the address of the page on which a clinician opens the source of a dose. One with a slash or a
    blank leads nowhere.

How to fix
    Rename the key in `references.bib` and in the facts that cite it.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR
WAIVABLE = False


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for every entry with such a key."""
    return kb.met("bib-key-syntax")
