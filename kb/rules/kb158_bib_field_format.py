"""A year, day or country in the wrong form.

What it checks
    `year` has four digits; `urldate` and `retracted` are days as 2026-11-22, or `not recorded` for the first;
    `jurisdiction` is two capital letters.

Why it matters at the bedside
    Whether a label is the one in force where the patient is treated follows from its country and its year. In
    another form neither can be compared.

How to fix
    Write the value in the form that the help gives. Leave out what is not known.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR
WAIVABLE = False


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for every such value."""
    return kb.met("bib-field-format")
