"""A link between references that leads nowhere.

What it checks
    `supersededby` and `versionof` name the key of another entry of the bibliography.

Why it matters at the bedside
    The reader of an old label is sent to its successor by this link. Where it leads nowhere, the old dose stays in
    use.

How to fix
    Write the key of the entry meant, or add that entry.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR
WAIVABLE = False


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for every such link."""
    return kb.met("dangling-bib-link")
