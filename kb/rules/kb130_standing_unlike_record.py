"""A source whose standing is not the one on record.

What it checks
    An entry of the bibliography is current, superseded or retracted as its source record says, and superseded by the
    same successor.

Why it matters at the bedside
    The old label is found by its mark. Where the bibliography loses the mark, or names another successor, the dose of
    an earlier year is read as the one in force.

How to fix
    Look the source up again. Correct `standing` and `supersededby` of the entry, or the record and its day.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.bibliography import Reference
from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase
from kb.source_record import SourceRecord

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each entry that differs from its record in what became of the source."""
    for key, record in kb.source_records.items():
        reference = kb.references.get(key)
        if reference is None:
            continue
        standing = record.status if record.status in ("superseded", "retracted") else "current"
        if reference.standing != standing:
            message = f"'{key}' is {reference.standing} here; its record of {record.as_of} ({kb.place(record)}) says "
            yield Remark(reference.place_of("standing"), message + _said(record), _help(record), key)
        elif standing == "superseded" and reference.superseded_by != record.by:
            yield _other_successor(reference, record)


def _said(record: SourceRecord) -> str:
    return f"{record.status} by '{record.by}'" if record.by else record.status


def _help(record: SourceRecord) -> str:
    if record.status == "superseded":
        return f"Write standing = {{superseded}} and supersededby = {{{record.by}}}, or correct the record."
    if record.status == "retracted":
        return "Write standing = {retracted} and the day in 'retracted', or correct the record."
    return "Look the source up again: correct the entry, or the record and its day."


def _other_successor(reference: Reference, record: SourceRecord) -> Remark:
    message = f"'{reference.key}' is superseded by '{reference.superseded_by}' here; its record of {record.as_of} says "
    help = f"Did you mean '{record.by}'?"
    return Remark(reference.place_of("supersededby"), f"{message}'{record.by}'", help, reference.key)
