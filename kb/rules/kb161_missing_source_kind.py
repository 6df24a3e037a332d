"""A reference that does not say what kind of source it is.

What it checks
    The field `keywords` of each entry names its kind: primary study, guideline, label, review, patient information
    and so on.

Why it matters at the bedside
    A dose from a patient leaflet and one from the label must not look alike to the person who is about to
    prescribe.

How to fix
    Write one of the kinds that the help lists in `keywords`.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR
WAIVABLE = False


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for every entry without a kind."""
    return kb.met("missing-source-kind")
