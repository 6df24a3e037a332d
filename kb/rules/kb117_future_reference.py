"""A reference of a year that has not come yet.

What it checks
    The year of each reference is not after the present year, and not before printing.

Why it matters at the bedside
    The newest label wins. A mistyped year makes an old dose look like the latest word.

How to fix
    Correct the year from the source itself. An article published ahead of its issue has the year in which it appeared.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR

_FIRST_YEAR = 1450


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each impossible year."""
    for key, reference in kb.references.items():
        if not (len(reference.year) == 4 and reference.year.isascii() and reference.year.isdecimal()):
            continue
        if not _FIRST_YEAR <= int(reference.year) <= kb.today.year:
            message = f"'{key}' is said to be of the year {reference.year}"
            yield Remark(reference.place_of("year"), message, "Correct the year from the source itself.", key)
