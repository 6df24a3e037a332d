"""A character that reverses the order of reading.

What it checks
    No file and no text holds characters that control the direction of writing (U+202A to U+202E, U+2066 to U+2069
    and their kin).

Why it matters at the bedside
    With one of them, 51 mg/kg is stored and 15 mg/kg is seen: the reviewer approves another dose than the one that
    is calculated with.

How to fix
    Delete the character. If a source really is printed from right to left, give the figure alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.CRITICAL


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for every text that holds one."""
    return kb.met("bidi-control-character")
