"""Findings as SARIF 2.1.0, for code scanning: every rule is declared, whether it spoke or not."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any, Final
from urllib.parse import quote

from kb import __version__
from kb.finding import Finding, Severity
from kb.rules import Rule, all_rules

_LEVELS: Final = {
    Severity.CRITICAL: "error",
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "note",
}
_PROBLEM: Final = {"error": "error", "warning": "warning", "note": "recommendation"}
_PLACE_IN_A_MESSAGE: Final = re.compile(r":\d+:\d+\b")

FINGERPRINT: Final = "kbFinding/v1"
"""The name of our partial fingerprint: the same for one finding as long as its rule, file, fact and words are."""


def sarif_report(findings: Sequence[Finding], folder: str = "") -> str:
    """One run with all rules and a result for each finding; `folder` is where the base lies in the repository."""
    rules = all_rules()
    index = {rule.code: position for position, rule in enumerate(rules)}
    alike = Counter[str]()
    results = []
    for finding in findings:
        mark = _mark(finding)
        alike[mark] += 1
        results.append(_result(finding, index, folder, f"{mark}:{alike[mark]}"))
    run = {
        "tool": {"driver": {"name": "kb", "version": __version__, "rules": [_rule(rule) for rule in rules]}},
        "automationDetails": {"id": "kb check/"},
        "invocations": [{"executionSuccessful": True}],
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    document = {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _rule(rule: Rule) -> dict[str, Any]:
    sections = dict(rule.sections)
    level = _LEVELS[rule.severity]
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": f"{rule.title}."},
        "fullDescription": {"text": sections["What it checks"]},
        "help": {
            "text": f"{sections['Why it matters at the bedside']}\n\n{sections['How to fix']}",
            "markdown": "\n\n".join(f"**{heading}**\n\n{text}" for heading, text in rule.sections),
        },
        "defaultConfiguration": {"level": level},
        "properties": {
            "tags": [rule.family, rule.severity.value],
            "problem.severity": _PROBLEM[level],
            "waivable": rule.waivable,
        },
    }


def _mark(finding: Finding) -> str:
    """Sixteen hexadecimal digits that stay when lines move: no line or column is part of them."""
    said = _PLACE_IN_A_MESSAGE.sub("", finding.message)
    parts = "\0".join((finding.code, finding.place.file, finding.subject, said))
    return hashlib.sha256(parts.encode("utf-8", "backslashreplace")).hexdigest()[:16]


def _result(finding: Finding, index: dict[str, int], folder: str, fingerprint: str) -> dict[str, Any]:
    text = f"{finding.message}\n{finding.help}" if finding.help else finding.message
    file = quote(str(PurePosixPath(folder, finding.place.file)), errors="backslashreplace")
    region = {"startLine": finding.place.line, "startColumn": finding.place.column}
    location: dict[str, Any] = {"artifactLocation": {"uri": file, "uriBaseId": "%SRCROOT%"}, "region": region}
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index[finding.code],
        "level": _LEVELS[finding.severity],
        "message": {"text": text},
        "locations": [{"physicalLocation": location}],
        "partialFingerprints": {FINGERPRINT: fingerprint},
    }
    if finding.subject:
        result["locations"][0]["logicalLocations"] = [{"name": finding.subject}]
    return result
