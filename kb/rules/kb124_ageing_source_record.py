"""A source record that is more than half a year old.

What it checks
    Each source was looked up at most 180 days ago, and so was the database of retractions that its record names. Said
    once a file, at the oldest record. After 365 days it is an error of its own.

Why it matters at the bedside
    Papers are retracted and labels replaced without a word to those who copied from them. The list knows only what it
    was told, and on that day.

How to fix
    Look these sources up again, correct what changed, and write the new day into `as_of` or `retraction_checked`.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase
from kb.record_age import OLD_AFTER, OUTDATED_AFTER, aged_remarks

SEVERITY = Severity.WARNING


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each file with records that grow old."""
    yield from aged_remarks(kb, OLD_AFTER, OUTDATED_AFTER)
