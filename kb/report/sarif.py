"""Findings as SARIF 2.1.0, for code scanning: every rule is declared, whether it spoke or not."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from kb import __version__
from kb.finding import Finding, Severity
from kb.rules import Rule, all_rules

_LEVELS: Final = {
    Severity.CRITICAL: "error",
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "note",
}


def sarif_report(findings: Sequence[Finding], folder: str = "") -> str:
    """One run with all rules and a result for each finding; `folder` is where the base lies in the repository."""
    rules = all_rules()
    index = {rule.code: position for position, rule in enumerate(rules)}
    driver = {"name": "kb", "version": __version__, "rules": [_rule(rule) for rule in rules]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, index, folder) for finding in findings],
    }
    document = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    sections = dict(rule.sections)
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": f"{rule.title}."},
        "fullDescription": {"text": sections["What it checks"]},
        "help": {"text": f"{sections['Why it matters at the bedside']}\n\n{sections['How to fix']}"},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.family], "waivable": rule.waivable},
    }


def _result(finding: Finding, index: dict[str, int], folder: str) -> dict[str, Any]:
    text = f"{finding.message}\n{finding.help}" if finding.help else finding.message
    file = f"{folder}/{finding.place.file}" if folder not in ("", ".") else finding.place.file
    region = {"startLine": finding.place.line, "startColumn": finding.place.column}
    return {
        "ruleId": finding.code,
        "ruleIndex": index[finding.code],
        "level": _LEVELS[finding.severity],
        "message": {"text": text},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": file}, "region": region}}],
    }
