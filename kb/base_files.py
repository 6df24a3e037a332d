"""Opens the files of a base and nothing else: no links, no pipes, no devices, nothing beyond a size."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

LARGEST_READ: Final = 8 * 1024 * 1024


class NotOrdinary(Exception):
    """A path that must not be opened, or not be read whole: the name of the rule, what is wrong, what to do."""

    def __init__(self, name: str, message: str, help: str) -> None:
        super().__init__(name, message, help)
        self.name, self.message, self.help = name, message, help


def ordinary_bytes(path: Path) -> bytes:
    """The bytes of an ordinary file. Raises OSError; NotOrdinary for links, pipes, devices and what is too large."""
    status = path.lstat()
    if stat.S_ISLNK(status.st_mode):
        raise NotOrdinary(
            "symlink-not-allowed", "a symbolic link stands in place of the file", "Put the file itself here."
        )
    if not stat.S_ISREG(status.st_mode):
        raise NotOrdinary("unreadable-file", "it is not an ordinary file, and is not opened", "Put a text file here.")
    if status.st_size > LARGEST_READ:
        message = f"the file has {status.st_size:,} bytes; at most {LARGEST_READ:,} are read"
        raise NotOrdinary("oversized-file", message, "Split it: many small files, one topic each.")
    return path.read_bytes()


def texts_below(root: Path, top: str, ending: str) -> Iterator[tuple[str, str | NotOrdinary]]:
    """The text of every file below a folder of a base whose name ends so, or why it is not read, by POSIX path."""
    links = _links_below(root, top)
    for link in links:
        message = "a symbolic link stands in place of a file or folder"
        yield link, NotOrdinary("symlink-not-allowed", message, "Put the file or folder itself here.")
    for path in () if top in links else sorted((root / top).rglob("*" + ending)):
        name = path.relative_to(root).as_posix()
        if name in links:
            continue
        try:
            yield name, ordinary_bytes(path).decode("utf-8", "replace")
        except NotOrdinary as fault:
            yield name, fault
        except OSError:
            yield name, NotOrdinary("unreadable-file", "the file can't be read", "Check that it may be read.")


def _links_below(root: Path, top: str) -> list[str]:
    """A folder of a base, or what lies below it, where it is a symbolic link; sorted. No link is followed."""
    if (root / top).is_symlink():
        return [top]
    found = (Path(folder, name) for folder, names, files in os.walk(root / top) for name in (*names, *files))
    return sorted(path.relative_to(root).as_posix() for path in found if path.is_symlink())


def shown(path: str) -> str:
    """A path as a report can print it: on one line, in characters that every terminal and file can hold."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in path)
