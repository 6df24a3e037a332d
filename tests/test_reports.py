"""What each format of a report says, to the letter."""

from __future__ import annotations

import json

from kb.check import CheckResult, Coverage
from kb.finding import Finding, Place, Severity
from kb.report import report_text
from kb.report.text import on_one_line
from tests.conftest import TESTS, check_base

COVERAGE = check_base(TESTS / "rules" / "base").coverage
CHECKED = f"Checked: {COVERAGE}.\n"
MORE = "'kb explain CODE' tells more about a rule.\n"


def finding(
    line: int, severity: Severity, message: str = "a dose of 40 mg", help: str = "", file: str = "facts/a.yaml"
) -> Finding:
    return Finding(Place(file, line, 12), "KB499", "some-fault", severity, message, help, "a-dose")


def said(format: str, *findings: Finding, folder: str = "", colour: bool = False) -> str:
    return report_text(format, CheckResult(findings, COVERAGE), colour, folder)


# --- text -------------------------------------------------------------------------------------------------------


def test_text_says_place_code_fault_and_help() -> None:
    first = finding(4, Severity.CRITICAL, "'40 mg' is no dose by weight", "Write 40 mg/kg.")
    assert said("text", first, finding(9, Severity.INFO)) == (
        "facts/a.yaml:4:12: KB499 critical: '40 mg' is no dose by weight (some-fault)\n"
        "    Write 40 mg/kg.\n"
        "facts/a.yaml:9:12: KB499 info: a dose of 40 mg (some-fault)\n"
        "\n"
        "1 critical, 1 info. " + MORE + CHECKED
    )


def test_text_without_findings_says_what_was_checked() -> None:
    assert said("text") == f"No findings.\n{CHECKED}"


def test_what_was_checked_is_counted() -> None:
    text = str(COVERAGE)
    for part in (
        "4 facts from 4 references in 3 files",
        "0 of 4 printed figures found in their sources (4 without a text here)",
        "2 proportions recomputed",
        "1 pairs compared",
        "0 conflicts (0 explained, 0 open)",
        "0 facts signed off",
        "0 sources on record (0 checked for retraction)",
    ):
        assert part in text


def test_text_in_colour_marks_code_and_severity_only() -> None:
    marked = {Severity.CRITICAL: "1;31", Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
    for severity, colour in marked.items():
        line = said("text", finding(4, severity, "KB499 again"), colour=True).splitlines()[0]
        word = f"KB499 {severity.value}"
        assert line == f"facts/a.yaml:4:12: \x1b[{colour}m{word}\x1b[0m: KB499 again (some-fault)"


def test_text_keeps_a_finding_on_its_lines_whatever_it_quotes() -> None:
    hostile = "quoted\n::error::forged\x1b[2J\u202eright to left\r"
    lines = said("text", finding(4, Severity.ERROR, hostile, hostile)).splitlines()
    shown = "quoted\\n::error::forged\\x1b[2J\\u202eright to left\\r"
    assert lines[:3] == [f"facts/a.yaml:4:12: KB499 error: {shown} (some-fault)", f"    {shown}", ""]
    assert on_one_line("µg · 40–50 \N{DEGREE SIGN}C") == "µg · 40–50 \N{DEGREE SIGN}C"


def test_a_check_that_looked_at_nothing_says_so() -> None:
    nothing = Coverage(**dict.fromkeys(Coverage.__dataclass_fields__, 0))
    text = report_text("text", CheckResult((), nothing))
    assert text.startswith("No findings.\nNothing was checked: no fact could be read. 0 facts from 0 references")
    assert "Nothing was checked" in report_text("github", CheckResult((), nothing))


# --- json -------------------------------------------------------------------------------------------------------


def test_json_holds_all_of_a_finding_and_the_counts() -> None:
    document = json.loads(said("json", finding(4, Severity.ERROR, "a µ\n", "Do.")))
    assert list(document) == ["schema", "findings", "coverage"]
    assert document["schema"] == 1
    assert document["findings"] == [
        {
            "file": "facts/a.yaml",
            "line": 4,
            "column": 12,
            "code": "KB499",
            "name": "some-fault",
            "severity": "error",
            "message": "a µ\n",
            "help": "Do.",
            "subject": "a-dose",
        }
    ]
    assert document["coverage"] == {name: getattr(COVERAGE, name) for name in Coverage.__dataclass_fields__}


def test_json_without_findings_is_a_document_too() -> None:
    text = said("json")
    assert json.loads(text)["findings"] == []
    assert text.endswith("\n}\n")


# --- github -----------------------------------------------------------------------------------------------------


def test_github_annotates_the_line() -> None:
    assert said("github", finding(4, Severity.ERROR, "no dose", "Write one.")) == (
        "::error file=facts/a.yaml,line=4,col=12,title=KB499 some-fault::no dose%0AWrite one.\n"
        "1 error. " + MORE + CHECKED
    )


def test_github_escapes_what_would_end_a_command() -> None:
    odd = finding(4, Severity.WARNING, "50% of: a,b\r\n::error::forged", "", "facts/a,b:c%.yaml")
    assert said("github", odd).splitlines()[0] == (
        "::warning file=facts/a%2Cb%3Ac%25.yaml,line=4,col=12,title=KB499 some-fault"
        "::50%25 of: a,b%0D%0A::error::forged"
    )


def test_github_names_files_from_the_root_of_the_repository() -> None:
    line = said("github", finding(4, Severity.INFO), folder="bases/second").splitlines()[0]
    assert line.startswith("::notice file=bases/second/facts/a.yaml,line=4,")
    assert said("github", finding(4, Severity.INFO), folder=".").startswith("::notice file=facts/a.yaml,")


def test_github_puts_the_gravest_first() -> None:
    graded = [
        finding(1, Severity.INFO),
        finding(2, Severity.WARNING),
        finding(3, Severity.ERROR, "later"),
        finding(4, Severity.CRITICAL),
        finding(3, Severity.ERROR, "earlier"),
    ]
    lines = [line for line in said("github", *graded).splitlines() if line.startswith("::")]
    assert [line.partition(" ")[0] for line in lines] == ["::error", "::error", "::error", "::warning", "::notice"]
    assert [line.partition("line=")[2].partition(",")[0] for line in lines] == ["4", "3", "3", "2", "1"]
    assert [line.rpartition("::")[2] for line in lines[1:3]] == ["earlier", "later"]


def test_github_shows_ten_of_a_kind_and_says_how_many_more() -> None:
    many = [finding(line, Severity.ERROR) for line in range(1, 13)]
    critical = [finding(line, Severity.CRITICAL) for line in range(20, 25)]
    mild = [finding(line, Severity.WARNING) for line in range(30, 41)]
    lines = said("github", *many, *critical, *mild, finding(50, Severity.INFO)).splitlines()
    kinds = [line.partition(" ")[0] for line in lines if line.startswith("::")]
    assert kinds == ["::error"] * 10 + ["::warning"] * 10 + ["::notice"]
    assert [line.partition("line=")[2].partition(",")[0] for line in lines[:6]] == ["20", "21", "22", "23", "24", "1"]
    assert lines[21:24] == [
        "and 7 more of kind error: run 'kb check' to see them all",
        "and 1 more of kind warning: run 'kb check' to see them all",
        "5 critical, 12 error, 11 warning, 1 info. " + MORE.rstrip(),
    ]
