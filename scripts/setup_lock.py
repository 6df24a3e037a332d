"""Let one process at a time prepare .venv."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from setup_console import say

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


@contextmanager
def held(path: Path) -> Iterator[int]:
    """Hold the lock on the file `path`, waiting for as long as another process holds it; gives its descriptor.

    A child that inherits the descriptor goes on holding the lock, so that what a killed setup left running cannot write
    into the .venv that the next one makes. The file stays: removing it would let two processes hold "the" lock.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        if not _taken(descriptor):
            say("Another setup of .venv is under way; waiting for it")
            while not _taken(descriptor):
                time.sleep(0.2)
        yield descriptor
    finally:
        os.close(descriptor)


def _taken(descriptor: int) -> bool:
    """Try to take the lock at once."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
