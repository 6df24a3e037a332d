"""Template syntax in a text.

What it checks
    No text holds the opening marks of the template language: two braces, or a brace with a percent or number sign.
    Single braces pass.

Why it matters at the bedside
    A text that is run instead of shown can put any number on the dosing page, one that stands in no fact and that
    no check has seen.

How to fix
    Write plain words. Figures come onto pages through facts, never through a text.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.CRITICAL


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for every text that holds it."""
    return kb.met("template-syntax")
