"""A tier that is not the one of the column named.

What it checks
    Where the locator or the print of a criterion names one of the tiers (the relative column, an absolute
    contraindication) and no other, the `tier` of the fact is that one.

Why it matters at the bedside
    A relative criterion leaves a choice and three of them stop a dose; an absolute one stops it alone. Exchanged, a
    patient is treated on through what should have ended treatment.

How to fix
    Look at the head of the column in the source. Correct the tier, or the column in the locator.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Fact, KnowledgeBase

SEVERITY = Severity.CRITICAL

_TIERS = {tier: re.compile(rf"\b{tier}(?:ly)?\b", re.IGNORECASE) for tier in ("relative", "absolute")}


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each tier where the locator or the print names the other alone."""
    for fact in kb.facts.values():
        if fact.tier not in _TIERS:
            continue
        for path in ("locator", "printed"):
            named = _named(getattr(fact, path))
            if named and named != fact.tier:
                message = f"the tier is '{fact.tier}', the {_WHAT[path]} says {named}: '{getattr(fact, path)}'"
                yield Remark(kb.place(fact, "tier"), message, _help(kb, fact, path, named), fact.id)
                break


_WHAT = {"locator": "locator", "printed": "printed figure"}


def _named(text: str) -> str:
    """The only tier that a text names, or an empty text."""
    found = [tier for tier, word in _TIERS.items() if word.search(text)]
    return found[0] if len(found) == 1 else ""


def _help(kb: KnowledgeBase, fact: Fact, path: str, named: str) -> str:
    return f"Did you mean {named}? Look at the head of the column, or correct '{path}' ({kb.place(fact, path)})."
