"""A place that was not in what was read.

What it checks
    A fact with `access: abstract` does not name a table, a figure, a page, a section or an appendix of the body as its
    locator.

Why it matters at the bedside
    Either the table was read, and then its footnotes count, or it was not, and then the figure comes from a summary.
    A pharmacist who weighs a dose by the place it is said to stand at is misled by the wrong one of the two.

How to fix
    If only the abstract was read, write `abstract` as the locator. If the table was read, say `access: table`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR

_IN_THE_BODY = re.compile(
    r"\b(tables?|figures?|fig\.?|appendix|appendices|supplement\w*|pp?\.?\s?[se]?\d+|pages?|chapter|box)\b(?!\s+of\s+the\s+abstract)",
    re.IGNORECASE,
)


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each place in the body of a text of which the abstract was read."""
    for fact in kb.facts.values():
        if fact.access != "abstract":
            continue
        found = _IN_THE_BODY.search(fact.locator)
        if found and "abstract" not in fact.locator.lower():
            message = f"'{fact.locator}' is not in the abstract, and only the abstract was read"
            help = f"Correct 'access', or write 'abstract' as the locator ({kb.place(fact, 'locator')})."
            yield Remark(kb.place(fact, "access"), message, help, fact.id)
