"""What a check returns: its findings, and what it looked at. Nothing heavy is needed to hold or to report it."""

from __future__ import annotations

from dataclasses import dataclass

from kb.finding import Finding


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a check looked at, in counts, so that silence is not taken for proof."""

    files: int
    facts: int
    references: int
    rules: int
    printed: int
    verified: int
    without_text: int
    proportions: int
    pairs: int
    conflicts: int
    explained: int
    open_conflicts: int
    signed_off: int
    waived: int
    looked_up: int = 0
    checked_for_retraction: int = 0
    slight: int = 0

    def __str__(self) -> str:
        parts = [
            f"{self.facts:,} facts from {self.references:,} references in {self.files:,} files",
            f"{self.verified:,} of {self.printed:,} printed figures found in their sources "
            f"({self.without_text:,} without a text here)",
            f"{self.proportions:,} proportions recomputed",
            f"{self.pairs:,} pairs compared",
            f"{self.conflicts:,} conflicts ({self.explained:,} explained, {self.open_conflicts:,} open"
            + (f", {self.slight:,} slight)" if self.slight else ")"),
            f"{self.signed_off:,} facts signed off",
            f"{self.looked_up:,} sources on record ({self.checked_for_retraction:,} checked for retraction)",
            f"{self.rules:,} rules",
        ]
        if self.waived:
            parts.append(f"{self.waived:,} findings waived")
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The findings of a check, sorted by place, and what was covered."""

    findings: tuple[Finding, ...]
    coverage: Coverage

    @property
    def failed(self) -> bool:
        """Whether any finding is grave enough to fail a build: a warning or an info is not."""
        return any(finding.severity.rank < 2 for finding in self.findings)
