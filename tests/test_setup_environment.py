"""What a person may rely on when the two commands prepare .venv: when, why, in what words, and never half."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = ROOT / "scripts"


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Import one of the setup scripts by name, as they import each other."""
    monkeypatch.syspath_prepend(str(SCRIPTS))

    def load(name: str) -> ModuleType:
        return __import__(name)

    yield load
    for module in [name for name, it in sys.modules.items() if str(SCRIPTS) in str(getattr(it, "__file__", ""))]:
        del sys.modules[module]


# An old Python


@pytest.mark.parametrize("name", ["required_python.py", "build.py", "test.py"])
def test_an_old_python_can_read_the_commands(name: str) -> None:
    newer = (ast.JoinedStr, ast.NamedExpr, ast.AnnAssign, ast.Starred, ast.AsyncFunctionDef, ast.Match)
    tree = ast.parse((SCRIPTS / name).read_text(encoding="ascii"))
    assert [type(node).__name__ for node in ast.walk(tree) if isinstance(node, newer)] == []
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    assert [f.name for f in functions if f.returns or any(a.annotation for a in f.args.args)] == []
    assert not re.search(r"(?m)^from __future__", ast.unparse(tree))


def test_an_old_python_is_told_what_to_do(script: Any, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        script("required_python").insist((3, 9, 18), "scripts/build.py")
    assert ended.value.code == 2
    expected = r"Python 3\.11 or newer is needed and this is 3\.9\.18; run: python3[.\d]* scripts/build\.py\n"
    assert re.fullmatch(expected, capsys.readouterr().err)


def test_without_a_newer_python_the_advice_is_to_install_one(script: Any) -> None:
    said = script("required_python").complaint((2, 7, 18), "scripts/test.py", None)
    assert said.endswith("this is 2.7.18; install a newer one and run this again with it")


def test_the_required_python_is_the_one_the_project_declares(script: Any) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == ">=" + ".".join(map(str, script("required_python").OLDEST))


# When .venv is made again, and why


@pytest.fixture
def project(tmp_path: Path, script: Any) -> Path:
    """A copy of what setup reads, under a path with a space and an accent, with a .venv that looks complete."""
    root = tmp_path / "a féw words"
    shutil.copytree(SCRIPTS, root / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("requirements.txt", "pyproject.toml"):
        shutil.copy(ROOT / name, root / name)
    _fake_venv(root, script("setup_state"))
    return root


def test_a_complete_environment_is_left_alone(project: Path, script: Any) -> None:
    assert script("setup_state").reason_to_set_up(project, project / ".venv") is None


def test_a_first_run_sets_up(tmp_path: Path, script: Any) -> None:
    assert script("setup_state").reason_to_set_up(ROOT, tmp_path / ".venv") == "there is no .venv yet"


@pytest.mark.parametrize("stamp", [None, "", "{", "[]", '{"made_from": 3, "packages": []}'])
def test_an_interrupted_setup_is_noticed(project: Path, script: Any, stamp: str | None) -> None:
    place = project / ".venv" / "kb-setup.json"
    place.unlink() if stamp is None else place.write_text(stamp, encoding="utf-8")
    assert script("setup_state").reason_to_set_up(project, project / ".venv") == "the last setup did not finish"


def test_a_changed_lock_is_noticed(project: Path, script: Any) -> None:
    (project / "requirements.txt").write_text("other==1\n", encoding="utf-8")
    assert script("setup_state").reason_to_set_up(project, project / ".venv") == "requirements.txt changed"


def test_a_changed_project_is_noticed_and_changed_tool_settings_are_not(project: Path, script: Any) -> None:
    state, settings = script("setup_state"), project / "pyproject.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("line-length = 120", "line-length = 110"), encoding="utf-8")
    assert state.reason_to_set_up(project, project / ".venv") is None
    settings.write_text(text.replace('kb = "kb.cli:command"', 'kb = "kb.other:main"'), encoding="utf-8")
    assert state.reason_to_set_up(project, project / ".venv") == "the project's description in pyproject.toml changed"


def test_a_moved_folder_is_noticed(project: Path, script: Any) -> None:
    moved = project.rename(project.with_name("elsewhere"))
    assert script("setup_state").reason_to_set_up(moved, moved / ".venv") == "the project folder moved"


def test_another_python_is_noticed(project: Path, script: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    state = script("setup_state")
    before = state.this_python()
    monkeypatch.setattr(state, "this_python", lambda: "cpython-399 linux x86_64")
    expected = f"it was made for another Python ({before}; this is cpython-399 linux x86_64)"
    assert state.reason_to_set_up(project, project / ".venv") == expected


def test_a_python_that_went_away_is_noticed(project: Path, script: Any) -> None:
    (project / ".venv" / "bin" / "python").unlink()
    assert script("setup_state").reason_to_set_up(project, project / ".venv") == "the Python it was made with is gone"


def test_a_removed_package_is_noticed(project: Path, script: Any) -> None:
    next((project / ".venv").glob("**/zelvarin-1.0.dist-info")).rmdir()
    assert script("setup_state").reason_to_set_up(project, project / ".venv") == "zelvarin-1.0 was removed from it"


def test_a_setup_that_fails_leaves_the_old_environment(project: Path, script: Any, monkeypatch: Any) -> None:
    environment = _environment_of(project, script, monkeypatch)
    (project / "requirements.txt").write_text("other==1\n", encoding="utf-8")

    def fail(descriptor: int) -> None:
        (project / ".venv").mkdir()
        raise environment.SetupError("no network")

    monkeypatch.setattr(environment, "_set_up", fail)
    with pytest.raises(environment.SetupError):
        environment.ensure()
    assert environment.reason_to_set_up() == "requirements.txt changed"
    assert (project / ".venv" / "kb-setup.json").is_file()
    assert sorted(path.name for path in project.glob(".venv*")) == [".venv", ".venv-lock"]


def test_only_one_process_at_a_time_sets_up(tmp_path: Path, script: Any) -> None:
    lock = script("setup_lock")
    ask = "import os, sys; sys.path.insert(0, sys.argv[1]); import setup_lock; "
    ask += "sys.exit(setup_lock._taken(os.open(sys.argv[2], os.O_RDWR | os.O_CREAT)))"
    command = [sys.executable, "-c", ask, str(SCRIPTS), str(tmp_path / "lock")]
    with lock.held(tmp_path / "lock"):
        assert subprocess.call(command) == 0
    assert subprocess.call(command) == 1


# What a person is told when the packages cannot be had


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "WARNING: Retrying (Retry(total=4)) after a break\nERROR: No matching distribution found for x==1",
            "The package index could not be reached; connect to a network and run this again (needed only this once)",
        ),
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
            "The packages could not be installed: one that came is not the one that requirements.txt locks; "
            "try another network (details: log.txt)",
        ),
        (
            "ERROR: [Errno 28] No space left on device",
            "The packages could not be installed: the disk is full; free 700 MB and run this again (details: log.txt)",
        ),
        ("ERROR: odd\nmore", "The packages could not be installed: ERROR: odd (details: log.txt)"),
        ("", "The packages could not be installed: pip gave none (details: log.txt)"),
    ],
)
def test_a_failed_installation_is_told_in_one_line(script: Any, said: str, told: str) -> None:
    assert script("setup_install").explain(said, Path("log.txt")) == told


# The two commands, with a .venv whose Python only says how it was called


def test_build_passes_its_arguments_on_from_any_folder(project: Path, tmp_path: Path) -> None:
    assert _run(project, "build.py", "--release", "a b", cwd=tmp_path) == (0, f"{project}|-m kb build --release a b\n")


def test_build_with_serve_previews(project: Path, tmp_path: Path) -> None:
    assert _run(project, "build.py", "--serve", "--port=1", cwd=tmp_path) == (0, f"{project}|-m kb serve --port=1\n")


def test_build_ends_as_kb_ends(project: Path, tmp_path: Path) -> None:
    assert _run(project, "build.py", "fail", cwd=tmp_path)[0] == 1


def test_test_runs_every_step_and_pytest_speaks_last(project: Path, tmp_path: Path) -> None:
    status, said = _run(project, "test.py", "-k", "x", cwd=tmp_path)
    lines = re.sub(r"in \d+\.\d s", "in 0.0 s", said).splitlines()
    assert status == 0
    assert lines[2] == "ruff passed in 0.0 s"
    assert lines[5] == "mypy passed in 0.0 s"
    assert lines[6:] == ["== pytest", f"{project}|-m pytest -k x"]


def test_test_fails_when_one_step_fails(project: Path, tmp_path: Path) -> None:
    status, said = _run(project, "test.py", "fail", cwd=tmp_path)
    assert (status, said.splitlines()[-1]) == (1, "Failed: pytest")


def _fake_venv(root: Path, state: ModuleType) -> None:
    """A .venv whose Python answers the probe as the real one does, else prints its folder and arguments."""
    answer = state.this_python().rsplit(" ", 1)[0]
    python = root / ".venv" / "bin" / "python"
    (root / ".venv" / "lib" / "site-packages" / "zelvarin-1.0.dist-info").mkdir(parents=True)
    python.parent.mkdir()
    python.write_text(
        f'#!/bin/sh\n[ "$1" = -I ] && echo "{answer}" && exit\necho "$PWD|$*"\n'
        'for word; do [ "$word" = fail ] && exit 1; done\nexit 0\n',
        encoding="utf-8",
    )
    python.chmod(0o755)
    state.write_stamp(root, root / ".venv")


def _environment_of(project: Path, script: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    environment = script("environment")
    for name, folder in (("ROOT", ""), ("VENV", ".venv"), ("BEFORE", ".venv-before"), ("RUBBISH", ".venv-rubbish")):
        monkeypatch.setattr(environment, name, project / folder)
    return environment


def _run(project: Path, name: str, *arguments: str, cwd: Path) -> tuple[int, str]:
    command = [sys.executable, str(project / "scripts" / name), *arguments]
    run = subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)
    assert run.stderr == ""
    return run.returncode, run.stdout
