"""A required field that is missing.

What it checks
    Each record has the fields it cannot do without: a fact its id and measure, an explanation its reason, author
    and day, a sign-off its fingerprint.

Why it matters at the bedside
    A record without them is left out as a whole, and the reader of the page does not know that there was one. A
    half-written stop rule must not look like no rule.

How to fix
    Add the field named, from the source.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR
WAIVABLE = False


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for every field that is missing."""
    return kb.met("missing-field")
