"""A link with an unsafe scheme.

What it checks
    Links are https or http. No text holds javascript, vbscript, data or file schemes, however they are spaced,
    encoded or capitalised.

Why it matters at the bedside
    A clinician who opens the source of a dose must land at that source. A link that runs a program can show any
    figure under the name of the source.

How to fix
    Give the https address of the source, or leave the link out.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.CRITICAL


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for every such link."""
    return kb.met("url-scheme-not-allowed")
