"""The whole base as one JSON document, for other programs: facts, conflicts, references, vocabulary.

Numbers are decimal strings, so that nothing is lost on the way through a reader that has only floats; only `schema`
and `line`, which no source printed, are integers. The form is fixed by `kb/schema/export.schema.json`, which says of
each field what it holds; `schema` in the document is its version.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from dataclasses import fields
from decimal import Decimal
from typing import Any, Final

from kb.bibliography import Reference
from kb.graph import ClaimGraph, Conflict
from kb.model import Condition, Explanation, Fact, KnowledgeBase
from kb.pages.addresses import fact_address
from kb.source_record import SourceRecord
from kb.units import Unit
from kb.value import Interval, Value, canonical_text, in_words
from kb.vocabulary import Entry

SCHEMA: Final = 1

_EMPTY: Final = (None, "", (), False)
_LEFT_OUT: Final = frozenset({"waivers", "signoffs"})


def export_text(kb: KnowledgeBase, graph: ClaimGraph) -> str:
    """The document as text: one fact, conflict, reference or entry a line, in the order of the files."""
    sections = {
        "facts": [fact_object(kb, graph, fact) for fact in kb.facts.values()],
        "conflicts": [conflict_object(conflict) for conflict in graph.conflicts],
        "references": [
            reference_object(reference, kb.source_records.get(reference.key)) for reference in kb.references.values()
        ],
    }
    lines = [f'{{"schema": {SCHEMA},']
    for name, rows in sections.items():
        lines.append(f'"{name}": [')
        lines.append(",\n".join(_line(row) for row in rows))
        lines.append("],")
    lines.append('"vocabulary": {')
    lines.append(",\n".join(f"{json.dumps(entry.id)}: {_line(entry_object(entry))}" for entry in kb.vocabulary))
    lines.append("}}")
    return "\n".join(lines) + "\n"


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))


def fact_object(kb: KnowledgeBase, graph: ClaimGraph, fact: Fact) -> dict[str, Any]:
    """One fact: the fields that every fact has, then those that this one uses."""
    place = kb.place(fact)
    conflict = graph.conflicts_by_fact.get(fact.id)
    row: dict[str, Any] = {
        "id": fact.id,
        "kind": kb.kind(fact),
        "measure": fact.measure,
        "intervention": list(fact.intervention),
        "population": list(fact.population),
        "cite": fact.cite,
        "locator": fact.locator,
        "printed": fact.printed,
        "access": fact.access,
        "value": value_object(fact.value) if fact.value else None,
        "events": _count(fact.value.events if fact.value and fact.value.events is not None else fact.events),
        "total": _count(fact.value.total if fact.value and fact.value.total is not None else fact.total),
        "cohort": fact.cohort,
        "status": fact.status,
        "verification": kb.verification(fact),
        "signed_off": any(one.fingerprint == kb.fingerprint(fact) for one in fact.signoffs),
        "conflicts": [conflict.id] if conflict else [],
        "restates": list(fact.restates),
        "fingerprint": kb.fingerprint(fact),
        "file": place.file,
        "line": place.line,
        "url": fact_address(fact),
    }
    for entry in fields(fact):
        content = getattr(fact, entry.name)
        if entry.name not in row and entry.name not in _LEFT_OUT and content not in _EMPTY:
            row[entry.name] = plain(content)
    return row


def _count(count: int | None) -> str | None:
    return None if count is None else str(count)


def value_object(value: Value) -> dict[str, Any]:
    """A value: as written, in words, its set, its unit; the ends of a date are days (`2019-09-01`)."""
    end = _day if value.form == "date" else _decimal
    return {
        "text": canonical_text(value),
        "words": in_words(value),
        "form": value.form,
        "sets": [interval_object(interval, end) for interval in value.intervals],
        "unit": value.unit.text,
        "approximate": value.approximate,
    }


def _decimal(number: Decimal) -> str:
    return f"{number:f}"


def _day(ordinal: Decimal) -> str:
    return datetime.date.fromordinal(int(ordinal)).isoformat()


def interval_object(interval: Interval, end: Callable[[Decimal], str] = _decimal) -> dict[str, Any]:
    """One interval; an end that is null is unbounded."""
    return {
        "low": None if interval.low is None else end(interval.low),
        "high": None if interval.high is None else end(interval.high),
        "low_open": interval.low_open,
        "high_open": interval.high_open,
    }


def conflict_object(conflict: Conflict) -> dict[str, Any]:
    """One conflict: who disagrees, how, and what explains it."""
    return {
        "id": conflict.id,
        "measure": conflict.measure,
        "verdict": conflict.verdict.value,
        "state": conflict.state,
        "facts": list(conflict.facts),
        "agreeing": list(conflict.agreeing),
        "explained": conflict.explained,
        "pairs": [
            {
                "one": pair.one,
                "other": pair.other,
                "verdict": pair.verdict.value,
                "reason": pair.reason,
                "stricter": pair.stricter or None,
            }
            for pair in conflict.pairs
        ],
        "explanations": [explanation_object(explanation) for explanation in conflict.explanations],
    }


def explanation_object(explanation: Explanation) -> dict[str, Any]:
    """One explanation, as its editor wrote it."""
    return {
        entry.name: plain(content)
        for entry in fields(explanation)
        if (content := getattr(explanation, entry.name)) not in _EMPTY
    }


_OF_A_REFERENCE: Final = (
    "short_title", "journal", "volume", "number", "pages", "doi", "pmid", "url", "urldate", "organization",
    "howpublished", "note", "jurisdiction", "superseded_by", "version_of", "retracted", "retraction_notice",
)  # fmt: skip


def reference_object(reference: Reference, record: SourceRecord | None = None) -> dict[str, Any]:
    """One reference: its bibliographic fields, its kind, its standing, and what its dated record knows of it."""
    row = {
        "key": reference.key,
        "kind": reference.kind,
        "standing": reference.standing,
        "title": reference.title,
        "authors": [{"family": author.family, "given": author.given} for author in reference.authors],
        "and_others": reference.and_others,
        "year": reference.year,
    }
    row |= {name: content for name in _OF_A_REFERENCE if (content := getattr(reference, name))}
    if record is not None:
        checked = record.retraction_checked
        row["record"] = {
            "as_of": record.as_of.isoformat(),
            "looked_up": record.looked_up,
            "status": record.status,
            "retraction_checked": checked.isoformat() if checked else None,
        }
    return row


def entry_object(entry: Entry) -> dict[str, Any]:
    """One term or measure of the vocabulary, without the fields that it leaves empty."""
    row: dict[str, Any] = {"type": entry.type}
    for field in fields(entry):
        content = getattr(entry, field.name)
        if field.name != "id" and content not in _EMPTY and content != 0:
            row[field.name] = plain(content)
    return row


def plain(content: Any) -> Any:
    """Any content of a record as what JSON can hold."""
    if isinstance(content, Value):
        return value_object(content)
    if isinstance(content, Unit):
        return content.text
    if isinstance(content, bool):
        return content
    if isinstance(content, (int, datetime.date)):
        return str(content)
    if isinstance(content, Condition):
        names = ((entry.name, getattr(content, entry.name)) for entry in fields(content))
        row = {name.rstrip("_"): plain(inner) for name, inner in names if inner not in _EMPTY and inner != 0}
        if content.is_ is not None and content.is_.form == "ratio":
            # a threshold such as a third of the chest is a fraction, not one patient in three
            row["is"]["words"] = canonical_text(content.is_)
        return row
    if isinstance(content, dict):
        return {str(key): plain(inner) for key, inner in content.items()}
    if isinstance(content, tuple):
        return [plain(inner) for inner in content]
    if hasattr(content, "__dataclass_fields__"):
        return {
            entry.name: plain(inner)
            for entry in fields(content)
            if (inner := getattr(content, entry.name)) not in _EMPTY
        }
    return content
