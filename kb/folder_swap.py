"""Puts a new folder in the place of an old one so that nobody ever sees half of either."""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

_AT_FDCWD: Final = -100
_EXCHANGE: Final = 2


class BuildProblem(Exception):
    """A site that could not be built; `messages` are lines for people. The old site still stands."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__("\n".join(messages))
        self.messages = messages


@contextlib.contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold the build folder; two builds of one base at a time would mix their pages."""
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("w") as lock:
        try:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except ImportError:
            pass
        except OSError:
            raise BuildProblem([f"{folder}: another build of this base is running. Wait for it to end."]) from None
        yield


@contextlib.contextmanager
def aside_of(site: Path) -> Iterator[Path]:
    """A new folder beside the site, gone afterwards; what a killed build left there is put right first."""
    site.parent.mkdir(parents=True, exist_ok=True)
    old, new = site.parent / f".{site.name}-old", site.parent / f".{site.name}-new"
    if not site.exists() and old.exists():
        old.rename(site)
    for left in (old, new):
        shutil.rmtree(left, ignore_errors=True)
    try:
        yield new
    finally:
        for left in (old, new):
            shutil.rmtree(left, ignore_errors=True)


def swap(aside: Path, site: Path) -> None:
    """Put the new site in the place of the old one: in one step where the system can, else in two renames.

    Where it takes two, a build killed between them leaves the old site beside, and the next build puts it back.
    """
    if not site.exists():
        aside.rename(site)
    elif not _exchanged(aside, site):
        site.rename(site.parent / f".{site.name}-old")
        aside.rename(site)


def _exchanged(one: Path, other: Path) -> bool:
    """Whether the system exchanged two folders in one step (renameat2 with RENAME_EXCHANGE, Linux 3.15 and newer)."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    return bool(rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _EXCHANGE) == 0)
