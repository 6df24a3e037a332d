"""Environments for what is not part of the tests: tools that measure the project, each locked by itself.

`requirements/NAME.txt` locks what a tool needs, with hashes; it was made from `NAME.in` by the command in its first
lines. Each tool gets `.venv-NAME`, which sees the packages of .venv behind its own, so that it can run the project.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

import environment
import setup_install
import setup_lock
import setup_state
from setup_console import SetupError, say

STAMP = "made-from.txt"
LOCKS = environment.ROOT / "scripts" / "requirements"


def ensure(name: str) -> Path:
    """Make .venv and `.venv-NAME` match their locks and give the Python of the latter.

    Raises SetupError with one line that says what to do: where a package can't be had here, this is where it shows.
    """
    environment.ensure()
    venv, lock = environment.ROOT / f".venv-{name}", LOCKS / f"{name}.txt"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest() + " " + setup_state.this_python()
    with setup_lock.held(environment.ROOT / ".venv-lock") as descriptor:
        if not _is(venv, wanted):
            say(f"Setting up {venv.name}")
            shutil.rmtree(venv, ignore_errors=True)
            setup_install.make(venv, descriptor)
            try:
                setup_install.install_locked(venv, lock, environment.LOG, descriptor)
            except SetupError:
                shutil.rmtree(venv, ignore_errors=True)
                raise
            _see_the_project(venv)
            (venv / STAMP).write_text(wanted, encoding="utf-8")
    return setup_state.python_of(venv)


def _is(venv: Path, wanted: str) -> bool:
    stamp = venv / STAMP
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted


def _see_the_project(venv: Path) -> None:
    """Let an environment find the packages of .venv too; `kb` is not among them, so it comes from where it is run."""
    for own, theirs in zip(_packages(venv), _packages(environment.VENV), strict=True):
        relative = Path(os.path.relpath(theirs, own)).as_posix()
        (own / "zz_project.pth").write_text(relative + "\n", encoding="ascii")


def _packages(venv: Path) -> list[Path]:
    return sorted(venv.glob("[Ll]ib/**/site-packages"))
