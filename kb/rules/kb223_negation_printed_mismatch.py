"""A sign that is present in the fact and denied in the print, or the other way round.

What it checks
    Where a condition is one sign alone and the print names that sign by a word of its name with a denial right before
    it (no, without, absence of, not), the condition says `absent`; where it names it without any denial, `present`.

Why it matters at the bedside
    "No seizure" and "seizure" are a reason to go on and a reason to stop.

How to fix
    Read the sentence with its "no", and write `present` or `absent`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Fact, KnowledgeBase

SEVERITY = Severity.CRITICAL

_DENIAL = re.compile(
    r"\b(?:no|not|without|absence|absent|free|never|neither|nor|lack\w*|resol\w+|clear\w*|un\w+|non\w*"
    r"|according|before|pending|delay\w*|await\w*)\b|n.t\b",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:no evidence of|no signs? of|absence of any|absence of|free of|lack of|no|without)\s+(\w+)(?:\s+(\w+))?"
)
_FEWEST_LETTERS = 5


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each lone sign whose presence the print turns round."""
    for fact in kb.facts.values():
        when = fact.when
        if when is None or not fact.printed or when.all or when.any or when.is_ is not None:
            continue
        sign, path = (when.present, "when.present") if when.present else (when.absent, "when.absent")
        said = _said(kb, fact, sign) if sign else ""
        if said and said != path.removeprefix("when."):
            held = path.removeprefix("when.")
            message = f"'{sign}' is {held}, the printed figure says it is {said}: '{fact.printed}'"
            yield Remark(kb.place(fact, path), message, f"Did you mean {said}: {sign}?", fact.id)


def _said(kb: KnowledgeBase, fact: Fact, sign: str) -> str:
    """`present` or `absent` as the print says of a sign, an empty text where it names it by none of its words."""
    names = " ".join((sign.replace("-", " "), kb.vocabulary.label(sign))).lower()
    if _DENIAL.search(names):
        return ""
    words = {word for word in re.findall(r"[a-z]+", names) if len(word) >= _FEWEST_LETTERS}
    printed = fact.printed.lower()
    if not any(token.startswith(tuple(words)) for token in re.findall(r"\w+", printed)):
        return ""
    if any(token.startswith(tuple(words)) for pair in _DENIED.findall(printed) for token in pair):
        return "absent"
    return "" if _DENIAL.search(fact.printed) else "present"
