"""Two explanations of the same disagreement.

What it checks
    No two explanations name the same facts.

Why it matters at the bedside
    If one says "another era" and the other "another regimen", the reader has two reasons and no answer.

How to fix
    Keep the one that accounts for the values, or put both reasons into one.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at the second explanation of the same facts."""
    first: dict[frozenset[str], str] = {}
    for explanation in kb.explanations:
        facts = frozenset(explanation.between)
        if facts in first:
            message = f"these facts are explained already, at {first[facts]}"
            yield Remark(kb.place(explanation, "type"), message, "Keep one explanation of the two.")
        else:
            first[facts] = str(kb.place(explanation, "type"))
