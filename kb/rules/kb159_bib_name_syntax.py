"""An author's name that cannot be taken apart.

What it checks
    Names stand as `Family, Given`, joined by `and`; organisations stand in braces; a cut list ends with `and
    others`.

Why it matters at the bedside
    Readers find a paper by its first author. A name that is garbled, or an "et al." taken for a person, hides the
    source of the dose from them.

How to fix
    Write the names in that form.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR
WAIVABLE = False


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for every name of another form."""
    return kb.met("bib-name-syntax")
