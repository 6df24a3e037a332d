"""A reference whose pages run backwards.

What it checks
    The last page of a reference is not before the first, nor that of any of several ranges; a last page may be cut to
    the digits that change (696-8).

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

_PAGES: Final = re.compile(r"([A-Za-z]*)(\d+)[A-Za-z]?\s*[-\u2013\u2014]{1,3}\s*([A-Za-z]*)(\d+)[A-Za-z]?")


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each range of pages whose end lies before its beginning."""
    for reference in kb.references.values():
        if any(_runs_backwards(part.strip()) for part in re.split("[,;]", reference.pages)):
            message = f"the pages {reference.pages} end before they begin"
            yield Remark(reference.place_of("pages"), message, "Write both pages whole.", reference.key)


def _runs_backwards(pages: str) -> bool:
    found = _PAGES.fullmatch(pages)
    if not found or found[1].lower() != (found[3] or found[1]).lower():
        return False
    first, last = found[2], found[4]
    return int(first[: max(len(first) - len(last), 0)] + last) < int(first)
