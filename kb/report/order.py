"""The order in which a reader with little room is shown findings."""

from __future__ import annotations

from collections.abc import Iterable

from kb.changed_lines import ChangedLines
from kb.finding import Finding


def gravest_first(findings: Iterable[Finding], changed: ChangedLines) -> list[Finding]:
    """The gravest first; of equal weight, what stands on changed lines, then in changed files, then by place."""
    return sorted(
        findings, key=lambda one: (one.severity.rank, changed.rank(one.place.file, one.place.line), *one.sort_key)
    )
