"""What is wrong with a record that its type refused: in the words of this base, not in those of the validator."""

from __future__ import annotations

import re
from dataclasses import fields as fields_of
from typing import Any, Final

from kb.fields import no_text
from kb.finding import Place, Problem
from kb.source_file import RecordPlaces, key_place, nearest

MOST_FAULTS: Final = 500
"""Of one file; beyond, it is given up: to name one takes milliseconds, and a hostile file must not take minutes."""

_STEPS_OF_THE_VALIDATOR: Final = ("literal[", "function-", "tuple[", "nullable", "dataclass[", "constrained-")


def given_up(file: str, problems: list[Problem]) -> list[Problem]:
    """The problems of a base in which one file has too many: one problem stands for all of that file's."""
    own = [problem for problem in problems if problem.place.file == file]
    kept = [problem for problem in problems if problem.place.file != file]
    message = f"this file has {len(own):,} faults or more, and was not read to its end; the first: {own[0].message}"
    help = f"{own[0].help} It may be one slip, repeated."
    return [*kept, Problem("too-many-faults", own[0].place, message, help)]


def fault_of(error: Any, places: RecordPlaces, record_type: type) -> tuple[str, Place, str, str]:
    """One error of the validator as (name of the rule, place, message, help)."""
    path, field = _path(error["loc"], places)
    kind, context = error["type"], error.get("ctx") or {}
    place = places.place(path)
    if kind == "missing":
        parent = places.place(path.rpartition(".")[0])
        return "missing-field", parent, f"the field '{field}' is missing", f"Add '{field}:'."
    if kind in ("unexpected_keyword_argument", "extra_forbidden"):
        return _unknown_field(path, field, places, record_type)
    if kind == "literal_error":
        return "type-mismatch", place, *_no_listed_word(str(error["input"]), field, context["expected"])
    if kind == "string_type":
        return "type-mismatch", place, *no_text(error["input"])
    if kind == "string_too_long":
        message = f"'{path}' has {len(error['input']):,} characters; at most {context['max_length']:,} are allowed"
        return "oversized-text", place, message, "Facts carry figures and short statements: shorten it."
    if kind == "string_too_short":
        return "type-mismatch", place, f"'{path}' is empty", "Write what belongs here, or leave the field out."
    if "help" in context:
        return kind, place, str(context["message"]), str(context["help"])
    message = f"'{path}': {error['msg'][:1].lower()}{error['msg'][1:]}"
    return "type-mismatch", place, message, "See the schema for what stands here."


def _path(steps: tuple[str | int, ...], places: RecordPlaces) -> tuple[str, str]:
    """The dotted path of a field and its last part, without the steps that the validator took by itself."""
    path = field = ""
    for step in map(str, steps):
        further = f"{path}.{step}" if path else step
        if places.mark(further) is not None or not step.startswith(_STEPS_OF_THE_VALIDATOR):
            path, field = further, step
    return path, field


def _unknown_field(path: str, field: str, places: RecordPlaces, record_type: type) -> tuple[str, Place, str, str]:
    mark = places.mark(path)
    place = key_place(places.file, mark) if mark is not None else places.place()
    close = nearest(field, [entry.name for entry in fields_of(record_type)])
    help = f"Did you mean '{close}'?" if close else "See the schema for the fields that a record may have."
    return "unknown-field", place, f"unknown field '{field[:40]}'", help


def _no_listed_word(written: str, field: str, expected: str) -> tuple[str, str]:
    close = nearest(written, re.findall(r"'([^']+)'", expected))
    help = f"Did you mean '{close}'?" if close else f"Choose one of: {expected}."
    return f"'{written[:40]}' is none of the words allowed for '{field}'", help
