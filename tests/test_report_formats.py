"""What other programs rely on: SARIF that declares every rule, JUnit with a case a rule, and a summary in Markdown."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.cli import main
from kb.rules import all_rules
from tests.conftest import TESTS

BASE = TESTS / "rules" / "base"
BAD = TESTS / "rules" / "KB101" / "bad"


@pytest.fixture
def bad(lay_out: Callable[..., Path]) -> Path:
    return lay_out(BASE, BAD)


def printed(capsys: pytest.CaptureFixture[str], *argv: str, code: int) -> str:
    assert main(argv) == code
    return capsys.readouterr().out


def test_sarif_declares_every_rule_and_points_each_result_at_one(bad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(printed(capsys, "check", "--root", str(bad), "--format", "sarif", code=1))
    assert document["version"] == "2.1.0"
    (run,) = document["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.code for rule in all_rules()]
    assert all(rule["shortDescription"]["text"] and rule["help"]["text"] for rule in rules)
    assert run["results"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == "KB101"
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"].startswith("facts/")
        assert place["region"]["startLine"] > 1
    assert run["results"][0]["level"] == "error"
    assert run["results"][0]["message"]["text"].startswith("no reference has the key 'able2011'\n")


def test_junit_has_a_case_for_every_rule_and_fails_those_that_fail_a_build(
    bad: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    suite = ElementTree.fromstring(printed(capsys, "check", "--root", str(bad), "--format", "junit", code=1))
    cases = suite.findall("testcase")
    assert [case.get("name", "").split()[0] for case in cases] == [rule.code for rule in all_rules()]
    failed = [case.get("name") for case in cases if case.find("failure") is not None]
    assert failed == ["KB101 dangling-citation"]
    assert suite.get("failures") == "1"


def test_the_summary_is_a_table_in_which_no_text_breaks_a_row(bad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "check", "--root", str(bad), "--format", "markdown", code=1)
    rows = [line for line in text.splitlines() if line.startswith("| critical")]
    assert rows
    assert all(row.count("|") == 5 for row in rows)
    assert "Checked: " in text


def test_rules_can_be_chosen_left_out_and_weighed(bad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = ("--root", str(bad))
    assert "1 rules" in printed(capsys, "check", *root, "--select", "KB102", code=0)
    assert "KB101" in printed(capsys, "check", *root, "--select", "KB1", code=1)
    assert "KB101" not in printed(capsys, "check", *root, "--ignore", "dangling-citation", code=0)
    assert main(["check", *root, "--select", "KB999"]) == 2
    assert capsys.readouterr().err == "kb: 'KB999' is neither a rule nor a family of rules such as KB4.\n"


def test_the_mildest_severity_that_fails_can_be_named(lay_out: Callable[..., Path]) -> None:
    root = str(lay_out(BASE, TESTS / "rules" / "KB104" / "bad"))
    assert main(["check", "--root", root]) == 0
    assert main(["check", "--root", root, "--fail-on", "warning"]) == 1
