"""Findings for a person at a terminal: place, code, what is wrong, what to do, and what was covered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from kb.check_result import Coverage
from kb.finding import Finding, Severity

_COLOURS: Final = {Severity.CRITICAL: "1;31", Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}


def finding_line(finding: Finding) -> str:
    """The first line of a finding: `facts/dosing.yaml:14:12: KB412 error: ...`."""
    return f"{finding.place}: {_word(finding)}: {on_one_line(finding.message)} ({finding.name})"


def finding_lines(finding: Finding, colour: bool = False) -> Iterator[str]:
    """A finding, and what to do about it where the rule knows."""
    line = finding_line(finding)
    word = _word(finding)
    yield line.replace(word, f"\x1b[{_COLOURS[finding.severity]}m{word}\x1b[0m", 1) if colour else line
    if finding.help:
        yield f"    {on_one_line(finding.help)}"


def _word(finding: Finding) -> str:
    return f"{finding.code} {finding.severity.value}"


def on_one_line(text: str) -> str:
    """A text that quotes a file, with line breaks and what would steer a terminal written as codes."""
    return text if text.isprintable() else "".join(letter if letter.isprintable() else _code(letter) for letter in text)


def _code(letter: str) -> str:
    return letter.encode("unicode_escape").decode("ascii")


def text_report(findings: Sequence[Finding], coverage: Coverage, colour: bool = False) -> str:
    """All findings, two lines each, then how many, then what was covered."""
    lines = [line for finding in findings for line in finding_lines(finding, colour)]
    if lines:
        lines.append("")
    lines += [summary(findings), covered(coverage)]
    return "\n".join(lines) + "\n"


def summary(findings: Sequence[Finding]) -> str:
    """How many findings of which severity, in words."""
    if not findings:
        return "No findings."
    counts = [(severity.value, sum(1 for one in findings if one.severity is severity)) for severity in Severity]
    return (
        ", ".join(f"{count:,} {word}" for word, count in counts if count)
        + ". 'kb explain CODE' tells more about a rule."
    )


def covered(coverage: Coverage) -> str:
    """What was looked at; that it was nothing is said first."""
    return f"Checked: {coverage}." if coverage.facts else f"Nothing was checked: no fact could be read. {coverage}."
