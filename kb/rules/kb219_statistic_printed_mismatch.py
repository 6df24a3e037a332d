"""A median taken for a mean, or a maximum for a minimum.

What it checks
    Where the print, the words near it or the locator name one statistic (median, mean or average, minimum, maximum,
    range) and no other, the `statistic` of the fact is that one. A bound (at least, up to) names no statistic.

Why it matters at the bedside
    One long survivor doubles a mean and leaves the median where it was. A maximum read as the usual dose is an
    overdose.

How to fix
    Read the word in the source, and choose the statistic that it names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR

_STATISTICS = {
    "median": r"medians?",
    "mean": r"means?(?! (?:that|to))|average",
    "minimum": r"minim(?:um|al)",
    "maximum": r"maxim(?:um|al)",
    "range": r"ranges?|ranging|ranged",
}
_PATTERNS = {name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in _STATISTICS.items()}


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each statistic where another one alone is printed."""
    for fact in kb.facts.values():
        if fact.statistic not in _PATTERNS or not fact.printed:
            continue
        for text in (fact.printed, " ".join((*fact.near, fact.locator))):
            named = [name for name, word in _PATTERNS.items() if word.search(text)]
            if fact.statistic in named:
                break
            if len(named) == 1 and not (named[0] == "range" and (fact.range or fact.interval)):
                message = f"the statistic is '{fact.statistic}', the source says {named[0]}: '{text}'"
                yield Remark(kb.place(fact, "statistic"), message, f"Did you mean {named[0]}?", fact.id)
                break
