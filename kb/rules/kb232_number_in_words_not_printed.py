"""A number in the words of a fact that the source does not print there.

What it checks
    Each number in what a fact `says` that a unit follows, or that is ten or more, is one of the printed figure, or of
    another field of the fact, or of the name of one of its terms. Numbers of a name (`zelvarin-2`), of a table, figure
    or section, and grades from 1 to 5, count for nothing.

Why it matters at the bedside
    Words are read as the source's own. A limit in them that stands nowhere else opens to no place, and no check of
    figures ever sees it.

How to fix
    Take the number out of the words, or print it: add it to `printed` where it stands beside the figure, or make a
    fact of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields
from decimal import Decimal
from typing import Final

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.held_figures import printed_text
from kb.model import Condition, Fact, KnowledgeBase
from kb.printed import figures
from kb.printed_words import COUNTED_WORDS, UNIT_NAMES
from kb.value import Value

SEVERITY = Severity.ERROR

_NUMBER: Final = re.compile(
    r"(?<![\w.-])(?<!\d,)(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)(?P<joined>[^\W\d_]+|%)?(?!\w)"
    r"(?: ?(?P<word>[^\W\d_]+|%|/(?=[^\W\d_])))?"
)
_UNITS: Final = frozenset(UNIT_NAMES) | frozenset(COUNTED_WORDS) | {"%", "/"}
_LEAST: Final = 10
"""From which on a number without a unit is looked for: smaller ones are mostly of a list, a step or a formula."""
_OF_A_PART: Final = re.compile(
    r"\b(?:appendix|figures?|items?|lines?|pages?|paragraphs?|references?|sections?|steps?|tables?) \d+[a-z]?"
    r"(?:(?:, | and | or | to |-)\d+[a-z]?)*|\bgrades? [1-5](?:(?:, | and | or | to |-)[1-5])*(?!\d)",
    re.IGNORECASE,
)
_WORDS: Final = frozenset({"says", "note", "reason", "misprint", "id", "restates", "supersedes", "disagrees_with"})
"""Fields that are words of this base, and names of facts: no number is held by them."""


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each number that only the words of a fact hold."""
    for fact in kb.facts.values():
        if not fact.printed or not any(map(str.isdigit, fact.says)):
            continue
        said = [found["number"] for found in _NUMBER.finditer(_OF_A_PART.sub(" ", fact.says)) if _is_a_figure(found)]
        held = _held(kb, fact) if said else set[Decimal]()
        for number in dict.fromkeys(said):
            if Decimal(number.replace(",", "")) not in held:
                message = f"'{number}' stands in what the fact says, and not in the printed figure or another field"
                help = "Take it out of the words, or print it: in 'printed', or as a fact of its own."
                yield Remark(kb.place(fact, "says"), message, help, fact.id)


def _is_a_figure(found: re.Match[str]) -> bool:
    if found["joined"]:
        return found["joined"].lower() in _UNITS
    return (found["word"] or "").lower() in _UNITS or Decimal(found["number"].replace(",", "")) >= _LEAST


def _held(kb: KnowledgeBase, fact: Fact) -> set[Decimal]:
    """Every number that the print or a field of a fact has, in digits or in words."""
    texts = list(_texts(kb, tuple(getattr(fact, field.name) for field in fields(fact) if field.name not in _WORDS)))
    text = " | ".join(texts)
    digits = {Decimal(found.replace(",", "")) for found in re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", text)}
    printed = (*figures(printed_text(fact)), *(figure for near in fact.near for figure in figures(near)))
    return digits | {figure.number for figure in printed}


def _texts(kb: KnowledgeBase, held: object) -> Iterator[str]:
    """The texts of values, names of terms and counts, however deep they stand."""
    if isinstance(held, str):
        yield held
        if held in kb.vocabulary:
            yield kb.vocabulary.label(held)
    elif isinstance(held, Value):
        yield held.text
    elif isinstance(held, int) and not isinstance(held, bool):
        yield str(held)
    elif isinstance(held, tuple):
        for one in held:
            yield from _texts(kb, one)
    elif isinstance(held, Condition):
        yield from _texts(kb, tuple(getattr(held, field.name) for field in fields(held)))
