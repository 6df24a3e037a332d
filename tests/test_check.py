"""The runner: findings in order, waivers with their limits, and a summary of what was looked at."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kb.check import CheckResult, check
from kb.finding import Remark
from kb.load import load_base
from kb.model import KnowledgeBase
from kb.rules import all_rules, rule_named
from tests.conftest import TODAY, check_base
from tests.made_base import fact, made

BASE = Path(__file__).parent / "rules" / "base"

FACT = """facts:
  - id: stable
    measure: stable-disease
    intervention: zelvarin
    population: elderly
    value: 7 %
    total: 12
    cite: able2001
    locator: p 3
    printed: 7% of 12
    access: full-text
"""
WAIVER = """    waivers:
      - {rule: %s, reason: The source prints it so., owner: editors, until: %s, fingerprint: e45c65045e77}
"""


def findings_of(lay_out: Callable[..., Path], text: str) -> CheckResult:
    root = lay_out(BASE)
    (root / "facts" / "fact.yaml").write_text(text, encoding="utf-8")
    return check_base(root)


def names(result: CheckResult) -> list[str]:
    return [finding.name for finding in result.findings]


def test_a_finding_carries_place_code_name_severity_and_subject(lay_out: Callable[..., Path]) -> None:
    (found,) = findings_of(lay_out, FACT).findings
    assert (str(found.place), found.code, found.name, found.severity.value, found.subject) == (
        "facts/fact.yaml:6:12", "KB313", "impossible-percentage", "error", "stable",
    )  # fmt: skip


def test_a_waiver_silences_one_rule_about_one_fact(lay_out: Callable[..., Path]) -> None:
    result = findings_of(lay_out, FACT + WAIVER % ("impossible-percentage", "2027-01-01"))
    assert names(result) == []
    assert result.coverage.waived == 1
    assert "1 findings waived" in str(result.coverage)


def test_a_waiver_of_another_form_of_the_fact_silences_nothing(lay_out: Callable[..., Path]) -> None:
    edited = FACT.replace("locator: p 3", "locator: p 4") + WAIVER % ("impossible-percentage", "2027-01-01")
    result = findings_of(lay_out, edited)
    assert names(result) == ["impossible-percentage", "voided-waiver"]
    proposed = result.findings[1].help.rpartition("fingerprint: ")[2]
    renewed = edited.rpartition("fingerprint: ")[0] + f"fingerprint: {proposed}}}\n"
    (lay_out() / "facts" / "fact.yaml").write_text(renewed, encoding="utf-8")
    assert names(check_base(lay_out())) == []


def test_a_waiver_holds_on_its_last_day_and_not_after_it(lay_out: Callable[..., Path]) -> None:
    assert "impossible-percentage" not in names(
        findings_of(lay_out, FACT + WAIVER % ("impossible-percentage", TODAY.isoformat()))
    )


def test_an_expired_waiver_silences_nothing(lay_out: Callable[..., Path]) -> None:
    yesterday = (TODAY - datetime.timedelta(days=1)).isoformat()
    assert "impossible-percentage" in names(findings_of(lay_out, FACT + WAIVER % ("impossible-percentage", yesterday)))


def test_a_waiver_of_another_rule_silences_nothing(lay_out: Callable[..., Path]) -> None:
    assert "impossible-percentage" in names(findings_of(lay_out, FACT + WAIVER % ("band-gap", "2027-01-01")))


def test_what_can_never_be_waived_is_not(lay_out: Callable[..., Path]) -> None:
    wrong = FACT.replace("zelvarin", "zelvarine").replace("total: 12", "total: 100")
    assert "unknown-term" in names(findings_of(lay_out, wrong + WAIVER % ("unknown-term", "2027-01-01")))


def test_findings_are_in_the_order_of_their_places(lay_out: Callable[..., Path]) -> None:
    wrong = FACT.replace("zelvarin", "zelvarine").replace("elderly", "elderley") + FACT.replace("facts:\n", "").replace(
        "stable", "second"
    )
    found = findings_of(lay_out, wrong).findings
    assert [finding.sort_key for finding in found] == sorted(finding.sort_key for finding in found)
    assert len(found) > 2


@pytest.mark.parametrize(
    ("severity", "failed"), [("critical", True), ("error", True), ("warning", False), ("info", False)]
)
def test_only_critical_findings_and_errors_fail_a_check(severity: str, failed: bool) -> None:
    from dataclasses import replace

    from kb.finding import Finding, Place, Severity

    finding = Finding(Place("facts/a.yaml"), "KB000", "made-up", Severity(severity), "something")
    assert replace(check(made()), findings=(finding,)).failed is failed


def test_the_summary_says_what_was_looked_at() -> None:
    said = str(check(load_base(BASE, TODAY)).coverage)
    assert said.startswith("4 facts from 4 references in 3 files, ")
    assert "2 proportions recomputed" in said and "1 pairs compared" in said and "0 conflicts" in said


def test_a_check_that_looked_at_nothing_says_so() -> None:
    result = check(made())
    assert str(result.coverage).startswith("0 facts ")


def test_chosen_rules_alone_are_run() -> None:
    chosen = [rule for rule in (rule_named("KB312"), rule_named("impossible-percentage")) if rule]
    result = check(made(fact("one", "rate", value="7 %", total="12")), chosen)
    assert {finding.code for finding in result.findings} == {"KB313"}
    assert result.coverage.rules == 2


def test_a_rule_that_stops_is_a_critical_finding_at_the_record_in_hand(lay_out: Callable[..., Path]) -> None:
    from dataclasses import replace

    def broken(kb: KnowledgeBase, graph: object) -> Iterator[Remark]:
        for one in kb.facts.values():
            if one.id == "stable":
                raise ArithmeticError("no such share")
            yield Remark(kb.place(one), "said before")

    root = lay_out(BASE)
    (root / "facts" / "fact.yaml").write_text(FACT, encoding="utf-8")
    rule = replace(rule_named("impossible-percentage") or all_rules()[0], check=broken)
    found = check(load_base(root, TODAY), [rule, rule_named("number-format") or rule]).findings
    said = [finding for finding in found if finding.message != "said before"]
    assert len(said) < len(found)
    assert [(str(one.place), one.code, one.severity.value, one.subject) for one in said] == [
        ("facts/fact.yaml:2:5", "KB313", "critical", "stable")
    ]
    assert said[0].message.startswith(
        "the rule stopped at 'stable' and could check nothing more (ArithmeticError: no such share; test_check.py"
    )


def test_a_rule_that_stops_with_nothing_in_hand_is_heard_all_the_same() -> None:
    from dataclasses import replace

    def broken(*_: object) -> list[Remark]:
        raise RuntimeError

    (found,) = check(made(), [replace(all_rules()[0], check=broken)]).findings
    assert found.severity.value == "critical"
    assert found.message.startswith("the rule stopped and could check nothing more (RuntimeError; test_check.py")


def test_one_base_gives_the_same_findings_twice(lay_out: Callable[..., Path]) -> None:
    root = lay_out(BASE)
    (root / "facts" / "fact.yaml").write_text(FACT, encoding="utf-8")
    assert check_base(root) == check_base(root)
