"""Findings as a Markdown summary, for the summary page of a CI step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kb.check import Coverage
from kb.finding import Finding
from kb.report.text import summary

MOST_ROWS: Final = 50


def markdown_report(findings: Sequence[Finding], coverage: Coverage) -> str:
    """A heading with the outcome, a table of the gravest findings, and what was covered."""
    order = sorted(findings, key=lambda one: (one.severity.rank, *one.sort_key))
    lines = ["## kb check", "", summary(findings), ""]
    if order:
        lines += ["| Severity | Rule | Place | What is wrong |", "| --- | --- | --- | --- |"]
        lines += [
            f"| {one.severity.value} | {one.code} {one.name} | {_cell(str(one.place))} | {_cell(one.message)} |"
            for one in order[:MOST_ROWS]
        ]
        if len(order) > MOST_ROWS:
            lines += ["", f"and {len(order) - MOST_ROWS} more"]
        lines.append("")
    lines.append(f"Checked: {coverage}.")
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("`", "\\`")
    return " ".join(escaped.split())
