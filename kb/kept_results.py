"""Keeps the results of checks, so that a base of which not one byte has changed need not be checked again.

A result is kept under a hash of all that it rests on: every file that a check reads, the names of all files below
`facts/`, the engine itself, the interpreter and the libraries installed, the rules chosen, and the day. What can't be
hashed whole (a link, a pipe, a file that can't be read) is checked anew each time, and so is whatever changed while it
was being checked.

Results lie in the cache folder of the user and never in the base: whoever sends a change to a base could send a result
along that finds nothing wrong with it. A kept file is still taken for what anybody may have written: one that is not
exactly as it was written is passed over.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import json
import os
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any, Final, NamedTuple

from kb.base_files import NotOrdinary, ordinary_bytes
from kb.check_result import CheckResult, Coverage
from kb.finding import Finding, Place, Severity

FOLDER: Final = "KB_CACHE"
"""The variable that names another folder to keep results in; empty, none are kept."""

MOST_KEPT: Final = 12
LARGEST: Final = 64 * 1024 * 1024
_FORM: Final = 1
_READ_BY_A_CHECK: Final = ("facts", "site_templates")
_BIBLIOGRAPHY: Final = "references.bib"
_ENDING: Final = ".json"


class Run(NamedTuple):
    """One run of the checker: which base, on which day, and the words of --select and --ignore."""

    root: Path
    today: datetime.date
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


class _CanNotBeKept(Exception):
    """Something of the base is not an ordinary file: the checker itself must look at it."""


def kept_or_made(run: Run, make: Callable[[Run], CheckResult]) -> CheckResult:
    """The result of a run: kept from an earlier one that rested on the same bytes, or made now and kept."""
    folder = folder_of_results(run.root)
    key = key_of(run) if folder else None
    kept = kept_result(folder, key) if folder and key else None
    if kept is not None:
        return kept
    result = make(run)
    if folder and key and key_of(run) == key:
        keep_result(folder, key, result)
    return result


def folder_of_results(root: Path) -> Path | None:
    """Where results are kept; None where nobody wants it, nobody has a home, or the place lies within the base."""
    named = os.environ.get(FOLDER)
    try:
        home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        folder = (home / "claim-checked-kb" if named is None else Path(named)).absolute()
        within = folder.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):
        return None
    return None if named == "" or within else folder


# --- what a result rests on -----------------------------------------------------------------------------------------


def key_of(run: Run) -> str | None:
    """The hash of all that the result of a run rests on; None where that can't be told."""
    digest = hashlib.sha256()
    said = (_FORM, sys.version, sys.flags.optimize, run.today.isoformat(), run.select, run.ignore, *_libraries())
    digest.update(repr(said).encode("utf-8", "surrogateescape"))
    try:
        for top, path in _files(run.root):
            data = ordinary_bytes(path)
            name = os.fsencode(path.relative_to(top))
            digest.update(b"%d %d\n%b\n" % (len(name), len(data), name))
            digest.update(data)
    except (OSError, NotOrdinary, _CanNotBeKept):
        return None
    return digest.hexdigest()


def _files(root: Path) -> Iterator[tuple[Path, Path]]:
    """The files that a result rests on, always in the same order, each with the folder that its name is told from."""
    engine = Path(__file__).parent
    yield from ((engine, path) for path in _below(engine))
    yield root, root / _BIBLIOGRAPHY
    for folder in _READ_BY_A_CHECK:
        if (root / folder).exists() or (root / folder).is_symlink():
            yield from ((root, path) for path in _below(root / folder))


def _below(folder: Path) -> Iterator[Path]:
    """The files below a folder, sorted. Raises _CanNotBeKept for a link."""
    if folder.is_symlink():
        raise _CanNotBeKept
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_symlink():
            raise _CanNotBeKept
        if not entry.is_dir(follow_symlinks=False):
            yield Path(entry.path)
        elif entry.name != "__pycache__":
            yield from _below(Path(entry.path))


def _libraries() -> list[str]:
    """The libraries that this interpreter has installed, by name and version."""
    found: set[str] = set()
    for folder in filter(os.path.isdir, sys.path):
        with contextlib.suppress(OSError):
            found.update(one.name for one in Path(folder).iterdir() if one.name.endswith((".dist-info", ".egg-info")))
    return sorted(found)


# --- keeping --------------------------------------------------------------------------------------------------------


def kept_result(folder: Path, key: str) -> CheckResult | None:
    """The result kept under a key, if one is and nothing about its file is unusual."""
    try:
        text = _own_text(folder / f"{key}{_ENDING}")
        checksum, _, said = text.partition("\n")
        if checksum != hashlib.sha256(said.encode()).hexdigest():
            return None
        read = json.loads(said)
        return _result(read) if read["form"] == _FORM and read["key"] == key else None
    except (OSError, LookupError, RecursionError, TypeError, ValueError):
        return None


def keep_result(folder: Path, key: str, result: CheckResult) -> None:
    """Write a result, whole or not at all, and delete the oldest; where nothing can be written, keep nothing."""
    rows = [[*one.place, one.code, one.name, one.severity.value, *_words(one)] for one in result.findings]
    read = {"form": _FORM, "key": key, "coverage": asdict(result.coverage), "findings": rows}
    try:
        said = json.dumps(read, ensure_ascii=False)
        _write(folder, key, f"{hashlib.sha256(said.encode()).hexdigest()}\n{said}".encode())
        _delete_the_oldest(folder)
    except (OSError, ValueError):
        return


def _words(finding: Finding) -> tuple[str, str, str]:
    return finding.message, finding.help, finding.subject


def _result(read: Any) -> CheckResult:
    counts = read["coverage"]
    if counts.keys() != {field.name for field in fields(Coverage)} or {type(count) for count in counts.values()} != {
        int
    }:
        raise ValueError("the counts are not those of a coverage")
    return CheckResult(tuple(map(_finding, read["findings"])), Coverage(**counts))


def _finding(row: Sequence[Any]) -> Finding:
    file, line, column, code, name, severity, *words = row
    texts = (file, code, name, severity, *words)
    if (
        len(words) != 3
        or any(type(text) is not str for text in texts)
        or type(line) is not int
        or type(column) is not int
    ):
        raise ValueError("a row is not that of a finding")
    return Finding(Place(file, line, column), code, name, Severity(severity), *words)


def _own_text(path: Path) -> str:
    """The text of an ordinary file of our own; a link is not followed. Raises OSError and ValueError."""
    opened = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(opened, "rb") as file:
        status = os.fstat(file.fileno())
        ours = not hasattr(os, "getuid") or status.st_uid == os.getuid()
        if path.is_symlink() or not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST or not ours:
            raise ValueError("not a file that this user wrote")
        return file.read().decode("utf-8")


def _write(folder: Path, key: str, data: bytes) -> None:
    if len(data) > LARGEST:
        return
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(prefix="part-", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(aside).replace(folder / f"{key}{_ENDING}")
    finally:
        Path(aside).unlink(missing_ok=True)


def _delete_the_oldest(folder: Path) -> None:
    with os.scandir(folder) as found:
        ours = [entry for entry in found if entry.name.endswith(_ENDING) or entry.name.startswith("part-")]
    dated = sorted(ours, key=lambda entry: entry.stat(follow_symlinks=False).st_mtime_ns, reverse=True)
    for entry in dated[MOST_KEPT:]:
        Path(entry.path).unlink(missing_ok=True)
