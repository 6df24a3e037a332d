"""A verdict and a compared pair: what every judge of facts returns.

A verdict is one of four. `agrees`: the same. `compatible`: contained, rounded, or within sampling variation. `differs`:
partly overlapping, or another threshold, step or dose. `contradicts`: apart.
"""

from __future__ import annotations

import enum
from typing import NamedTuple


class Verdict(enum.Enum):
    """What is said of a compared pair, from accord to discord."""

    AGREES = "agrees"
    COMPATIBLE = "compatible"
    DIFFERS = "differs"
    CONTRADICTS = "contradicts"

    @property
    def is_conflict(self) -> bool:
        """Whether the pair makes a conflict."""
        return self in (Verdict.DIFFERS, Verdict.CONTRADICTS)


class Comparison(NamedTuple):
    """A compared pair of facts, by id; `stricter` is the id of the fact that stops earlier, where one does.

    `slight` marks a difference that is shown and needs no explanation: of limits that differ only at the limit itself.
    """

    one: str
    other: str
    verdict: Verdict
    reason: str
    stricter: str = ""
    slight: bool = False


Said = tuple[Verdict, str] | tuple[Verdict, str, str] | tuple[Verdict, str, str, bool]
"""Verdict, reason, the id of the stricter of the two where one is, and whether the difference is slight."""

Judgement = Said | None
"""What is said of a pair; None where a value is missing or not convertible."""
