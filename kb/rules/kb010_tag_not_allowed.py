"""A YAML tag.

What it checks
    No value carries a tag such as `!!binary`, `!!set` or `!!python/object`.

Why it matters at the bedside
    A tag can change what a figure is without changing how it looks, and some tags run a program of the writer's
    choosing on the machine that publishes the dosing pages.

How to fix
    Delete the tag. Every value is text and is converted by its field.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.CRITICAL


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at the first tag of a file."""
    return kb.met("tag-not-allowed")
