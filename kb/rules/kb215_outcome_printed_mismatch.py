"""An outcome that is not the printed one.

What it checks
    Where the print, or else the words near it with the locator, name an outcome that is easily exchanged (overall,
    progression-free or disease-free survival; complete, partial or overall response; stable or progressive disease;
    hazard, odds or risk ratio; relative or absolute reduction) and the measure is one of the same group, it is among
    those named.

Why it matters at the bedside
    A patient who is told the time to progression as the time to live, or the partial responses as cures, decides about
    a hard treatment on a wrong promise.

How to fix
    Read the heading of the figure in the source, and give the fact the measure that it names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Fact, KnowledgeBase

SEVERITY = Severity.CRITICAL

_OUTCOMES = {
    "survival": {
        "overall survival": r"overall survival|\bOS\b",
        "progression-free survival": r"progression[- ]free|\bPFS\b",
        "disease-free survival": r"disease[- ]free|relapse[- ]free|recurrence[- ]free|\bDFS\b|\bRFS\b",
        "event-free survival": r"event[- ]free|\bEFS\b",
    },
    "response": {
        "complete response": r"complete (?:response|remission|responder)|\bCRs?\b",
        "partial response": r"partial (?:response|remission|responder)|\bPRs?\b",
        "overall response": r"(?:overall|objective|total) response|\bORR\b|(?<!complete )(?<!partial )response rate",
        "stable disease": r"stable disease|\bSD\b",
        "progressive disease": r"progressive disease|\bPD\b",
    },
    "ratio": {
        "hazard ratio": r"hazard ratio|\bHR\b",
        "odds ratio": r"odds ratio|\bOR(?= ?[=\d])",
        "risk ratio": r"risk ratio|relative risk(?! reduction)|rate ratio|\bRR(?= ?[=\d])",
    },
    "reduction": {
        "relative reduction": r"relative (?:risk )?reduction|\bRRR\b",
        "absolute reduction": r"absolute (?:risk )?(?:reduction|difference)|risk difference|\bARR\b",
    },
}
_PATTERNS = {
    group: {name: re.compile(words.lower()) for name, words in named.items()} for group, named in _OUTCOMES.items()
}
_SHORT = re.compile(r"\b(?:os|pfs|dfs|rfs|efs|crs?|prs?|orr|sd|pd|hr|or|rr|rrr|arr)\b")
_HINTS = ("survival", "free", "response", "remission", "responder", " disease", "ratio", "relative", "absolute", "risk")
"""What every name of an outcome holds, one of them: most texts need no longer search."""


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each rate or time whose measure is another outcome than the print names."""
    for fact in kb.facts.values():
        if not fact.printed or kb.kind(fact) not in ("proportion", "time-to-event", "quantity"):
            continue
        text = fact.printed if outcomes_in(fact.printed) else " ".join((*fact.near, fact.locator))
        printed = outcomes_in(text)
        own = outcomes_in(_own_words(kb, fact)) if printed else frozenset()
        groups = {group for group, _ in printed} & {group for group, _ in own}
        if groups and not own & printed:
            said = " and ".join(sorted(name for group, name in printed if group in groups))
            message = f"the measure is '{fact.measure}', the source is of {said} there: '{text}'"
            path = "endpoint" if fact.endpoint else "measure"
            yield Remark(kb.place(fact, path), message, "Give the fact the measure that the source names.", fact.id)


@lru_cache(maxsize=4096)
def outcomes_in(text: str) -> frozenset[tuple[str, str]]:
    """The outcomes that a text names, each with its group; capitals don't count."""
    small = text.lower()
    if _SHORT.search(small) is None and not any(hint in small for hint in _HINTS):
        return frozenset()
    return frozenset(
        (group, name) for group, named in _PATTERNS.items() for name, words in named.items() if words.search(small)
    )


def _own_words(kb: KnowledgeBase, fact: Fact) -> str:
    own = []
    for id in (fact.measure, fact.endpoint, fact.subgroup):
        entry = kb.vocabulary.entries.get(id)
        own += [id.replace("-", " "), *((entry.label, *entry.synonyms) if entry else ())]
    return " | ".join(own)
