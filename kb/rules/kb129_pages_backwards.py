"""A reference whose pages run backwards.

What it checks
    The last page of a reference is not before the first; a last page may be cut to the digits that change (696-8).

Why it matters at the bedside
    A reader who can not find the page can not check the figure, and a locator can not be held against it.

How to fix
    Read the pages in the journal, and write both whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR

_PAGES: Final = re.compile(r"([A-Za-z]?)(\d+)\s*[-\u2013]{1,2}\s*([A-Za-z]?)(\d+)")


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each range of pages whose end lies before its beginning."""
    for reference in kb.references.values():
        found = _PAGES.fullmatch(reference.pages.strip())
        if not found or found[1].lower() != (found[3] or found[1]).lower():
            continue
        first, last = found[2], found[4]
        whole = first[: len(first) - len(last)] + last if len(last) < len(first) else last
        if int(whole) < int(first):
            message = f"the pages {reference.pages} end before they begin"
            yield Remark(reference.place_of("pages"), message, "Write both pages whole.", reference.key)
