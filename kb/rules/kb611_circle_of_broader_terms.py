"""Terms that are broader than themselves.

What it checks
    Following `broader` never leads back to where it began; nor does following `subset_of` or `parts` of measures.

Why it matters at the bedside
    In a circle every term covers every other, and facts about different patients would be compared.

How to fix
    Delete the `broader` that points from the wider term to the narrower; of measures, the link to the part.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.circles import circles
from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR
WAIVABLE = False

_RELATIONS = {"broader": "broader than", "subset_of": "a subset of", "parts": "a part of"}
_HELP = {
    "broader": "Delete the link from the wider term to the narrower.",
    "subset_of": "Delete the link from the whole to its subset.",
    "parts": "Delete the link from the part to its whole.",
}


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each link by which a term or measure comes back to itself."""
    for field, said in _RELATIONS.items():
        links = {entry.id: tuple(getattr(entry, field, ())) for entry in kb.vocabulary if getattr(entry, field, ())}
        circle = circles(links)
        for id, targets in links.items():
            for index, target in enumerate(targets):
                if id in circle and circle[id] == circle.get(target):
                    entry = kb.vocabulary.entries[id]
                    message = f"'{id}' is {said} itself, by way of '{target}'"
                    yield Remark(kb.place(entry, f"{field}.{index}"), message, _HELP[field], id)
