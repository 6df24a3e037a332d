"""The command as people type it: exit codes, what is said, and that nothing a user can write ends in a traceback."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kb.publish import BuildReport
from kb.rules import all_rules
from tests import command
from tests.command import BROKEN, Run, Said, files_of
from tests.conftest import TESTS

base, kb = command.base, command.kb

COMMANDS = ("check", "build", "serve", "explain", "verify", "coverage", "export", "graph")
RESULT = "No findings.\nChecked: 4 facts from 4 references in 3 files, 0 of 4 printed figures found in their sources"
OTHER_DOSE = """facts:
  - id: other-dose
    measure: dose
    intervention: high-dose-zelvarin
    population: fever-patients
    value: 50 mg/kg
    cite: guide2010
    locator: Table 1
    printed: 50 mg/kg
    access: full-text
"""


def shell(*argv: str | Path, **settings: str) -> subprocess.Popen[str]:
    """The command as a process of its own, without the settings of whoever runs the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("KB_", "SOURCE_DATE", "PYTHON"))}
    return subprocess.Popen(
        [sys.executable, "-m", "kb", *map(str, argv)],
        cwd=TESTS.parent,
        env=kept | {"KB_CACHE": ""} | settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def spoil(root: Path) -> None:
    """Make every fact file of a base unreadable as YAML."""
    for path in (root / "facts").rglob("*.yaml"):
        path.write_text(BROKEN, encoding="utf-8")


# --- help and arguments -----------------------------------------------------------------------------------------


def test_help_names_every_command_with_examples_and_exit_codes(kb: Run) -> None:
    said = kb("--help")
    assert said.code == 0 and said.err == ""
    for name in COMMANDS:
        assert f"kb {name}" in said.out
    assert "exit codes: 0 clean, 1 findings, 2 could not run" in said.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(kb: Run, command: str) -> None:
    said = kb(command, "--help")
    assert said.code == 0
    assert f"example: kb {command}" in said.out
    assert "--root DIR" in said.out


@pytest.mark.parametrize(
    ("argv", "complaint"),
    [
        ((), "kb: error: the following arguments are required: COMMAND"),
        (("chek",), "invalid choice: 'chek'"),
        (("check", "--format", "xml"), "argument --format: invalid choice: 'xml'"),
        (("check", "--form", "json"), "unrecognized arguments: --form json"),
        (("serve", "--port", "70000"), "argument --port: '70000' is not a port from 1 to 65535"),
        (("serve", "--port", "٨٠٨٠"), "argument --port: '٨٠٨٠' is not a port from 1 to 65535"),
        (("explain",), "the following arguments are required: CODE"),
        (("export", "csv"), "invalid choice: 'csv'"),
    ],
)
def test_wrong_arguments_are_refused_with_a_reason(kb: Run, argv: tuple[str, ...], complaint: str) -> None:
    said = kb(*argv)
    assert said.code == 2 and said.out == ""
    assert complaint in said.err


def test_the_version_is_that_of_the_package(kb: Run) -> None:
    from kb import __version__

    assert kb("--version").out == f"kb {__version__}\n"


# --- the folder of the base ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "argv", [("check",), ("build",), ("serve",), ("graph",), ("export", "json"), ("verify", "--sources", ".")]
)
def test_a_folder_that_is_no_base_is_named_in_one_line(kb: Run, argv: tuple[str, ...]) -> None:
    assert kb(*argv, "--root", "nowhere") == Said(
        2, "", "kb: nowhere holds no folder 'facts'. Run kb in the folder of a base, or name one with --root.\n"
    )


def test_a_file_in_place_of_the_folder_is_named_too(kb: Run, base: Path) -> None:
    said = kb("check", "--root", base / "references.bib")
    assert said.code == 2 and said.err.count("\n") == 1


def test_a_path_longer_than_any_is_no_traceback(kb: Run) -> None:
    said = kb("check", "--root", "a" * 5000)
    assert said.code == 2 and said.err.endswith(": File name too long\n")


def test_the_root_may_stand_before_the_command_or_after_it(kb: Run, base: Path) -> None:
    assert kb("--root", base, "check") == kb("check", "--root", base)


def test_without_a_root_the_base_is_the_current_folder(kb: Run, base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(base)
    assert kb("check").code == 0


# --- check ------------------------------------------------------------------------------------------------------


def test_a_clean_base_says_what_was_checked(kb: Run, base: Path) -> None:
    said = kb("check", "--root", base)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(RESULT)


@pytest.mark.parametrize("format", ["text", "json", "github"])
def test_findings_exit_with_1_in_every_format(kb: Run, base: Path, format: str) -> None:
    (base / "facts" / "broken.yaml").write_text(BROKEN, encoding="utf-8")
    said = kb("check", "--root", base, "--format", format)
    assert (said.code, said.err) == (1, "")
    assert "KB001" in said.out


def test_a_warning_alone_does_not_fail(kb: Run, base: Path) -> None:
    shutil.copytree(TESTS / "rules" / "KB122" / "bad", base, dirs_exist_ok=True)
    said = kb("check", "--root", base)
    assert said.out.startswith("references.bib:40:1: KB122 warning: ")
    assert "\n1 warning. 'kb explain CODE' tells more about a rule.\n" in said.out
    assert said.code == 0


def test_one_broken_file_costs_only_itself(kb: Run, base: Path) -> None:
    (base / "facts" / "broken.yaml").write_text(BROKEN, encoding="utf-8")
    text = (base / "facts" / "base.yaml").read_text(encoding="utf-8")
    changed = text.replace("population: fever-patients", "population: fewer-patients", 1)
    (base / "facts" / "base.yaml").write_text(changed, encoding="utf-8")
    said = kb("check", "--root", base)
    assert [line.partition(": KB")[0] for line in said.out.splitlines() if ": KB" in line] == [
        "facts/base.yaml:5:17",
        "facts/broken.yaml:4:1",
    ]
    assert "Checked: 4 facts" in said.out


def test_a_base_of_only_broken_files_has_one_finding_a_file(kb: Run, base: Path) -> None:
    spoil(base)
    before = files_of(base)
    said = kb("check", "--root", base)
    assert said.code == 1
    assert [line.partition(": KB001")[0] for line in said.out.splitlines() if ": KB" in line] == [
        "facts/base.yaml:4:1",
        "facts/vocabulary/terms.yaml:4:1",
    ]
    assert "\nNothing was checked: no fact could be read. 0 facts from 4 references" in said.out
    assert files_of(base) == before


def test_a_base_without_facts_has_not_passed(kb: Run, base: Path) -> None:
    (base / "facts" / "base.yaml").unlink()
    said = kb("check", "--root", base)
    assert said.code == 2
    assert said.err == (
        "kb: nothing was checked: no file below facts/ holds a fact. Is --root the folder of the base?\n"
    )


def test_what_cannot_be_opened_is_a_finding(kb: Run, base: Path) -> None:
    (base / "references.bib").unlink()
    (base / "references.bib").mkdir()
    os.mkfifo(base / "facts" / "pipe.yaml")
    (base / "facts" / "link.yaml").symlink_to(base / "facts" / "base.yaml")
    said = kb("check", "--root", base)
    places = {line.split(":")[0]: line for line in said.out.splitlines() if ": KB0" in line}
    assert said.code == 1
    assert set(places) == {"references.bib", "facts/pipe.yaml", "facts/link.yaml"}


def test_a_file_that_may_not_be_read_is_a_finding(kb: Run, base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reads = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "base.yaml":
            raise PermissionError(13, "Permission denied", str(path))
        return reads(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    said = kb("check", "--root", base)
    assert said.code == 1
    assert "facts/base.yaml:1:1: KB023 critical: it can't be read: Permission denied (unreadable-file)\n" in said.out


def test_a_fault_of_the_system_is_one_line(kb: Run, base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "facts.json.part")

    monkeypatch.setattr(Path, "write_text", full)
    said = kb("export", "json", "--root", base, "-o", "facts.json")
    assert said == Said(2, "", "kb: facts.json.part: No space left on device\n")


def test_colour_is_for_terminals_only(kb: Run, base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (base / "facts" / "broken.yaml").write_text(BROKEN, encoding="utf-8")
    assert "\x1b" not in kb("check", "--root", base).out
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[1;31mKB001 critical\x1b[0m: " in kb("check", "--root", base).out
    monkeypatch.setenv("NO_COLOR", "")
    assert "\x1b" not in kb("check", "--root", base).out


def test_the_day_can_be_set_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    from kb.commands import today

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1577836800")
    assert today().isoformat() == "2020-01-01"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    assert today().year > 2020


def test_annotations_name_files_from_where_the_command_ran(
    kb: Run, base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (base / "facts" / "broken.yaml").write_text(BROKEN, encoding="utf-8")
    monkeypatch.chdir(base.parent)
    assert "::error file=base/facts/broken.yaml,line=4" in kb("check", "--root", base.name, "--format", "github").out
    assert "::error file=facts/broken.yaml,line=4" in kb("check", "--root", base, "--format", "github").out


# --- explain ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", ["KB101", "kb101", "dangling-citation", "Dangling-Citation"])
def test_a_rule_is_explained_by_code_or_name(kb: Run, word: str) -> None:
    said = kb("explain", word)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("KB101 dangling-citation (critical, can never be waived)\nCitations and sources\n\n")
    for heading in ("What it checks", "Why it matters at the bedside", "How to fix", "What is said of it"):
        assert f"\n{heading}\n  " in said.out


def test_every_rule_can_be_explained_on_a_plain_terminal(kb: Run) -> None:
    for rule in all_rules():
        said = kb("explain", rule.code)
        assert said.code == 0
        assert all(letter.isprintable() or letter == "\n" for letter in said.out), rule.code


def test_an_unknown_rule_is_answered_with_the_nearest(kb: Run) -> None:
    assert kb("explain", "dangling-citatoin") == Said(
        2, "", "kb: no rule has the code or name 'dangling-citatoin'. Did you mean 'dangling-citation'?\n"
    )
    assert kb("explain", "KBB101").err == "kb: no rule has the code or name 'KBB101'. Did you mean 'KB101'?\n"
    assert kb("explain", "?").err == "kb: no rule has the code or name '?'.\n"


# --- export -----------------------------------------------------------------------------------------------------


def test_an_export_to_a_file_is_that_to_standard_output(kb: Run, base: Path, tmp_path: Path) -> None:
    printed = kb("export", "json", "--root", base)
    assert printed.code == 0 and printed.out.startswith('{"schema": 1,\n')
    target = tmp_path / "facts.json"
    target.write_text("old", encoding="utf-8")
    assert kb("export", "json", "--root", base, "-o", target) == Said(0, "", "")
    assert target.read_text(encoding="utf-8") == printed.out
    assert {path.name for path in tmp_path.iterdir()} == {"facts.json", "base", "elsewhere"}


def test_an_export_that_fails_leaves_the_old_file(
    kb: Run, base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "facts.json"
    target.write_text("old", encoding="utf-8")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    said = kb("export", "json", "--root", base, "-o", target)
    assert said == Said(130, "", "kb: interrupted; nothing was left half-written\n")
    assert target.read_text(encoding="utf-8") == "old"
    assert {path.name for path in tmp_path.iterdir()} == {"facts.json", "base", "elsewhere"}


def test_an_export_never_replaces_what_is_no_file(kb: Run, base: Path, tmp_path: Path) -> None:
    assert kb("export", "json", "--root", base, "-o", tmp_path).err == (
        f"kb: {tmp_path} is a folder. Name the file to write with -o FILE.\n"
    )
    missing = tmp_path / "no" / "facts.json"
    assert kb("export", "json", "--root", base, "-o", missing).err == (
        f"kb: {missing} can't be written: there is no folder {missing.parent}\n"
    )
    assert kb("export", "json", "--root", base, "-o", os.devnull).code == 0
    assert Path(os.devnull).is_char_device()


def test_an_export_of_half_a_base_is_refused(kb: Run, base: Path, tmp_path: Path) -> None:
    (base / "facts" / "broken.yaml").write_text(BROKEN, encoding="utf-8")
    said = kb("export", "json", "--root", base, "-o", tmp_path / "facts.json")
    assert (said.code, said.out) == (1, "")
    assert said.err.startswith("facts/broken.yaml:4:1: KB001 critical: not YAML")
    assert said.err.endswith("\nkb: nothing was exported: what stands above could not be read\n")
    assert not (tmp_path / "facts.json").exists()


def test_an_export_does_not_wait_for_conflicts_to_be_explained(kb: Run, base: Path) -> None:
    (base / "facts" / "other.yaml").write_text(OTHER_DOSE, encoding="utf-8")
    assert kb("check", "--root", base).code == 1
    said = kb("export", "json", "--root", base)
    assert said.code == 0 and '"explained": false' in said.out


# --- graph ------------------------------------------------------------------------------------------------------


def test_the_graph_says_its_size(kb: Run, base: Path) -> None:
    said = kb("graph", "--root", base)
    assert said.code == 0
    lines = said.out.splitlines()
    assert lines[0].endswith(" nodes")
    assert "         4 fact" in lines and "         4 cites" in lines and "         4 reference" in lines


def test_the_graph_says_what_surrounds_a_fact(kb: Run, base: Path) -> None:
    assert kb("graph", "base-response", "--root", base).out == (
        "fact:base-response\n"
        "  cites -> reference:able2001\n"
        "  compatible -> fact:base-later-response\n"
        "  in-cohort -> cohort:trial-one\n"
        "  is-about -> term:fever-patients\n"
        "  is-about -> term:high-dose-zelvarin\n"
        "  is-about -> term:response\n"
    )


def test_the_graph_says_what_falls_without_a_reference(kb: Run, base: Path) -> None:
    said = kb("graph", "label2015", "--root", base)
    assert said.out == "reference:label2015\n  cites <- fact:base-dose\n  1 fact would fall without it\n"
    assert kb("graph", "reference:label2015", "--root", base) == said


def test_an_unknown_node_is_answered_with_the_nearest(kb: Run, base: Path) -> None:
    assert kb("graph", "base-respons", "--root", base) == Said(
        2, "", "kb: nothing in the graph is called 'base-respons'. Did you mean 'base-response'?\n"
    )


# --- build ------------------------------------------------------------------------------------------------------


def test_a_base_with_findings_is_not_built(kb: Run, base: Path) -> None:
    (base / "facts" / "broken.yaml").write_text(BROKEN, encoding="utf-8")
    before = files_of(base)
    said = kb("build", "--root", base)
    assert said.code == 1
    assert said.err == "kb: the site was not built: the findings above come first\n"
    assert files_of(base) == before


def test_a_build_ends_with_how_to_see_it(kb: Run, base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built = BuildReport(base / "site", 1234, ())
    monkeypatch.setattr("kb.publish.build_site", lambda *_, **__: built)
    assert kb("build", "--root", base).out.splitlines()[-1] == (
        f"1,234 pages. Open {base}/site/index.html, or run 'kb serve'."
    )
    (base / "scripts").mkdir()
    (base / "scripts" / "build.py").touch()
    assert kb("build", "--root", base).out.endswith("or run 'python3 scripts/build.py --serve'.\n")


def test_a_preview_ends_with_an_interrupt(kb: Run, base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    served = []

    def serve(root: Path, port: int, **_: object) -> None:
        served.append((root, port))
        raise KeyboardInterrupt

    monkeypatch.setattr("kb.publish.serve_site", serve)
    assert kb("serve", "--root", base, "--port", "8123") == Said(0, "", "")
    assert served == [(base, 8123)]


# --- as a process -----------------------------------------------------------------------------------------------


def test_a_reader_that_goes_away_is_no_fault(base: Path) -> None:
    process = shell("export", "json", "--root", base)
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == ""
    process.stderr.close()
    assert process.wait() == 0


def test_an_interrupt_is_one_line(base: Path) -> None:
    program = (
        "import os, signal, sys, time, kb.load\n"
        # in what a script puts behind it, an interrupt is ignored from birth
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "kb.load.load_base = lambda *_: (os.kill(os.getpid(), signal.SIGINT), time.sleep(9))\n"
        "from kb.cli import main\n"
        "sys.exit(main(['check']))\n"
    )
    run = subprocess.run([sys.executable, "-c", program], cwd=TESTS.parent, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout, run.stderr) == (130, "", "kb: interrupted; nothing was left half-written\n")


@pytest.mark.parametrize(
    "settings", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}, {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}]
)
def test_the_output_is_the_same_everywhere(base: Path, settings: dict[str, str]) -> None:
    text = (base / "facts" / "base.yaml").read_text(encoding="utf-8")
    (base / "facts" / "base.yaml").write_text(text.replace("Dosage, p 2", "Dosage, § 2 – α"), encoding="utf-8")
    process = shell("export", "json", "--root", base, **settings)
    plain = shell("export", "json", "--root", base)
    assert process.communicate() == plain.communicate()
    assert process.returncode == plain.returncode == 0


def test_an_argument_that_is_no_text_is_no_traceback() -> None:
    command = [os.fsencode(sys.executable), b"-m", b"kb", b"explain", b"\xff\xfe"]
    run = subprocess.run(command, cwd=TESTS.parent, capture_output=True, check=False)
    assert run.returncode == 2
    assert run.stderr == b"kb: no rule has the code or name '\\udcff\\udcfe'.\n"
