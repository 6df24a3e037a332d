"""Findings as text, JSON and GitHub annotations: one module a format, each a function from findings to text."""

from __future__ import annotations

from kb.check import CheckResult
from kb.report.github import github_report
from kb.report.json import json_report
from kb.report.text import text_report


def report_text(format: str, result: CheckResult, colour: bool = False, folder: str = "") -> str:
    """The result of a check as `text`, `json` or `github`.

    Colour is for text only; `folder` is where the base lies in the repository, which only GitHub needs to know.
    """
    if format == "json":
        return json_report(result.findings, result.coverage)
    if format == "github":
        return github_report(result.findings, result.coverage, folder)
    return text_report(result.findings, result.coverage, colour)
