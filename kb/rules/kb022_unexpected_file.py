"""A file that would be passed over.

What it checks
    Every file below `facts/` is either read or named here: small letters and the ending `.yaml`, no folder that
    begins with a dot, no pipes or devices. Ledgers in `facts/verification/` are the one exception.

Why it matters at the bedside
    A file called `.yml` or `.YAML` is skipped in silence by most tools. The contraindication in it would be
    written, reviewed and merged, and never shown.

How to fix
    Rename the file with small letters and `.yaml`, or move it out of `facts/`.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.CRITICAL


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for every file that is not read."""
    return kb.met("unexpected-file")
