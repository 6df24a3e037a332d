"""A reference that nobody has looked up.

What it checks
    Where a base keeps source records, each entry of the bibliography has one.

Why it matters at the bedside
    Only the record tells that an identifier leads to this paper and that the paper still stands. A figure from a source
    that nobody looked up may come from a work that was withdrawn.

How to fix
    Look the source up and add a record under `sources:` with its identifiers, its status, the day and the place.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.WARNING


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each entry without a record; a base without any record keeps none."""
    for key, reference in kb.references.items() if kb.source_records else ():
        if key not in kb.source_records:
            help = "Look it up, and add a record under 'sources:' with the day and the place."
            yield Remark(reference.place, f"'{key}' has no source record", help, key)
