"""Walks the files of a base and returns the knowledge base, with the faults met on the way.

Every file below `facts/` is either read or named: nothing is skipped in silence. One broken file, or one broken
record, costs only itself.
"""

from __future__ import annotations

import contextlib
import datetime
import functools
import gc
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from kb.base_files import NotOrdinary, ordinary_bytes, shown, texts_below
from kb.bibliography import Reference, read_bibliography
from kb.finding import CouldNotRun, Place, Problem
from kb.model import SECTION_OF, Cohort, Explanation, Fact, KnowledgeBase, Ledger, LedgerEntry, Remainder
from kb.record_faults import MOST_FAULTS, fault_of, given_up
from kb.source_file import Mapping, RecordPlaces, Sequence, key_place, nearest, read_source_file, value_place
from kb.source_record import SourceRecord
from kb.vocabulary import Entry, Measure, Term, Vocabulary

BIBLIOGRAPHY: Final = "references.bib"
FACTS: Final = "facts"
VERIFICATION: Final = "facts/verification"
TEMPLATES: Final = "site_templates"
SCRIPTS: Final = "site_templates/assets"
_PATH: Final = re.compile(r"facts/(?:[a-z0-9][a-z0-9._-]*/)*[a-z0-9][a-z0-9._-]*\.yaml", re.ASCII)
_LEDGER_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*\.json")
SECTIONS: Final[dict[str, type]] = {
    "facts": Fact,
    "measures": Measure,
    "terms": Term,
    "cohorts": Cohort,
    "explanations": Explanation,
    "remainder": Remainder,
    "sources": SourceRecord,
}


class MissingBase(CouldNotRun):
    """The folder named is not a base; the text says what is missing and what to do."""


def load_base(root: Path, today: datetime.date) -> KnowledgeBase:
    """Read the base under a folder.

    `today` is the day that rules about dates go by. Raises MissingBase where the folder holds neither `facts/` nor
    `references.bib`; everything else that is wrong becomes a problem of the knowledge base.
    """
    if not (root / FACTS).is_dir() or (root / FACTS).is_symlink():
        raise MissingBase(f"{root} holds no folder '{FACTS}'. Run kb in the folder of a base, or name one with --root.")
    reading = _Reading(root)
    with garbage_collection_off():
        references = reading.bibliography()
        for path in reading.census():
            reading.fact_file(path)
        templates, scripts = reading.texts(TEMPLATES, ".j2"), reading.texts(SCRIPTS, ".js")
    return KnowledgeBase(
        facts=reading.facts,
        vocabulary=Vocabulary(reading.entries, reading.entry_places()),
        references=references,
        cohorts=reading.cohorts,
        explanations=tuple(reading.explanations),
        today=today,
        places=reading.places,
        problems=tuple(reading.problems),
        ledgers=reading.ledgers,
        files=reading.files,
        remainders=tuple(reading.remainders),
        templates=templates,
        scripts=scripts,
        source_records=reading.source_records,
    )


@contextlib.contextmanager
def garbage_collection_off() -> Iterator[None]:
    """Reading and checking make many objects and no cycles; looking for cycles would take much of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@functools.cache
def _validator(record: type) -> TypeAdapter[Any]:
    return TypeAdapter(record)


class _Reading:
    """What has been read so far."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.facts: dict[str, Fact] = {}
        self.entries: list[Entry] = []
        self.cohorts: dict[str, Cohort] = {}
        self.explanations: list[Explanation] = []
        self.remainders: list[Remainder] = []
        self.source_records: dict[str, SourceRecord] = {}
        self.places: dict[tuple[str, str], RecordPlaces] = {}
        self.problems: list[Problem] = []
        self.ledgers: dict[str, Ledger] = {}
        self.files: dict[str, int] = {}
        self._told: set[Place] = set()

    def say(self, name: str, place: Place, message: str, help: str, subject: str = "") -> None:
        self.problems.append(Problem(name, place, message, help, subject))

    # --- files ---

    def census(self) -> Iterator[str]:
        """Paths of the fact files, sorted; ledgers are read and everything else is named on the way."""
        for path, entry in self._walk(FACTS):
            if entry.is_symlink():
                message = "a symbolic link stands among the facts"
                self.say("symlink-not-allowed", Place(shown(path)), message, "Put the file itself here.")
            elif not entry.is_file(follow_symlinks=False):
                message = f"'{shown(path)}' is not an ordinary file, and is not opened"
                self.say("unexpected-file", Place(shown(path)), message, "Delete it, or move it out of facts/.")
            elif path.startswith(VERIFICATION + "/") and _LEDGER_NAME.fullmatch(entry.name):
                self._ledger(path)
            elif not _PATH.fullmatch(path):
                message = f"'{shown(path)}' would be passed over: only files named like 'dosing.yaml' are read"
                self.say(
                    "unexpected-file",
                    Place(shown(path)),
                    message,
                    "Rename it with small letters and the ending .yaml, or move it out of facts/.",
                )
            else:
                yield path

    def _walk(self, top: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
        """Files and links below a folder of the base as (POSIX path, entry), sorted, links never followed."""
        waiting = [top]
        while waiting:
            folder = waiting.pop()
            try:
                with os.scandir(self.root / folder) as entries:
                    found = sorted(entries, key=lambda entry: entry.name)
            except OSError as error:
                self._unreadable(folder, error)
                continue
            yield from ((f"{folder}/{entry.name}", entry) for entry in found if not entry.is_dir(follow_symlinks=False))
            folders = [entry.name for entry in found if entry.is_dir(follow_symlinks=False)]
            waiting.extend(f"{folder}/{name}" for name in reversed(folders))

    def bytes_of(self, path: str) -> bytes | None:
        """The bytes of an ordinary file of the base, or None with the problem recorded; no link or pipe is opened."""
        try:
            data = ordinary_bytes(self.root / path)
        except NotOrdinary as fault:
            self.say(fault.name, Place(path), fault.message, fault.help)
            return None
        except OSError as error:
            self._unreadable(path, error)
            return None
        self.files[path] = len(data)
        return data

    def _unreadable(self, path: str, error: OSError) -> None:
        message = f"it can't be read: {error.strerror}"
        self.say("unreadable-file", Place(shown(path)), message, "Check that it exists and may be read.")

    def bibliography(self) -> dict[str, Reference]:
        data = self.bytes_of(BIBLIOGRAPHY)
        if data is None:
            return {}
        references, problems = read_bibliography(data, BIBLIOGRAPHY)
        self.problems.extend(problems)
        return references

    def texts(self, top: str, ending: str) -> dict[str, str]:
        """The text of every page template, or script of a tool, by path; a base need not have any."""
        texts = {}
        for name, read in texts_below(self.root, top, ending):
            if isinstance(read, str):
                texts[name] = read
            elif not any(one.place.file == shown(name) for one in self.problems):
                self.say(read.name, Place(shown(name)), read.message, read.help)
        return texts

    def _ledger(self, path: str) -> None:
        data = self.bytes_of(path)
        if data is None:
            return
        try:
            raw = json.loads(data)
            rows = raw["facts"].items()
            entries = {id: LedgerEntry(str(row[0]), str(row[1]), int(row[2]), *map(dict, row[3:])) for id, row in rows}
            self.ledgers[Path(path).stem] = Ledger(path, str(raw["text"]), entries)
        except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError):
            self.say(
                "damaged-ledger",
                Place(path),
                "this ledger can't be read",
                "Delete it and run 'kb verify --sources DIR'.",
            )

    # --- records ---

    def fact_file(self, path: str) -> None:
        data = self.bytes_of(path)
        if data is None:
            return
        root, problems = read_source_file(data, path)
        self.problems.extend(problems)
        self._told = {problem.place for problem in problems}
        if root is None:
            return
        for section, records in root.items():
            record_type = SECTIONS.get(section)
            place = key_place(path, root.marks[section])
            if record_type is None:
                self._unknown_section(section, place)
            elif not isinstance(records, Sequence):
                self.say("type-mismatch", place, f"'{section}' must hold a list", "Begin each record with '- '.")
            else:
                for index, record in enumerate(records):
                    if len(self._told) >= MOST_FAULTS:
                        self.problems = given_up(path, self.problems)
                        return
                    self._record(record_type, record, path, records, index)

    def _unknown_section(self, section: str, place: Place) -> None:
        close = nearest(section, SECTIONS)
        help = f"Did you mean '{close}'?" if close else "A file holds: " + ", ".join(SECTIONS) + "."
        self.say("unknown-field", place, f"unknown section '{section[:40]}'", help)

    def _record(self, record_type: type, raw: Any, path: str, records: Sequence, index: int) -> None:
        if not isinstance(raw, Mapping):
            self.say(
                "type-mismatch",
                value_place(path, records.marks[index]),
                "a record must be a mapping of fields",
                "Write '- id: ...' and its fields below it.",
            )
            return
        places = RecordPlaces(path, raw.line + 1, raw.column + 1, raw)
        try:
            record = _validator(record_type).validate_python(raw)
        except ValidationError as errors:
            self._refused(errors, raw, places, record_type)
            return
        self._keep(record, places)

    def _keep(self, record: Any, places: RecordPlaces) -> None:
        if isinstance(record, Explanation | Remainder):
            kept: list[Any] = self.explanations if isinstance(record, Explanation) else self.remainders
            self.places[type(record).__name__.lower(), str(len(kept))] = places
            kept.append(record)
            return
        section = SECTION_OF.get(type(record), "entry")
        if self._taken(section, record.id, places):
            return
        self.places[section, record.id] = places
        keyed: Any = {"fact": self.facts, "cohort": self.cohorts, "source": self.source_records}.get(section)
        if keyed is None:
            self.entries.append(record)
        else:
            keyed[record.id] = record

    def _taken(self, section: str, id: str, places: RecordPlaces) -> bool:
        earlier = self.places.get((section, id))
        if earlier is None:
            return False
        first, second = earlier.place("id"), places.place("id")
        help = "Give this record an id of its own; ids are permanent."
        self.say("duplicate-id", second, f"the id '{id}' is taken: it stands first at {first}", help, id)
        self.say("duplicate-id", first, f"the id '{id}' is given again at {second}, which is not read", help, id)
        return True

    def _refused(self, errors: ValidationError, raw: Mapping, places: RecordPlaces, record_type: type) -> None:
        """Turn the errors of one record into problems, the unions of a field folded into one."""
        subject, told = raw.get("id"), self._told
        for error in errors.errors(include_url=False, include_input=True):
            name, place, message, help = fault_of(error, places, record_type)
            if place not in told:
                told.add(place)
                self.say(name, place, message, help, subject if isinstance(subject, str) else "")

    def entry_places(self) -> dict[str, RecordPlaces]:
        """Places of the vocabulary's entries by id."""
        return {id: places for (section, id), places in self.places.items() if section == "entry"}
