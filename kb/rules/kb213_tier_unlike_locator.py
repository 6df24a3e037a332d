"""A tier that is not the one of the column named, or that nothing shows and nobody gave a reason for.

What it checks
    Where the locator or the print of a criterion names one of the tiers (the relative column, an absolute
    contraindication) and no other, the `tier` of the fact is that one. Where the locator says that the column is not
    shown, the tier is `open`, or `tier_inferred` names it and tells what it was taken from; where it names the column,
    nothing is inferred.

Why it matters at the bedside
    A relative criterion leaves a choice and three of them stop a dose; an absolute one stops it alone. Exchanged, a
    patient is treated on through what should have ended treatment.

How to fix
    Look at the head of the column in the source. Correct the tier, or the column in the locator. Of a column that the
    text has lost, write in `tier_inferred` what the tier was taken from, so that every reader sees the doubt.
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
        if not fact.tier:
            continue
        yield from _inferred(kb, fact)
        if fact.tier not in _TIERS:
            continue
        for path in ("locator", "printed"):
            named = _named(getattr(fact, path))
            if named and named != fact.tier:
                message = f"the tier is '{fact.tier}', the {_WHAT[path]} says {named}: '{getattr(fact, path)}'"
                yield Remark(kb.place(fact, "tier"), message, _help(kb, fact, path, named), fact.id)
                break


def _inferred(kb: KnowledgeBase, fact: Fact) -> Iterator[Remark]:
    """What is said of a tier without its ground, and of a ground without a tier that needs one."""
    hidden = _HIDDEN.search(fact.locator)
    if fact.tier_inferred and fact.tier in _TIERS and _named(fact.tier_inferred) != fact.tier:
        message = f"the tier is '{fact.tier}', its ground does not say so: '{fact.tier_inferred}'"
        help = f"Name the tier there ('taken as {fact.tier} from ...'), or correct one of them."
        yield Remark(kb.place(fact, "tier"), message, help, fact.id)
    elif hidden and fact.tier != "open" and not fact.tier_inferred:
        message = f"the tier is '{fact.tier}', and nothing tells what it was taken from: '{fact.locator}'"
        help = "Write that in 'tier_inferred', or leave it open: 'tier: open'."
        yield Remark(kb.place(fact, "tier"), message, help, fact.id)
    elif fact.tier_inferred and (fact.tier == "open" or _named(fact.locator) == fact.tier):
        shown = "the tier is open" if fact.tier == "open" else f"the locator shows it: '{fact.locator}'"
        message = f"the tier is said to be inferred, and {shown}"
        help = "Take 'tier_inferred' away, or correct the tier or its locator."
        yield Remark(kb.place(fact, "tier_inferred"), message, help, fact.id)


_HIDDEN = re.compile(r"\bcolumn (?:is )?not shown\b", re.IGNORECASE)
_WHAT = {"locator": "locator", "printed": "printed figure"}


def _named(text: str) -> str:
    """The only tier that a text names, or an empty text."""
    found = [tier for tier, word in _TIERS.items() if word.search(text)]
    return found[0] if len(found) == 1 else ""


def _help(kb: KnowledgeBase, fact: Fact, path: str, named: str) -> str:
    return f"Did you mean {named}? Look at the head of the column, or correct '{path}' ({kb.place(fact, path)})."
