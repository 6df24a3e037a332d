"""A passage of a source in a text of our own.

What it checks
    No text of a fact, cohort or explanation holds twelve words or more in quotation marks.

Why it matters at the bedside
    A sentence lifted out of its source reads as its whole opinion, without the sentence that limits it. It is also not
    ours to publish.

How to fix
    Say it in your own words, and give the figure with its place under `printed` and `locator`.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator
from typing import Final

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Cohort, Explanation, Fact, KnowledgeBase

SEVERITY = Severity.ERROR
WAIVABLE = False

_MOST_WORDS: Final = 11
_QUOTED: Final = re.compile('"([^"]*)"|\u201c([^\u201d]*)\u201d|\u00ab([^\u00bb]*)\u00bb')
_MARKS: Final = re.compile('["\u201c\u00ab]')
_FIELDS: Final = ("says", "note", "reason", "misprint")
_texts_of = operator.attrgetter(*_FIELDS)


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each long quotation."""
    for record, path, text in _texts(kb):
        if text and _MARKS.search(text):
            for found in _QUOTED.finditer(text):
                words = "".join(filter(None, found.groups())).split()
                if len(words) > _MOST_WORDS:
                    message = f"{len(words)} words of a source in quotation marks: '{' '.join(words[:4])} ...'"
                    help = f"Say it in your own words; at most {_MOST_WORDS} words are quoted."
                    subject = next(iter(record.between), "") if isinstance(record, Explanation) else record.id
                    yield Remark(kb.place(record, path), message, help, subject)


def _texts(kb: KnowledgeBase) -> Iterator[tuple[Fact | Cohort | Explanation, str, str]]:
    for fact in kb.facts.values():
        if any(texts := _texts_of(fact)):
            yield from ((fact, path, text) for path, text in zip(_FIELDS, texts, strict=True))
    for cohort in kb.cohorts.values():
        yield cohort, "note", cohort.note
    for explanation in kb.explanations:
        yield explanation, "because", explanation.because
