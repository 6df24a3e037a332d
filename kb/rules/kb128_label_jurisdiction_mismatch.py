"""A label that is given the jurisdiction of another.

What it checks
    `jurisdiction` of an entry is the one of its source record; where the record has one, so does the entry.

Why it matters at the bedside
    The same medicine has other indications and other limits in another country. A dose read under the wrong flag may be
    one that nobody has approved where the patient lies.

How to fix
    Look at the document for the authority that issued it, and correct the entry, or the record and its day.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each entry whose jurisdiction is not on record."""
    for key, record in kb.source_records.items():
        reference = kb.references.get(key)
        if reference is not None and reference.jurisdiction != record.jurisdiction:
            given = f"'{reference.jurisdiction}'" if reference.jurisdiction else "missing"
            known = f"'{record.jurisdiction}'" if record.jurisdiction else "none"
            message = f"the jurisdiction of '{key}' is {given}; the record of {record.as_of} has {known}"
            help = f"Did you mean {known}?" if record.jurisdiction else f"Correct the record at {kb.place(record)}."
            yield Remark(reference.place_of("jurisdiction"), message, help, key)
