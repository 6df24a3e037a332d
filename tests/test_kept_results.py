"""The results of checks that are kept: told only of a base of which nothing has changed, and told exactly."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb import commands, kept_results
from kb.check_result import CheckResult
from kb.cli import main
from kb.kept_results import MOST_KEPT, Run, folder_of_results, keep_result, kept_or_made, kept_result, key_of
from kb.report import FORMATS
from tests import command
from tests.conftest import TESTS, TODAY, check_base

base, kb = command.base, command.kb
BASE = TESTS / "rules" / "base"
WRONG = """facts:
  - id: wrong
    measure: nothing-known
    value: 40 mg/kg
    printed: 45 mg/kg
    cite: nobody1999
"""


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that results are kept in."""
    folder = tmp_path / "kept"
    monkeypatch.setenv("KB_CACHE", str(folder))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795305600")
    return folder


def refuse(run: Run) -> CheckResult:
    raise AssertionError("it was checked anew")


def make(run: Run) -> CheckResult:
    return check_base(run.root)


# --- the same with and without --------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("options", [(), ("--select", "KB1"), ("--ignore", "KB1", "--fail-on", "info")])
def test_every_report_is_the_same_kept_or_not(
    kb: command.Run, base: Path, kept: Path, monkeypatch: pytest.MonkeyPatch, format: str, options: tuple[str, ...]
) -> None:
    (base / "facts" / "wrong.yaml").write_text(WRONG)
    words = ("check", "--root", base, "--format", format, *options)
    anew = kb(*words, "--no-cache")
    assert not kept.exists()
    assert kb(*words) == anew
    monkeypatch.setattr(commands, "_checked", refuse)
    assert kb(*words) == anew


def test_a_clean_base_stays_clean(kb: command.Run, base: Path, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = kb("check", "--root", base)
    assert first.code == 0
    monkeypatch.setattr(commands, "_checked", refuse)
    assert kb("check", "--root", base) == first


def test_a_check_leaves_nothing_in_the_base(kb: command.Run, base: Path, kept: Path) -> None:
    before = command.files_of(base)
    kb("check", "--root", base)
    assert command.files_of(base) == before and len(list(kept.iterdir())) == 1


PLACES = st.sampled_from(["facts/a.yaml", "facts/b/c.yaml", "references.bib", "site_templates/pages/home.md.j2"])
TEXTS = st.sampled_from(
    [
        WRONG,
        WRONG.replace("45", "40"),
        "facts: []\n",
        "facts:\n  - [",
        "",
        "@article{x,\n title = {Y}\n}\n",
        "give 5 mg\n",
    ]
)
EDITS = st.one_of(
    st.tuples(st.just("write"), PLACES, TEXTS),
    st.tuples(st.just("delete"), PLACES, st.just("")),
    st.tuples(st.just("rename"), PLACES, st.sampled_from(["facts/d.yaml", "facts/D.txt"])),
    st.tuples(st.just("wait"), st.just(""), st.just("")),
)


def edit(root: Path, how: str, place: str, text: str) -> None:
    path = root / place
    if how == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    elif how == "delete":
        path.unlink(missing_ok=True)
    elif how == "rename" and path.exists():
        path.rename(root / text)


@given(st.lists(EDITS, min_size=1, max_size=4))
@settings(max_examples=10, deadline=None)
def test_whatever_is_edited_the_findings_are_those_of_a_new_check(edits: list[tuple[str, str, str]]) -> None:
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        root = Path(name) / "base"
        patch.setenv("KB_CACHE", str(Path(name) / "kept"))
        shutil.copytree(BASE, root)
        kept_or_made(Run(root, TODAY), make)
        for one in edits:
            edit(root, *one)
            told = kept_or_made(Run(root, TODAY), make)
            assert told == check_base(root)
            if key_of(Run(root, TODAY)):
                assert kept_or_made(Run(root, TODAY), refuse) == told


# --- what is seen ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "place", ["facts/new.yaml", "facts/Notes.txt", "facts/verification/x.json", "site_templates/x.j2", "references.bib"]
)
def test_every_file_that_a_check_reads_is_seen(base: Path, place: str) -> None:
    before = key_of(Run(base, TODAY))
    path = base / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text((path.read_text() if path.exists() else "") + "\n")
    assert key_of(Run(base, TODAY)) not in (before, None)


def test_a_new_name_is_seen(base: Path) -> None:
    before = key_of(Run(base, TODAY))
    file = next((base / "facts").rglob("*.yaml"))
    file.rename(file.with_name("another.yaml"))
    assert key_of(Run(base, TODAY)) not in (before, None)


def test_the_day_and_the_rules_chosen_are_seen(base: Path) -> None:
    runs = [
        Run(base, TODAY),
        Run(base, TODAY + datetime.timedelta(1)),
        Run(base, TODAY, ("KB1",)),
        Run(base, TODAY, ("KB1", "KB2")),
        Run(base, TODAY, (), ("KB1",)),
    ]
    assert len({key_of(run) for run in runs} - {None}) == len(runs)


def test_the_engine_is_seen(base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = tmp_path / "kb"
    shutil.copytree(Path(kept_results.__file__).parent, engine)
    monkeypatch.setattr(kept_results, "__file__", str(engine / "kept_results.py"))
    before = key_of(Run(base, TODAY))
    rule = next((engine / "rules").glob("kb203_*.py"))
    rule.write_text(rule.read_text() + "\n")
    assert key_of(Run(base, TODAY)) not in (before, None)


def test_a_library_of_another_version_is_seen(base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = key_of(Run(base, TODAY))
    (tmp_path / "libraries" / "pydantic-99.0.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(tmp_path / "libraries")
    assert key_of(Run(base, TODAY)) not in (before, None)


def test_what_changes_while_it_is_checked_is_not_kept(base: Path, kept: Path) -> None:
    def edited_meanwhile(run: Run) -> CheckResult:
        (run.root / "facts" / "wrong.yaml").write_text(WRONG)
        return make(run)

    kept_or_made(Run(base, TODAY), edited_meanwhile)
    assert not kept.exists()


@pytest.mark.parametrize("place", ["facts/link.yaml", "facts/folder", "site_templates", "references.bib"])
def test_a_base_with_a_link_is_checked_each_time(base: Path, kept: Path, tmp_path: Path, place: str) -> None:
    (tmp_path / "target").mkdir()
    (base / place).unlink(missing_ok=True)
    assert not (base / place).exists()
    (base / place).symlink_to(tmp_path / "target")
    assert key_of(Run(base, TODAY)) is None
    kept_or_made(Run(base, TODAY), make)
    assert not kept.exists()


# --- what is passed over --------------------------------------------------------------------------------------------


def nested(text: str) -> str:
    return "[" * 100_000


def other_counts(text: str) -> str:
    read = json.loads(text.partition("\n")[2])
    read["coverage"]["facts"] = "many"
    return sealed(read)


def another_form(text: str) -> str:
    return sealed({**json.loads(text.partition("\n")[2]), "form": 0})


def another_key(text: str) -> str:
    return sealed({**json.loads(text.partition("\n")[2]), "key": "0" * 64})


def a_finding_too_short(text: str) -> str:
    return sealed({**json.loads(text.partition("\n")[2]), "findings": [["facts/a.yaml", 1]]})


def an_unknown_severity(text: str) -> str:
    row = ["facts/a.yaml", 1, 1, "KB1", "x", "harmless", "", "", ""]
    return sealed({**json.loads(text.partition("\n")[2]), "findings": [row]})


def sealed(read: object) -> str:
    """A text as it would be kept, its checksum right."""
    said = json.dumps(read)
    return f"{hashlib.sha256(said.encode()).hexdigest()}\n{said}"


DAMAGES: list[Callable[[str], str]] = [
    lambda text: "",
    lambda text: text[:-20],
    lambda text: text.replace("KB", "kb"),
    lambda text: text[1:],
    lambda text: "null",
    lambda text: sealed([]),
    lambda text: sealed(None),
    nested,
    lambda text: f"{hashlib.sha256(nested(text).encode()).hexdigest()}\n{nested(text)}",
    other_counts,
    another_form,
    another_key,
    a_finding_too_short,
    an_unknown_severity,
]


@pytest.fixture
def file(base: Path, kept: Path) -> Path:
    """The file of the one result kept, of a base with findings."""
    (base / "facts" / "wrong.yaml").write_text(WRONG)
    assert kept_or_made(Run(base, TODAY), make).findings
    (only,) = kept.iterdir()
    return only


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_passed_over_and_replaced(base: Path, file: Path, damage: Callable[[str], str]) -> None:
    written = file.read_text()
    file.write_text(damage(written))
    assert kept_result(file.parent, file.stem) is None
    assert kept_or_made(Run(base, TODAY), make) == check_base(base)
    assert file.read_text() == written


def test_bytes_that_are_no_text_are_passed_over(file: Path) -> None:
    file.write_bytes(b"\xff\xfe" + file.read_bytes())
    assert kept_result(file.parent, file.stem) is None


def test_a_link_to_a_file_is_passed_over(file: Path, tmp_path: Path) -> None:
    file.rename(tmp_path / "elsewhere.json")
    file.symlink_to(tmp_path / "elsewhere.json")
    assert kept_result(file.parent, file.stem) is None


@pytest.mark.parametrize("put", [Path.mkdir, os.mkfifo])
def test_a_folder_or_pipe_in_place_of_a_file_is_passed_over(
    base: Path, file: Path, put: Callable[[Path], None]
) -> None:
    file.unlink()
    put(file)
    assert kept_or_made(Run(base, TODAY), make) == check_base(base)


def test_a_file_of_a_size_that_nobody_writes_is_passed_over(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_results, "LARGEST", 100)
    assert kept_result(file.parent, file.stem) is None


# --- where, and how many --------------------------------------------------------------------------------------------


def test_few_results_are_kept(base: Path, tmp_path: Path) -> None:
    result = check_base(base)
    for number in range(MOST_KEPT + 5):
        keep_result(tmp_path / "kept", f"{number:064x}", result)
        os.utime(tmp_path / "kept" / f"{number:064x}.json", (number, number))
    assert len(list((tmp_path / "kept").iterdir())) <= MOST_KEPT + 1
    newest = f"{MOST_KEPT + 4:064x}"
    assert kept_result(tmp_path / "kept", newest) == result


def test_where_nothing_can_be_written_a_base_is_checked_all_the_same(
    kb: command.Run, base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a-file").write_text("")
    monkeypatch.setenv("KB_CACHE", str(tmp_path / "a-file" / "kept"))
    assert kb("check", "--root", base).code == 0


def test_no_result_is_kept_in_the_base_or_against_the_will(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KB_CACHE", "")
    assert folder_of_results(base) is None
    monkeypatch.setenv("KB_CACHE", str(base / "facts" / "kept"))
    assert folder_of_results(base) is None
    monkeypatch.delenv("KB_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert folder_of_results(base) == tmp_path / "claim-checked-kb"


def test_a_kept_result_is_the_same_in_every_part(base: Path, file: Path) -> None:
    told = kept_result(file.parent, file.stem)
    assert told is not None
    assert [dataclasses.astuple(one) for one in told.findings] == [
        dataclasses.astuple(one) for one in check_base(base).findings
    ]
    assert main(["check", "--root", str(base), "--fail-on", "critical"]) == 1
