"""Findings as text, JSON and GitHub annotations: one module a format, each a function from findings to text."""

from __future__ import annotations

from typing import Final

from kb.check import CheckResult
from kb.report.github import github_report
from kb.report.json import json_report
from kb.report.text import text_report

FORMATS: Final = ("text", "json", "github")


def report_text(format: str, result: CheckResult, colour: bool = False) -> str:
    """The result of a check in one of the formats; colour only in text."""
    if format == "json":
        return json_report(result.findings, result.coverage)
    if format == "github":
        return github_report(result.findings, result.coverage)
    return text_report(result.findings, result.coverage, colour)
