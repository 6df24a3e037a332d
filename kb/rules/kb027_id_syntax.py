"""An identifier that is not well formed.

What it checks
    Identifiers are small letters and digits joined by single hyphens, beginning with a letter, at most 80
    characters, and no name that a system reserves for devices.

Why it matters at the bedside
    The id is the permanent address of a figure and part of the names of its pages. `../../x` would write outside
    the site and overwrite another page's dose, and `Dose-A` beside `dose-a` are two facts that some systems take
    for one.

How to fix
    Choose an id like `source-dose-per-administration`. Ids are permanent: do not change one that is in use.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.CRITICAL


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for every identifier of another form."""
    return kb.met("id-syntax")
