"""Findings for a person at a terminal: place, code, what is wrong, what to do, and what was covered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from kb.check import Coverage
from kb.finding import Finding, Severity

_COLOURS: Final = {Severity.CRITICAL: "1;31", Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}


def finding_line(finding: Finding) -> str:
    """The first line of a finding: `facts/dosing.yaml:14:12: KB412 error: ...`."""
    return f"{finding.place}: {finding.code} {finding.severity.value}: {finding.message} ({finding.name})"


def text_report(findings: Sequence[Finding], coverage: Coverage, colour: bool = False) -> str:
    """All findings, two lines each, then how many, then what was covered."""
    lines: list[str] = []
    for finding in findings:
        line = finding_line(finding)
        if colour:
            word = f"{finding.code} {finding.severity.value}"
            line = line.replace(word, f"\x1b[{_COLOURS[finding.severity]}m{word}\x1b[0m", 1)
        lines.append(line)
        if finding.help:
            lines.append(f"    {finding.help}")
    if lines:
        lines.append("")
    lines.append(summary(findings))
    lines.append(f"Checked: {coverage}.")
    return "\n".join(lines) + "\n"


def summary(findings: Sequence[Finding]) -> str:
    """How many findings of which severity, in words."""
    if not findings:
        return "No findings."
    counts = [(severity.value, sum(1 for one in findings if one.severity is severity)) for severity in Severity]
    return ", ".join(f"{count:,} {word}" for word, count in counts if count) + ". 'kb explain CODE' tells more about a rule."
