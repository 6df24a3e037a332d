"""A ledger of verification that cannot be read.

What it checks
    Each file in `facts/verification/` is a ledger as `kb verify` writes it: the hash of the source text, and per
    fact the fingerprint, the passage and the offset.

Why it matters at the bedside
    Without its ledger nobody can tell whether a figure was ever compared with its source, and an altered dose can
    no longer be told from a verified one.

How to fix
    Delete the ledger and run `kb verify --sources DIR` where the source texts are.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR
WAIVABLE = False


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for every ledger that cannot be read."""
    return kb.met("damaged-ledger")
