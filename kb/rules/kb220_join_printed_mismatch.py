"""Conditions joined by "and" where the source prints "or", or the other way round.

What it checks
    Where the print of a fact with one list of joined conditions holds one of the words "and" and "or" (or a plus sign,
    "coupled", "combined with", "either", a stroke between two words) and not the other, the list is joined by that
    word: `all` for and, `any` for or. Where the print holds neither, what the fact `says` counts, if it is plain:
    "both together", "either one".

Why it matters at the bedside
    "Low pressure and confusion" stops few patients, "low pressure or confusion" many. With the wrong word treatment
    ends in those who could go on, or goes on in those it harms.

How to fix
    Read the sentence or the row again, and join the conditions by `all` or `any`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Condition, Fact, KnowledgeBase

SEVERITY = Severity.CRITICAL

_AND = re.compile(r"\band\b|\bplus\b|\bcoupled\b|\bcombined with\b|\btogether with\b|\bboth\b|&", re.IGNORECASE)
_OR = re.compile(r"\bor\b|\beither\b|(?<=[a-z]{4})/(?=[a-z]{4})", re.IGNORECASE)
_PLAINLY_AND = re.compile(r"\b(?:both|all (?:of them|these|three|four|five)) (?:together|at once)\b", re.IGNORECASE)
_PLAINLY_OR = re.compile(r"\beither\b|\bany (?:one )?of\b|\bwhichever\b|\bone (?:of them )?is enough\b", re.IGNORECASE)
_BOUND = re.compile(
    r"\b(?:or|and) (?:less|more|fewer|greater|higher|lower|older|younger|above|below|over|under|equal)\b", re.IGNORECASE
)


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each list of conditions joined otherwise than printed."""
    for fact in kb.facts.values():
        if not fact.printed:
            continue
        for path in ("when", "target"):
            written = _join(getattr(fact, path))
            printed = _printed(fact) if written else ""
            said = printed or (_told(fact) if written else "")
            if said and said != written:
                words = {"all": "and", "any": "or"}
                whose = f"the printed figure says '{words[said]}': '{fact.printed}'"
                if not printed:
                    whose = f"the fact says '{words[said]}' of them: '{fact.says}'"
                message = f"the conditions are joined by '{written}' ({words[written]}), {whose}"
                yield Remark(kb.place(fact, f"{path}.{written}"), message, f"Did you mean {said}?", fact.id)


def _join(condition: Condition | None) -> str:
    """The join of a condition that is one plain list, or an empty text."""
    if condition is None or any(part.all or part.any for part in condition.all + condition.any):
        return ""
    return "all" if condition.all else "any" if condition.any else ""


def _printed(fact: Fact) -> str:
    text = _BOUND.sub(" ", fact.printed)
    return _one_of(bool(_AND.search(text)), bool(_OR.search(text)))


def _told(fact: Fact) -> str:
    """How the words of the base join the conditions, where the print holds neither word and they are plain."""
    text = _BOUND.sub(" ", fact.printed)
    if _AND.search(text) or _OR.search(text):
        return ""
    return _one_of(bool(_PLAINLY_AND.search(fact.says)), bool(_PLAINLY_OR.search(fact.says)))


def _one_of(joined_by_and: bool, joined_by_or: bool) -> str:
    said = joined_by_and, joined_by_or
    return {(True, False): "all", (False, True): "any"}.get(said, "")
