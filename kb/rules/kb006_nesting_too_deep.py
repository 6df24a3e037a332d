"""Lists or mappings nested too deeply.

What it checks
    A file nests at most 12 levels deep, and braces in the bibliography likewise. Reading stops there, before
    anything is built from the rest.

Why it matters at the bedside
    Thousands of nested brackets can bring down the program that checks the doses. With the check down, the next
    change to a dose goes in unchecked.

How to fix
    Facts are flat: a list of mappings of fields. Look for an indentation that grew, or for brackets that were
    pasted in.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.CRITICAL


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark where the nesting goes beyond the limit."""
    return kb.met("nesting-too-deep")
