"""A page that the source does not have.

What it checks
    Where a locator names a page and the reference has a range of pages, the page lies within it.

Why it matters at the bedside
    A page outside of the article means that the figure was read elsewhere, or that the number was mistyped. Whoever
    checks a dose there finds nothing, or finds the next article.

How to fix
    Open the source and write the page on which the figure stands. If it was another source, correct `cite`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR

_PAGES = re.compile(r"([A-Za-z]*)(\d+)\s*[-–—]+\s*([A-Za-z]*)(\d+)")
_NAMED = re.compile(
    r"\b(?:pp?\.?|pages?)\s*([A-Za-z]?)(\d+)(?:\s*(?:[-–]|to|and)\s*[A-Za-z]?(\d+))?(?!\s*of\b)", re.IGNORECASE
)


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each page outside of the reference's pages."""
    for fact in kb.facts.values():
        named = _NAMED.search(fact.locator) if fact.locator else None
        reference = kb.references.get(fact.cite)
        if named is None or reference is None:
            continue
        pages = page_range(reference.pages)
        if pages and named[1].lower() == pages[0] and any(not pages[1] <= page <= pages[2] for page in _numbers(named)):
            message = f"'{named.group()}' is not a page of '{fact.cite}', which has pages {reference.pages}"
            yield Remark(kb.place(fact, "locator"), message, "Correct the page, or the reference.", fact.id)


def page_range(pages: str) -> tuple[str, int, int] | None:
    """Letters before the numbers, first and last page; None where it is no range. `287-93` ends at 293."""
    found = _PAGES.fullmatch(pages.strip())
    if found is None:
        return None
    first, last = found[2], found[4]
    last = first[: max(len(first) - len(last), 0)] + last
    return (found[1].lower(), int(first), int(last)) if int(first) <= int(last) else None


def _numbers(named: re.Match[str]) -> list[int]:
    first = named[2]
    last = named[3] or first
    return [int(first), int(first[: max(len(first) - len(last), 0)] + last)]
