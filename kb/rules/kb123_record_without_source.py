"""A source record of something that is not in the bibliography.

What it checks
    The key of each source record, and what it names as successor or final version, is a key of `references.bib`.

Why it matters at the bedside
    A retraction recorded under a misspelt key warns nobody: the withdrawn figure stays on the page.

How to fix
    Correct the key as the help proposes, add the reference, or delete the record.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase
from kb.suggestions import Suggestions

SEVERITY = Severity.ERROR
WAIVABLE = False


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each key that the bibliography does not have, and each source that is its own successor."""
    keys = Suggestions(kb.references)
    for record in kb.source_records.values():
        for field in ("key", "by"):
            key = getattr(record, field)
            if key and key not in kb.references:
                close = keys.nearest(key)
                help = f"Did you mean '{close}'?" if close else "Correct the key, or delete the record."
                yield Remark(kb.place(record, field), f"no reference has the key '{key}'", help, record.key)
        if record.by == record.key:
            message = f"'{record.key}' is {record.status} by itself"
            yield Remark(kb.place(record, "by"), message, "Name the other source.", record.key)
