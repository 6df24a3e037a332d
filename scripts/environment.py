"""Prepare the project's own .venv: python3 scripts/environment.py

The other scripts call `ensure()` first. It does nothing where .venv already holds what requirements.txt locks, and
needs a network only where it does not. An interrupted setup is noticed and done again.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import setup_install
import setup_lock
import setup_state
from setup_console import SetupError, say

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BEFORE = ROOT / ".venv-before"
RUBBISH = ROOT / ".venv-rubbish"
LOG = ROOT / ".venv-log.txt"


def reason_to_set_up() -> str | None:
    """Why .venv cannot be used as it is; None if it can."""
    return setup_state.reason_to_set_up(ROOT, VENV)


def ensure() -> None:
    """Make .venv match the lock, or raise SetupError with one line that says what to do."""
    if reason_to_set_up() is None:
        return
    with setup_lock.held(ROOT / ".venv-lock") as descriptor:
        reason = reason_to_set_up()
        if reason:
            say(f"Setting up .venv: {reason}")
            with _fallback():
                _set_up(descriptor)


def _set_up(descriptor: int) -> None:
    setup_install.make(VENV, descriptor)
    setup_install.install_locked(VENV, ROOT / "requirements.txt", LOG, descriptor)
    setup_install.install_project(VENV, ROOT, LOG, descriptor)
    setup_state.write_stamp(ROOT, VENV)


@contextmanager
def _fallback() -> Iterator[None]:
    """Set a complete .venv aside while a new one is made, and put it back if that fails: half a .venv is never left."""
    if (VENV / setup_state.STAMP).is_file():
        _discard(BEFORE)
        VENV.rename(BEFORE)
    _discard(VENV)
    try:
        yield
    except BaseException:
        _discard(VENV)
        if BEFORE.exists():
            BEFORE.rename(VENV)
        raise
    _discard(BEFORE)


def _discard(path: Path) -> None:
    """Remove a folder, renamed first: one that is half removed must not be taken for a whole one."""
    for unwanted in (RUBBISH, path):
        if unwanted.is_symlink() or unwanted.is_file():
            unwanted.unlink()
        elif unwanted.exists():
            shutil.rmtree(unwanted if unwanted == RUBBISH else unwanted.rename(RUBBISH))


def call(arguments: list[str]) -> int:
    """Run the Python of .venv in the project folder; gives its exit status."""
    return subprocess.call([_python(), *arguments], cwd=ROOT, env=setup_install.clean_environment())


def become(arguments: list[str]) -> int:
    """Go on as the Python of .venv in the project folder, which then gets signals and the terminal itself."""
    if os.name != "nt":
        os.chdir(ROOT)
        os.execve(_python(), [_python(), *arguments], setup_install.clean_environment())
    return call(arguments)


def _python() -> str:
    return str(setup_state.python_of(VENV))


def run_as_command(main: Callable[[], int]) -> None:
    """Run `main` and end the process with its status; a problem becomes one line and status 2, never a traceback."""
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _interrupted)
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(line_buffering=True)
    try:
        sys.exit(main())
    except SetupError as problem:
        say(str(problem))
    except KeyboardInterrupt:
        say("Interrupted; the same command takes it up again")
        sys.exit(130)
    except OSError as problem:
        say(f"The setup stopped: {problem.strerror or problem}: {problem.filename or ROOT}")
    sys.exit(2)


def _interrupted(*_: object) -> None:
    raise KeyboardInterrupt


def _only_prepare() -> int:
    ensure()
    say(f".venv is ready: {_python()}")
    return 0


if __name__ == "__main__":
    run_as_command(_only_prepare)
