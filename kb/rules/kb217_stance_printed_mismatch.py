"""A stance that the print turns round.

What it checks
    Where the print says no (contraindicated, avoid, must not, not recommended), the stance of the fact is not one of
    those in favour; where it says yes (recommended, required, indicated) and holds no word of denial, the stance is
    not one of those against.

Why it matters at the bedside
    A "not" lost on the way makes a contraindication into a recommendation. There is no worse error in one word.

How to fix
    Read the sentence in the source with its "not", and choose the step of the ladder that it means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Fact, KnowledgeBase

SEVERITY = Severity.CRITICAL

_FOR = frozenset({"required", "recommended", "preferred", "permitted"})
_AGAINST = frozenset({"not-recommended", "contraindicated"})
_NO = re.compile(
    r"(?<!not a )(?<!n.t a )(?<!no )(?<!not )contra-?indicat\w+|\bavoid\w*"
    r"|\b(?:must|should|may|can|shall|is|are) not\b(?!\s+(?:an? )?(?:absolute |relative )?contra)"
    r"|\bcannot\b|\bnot (?:be )?(?:recommended|permitted|allowed|advised|indicated|given|used|eligible)|\bprohibited\b"
    r"|\bexclude[sd]?\b|\bineligible\b|\bnever\b|\bdo not\b",
    re.IGNORECASE,
)
_YES = re.compile(
    r"\b(?:recommended|required|requires?|indicated|preferred|advised|permitted|allowed|eligible|must|should)\b",
    re.IGNORECASE,
)
_DENIAL = re.compile(
    r"\b(?:no|not|non|never|without|none|neither|nor|un\w+|in\w+ible|contra\w+|avoid\w*|absence|free|limited|only|less"
    r"|discontinu\w+|stop\w*|withh\w+|held|omit\w*|caution\w*)\b|n.t\b",
    re.IGNORECASE,
)


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each stance on the wrong side of the print."""
    for fact in kb.facts.values():
        if fact.stance and fact.printed and not _is_about_absence(fact):
            turned = _turned_round(fact)
            if turned:
                message = f"the stance is '{fact.stance}', the printed figure '{fact.printed}' says '{turned}'"
                yield Remark(
                    kb.place(fact, "stance"), message, "Read the sentence in the source with its 'not'.", fact.id
                )


def _turned_round(fact: Fact) -> str:
    """The printed words that stand against the stance of a fact, or an empty text."""
    no = _NO.search(fact.printed)
    if no and fact.stance in _FOR:
        return no.group()
    yes = _YES.search(fact.printed)
    if yes and fact.stance in _AGAINST and not _DENIAL.search(fact.printed):
        return yes.group()
    return ""


def _is_about_absence(fact: Fact) -> bool:
    """Whether a denial in the print may belong to the condition: no metastases, a limit not exceeded."""
    return fact.when is not None and any(leaf.absent or leaf.is_ is not None for leaf in fact.when.leaves())
