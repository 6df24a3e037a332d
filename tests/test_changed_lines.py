"""What a pull request changed comes first in a report with little room; where nobody knows, nothing goes wrong."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.changed_lines import ELSEWHERE, IN_A_CHANGED_FILE, ON_A_CHANGED_LINE, NotKnown, changed_lines, pull_request_base
from kb.cli import main
from tests.conftest import TESTS

BASE = TESTS / "rules" / "base"

FACT = """  - id: stay-%02d
    measure: hospital-stay
    intervention: zelvarin
    value: 6-7 d
    cite: %s
    locator: p 3
    printed: 6-7 days
    access: full-text
"""


def git(root: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=Editor", "-c", "user.email=editor@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(("git", *identity, *arguments), cwd=root, check=True, capture_output=True)


@pytest.fixture
def checkout(tmp_path: Path, lay_out: Callable[..., Path]) -> Path:
    """A base in a folder of a repository, with twelve facts of an unknown source on the branch `main`."""
    root = lay_out(BASE)
    facts = "".join(FACT % (number, "nobody1999") for number in range(12))
    (root / "facts" / "stays.yaml").write_text(f"facts:\n{facts}", encoding="utf-8")
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "First")
    git(tmp_path, "checkout", "-q", "-b", "edit")
    return root


def changed(root: Path) -> None:
    """Change the last fact, and add a file that git does not know yet."""
    path = root / "facts" / "stays.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(FACT % (11, "nobody1999"), FACT % (11, "nobody2000")), encoding="utf-8")
    (root / "facts" / "new.yaml").write_text(f"facts:\n{FACT % (12, 'nobody2001')}", encoding="utf-8")


def test_changed_lines_are_those_since_the_branches_parted(checkout: Path) -> None:
    changed(checkout)
    git(checkout, "commit", "-q", "-a", "-m", "Second")
    found = changed_lines(checkout, "main")
    assert sorted(found.lines) == ["facts/new.yaml", "facts/stays.yaml"]
    assert found.rank("facts/stays.yaml", 94) == ON_A_CHANGED_LINE
    assert found.rank("facts/stays.yaml", 93) == IN_A_CHANGED_FILE
    assert found.rank("facts/new.yaml", 7) == ON_A_CHANGED_LINE
    assert found.rank("facts/base.yaml", 1) == ELSEWHERE


def test_what_a_file_holds_is_not_taken_for_the_form_of_a_diff(checkout: Path) -> None:
    (checkout / "facts" / "base.yaml").write_text("++ facts/other.yaml\n@@ -1 +1,9 @@\n++ x\n", encoding="utf-8")
    assert list(changed_lines(checkout, "main").lines) == ["facts/base.yaml"]


def test_annotations_of_changed_lines_come_before_equally_grave_ones(
    checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed(checkout)
    command = ("check", "--root", str(checkout), "--select", "KB101", "--format", "github")
    assert main((*command, "--changed-since", "main")) == 1
    lines = capsys.readouterr().out.splitlines()
    assert "nobody2001" in lines[0]
    assert "nobody2000" in lines[1]
    assert lines[10] == "and 3 more of kind error: run 'kb check' to see them all"
    assert main(command) == 1
    assert "nobody2000" not in capsys.readouterr().out


def test_a_summary_shows_changed_lines_first_too(checkout: Path, capsys: pytest.CaptureFixture[str]) -> None:
    changed(checkout)
    main(("check", "--root", str(checkout), "--select", "KB101", "--format", "markdown", "--changed-since", "main"))
    rows = [line for line in capsys.readouterr().out.splitlines() if line.startswith("| critical")]
    assert "nobody2001" in rows[0]
    assert "nobody2000" in rows[1]


@pytest.mark.parametrize("since", ["nowhere", "--output=/tmp/x", "main..edit"])
def test_an_unknown_revision_changes_nothing_but_says_so(
    checkout: Path, since: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ("check", "--root", str(checkout), "--format", "github")
    assert main((*command, f"--changed-since={since}")) == 1
    said = capsys.readouterr()
    assert said.err.startswith(f"kb: which lines changed since {since} is not known, so none comes first: ")
    assert said.err.count("\n") == 1
    main(command)
    assert capsys.readouterr().out == said.out


def test_without_git_or_a_checkout_nobody_knows(
    checkout: Path, lay_out: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(checkout))
    with pytest.raises(NotKnown, match="git is not to be found"):
        changed_lines(checkout, "main")


def test_outside_of_a_checkout_nobody_knows(
    lay_out: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(NotKnown, match="not a git repository"):
        changed_lines(lay_out(BASE), "main")


def test_a_pull_request_says_itself_what_it_is_for() -> None:
    assert pull_request_base({"GITHUB_BASE_REF": "main"}) == "origin/main"
    assert pull_request_base({}) == ""
