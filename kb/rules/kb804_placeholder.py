"""A text that was to be filled in.

What it checks
    No locator, print, note, reason, label or other text of our own is or holds a placeholder: TODO, TBD, FIXME, XXX, a
    question mark alone, "citation needed", "lorem ipsum", "see above", "ibid".

Why it matters at the bedside
    Somebody meant to look the place or the figure up and did not. The page shows the dose as if it had been done.

How to fix
    Look it up and write it, or delete the fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kb.finding import Place, Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Cohort, Explanation, Fact, KnowledgeBase
from kb.vocabulary import Entry

SEVERITY = Severity.ERROR
WAIVABLE = False

_WITHIN = re.compile(
    r"\b(?:TODO|TBD|TBC|FIXME|XXX+)\b|\[?citation needed\]?|\blorem ipsum\b"
    r"|\bto be (?:filled in|completed later|added later|confirmed later)\b",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"(?:[?~*_]+|-+|\.+|n/?a|none|null|nil|unknown|somewhere|see (?:above|below|source|text|paper)|ibid\.?|op\. ?cit\.?"
    r"|idem|same|as above|source|paper|article|text|page|table|placeholder|dummy|foo|bar|test|asdf+|xx+)",
    re.IGNORECASE,
)
_REMARK = re.compile(r"\{#.*?#\}", re.DOTALL)
"""What a template says to its editors and no page shows."""

_HINTS = ("todo", "tbd", "tbc", "fixme", "xxx", "citation needed", "lorem ipsum", "to be ")
"""What a text must hold, at least one of them, for the search within it to be worth while."""

_LOCATORS = frozenset({"locator"})

Record = Fact | Cohort | Explanation | Entry


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each text that is, or holds, a placeholder."""
    for record, path, text in _texts(kb):
        found = _WITHIN.search(text) if _may_hold_one(text) else None
        alone = path in _LOCATORS and _ALONE.fullmatch(text.strip())
        if found or alone:
            subject = next(iter(record.between), "") if isinstance(record, Explanation) else record.id
            message = f"'{found[0] if found else text}' was to be replaced"
            yield Remark(kb.place(record, path), message, "Look it up and write it, or delete the record.", subject)
    for path, template in kb.templates.items():
        for found in _WITHIN.finditer(_REMARK.sub(_blank, template)) if _may_hold_one(template) else ():
            place = Place.in_text(path, template, found.start())
            yield Remark(place, f"'{found[0]}' was to be replaced", "Write it, or leave it out.")


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


@lru_cache(maxsize=65536)
def _may_hold_one(text: str) -> bool:
    """A quick look, which leaves few texts to be searched."""
    small = text.lower()
    return any(map(small.__contains__, _HINTS))


def _texts(kb: KnowledgeBase) -> Iterator[tuple[Record, str, str]]:
    for fact in kb.facts.values():
        for path in ("locator", "printed", "says", "note", "reason", "cites_as", "data_cutoff", "misprint"):
            if text := getattr(fact, path):
                yield fact, path, text
        for index, waiver in enumerate(fact.waivers):
            yield fact, f"waivers.{index}.reason", waiver.reason
    for cohort in kb.cohorts.values():
        yield from ((cohort, path, getattr(cohort, path)) for path in ("label", "note", "treated"))
    for explanation in kb.explanations:
        yield from ((explanation, path, getattr(explanation, path)) for path in ("because", "by", "settled_by"))
    for entry in kb.vocabulary:
        yield from ((entry, path, getattr(entry, path)) for path in ("label", "note"))
