"""Opens the files of a base and nothing else: no links, no pipes, no devices, nothing beyond a size."""

from __future__ import annotations

import stat
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


def shown(path: str) -> str:
    """A path as a report can print it: on one line, in characters that every terminal and file can hold."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in path)
