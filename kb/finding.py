"""A place in a file, a severity, a finding.

Everything the checker says is one `Finding`; what a rule yields on the way there is a `Remark`, which knows
neither its code nor its severity.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import NamedTuple


class Severity(enum.Enum):
    """How much a finding weighs, the gravest first.

    `critical` could change a dose or a hold or stop decision, hides a missing check, or attacks the build; it can
    never be waived. `error` is wrong or unsupported content. `warning` does not block a merge. `info` is only shown.
    """

    CRITICAL = "critical"
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """Position on the ladder, 0 for the gravest."""
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


class CouldNotRun(Exception):
    """Why a command can't do its work at all, in one line for the person who typed it."""


class Place(NamedTuple):
    """Where something stands: a POSIX path relative to the root of the base, and a 1-based line and column."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"

    @classmethod
    def in_text(cls, file: str, text: str, offset: int) -> Place:
        """The place of the character that stands so many characters, from 0, into the text of a file."""
        return cls(file, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))


class Problem(NamedTuple):
    """A fault met while reading a file, under the name of the rule that stands for it; the rule gives the code."""

    name: str
    place: Place
    message: str
    help: str = ""
    subject: str = ""


class Remark(NamedTuple):
    """What a rule says: where, what is wrong (with the value quoted), what to do, and of which fact."""

    place: Place
    message: str
    help: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A remark together with the rule that made it: what reports print and what decides the exit code."""

    place: Place
    code: str
    name: str
    severity: Severity
    message: str
    help: str = ""
    subject: str = ""

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Order of a report: by file, line, column, then code and message, so that output is stable."""
        return (*self.place, self.code, self.message)
