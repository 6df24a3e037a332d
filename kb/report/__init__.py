"""Findings as text, JSON, GitHub annotations, SARIF, JUnit and Markdown: one module a format, imported when used."""

from __future__ import annotations

from typing import Final

from kb.check import CheckResult

FORMATS: Final = ("text", "json", "github", "sarif", "junit", "markdown")


def report_text(format: str, result: CheckResult, colour: bool = False, folder: str = "") -> str:
    """The result of a check in one of the FORMATS.

    Colour is for text only; `folder` is where the base lies in the repository, which GitHub and SARIF need to know.
    """
    findings, coverage = result.findings, result.coverage
    if format == "json":
        from kb.report.json import json_report

        return json_report(findings, coverage)
    if format == "github":
        from kb.report.github import github_report

        return github_report(findings, coverage, folder)
    if format == "sarif":
        from kb.report.sarif import sarif_report

        return sarif_report(findings, folder)
    if format == "junit":
        from kb.report.junit import junit_report

        return junit_report(findings, coverage)
    if format == "markdown":
        from kb.report.markdown import markdown_report

        return markdown_report(findings, coverage)
    from kb.report.text import text_report

    return text_report(findings, coverage, colour)
