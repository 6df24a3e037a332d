"""A fact that does not say how its source was read.

What it checks
    Every fact that cites a reference says in `access` what was in hand: the full text, a table, the abstract, or the
    figure at second hand.

Why it matters at the bedside
    A figure read in an abstract may lack the footnote that limits it to one group of patients. The reader must see
    that nobody has read that footnote.

How to fix
    Add `access: full-text`, `table`, `abstract` or `secondhand`, as it truly was.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each citation that leaves open what was read."""
    for fact in kb.facts.values():
        if fact.cite and not fact.access:
            message = f"the fact '{fact.id}' does not say whether '{fact.cite}' was read in full"
            help = "Add 'access:' with full-text, table, abstract or secondhand."
            yield Remark(kb.place(fact, "cite"), message, help, fact.id)
