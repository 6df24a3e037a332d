"""Findings as a Markdown summary, for the summary page of a CI step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kb.changed_lines import NOTHING_CHANGED, ChangedLines
from kb.check_result import Coverage
from kb.finding import Finding
from kb.report.order import gravest_first
from kb.report.text import covered, on_one_line, summary

MOST_ROWS: Final = 50


def markdown_report(findings: Sequence[Finding], coverage: Coverage, changed: ChangedLines = NOTHING_CHANGED) -> str:
    """A heading with the outcome, a table of the gravest findings (those on changed lines first), what was covered."""
    order = gravest_first(findings, changed)
    grave = any(finding.severity.rank < 2 for finding in findings)
    lines = [f"## kb check {'found what must be mended' if grave else 'passed'}", "", summary(findings), ""]
    if order:
        lines += ["| Severity | Rule | Place | What is wrong |", "| --- | --- | --- | --- |"]
        lines += [
            f"| {one.severity.value} | {one.code} {one.name} | {_cell(str(one.place))} | {_cell(one.message)} |"
            for one in order[:MOST_ROWS]
        ]
        if len(order) > MOST_ROWS:
            lines += ["", f"and {len(order) - MOST_ROWS:,} more: run 'kb check' to see them all"]
        lines.append("")
    lines.append(covered(coverage))
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("`", "\\`")
    return on_one_line(" ".join(escaped.split()))
