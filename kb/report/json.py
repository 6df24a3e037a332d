"""Findings as one JSON document, for other programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from kb.check_result import Coverage
from kb.finding import Finding


def json_report(findings: Sequence[Finding], coverage: Coverage) -> str:
    """`{"schema": 1, "findings": [...], "coverage": {...}}`, sorted as given, with a final newline."""
    rows = [
        {
            "file": finding.place.file,
            "line": finding.place.line,
            "column": finding.place.column,
            "code": finding.code,
            "name": finding.name,
            "severity": finding.severity.value,
            "message": finding.message,
            "help": finding.help,
            "subject": finding.subject,
        }
        for finding in findings
    ]
    return (
        json.dumps({"schema": 1, "findings": rows, "coverage": asdict(coverage)}, ensure_ascii=False, indent=2) + "\n"
    )
