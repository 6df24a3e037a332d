"""A file in another encoding than UTF-8.

What it checks
    The bytes of every file are UTF-8. A file saved as UTF-16 or in a national encoding is refused as a whole, at
    the first byte that is wrong.

Why it matters at the bedside
    Read in the wrong encoding, the micro sign of a dose turns into another letter or vanishes, and micrograms
    become grams; the same happens to the signs for at least and at most.

How to fix
    Save the file as UTF-8. Most editors offer it under "save with encoding".
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR
WAIVABLE = False


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for every file that is not UTF-8."""
    return kb.met("encoding-not-utf8")
