"""A macro in the bibliography.

What it checks
    No `@string`, `@preamble` or `@comment`, no text joined by `#`, and no bare word in place of a text, the names
    of months apart.

Why it matters at the bedside
    A macro can grow until it stops the machine that checks the doses; one that is undefined drops the journal or
    the year by which a source is found.

How to fix
    Write the text out, in braces.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR
WAIVABLE = False


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for every macro."""
    return kb.met("bib-macro-not-allowed")
