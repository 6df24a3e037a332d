"""What became of a source: what its entry in the bibliography and its source record say together.

Either may know first. Where one of them says that a source is gone, it is gone; that they differ is a finding of its
own.
"""

from __future__ import annotations

from kb.bibliography import Reference
from kb.model import KnowledgeBase


def superseded_by(kb: KnowledgeBase, reference: Reference) -> str | None:
    """The key of what took the place of a source, empty where nothing names it; None where nothing took its place."""
    record = kb.source_records.get(reference.key)
    if reference.standing == "superseded" or reference.superseded_by:
        return reference.superseded_by
    return record.by if record is not None and record.status == "superseded" else None


def retraction(kb: KnowledgeBase, reference: Reference) -> str | None:
    """When or where a source was retracted, empty where nothing says so; None where it was not retracted."""
    record = kb.source_records.get(reference.key)
    if reference.standing == "retracted" or reference.retracted:
        return reference.retracted
    return record.notice if record is not None and record.status == "retracted" else None
