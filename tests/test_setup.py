"""What a person may rely on before anything is installed: the lock, the files as committed, and the workflow."""

from __future__ import annotations

import re
import subprocess
import tomllib
from importlib import metadata
from pathlib import Path

import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

import kb

ROOT = Path(__file__).resolve().parent.parent
LOCK = (ROOT / "requirements.txt").read_text(encoding="utf-8")
LOCKED = {canonicalize_name(name): Version(version) for name, version in re.findall(r"(?m)^([\w.-]+)==(\S+)", LOCK)}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_every_locked_package_has_hashes() -> None:
    blocks = re.split(r"(?m)^(?=[\w.-]+==)", LOCK)[1:]
    assert len(blocks) == len(LOCKED) > 50
    assert [block.split()[0] for block in blocks if not re.search(r"--hash=sha256:[0-9a-f]{64}\b", block)] == []


def test_lock_holds_everything_the_project_asks_for() -> None:
    inputs = (ROOT / "requirements.in").read_text(encoding="utf-8").splitlines()
    asked = [*PROJECT["dependencies"], *(line for line in inputs if line and not line.startswith("#"))]
    for requirement in map(Requirement, asked):
        version = LOCKED.get(canonicalize_name(requirement.name))
        assert version is not None, f"{requirement.name} is not locked"
        assert version in requirement.specifier


def test_what_the_project_asks_for_is_named_in_the_input_of_the_lock() -> None:
    inputs = {Requirement(line).name for line in _lines("requirements.in")}
    assert {Requirement(line).name for line in PROJECT["dependencies"]} <= inputs


def test_site_generator_is_never_below_its_security_fix() -> None:
    assert LOCKED[canonicalize_name("mkdocs-material")] >= Version("9.7.7")


def test_every_locked_package_takes_the_oldest_python_that_the_project_takes() -> None:
    oldest = PROJECT["requires-python"].removeprefix(">=") + ".0"
    needs = {name: metadata.metadata(name)["Requires-Python"] for name in LOCKED if _is_installed(name)}
    assert len(needs) > 50
    assert {name: need for name, need in needs.items() if need and oldest not in SpecifierSet(need)} == {}


def _is_installed(name: str) -> bool:
    """Whether a package is here: a few of the lock are for other systems."""
    try:
        return metadata.version(name) == str(LOCKED[canonicalize_name(name)])
    except metadata.PackageNotFoundError:
        return False


def test_lock_holds_no_address_and_no_option() -> None:
    assert [line for line in _lines("requirements.txt") if "://" in line or line.startswith("--")] == []


def test_no_file_holds_a_machine_path_or_the_address_of_a_registry() -> None:
    hosts = "|".join(rf"{name}\.(org|com)" for name in ("pypi", "pythonhosted", "npmjs"))
    paths = "|".join(rf"/{top}/[\w.-]" for top in ("root", "home", "work", "Users"))
    wrong = re.compile(rf"{hosts}|(?<![\w./:-])({paths})")
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    files = [ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]
    assert len(files) > 10
    texts = {path: path.read_bytes().decode("utf-8", "replace") for path in files}
    assert [f"{path.relative_to(ROOT)}: {hit[0]}" for path, text in texts.items() if (hit := wrong.search(text))] == []


def test_workflow_has_least_permissions_and_pins_what_it_uses() -> None:
    text = (ROOT / ".github" / "workflows" / "check.yml").read_text(encoding="utf-8")
    workflow = yaml.load(text, Loader=yaml.BaseLoader)
    assert workflow["permissions"] == {"contents": "read"}
    assert set(workflow["on"]) == {"pull_request", "push"}
    for job in workflow["jobs"].values():
        assert "permissions" not in job
        assert int(job["timeout-minutes"]) <= 30
        used = [step for step in job["steps"] if "uses" in step]
        assert [step["uses"] for step in used if not re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", step["uses"])] == []
        assert all(step["with"]["persist-credentials"] == "false" for step in used if "checkout" in step["uses"])
    assert "secrets." not in text


def test_ci_runs_the_newcomers_command_and_lets_no_browser_test_skip() -> None:
    text = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "python3 scripts/test.py" in text
    assert "KB_REQUIRE_BROWSER=1" in text
    subprocess.run(["bash", "-n", ROOT / ".ci" / "run"], check=True)


def test_the_version_is_the_same_wherever_it_stands() -> None:
    cited = re.search(r"(?m)^version: (\S+)$", (ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert cited is not None
    assert cited[1] == PROJECT["version"] == kb.__version__


def _lines(name: str) -> list[str]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.lstrip().startswith("#")]
