"""An explanation whose reason says nothing.

What it checks
    `because` has at least five words, and at least three that say something beside the type of the explanation: the
    words of the type, and words such as "the", "differ", "source" and "reason", do not count.

Why it matters at the bedside
    A disagreement closed without a reason is a disagreement hidden.

How to fix
    Say in a sentence of your own what accounts for the difference, and how that is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Explanation, KnowledgeBase

SEVERITY = Severity.CRITICAL

FEWEST_WORDS = 5
FEWEST_TELLING = 3
_EMPTY = frozenset(
    "a an and are as because between but by difference different differ differs due explained explains fact facts "
    "figure figures for from has have in is it its just merely not nothing of on only or other reason simply so source "
    "sources "
    "such that the their them there these they this those to two type value values was were which with".split()
)
"""Words that any reason could have."""

_HELP = "Say what accounts for it, and how that is known."


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each reason that is too short to be one."""
    for explanation in kb.explanations:
        if len(explanation.because.split()) < FEWEST_WORDS:
            message = f"'{explanation.because}' gives no reason for the difference"
            yield Remark(kb.place(explanation, "because"), message, _HELP)
        elif len(_telling(explanation)) < FEWEST_TELLING:
            message = f"'{explanation.because}' repeats the type '{explanation.type}' and says nothing beside it"
            yield Remark(kb.place(explanation, "because"), message, _HELP)


def _telling(explanation: Explanation) -> set[str]:
    """The different words of a reason that are not empty and not those of its type."""
    stems = {_stem(word) for word in explanation.type.split("-")}
    words = re.findall(r"[^\W_]+", explanation.because.lower())
    return {word for word in words if word not in _EMPTY and _stem(word) not in stems}


def _stem(word: str) -> str:
    return word[:6]
