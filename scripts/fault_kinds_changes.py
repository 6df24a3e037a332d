"""The small changes that a fault is made of: a text, a field or a record changed, added or taken away."""

# ruff: noqa: E501 - records and changes of them stand on the lines that they are

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from fault_kinds_ground import BIBLIOGRAPHY, PLANTED, Ground, Mutant, Scalar, end_of, record_lines

from kb.model import Fact


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
    end = end_of(line, start, scalar.content)
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


def record_changed(
    ground: Ground, fact: Fact, change: Callable[[str], str | None], expected: Iterable[str]
) -> Mutant | None:
    """A mutant in which the record of a fact is changed in several of its lines; it must be named at one of them."""
    file, record, own = ground.lines_of(fact)
    changed = change("\n".join(own))
    if changed is None or changed.count("\n") != len(own) - 1:
        return None
    lines = ground.text(file).split("\n")
    lines[record.start - 1 : record.stop - 1] = changed.split("\n")
    edited = [record.start + index for index, (a, b) in enumerate(zip(own, changed.split("\n"), strict=True)) if a != b]
    where = range(edited[0], edited[-1] + 1)
    said = f"{fact.id}: " + "; ".join(changed.split("\n")[line - record.start].strip() for line in edited)
    return Mutant(file, {file: "\n".join(lines).encode()}, record, where, frozenset(expected), said)


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


def planted(
    sound: str, old: str, new: str, expected: Iterable[str], *, also: range | None = None, anywhere: bool = False
) -> Mutant:
    """A mutant of planted records: one text in them is changed; it must stand there once.

    `also` are the lines of the other records that may speak of it; `anywhere` stands for a fault that shows in the
    record as a whole, of which nothing can tell the field.
    """
    assert sound.count(old) == 1, f"{old!r} stands {sound.count(old)} times in {sound!r}"
    at = sound.index(old)
    first = sound.count("\n", 0, at) + 1
    faulty = sound.replace(old, new)
    last = first + new.count("\n")
    lines = faulty.split("\n")
    record = record_lines(lines, first)
    if also is not None:
        record = also
    where = range(first, last + 1) if new.strip() and not anywhere else record
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


def first_number(text: str, change: Callable[[str], str]) -> str | None:
    """A text with its first number changed, None where it has none."""
    return (
        re.sub(r"\d+(?:\.\d+)?", lambda found: change(found.group()), text, count=1) if re.search(r"\d", text) else None
    )
