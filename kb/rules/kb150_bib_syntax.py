"""An entry of the bibliography that cannot be read.

What it checks
    Braces and quotation marks balance, fields are joined by commas, and nothing but comments stands outside of
    entries. The message says how many entries are lost.

Why it matters at the bedside
    One missing brace swallows the entries behind it. Every dose that rests on them has then no source that a
    pharmacist could open.

How to fix
    Add or delete the brace or comma at the place named.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.CRITICAL


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for every piece of text that is no entry."""
    return kb.met("bib-syntax")
