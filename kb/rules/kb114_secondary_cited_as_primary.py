"""A secondary source that is cited as if it had counted the patients itself.

What it checks
    A count of patients (events of a total) that cites a review, a patient page, a maker's page or a machine-written
    text says with `restates` whose figure it repeats, or with `cites_as` which mark the source gives for it. A fact
    whose locator tells of another source, by its key or as reproduced, as told or in an account of earlier work, has
    the access `secondhand`.

Why it matters at the bedside
    A count copied three times looks like three studies. If the copy is wrong, only the way back to the people who
    counted shows it.

How to fix
    Find the study in which the patients were counted and name its fact in `restates`; or record the source's own
    citation mark in `cites_as`. Where the figure was read in another text than the one cited, write
    `access: secondhand`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Fact, KnowledgeBase

SEVERITY = Severity.ERROR

SECONDARY = frozenset({"review", "patient_information", "manufacturer_page", "ai_generated", "lay"})


_TOLD = re.compile(
    r"\b(?:(?:as )?(?:cited|quoted|reproduced|retold|told) (?:by|from|in)|account of)\b"
    r"(?! (?:the )?(?:abstract|figure|section|table|text))",
    re.IGNORECASE,
)
_KEY = re.compile(r"[A-Za-z][A-Za-z0-9-]*\d")


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each count of a secondary source without its origin, and each figure told by another."""
    for fact in kb.facts.values():
        if fact.access != "secondhand" and fact.locator and (told := _told_elsewhere(kb, fact)):
            message = f"the locator names another text ('{told}'), and the access is '{fact.access}'"
            yield Remark(kb.place(fact, "access"), message, "Did you mean secondhand?", fact.id)
        reference = kb.references.get(fact.cite)
        if reference is None or reference.kind not in SECONDARY or fact.restates or fact.cites_as or fact.cohort:
            continue
        counted = (fact.events is not None and fact.total is not None) or (
            fact.value is not None and fact.value.total is not None
        )
        if counted and fact.status == "active" and kb.kind(fact) == "proportion":
            kind = reference.kind.replace("_", " ")
            message = f"'{fact.cite}' is a secondary source ({kind}), and nothing says whose count this is"
            yield Remark(
                kb.place(fact, "cite"),
                message,
                "Name the fact of the study in 'restates', or the mark in 'cites_as'.",
                fact.id,
            )


def _told_elsewhere(kb: KnowledgeBase, fact: Fact) -> str:
    """The words of a locator by which the figure stands in another text than the one cited; else an empty text."""
    told, named = _read(fact.locator)
    return told or next((key for key in named if key in kb.references and key != fact.cite), "")


@lru_cache(maxsize=65536)
def _read(locator: str) -> tuple[str, tuple[str, ...]]:
    """The words of a locator that tell of another text, and its words that may be keys of references."""
    told = _TOLD.search(locator)
    return (told.group() if told is not None else ""), tuple(_KEY.findall(locator))
