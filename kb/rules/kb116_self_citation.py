"""A figure that is its own source.

What it checks
    No fact is both derived and cited; no fact restates a derived fact, or itself by way of others; and no reference
    is a page of this knowledge base (a link to an address on this machine, or to the anchor of one of its facts).

Why it matters at the bedside
    A dose that is supported by a page made from it would be confirmed by itself, whatever it says, and go on being
    confirmed after it was found wrong.

How to fix
    Cite what the figure was read in. A figure computed here keeps its formula in `derived` and no citation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from kb.circles import circles
from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Fact, KnowledgeBase

SEVERITY = Severity.ERROR
WAIVABLE = False

_HERE = re.compile(r"localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1\]|.*\.local", re.IGNORECASE)
_OWN_DATA = "/api/v1/facts.json"


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each derived fact with a citation, each circle of restatements and each page of our own."""
    circle = circles({fact.id: fact.restates for fact in kb.facts.values() if fact.restates})
    for fact in kb.facts.values():
        if fact.derived is not None and fact.cite:
            message = f"'{fact.id}' is computed here and cites '{fact.cite}' as if it were printed there"
            yield Remark(
                kb.place(fact, "cite"),
                message,
                "Delete 'cite', or delete 'derived' and give the printed figure.",
                fact.id,
            )
        yield from _circular(kb, fact, circle)
    for key, reference in kb.references.items():
        if reference.url and _is_our_own(kb, reference.url):
            message = f"'{key}' is a page of this knowledge base: {reference.url}"
            yield Remark(reference.place_of("url"), message, "Cite what that page rests on.", key)


def _circular(kb: KnowledgeBase, fact: Fact, circle: Mapping[str, int]) -> Iterator[Remark]:
    for index, id in enumerate(fact.restates):
        restated = kb.facts.get(id)
        if restated is not None and restated.derived is not None:
            message = f"'{id}' is computed here, so that no source can restate it"
            yield Remark(kb.place(fact, f"restates.{index}"), message, "Name the fact of the study.", fact.id)
        elif fact.id < id and fact.id in circle and circle[fact.id] == circle.get(id):
            message = f"'{fact.id}' restates '{id}', which restates it in turn"
            yield Remark(
                kb.place(fact, f"restates.{index}"), message, "Decide which of them is the first report.", fact.id
            )


def _is_our_own(kb: KnowledgeBase, url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if _HERE.fullmatch(parts.hostname or "") or parts.path.endswith(_OWN_DATA):
        return True
    return parts.fragment in kb.facts
