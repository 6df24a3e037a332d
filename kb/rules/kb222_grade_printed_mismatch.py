"""A grade of toxicity that is not the printed one.

What it checks
    Where the print, the words near it or the locator name a grade (grade 3-4, grade III, grade 3 or higher, any grade)
    and no other, the `ctcae_grade` of the fact is that one.

Why it matters at the bedside
    One patient in ten with any low blood pressure is a mild drug; one in ten with a life-threatening one is not.

How to fix
    Read the head of the column, and write the grade that it names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.CRITICAL

_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"}
_ONE = r"([1-5]|iii|ii|iv|i|v)"
_GRADE = re.compile(
    rf"\bgrades?\s*{_ONE}(?:\s*(?:[-\u2013\u2014/]|to|and|or)\s*{_ONE})?\b"
    r"(\s*(?:or (?:higher|greater|more|above|worse)|\+))?"
    rf"|(?:\u2265|>=)\s*grade\s*{_ONE}\b|\bgrade\s*(?:\u2265|>=)\s*{_ONE}",
    re.IGNORECASE,
)
_ANY = re.compile(r"\b(?:any|all)[ -]grades?\b", re.IGNORECASE)


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each grade where another one alone is named."""
    for fact in kb.facts.values():
        if not fact.ctcae_grade:
            continue
        for text in (fact.printed, " ".join((*fact.near, fact.locator))):
            named = grades_in(text)
            if fact.ctcae_grade in named or any(_same(fact.ctcae_grade, one) for one in named):
                break
            if len(named) == 1:
                grade = next(iter(named))
                message = f"the grade is '{fact.ctcae_grade}', the source says {grade}: '{text}'"
                yield Remark(kb.place(fact, "ctcae_grade"), message, f"Did you mean {grade}?", fact.id)
                break


def grades_in(text: str) -> set[str]:
    """The grades that a text names, as `any`, `3`, `3-4`, or `3-5` for `3 or higher`."""
    found = {"any"} if _ANY.search(text) else set()
    for one in _GRADE.finditer(text):
        first = _number(one[1] or one[4] or one[5])
        upward = bool(one[3] or one[4] or one[5])
        last = "5" if upward else _number(one[2]) if one[2] else first
        found.add(first if first == last else f"{first}-{last}")
    return found


def _number(text: str) -> str:
    return _ROMAN.get(text.lower(), text)


def _same(one: str, other: str) -> bool:
    """Whether two ranges of grades are one where the last grade, death, is counted apart: 3-4 and 3 or higher."""
    return {one, other} == {"3-4", "3-5"} or {one, other} == {"4", "4-5"} or {one, other} == {"any", "1-5"}
