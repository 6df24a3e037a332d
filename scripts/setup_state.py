"""What .venv was made from, and whether that still holds."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

STAMP = "kb-setup.json"
FORMAT = 1
WORDING = {
    "format": "the way of setting up changed",
    "folder": "the project folder moved",
    "python": "it was made for another Python ({before}; this is {now})",
    "lock": "requirements.txt changed",
    "project": "the project's description in pyproject.toml changed",
}


def python_of(venv: Path) -> Path:
    """The Python inside a virtual environment."""
    return venv / "Scripts" / "python.exe" if os.name == "nt" else venv / "bin" / "python"


def wanted(root: Path) -> dict[str, Any]:
    """What .venv has to be made from, as it stands now in the project folder `root`."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    described = json.dumps([project.get("project"), project.get("build-system")], sort_keys=True)
    return {
        "format": FORMAT,
        "folder": str(root),
        "python": this_python(),
        "lock": hashlib.sha256((root / "requirements.txt").read_bytes()).hexdigest(),
        "project": hashlib.sha256(described.encode()).hexdigest(),
    }


def this_python() -> str:
    """What a compiled package depends on: kind and minor version of Python, system and processor."""
    return f"{sys.implementation.cache_tag} {sys.platform} {platform.machine()}"


def write_stamp(root: Path, venv: Path) -> None:
    """Record that `venv` is complete. Written aside and renamed: a stamp is there whole or not at all."""
    stamp = {"made_from": wanted(root), "packages": sorted(installed(venv))}
    aside = venv / (STAMP + ".new")
    aside.write_text(json.dumps(stamp, indent=1), encoding="utf-8")
    aside.replace(venv / STAMP)


def reason_to_set_up(root: Path, venv: Path) -> str | None:
    """Why `venv` cannot be used as it is, in a few words; None if it can."""
    if not venv.is_dir():
        return "there is no .venv yet"
    try:
        stamp = json.loads((venv / STAMP).read_text(encoding="utf-8"))
        before, packages = dict(stamp["made_from"]), set(stamp["packages"])
    except (OSError, ValueError, KeyError, TypeError):
        return "the last setup did not finish"
    now = wanted(root)
    for name, wording in WORDING.items():
        if before.get(name) != now[name]:
            return wording.format(before=before.get(name), now=now[name])
    return _damage(venv, packages)


def installed(venv: Path) -> set[str]:
    """Names and versions of the packages in `venv`."""
    return {path.name.removesuffix(".dist-info") for path in venv.glob("[Ll]ib*/**/site-packages/*.dist-info")}


def _damage(venv: Path, packages: set[str]) -> str | None:
    missing = sorted(packages - installed(venv))
    if missing:
        return f"{missing[0]} was removed from it"
    answer = "import sys; print(sys.implementation.cache_tag, sys.platform)"
    try:
        run = subprocess.run([python_of(venv), "-I", "-S", "-c", answer], capture_output=True, text=True, check=False)
    except OSError:
        return "the Python it was made with is gone"
    works = run.returncode == 0 and this_python().startswith(run.stdout.strip() or "?")
    return None if works else "the Python it was made with was replaced"
