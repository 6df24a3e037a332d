"""Every rule has a page and fixtures, is silent on every good base, and alone on its own bad one.

A rule's fixtures lie in `tests/rules/KBnnn`: `bad` and `good` are laid over `tests/rules/base`, and `expected.txt`
holds what the text report says of `bad`, to the letter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from kb.finding import Finding, Severity
from kb.report.text import finding_line
from kb.rules import HEADINGS, Rule, all_rules
from tests.conftest import TESTS, check_base

FIXTURES = TESTS / "rules"
BASE = FIXTURES / "base"
RULES = {rule.code: rule for rule in all_rules()}


def findings_text(findings: Iterable[Finding]) -> str:
    """What the text report says of a base, without the summary."""
    lines = []
    for finding in findings:
        lines.append(finding_line(finding))
        if finding.help:
            lines.append(f"    {finding.help}")
    return "\n".join(lines)


def test_the_common_base_is_clean() -> None:
    assert findings_text(check_base(BASE).findings) == ""


def test_every_fixture_belongs_to_a_rule() -> None:
    assert {path.name for path in FIXTURES.iterdir() if path.name != "base"} == set(RULES)


def test_there_are_rules_of_every_family() -> None:
    assert len(RULES) >= 25
    assert {code[:3] for code in RULES} >= {"KB0", "KB1", "KB2", "KB3", "KB4", "KB5", "KB6"}


@pytest.mark.parametrize("code", RULES)
def test_a_rule_speaks_alone_and_exactly_on_its_bad_base(code: str, lay_out: Callable[..., Path]) -> None:
    root = lay_out(BASE, FIXTURES / code / "bad")
    expected = (FIXTURES / code / "expected.txt").read_text(encoding="utf-8").rstrip("\n")
    assert expected, "expected.txt must say something"
    findings = check_base(root).findings
    assert findings_text(findings) == expected
    assert {finding.code for finding in findings} == {code}


@pytest.mark.parametrize("code", RULES)
def test_every_rule_is_silent_on_a_good_base(code: str, lay_out: Callable[..., Path]) -> None:
    assert findings_text(check_base(lay_out(BASE, FIXTURES / code / "good")).findings) == ""


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_a_rule_has_a_page(rule: Rule) -> None:
    sections = dict(rule.sections)
    assert rule.title and not rule.title.endswith(".")
    for heading in HEADINGS:
        assert len(sections[heading].split()) >= 6, f"{rule.code}: {heading} says too little"


def test_names_are_unique_and_what_is_critical_is_never_waivable() -> None:
    assert len({rule.name for rule in RULES.values()}) == len(RULES)
    assert not [rule.code for rule in RULES.values() if rule.severity is Severity.CRITICAL and rule.waivable]
