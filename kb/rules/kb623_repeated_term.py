"""A term that stands twice in one list.

What it checks
    No list of terms or facts in a fact, a term, a measure or a cohort holds the same entry twice.

Why it matters at the bedside
    One of the two was meant to be another: a population, a route or an action that the reader now misses.

How to fix
    Read the source for the one that is missing, or delete the second.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kb.cohort import Cohort
from kb.fact import Fact
from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase
from kb.vocabulary import Measure, Term

SEVERITY = Severity.ERROR

_OF_FACTS: Final = (
    "intervention", "population", "age_group", "condition", "setting", "phase", "timing", "route", "indication", "do",
    "restates", "disagrees_with", "supersedes",
)  # fmt: skip
_OF_ENTRIES: Final = (
    "broader", "synonyms", "misprints", "units", "together", "beside", "opposed_to", "parts", "subset_of",
)  # fmt: skip
_OF_COHORTS: Final = ("population", "intervention", "age_group", "part_of", "overlaps")

Record = Fact | Term | Measure | Cohort


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at the second of two equal entries."""
    for fact in kb.facts.values():
        yield from _repeated(kb, fact, _OF_FACTS)
    for entry in kb.vocabulary:
        yield from _repeated(kb, entry, _OF_ENTRIES)
    for cohort in kb.cohorts.values():
        yield from _repeated(kb, cohort, _OF_COHORTS)


def _repeated(kb: KnowledgeBase, record: Record, fields: tuple[str, ...]) -> Iterator[Remark]:
    for field in fields:
        words = getattr(record, field, ())
        if len(words) > 1 and len(set(words)) < len(words):
            index = next(at for at, word in enumerate(words) if word in words[:at])
            message = f"'{words[index]}' stands twice in '{field}'"
            place = kb.place(record, f"{field}.{index}")
            yield Remark(place, message, "Name the one that was meant, or delete it.", record.id)
