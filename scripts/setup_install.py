"""The steps that fill .venv: make it, install the locked packages, install the project."""

from __future__ import annotations

import importlib.util
import os
import platform
import re
import subprocess
import sys
from pathlib import Path
from typing import IO, Any

from setup_console import SetupError, Step
from setup_state import python_of

# Settings of a person's own pip that would send packages somewhere else than into .venv.
MISLEADING = ("PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "PIP_USER", "PIP_PYTHON", "PYTHONHOME", "PYTHONPATH")
PIP = ["-I", "-m", "pip", "install", "--no-user", "--no-input", "--disable-pip-version-check", "--progress-bar=off"]
NO_NETWORK = re.compile(r"NewConnectionError|NameResolutionError|Retrying \(|(Connect|Read)Timeout|ProxyError|SSLError")
REMEDIES = (
    (r"DO NOT MATCH THE HASHES", "one that came is not the one that requirements.txt locks; try another network"),
    (r"No space left on device", "the disk is full; free 700 MB and run this again"),
    (r"No matching distribution found for (\S+)", "there is no ready-made {0} for {python} on this machine"),
)


def make(venv: Path, held: int) -> None:
    """Make an empty virtual environment at `venv`. Raises SetupError where Python lacks the parts for it."""
    if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        raise SetupError(_no_venv_module())
    base = getattr(sys, "_base_executable", sys.executable)
    with Step(f"Making .venv with Python {platform.python_version()}"):
        command = [base, "-I", "-m", "venv", str(venv)]
        run = subprocess.run(command, capture_output=True, text=True, check=False, **_child(held))
    if run.returncode:
        lines = (run.stdout + run.stderr).strip().splitlines() or ["no reason given"]
        raise SetupError(f"Python could not make .venv: {lines[-1].strip()}")


def install_locked(venv: Path, lock: Path, log: Path, held: int) -> None:
    """Install what the file `lock` names, each file checked against its hash; `held` is the lock's descriptor."""
    total = len(re.findall(r"^[\w.-]+==", lock.read_text(encoding="utf-8"), re.MULTILINE))
    arguments = ["--require-hashes", "--only-binary=:all:", "--no-deps", "--no-compile", "-r", str(lock)]
    with Step(f"Installing {total} locked packages") as step:
        _pip(venv, arguments, log, held, step, total)


def install_project(venv: Path, root: Path, log: Path, held: int) -> None:
    """Install the project itself so that its files are used where they are; needs no network."""
    with Step("Installing the command kb") as step:
        _pip(venv, ["--no-deps", "--no-index", "--no-build-isolation", "-e", str(root)], log, held, step, 1)
        _point_relatively(venv, root)


def _point_relatively(venv: Path, root: Path) -> None:
    """Replace the project's absolute path in .venv: Python cannot start on one with accents in the C locale."""
    for pointer in venv.glob("[Ll]ib*/**/site-packages/kb.pth"):
        pointer.write_text(Path(os.path.relpath(root, pointer.parent)).as_posix() + "\n", encoding="ascii")


def clean_environment() -> dict[str, str]:
    """The variables of this process without those that would mislead Python or pip."""
    return {name: value for name, value in os.environ.items() if name not in MISLEADING}


def _child(held: int) -> dict[str, Any]:
    """How a child is started: it holds the lock as well, so that it is waited for even if this process is killed."""
    keep = {} if os.name == "nt" else {"pass_fds": (held,)}
    return {"env": clean_environment(), "stdin": subprocess.DEVNULL, **keep}


def _pip(venv: Path, arguments: list[str], log: Path, held: int, step: Step, total: int) -> None:
    """Run pip, count what it reaches, keep what it says in `log`; SetupError has the reason and the remedy."""
    command = [str(python_of(venv)), *PIP, *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **_child(held)) as pip:
        try:
            said = _follow(pip.stdout, step, total)
        except BaseException:
            pip.kill()
            raise
    if pip.returncode:
        log.write_text(said, encoding="utf-8")
        raise SetupError(explain(said, log))


def _follow(stream: IO[bytes] | None, step: Step, total: int) -> str:
    """Read what pip says to its end, showing how far it is."""
    said, collected = "", 0
    for line in stream or ():
        said += line.decode("utf-8", "replace")
        collected += line.startswith((b"Collecting ", b"Processing "))
        step.advance(min(collected, total), total, _under_way(line.decode("utf-8", "replace")))
    return said


def _under_way(line: str) -> str:
    if line.startswith("Installing collected"):
        return "(unpacking)"
    found = re.match(r"Collecting ([\w.-]+)", line)
    return found.group(1) if found else ""


def explain(said: str, log: Path) -> str:
    """The one line for what pip said when it failed."""
    python = f"Python {platform.python_version()}"
    if NO_NETWORK.search(said) and "DO NOT MATCH" not in said:
        return "The package index could not be reached; connect to a network and run this again (needed only this once)"
    for pattern, remedy in REMEDIES:
        if found := re.search(pattern, said):
            reason = remedy.format(*found.groups(), python=python)
            break
    else:
        reason = ([line.strip() for line in said.splitlines() if line.startswith("ERROR")] or ["pip gave none"])[-1]
    return f"The packages could not be installed: {reason} (details: {log.name})"


def _no_venv_module() -> str:
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    return f"This Python lacks venv; on Debian, Ubuntu: sudo apt-get install python{version}-venv, then run this again"
