"""Where faults are seeded: the base as it is, the text of its files, and the small changes that a fault is made of.

A kind of fault is a function of a `Ground`: it draws a random place where it can happen and returns a `Mutant`, or None
where the place drawn does not fit. A mutant holds whole files. Where a base has no place for a fault, a sound record of
an invented drug is planted first (`control`), and the fault is made in that.
"""

# ruff: noqa: E501 - records and changes of them stand on the lines that they are

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from kb.finding import Place
from kb.model import Fact, KnowledgeBase
from kb.source_file import Mapping, flatten_marks, read_source_file, value_place

BIBLIOGRAPHY = "references.bib"
PLANTED = "facts/zelvarin-planted.yaml"
Files = dict[str, bytes | None]

_SCALAR = re.compile(r'"((?:[^"\\]|\\.)*)"|\'((?:[^\']|\'\')*)\'|([^\s"\'\[\]{}&*!|>%@`#,][^,\[\]{}#]*)')
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
        line = lines[place.line - 1]
        scalar = _SCALAR.match(line[place.column - 1 :])
        if scalar and re.search(r"[:\[{,-] *$", line[: place.column - 1]) and not _goes_on(lines, place.line):
            content = next(group for group in scalar.groups() if group is not None).strip()
            yield Scalar(owner, path, place, content)


def _goes_on(lines: list[str], line: int) -> bool:
    """Whether a plain text may run on in the next line, which then stands deeper than the key."""
    here, below = lines[line - 1], lines[line] if line < len(lines) else ""
    depth = len(here) - len(here.lstrip(" -"))
    return (
        not here.rstrip().endswith(("}", "]", '"'))
        and len(below) - len(below.lstrip(" ")) > depth
        and ": " not in below
    )


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


def quoted(text: str) -> str:
    """A text as a double-quoted YAML scalar."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def replaced(
    ground: Ground,
    scalar: Scalar | None,
    change: Callable[[str], str | None],
    expected: Iterable[str],
    *,
    raw: bool = False,
) -> Mutant | None:
    """A mutant in which one text is changed; `raw` writes the new text without quotes."""
    if scalar is None:
        return None
    new = change(scalar.content)
    if new is None or new == scalar.content:
        return None
    lines = ground.text(scalar.place.file).split("\n")
    line, start = lines[scalar.place.line - 1], scalar.place.column - 1
    found = _SCALAR.match(line[start:])
    assert found is not None
    end = start + len(found.group().rstrip())
    record = record_lines(lines, scalar.place.line)
    lines[scalar.place.line - 1] = line[:start] + (new if raw else quoted(new)) + line[end:]
    where = range(scalar.place.line, scalar.place.line + 1)
    said = f"{scalar.owner}.{scalar.path}: {scalar.content} -> {new}"
    return Mutant(
        scalar.place.file, {scalar.place.file: "\n".join(lines).encode()}, record, where, frozenset(expected), said
    )


def field_removed(ground: Ground, scalar: Scalar | None, expected: Iterable[str]) -> Mutant | None:
    """A mutant in which a field that stands alone on its line is deleted."""
    if scalar is None:
        return None
    lines = ground.text(scalar.place.file).split("\n")
    record = record_lines(lines, scalar.place.line)
    if not re.match(rf"\s*{scalar.path.rpartition('.')[2]}: \S", lines[scalar.place.line - 1]):
        return None
    del lines[scalar.place.line - 1]
    record = range(record.start, record.stop - 1)
    said = f"{scalar.owner}.{scalar.path}: {scalar.content} deleted"
    return Mutant(
        scalar.place.file, {scalar.place.file: "\n".join(lines).encode()}, record, record, frozenset(expected), said
    )


def field_added(ground: Ground, fact: Fact | None, text: str, expected: Iterable[str]) -> Mutant | None:
    """A mutant in which lines are added to the record of a fact that is written in lines."""
    if fact is None:
        return None
    file, record, own = ground.lines_of(fact)
    if not own[0].lstrip().startswith("- id: ") or "{" in own[0]:
        return None
    lines = ground.text(file).split("\n")
    added = ["    " + line for line in text.split("\n")]
    lines[record.start : record.start] = added
    where = range(record.start + 1, record.start + 1 + len(added))
    whole = range(record.start, record.stop + len(added))
    return Mutant(file, {file: "\n".join(lines).encode()}, whole, where, frozenset(expected), f"{fact.id}: {text}")


def record_added(
    ground: Ground, fact: Fact | None, change: Callable[[str], str | None], expected: Iterable[str]
) -> Mutant | None:
    """A mutant in which a changed copy of the record of a fact stands in a file of its own."""
    if fact is None:
        return None
    _, _, own = ground.lines_of(fact)
    copied = change("\n".join(own).rstrip())
    if copied is None:
        return None
    data = ("facts:\n" + copied + "\n").encode()
    lines = range(1, copied.count("\n") + 3)
    return Mutant(PLANTED, {PLANTED: data}, lines, lines, frozenset(expected), f"{fact.id} copied: {copied[:60]!r}")


def planted(sound: str, old: str, new: str, expected: Iterable[str], *, also: range | None = None) -> Mutant:
    """A mutant of planted records: one text in them is changed; it must stand there once."""
    assert sound.count(old) == 1, f"{old!r} stands {sound.count(old)} times in {sound!r}"
    at = sound.index(old)
    first = sound.count("\n", 0, at) + 1
    faulty = sound.replace(old, new)
    last = first + new.count("\n")
    lines = faulty.split("\n")
    record = record_lines(lines, first)
    if also is not None:
        record = also
    where = range(first, last + 1) if new.strip() else record
    return Mutant(
        PLANTED,
        {PLANTED: faulty.encode()},
        range(min(record.start, first), max(record.stop, last + 1)),
        where,
        frozenset(expected),
        f"planted: {old.strip()[:60]!r} -> {new.strip()[:60]!r}",
        {PLANTED: sound.encode()},
    )


def bib_changed(
    ground: Ground, pattern: str, replacement: Callable[[re.Match[str]], str], expected: Iterable[str]
) -> Mutant | None:
    """A mutant of the bibliography at one random match of a pattern, in an entry that says nothing of its standing."""
    text = ground.text(BIBLIOGRAPHY)
    told = [
        match.span()
        for match in re.finditer(r"^@\w+\{.*?^\}", text, re.MULTILINE | re.DOTALL)
        if "standing" in match[0]
    ]
    found = [
        one
        for one in re.finditer(pattern, text, re.MULTILINE)
        if not any(start <= one.start() < end for start, end in told)
    ]
    if not found:
        return None
    one = ground.random.choice(found)
    new = replacement(one)
    if new == one.group():
        return None
    mutated = text[: one.start()] + new + text[one.end() :]
    line = text.count("\n", 0, one.start()) + 1
    start = text.rfind("\n@", 0, one.start() + 1) + 1
    end = mutated.find("\n@", one.start() + 1)
    entry = range(text.count("\n", 0, start) + 1, mutated.count("\n", 0, end if end > 0 else len(mutated)) + 2)
    where = range(line, line + max(new.count("\n"), one.group().count("\n")) + 1)
    if new.count("\n") < one.group().count("\n"):
        where = entry
    said = f"line {line}: {one.group()[:50]!r} -> {new[:50]!r}"
    return Mutant(BIBLIOGRAPHY, {BIBLIOGRAPHY: mutated.encode()}, entry, where, frozenset(expected), said)


class Kind(NamedTuple):
    """A kind of fault: its number and name, how it is drawn (the first that has a place), and what can decide it.

    `decided_by` is `S` for the text of the repository alone, `Q` for what the fact carries of its source, `X` for a
    dated list of sources, `H` for a person, whose recorded act is all that can be demanded. Of `H` nothing is promised.
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


def first_number(text: str, change: Callable[[str], str]) -> str | None:
    """A text with its first number changed, None where it has none."""
    return (
        re.sub(r"\d+(?:\.\d+)?", lambda found: change(found.group()), text, count=1) if re.search(r"\d", text) else None
    )
