"""Findings as text, JSON, GitHub annotations, SARIF, JUnit and Markdown: one module a format, imported when used."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Final

from kb.changed_lines import NOTHING_CHANGED, ChangedLines
from kb.check_result import CheckResult

if TYPE_CHECKING:
    from kb.rules import Rule

FORMATS: Final = ("text", "json", "github", "sarif", "junit", "markdown")


def report_text(
    format: str,
    result: CheckResult,
    colour: bool = False,
    folder: str = "",
    changed: ChangedLines = NOTHING_CHANGED,
    chosen: Collection[Rule] | None = None,
) -> str:
    """The result of a check in one of the FORMATS.

    Colour is for text only; `folder` is where the base lies in the repository, which GitHub and SARIF need to know;
    `changed` is what GitHub annotations and the Markdown summary show first; `chosen` are the rules that were run,
    unless all of them were, which JUnit tells apart from those that were not.
    """
    findings, coverage = result.findings, result.coverage
    if format == "json":
        from kb.report.json import json_report

        return json_report(findings, coverage)
    if format == "github":
        from kb.report.github import github_report

        return github_report(findings, coverage, folder, changed)
    if format == "sarif":
        from kb.report.sarif import sarif_report

        return sarif_report(findings, folder)
    if format == "junit":
        from kb.report.junit import junit_report

        return junit_report(findings, coverage, chosen)
    if format == "markdown":
        from kb.report.markdown import markdown_report

        return markdown_report(findings, coverage, changed)
    from kb.report.text import text_report

    return text_report(findings, coverage, colour)
