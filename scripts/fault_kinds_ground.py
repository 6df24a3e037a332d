"""Where faults are seeded: the base as it is, the text of its files, and the small changes that a fault is made of.

A kind of fault is a function of a `Ground`: it draws a random place where it can happen and returns a `Mutant`, or None
where the place drawn does not fit. A mutant holds whole files. Where a base has no place for a fault, a sound record of
an invented drug is planted first (`control`), and the fault is made in that.
"""

# ruff: noqa: E501 - records and changes of them stand on the lines that they are

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from kb.finding import Place
from kb.model import Fact, KnowledgeBase
from kb.source_file import Mapping, flatten_marks, read_source_file, value_place

BIBLIOGRAPHY = "references.bib"
PLANTED = "facts/zelvarin-planted.yaml"
Files = dict[str, bytes | None]

_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"|\'((?:[^\']|\'\')*)\'')
_RECORD = re.compile(r"\s{0,4}- ")
_SECTIONS = {
    "facts": "fact",
    "cohorts": "cohort",
    "explanations": "explanation",
    "terms": "entry",
    "measures": "entry",
    "remainder": "remainder",
    "sources": "source",
}


@dataclass(frozen=True)
class Mutant:
    """One fault: the files that it changes (None: gone), where it must be found and by which rules.

    `record` are the lines of the record that a finding may name, none where the whole file is at fault; `field` those of
    the field itself; `control` the sound files in which the fault was made, where they are not those of the base.
    """

    file: str
    files: Files
    record: range
    field: range
    expected: frozenset[str]
    change: str
    control: Files = field(default_factory=dict)
    link_to: str = ""


class Scalar(NamedTuple):
    """A text of one line in a file: whose field it is, where it stands, and what it says."""

    owner: str
    path: str
    place: Place
    content: str


@dataclass(frozen=True)
class Ground:
    """What mutations are drawn from."""

    kb: KnowledgeBase
    root: Path
    random: random.Random
    tally: dict[str, int] = field(default_factory=dict)

    def text(self, file: str) -> str:
        return (self.root / file).read_text(encoding="utf-8")

    def count(self, name: str) -> int:
        """The next number of a series, so that planted records differ."""
        self.tally[name] = self.tally.get(name, 0) + 1
        return self.tally[name]

    def scalars(self, section: str = "fact") -> list[Scalar]:
        """Every one-line text of the records of one section."""
        return self._scalars[section]

    @cached_property
    def _scalars(self) -> dict[str, list[Scalar]]:
        found: dict[str, list[Scalar]] = {section: [] for section in _SECTIONS.values()}
        for file in self.kb.files:
            root = read_source_file((self.root / file).read_bytes(), file)[0] if file.endswith(".yaml") else None
            lines = self.text(file).split("\n") if root else []
            for name, records in (root or {}).items():
                for index, record in enumerate(records):
                    owner = str(record.get("id", index))
                    found[_SECTIONS[name]] += _scalars_of(owner, record, file, lines)
        return found

    def pick(self, wanted: Callable[[Scalar], object], section: str = "fact") -> Scalar | None:
        """A random text that is wanted."""
        fitting = [scalar for scalar in self.scalars(section) if wanted(scalar)]
        return self.random.choice(fitting) if fitting else None

    def pick_field(
        self, *paths: str, like: str = "", of: Callable[[Fact], object] = lambda fact: True
    ) -> Scalar | None:
        """A random text of a fact in use under one of these paths that looks like a pattern."""
        facts = self.kb.facts
        return self.pick(
            lambda one: (
                one.path in paths
                and re.search(like, one.content)
                and facts[one.owner].status == "active"
                and of(facts[one.owner])
            )
        )

    def fact(self, of: Callable[[Fact], object]) -> Fact | None:
        """A random fact in use that fits."""
        fitting = [fact for fact in self.kb.facts.values() if fact.status == "active" and of(fact)]
        return self.random.choice(fitting) if fitting else None

    def lines_of(self, fact: Fact) -> tuple[str, range, list[str]]:
        """File, line numbers and lines of the record of a fact."""
        place = self.kb.place(fact)
        lines = self.text(place.file).split("\n")
        record = record_lines(lines, place.line)
        return place.file, record, lines[record.start - 1 : record.stop - 1]


Draw = Callable[[Ground], Mutant | None]


def _scalars_of(owner: str, record: Mapping, file: str, lines: list[str]) -> Iterator[Scalar]:
    for path, mark in flatten_marks(record).items():
        place = value_place(file, mark)
        written = _content(lines[place.line - 1], place.column - 1, _text_at(record, path))
        if written is not None:
            yield Scalar(owner, path, place, written)


def _text_at(record: Mapping, path: str) -> str:
    """The text of a field under a dotted path; an empty one for a list or a mapping."""
    found: Any = record
    for step in path.split("."):
        found = found[int(step)] if isinstance(found, list) else found[step]
    return found if isinstance(found, str) else ""


def _content(line: str, start: int, text: str) -> str | None:
    """What stands written for a text of one line: between its quotes, or plainly; None where it runs over several."""
    found = _QUOTED.match(line, start)
    if found:
        return next(group for group in found.groups() if group is not None)
    return text if text and line.startswith(text, start) else None


def end_of(line: str, start: int, content: str) -> int:
    """Where in a line the written text ends that begins there, its quotes included."""
    found = _QUOTED.match(line, start)
    return found.end() if found else start + len(content)


def record_lines(lines: list[str], line: int) -> range:
    """The numbers of the lines of the record that a line lies in, without empty lines and remarks after it."""
    start = line - 1
    while start > 0 and not _RECORD.match(lines[start]):
        start -= 1
    end = start + 1
    while end < len(lines) and not re.match(r"\s{0,4}- |\S", lines[end]):
        end += 1
    while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    return range(start + 1, end + 1)


class Kind(NamedTuple):
    """A kind of fault: its number and name, how it is drawn (the first that has a place), and what can decide it.

    `decided_by` is `S` for the text of the repository alone, `Q` for what the fact carries of its source, `X` for a
    dated list of sources, `L` for the record of verified figures, `H` for a person, whose recorded act is all that can
    be demanded. Of `H` nothing is promised.
    """

    id: str
    title: str
    draws: tuple[Draw, ...]
    decided_by: str

    @property
    def name(self) -> str:
        return f"{self.id} {self.title}"


KINDS: dict[str, Kind] = {}


def register(id: str, title: str, *draws: Draw, decided_by: str = "Q") -> None:
    """Add a kind of fault under a number of its own."""
    assert id not in KINDS, id
    KINDS[id] = Kind(id, title, draws, decided_by)
