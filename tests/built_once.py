"""What is costly to make and is only read afterwards: made once for a whole run of the tests.

A run of the tests may be shared by several processes (pytest-xdist). They share one folder, which `conftest` makes and
names in the environment, and a lock for each thing that is made in it.
"""

from __future__ import annotations

import atexit
import fcntl
import functools
import os
import pickle
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final, TypeVar

FOLDER: Final = "KB_TESTS_FOLDER"
"""The variable that names the folder of a run."""

Made = TypeVar("Made")


@functools.cache
def folder_of_the_run() -> Path:
    """The folder of this run; where no run was announced, one of this process, gone when it ends."""
    if FOLDER in os.environ:
        return Path(os.environ[FOLDER])
    folder = tempfile.mkdtemp(prefix="kb tests ")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


def built_once(name: str, make: Callable[[Path], Made]) -> Made:
    """What `make` gave for an empty folder of this name, in this process or another of the run; it must pickle."""
    folder, answer = folder_of_the_run() / name, folder_of_the_run() / f"{name}.pickle"
    with (folder_of_the_run() / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if answer.exists():
            found: Made = pickle.loads(answer.read_bytes())
            return found
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        made = make(folder)
        answer.write_bytes(pickle.dumps(made))
    return made
