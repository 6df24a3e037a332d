"""A medicine told as given on a schedule where the source says as needed, or the other way.

What it checks
    Where the print, the words near it or the locator say "as needed" (prn) or "scheduled" (around the clock), and not
    both, the role of the medicine is that one.

Why it matters at the bedside
    A drug for nausea that is given every six hours to a patient without nausea sedates; one that is waited with until
    the fever is there has come too late.

How to fix
    Read in which part of the table, or with which words, the source gives it, and correct `role`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.CRITICAL

_ROLES: Final = {
    "as-needed": re.compile(r"\bas needed\b|\bprn\b|\bp\.r\.n\.|\bwhen needed\b|\bif needed\b", re.IGNORECASE),
    "scheduled": re.compile(r"(?<!un)\bscheduled\b|\baround the clock\b", re.IGNORECASE),
}


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each role that is not the one the source gives."""
    for fact in kb.facts.values():
        if not fact.role:
            continue
        text = " | ".join(filter(None, (fact.printed, " ".join(fact.near), fact.locator)))
        said = [role for role, words in _ROLES.items() if words.search(text)]
        if len(said) == 1 and said[0] != fact.role:
            message = f"the role is '{fact.role}', the source says '{said[0]}': '{text}'"
            yield Remark(kb.place(fact, "role"), message, f"Did you mean {said[0]}?", fact.id)
