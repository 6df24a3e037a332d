"""Findings as GitHub workflow commands, so that they stand as annotations at the lines of a pull request."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Final

from kb.changed_lines import NOTHING_CHANGED, ChangedLines
from kb.check_result import Coverage
from kb.finding import Finding, Severity
from kb.report.order import gravest_first
from kb.report.text import covered, summary

_KINDS: Final = {
    Severity.CRITICAL: "error",
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
}

MOST_PER_KIND: Final = 10
"""GitHub shows at most ten annotations of each kind for a step."""


def github_report(
    findings: Sequence[Finding], coverage: Coverage, folder: str = "", changed: ChangedLines = NOTHING_CHANGED
) -> str:
    """The gravest findings first, at most ten of each kind, then how many more there are and what was covered.

    Of equally grave ones those on changed lines come first. `folder` is where the base lies in the repository:
    annotations name files from the repository's root.
    """
    lines: list[str] = []
    shown = {"error": 0, "warning": 0, "notice": 0}
    for finding in gravest_first(findings, changed):
        kind = _KINDS[finding.severity]
        shown[kind] += 1
        if shown[kind] <= MOST_PER_KIND:
            lines.append(_command(kind, finding, folder))
    for kind, count in shown.items():
        if count > MOST_PER_KIND:
            lines.append(f"and {count - MOST_PER_KIND:,} more of kind {kind}: run 'kb check' to see them all")
    lines += [summary(findings), covered(coverage)]
    return "\n".join(lines) + "\n"


def _command(kind: str, finding: Finding, folder: str) -> str:
    text = _data(f"{finding.message}\n{finding.help}" if finding.help else finding.message)
    title = _property(f"{finding.code} {finding.name}")
    file = _property(str(PurePosixPath(folder, finding.place.file)))
    return f"::{kind} file={file},line={finding.place.line},col={finding.place.column},title={title}::{text}"


def _data(text: str) -> str:
    """Escaped as GitHub asks of what follows the last `::`."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Escaped as GitHub asks of a property, where colons and commas divide."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
