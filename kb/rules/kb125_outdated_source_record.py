"""A source record that is more than a year old.

What it checks
    No source was looked up, and no database of retractions was asked, more than 365 days ago. Said once a file, at the
    oldest record.

Why it matters at the bedside
    A list that nobody renews still looks like a check. A dose from a label that was replaced a year ago would pass it.

How to fix
    Look these sources up again, correct what changed, and write the new day into `as_of` or `retraction_checked`.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase
from kb.record_age import OUTDATED_AFTER, aged_remarks

SEVERITY = Severity.ERROR
WAIVABLE = False


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each file with records that are too old."""
    yield from aged_remarks(kb, OUTDATED_AFTER)
