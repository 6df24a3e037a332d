"""A day that has not come yet.

What it checks
    The days of sign-offs and explanations, of source records, of reading a web source and of a retraction, are today
    or earlier.

Why it matters at the bedside
    A review dated tomorrow has not taken place. Whoever reads "reviewed" beside a dose relies on somebody having
    looked.

How to fix
    Write the day on which it was done.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR
WAIVABLE = False


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each day after today."""
    for fact in kb.facts.values():
        for index, signoff in enumerate(fact.signoffs):
            if signoff.on > kb.today:
                place = kb.place(fact, f"signoffs.{index}.on")
                yield Remark(
                    place,
                    f"the sign-off is dated {signoff.on}, after today ({kb.today})",
                    "Write the day it was given.",
                    fact.id,
                )
    for explanation in kb.explanations:
        if explanation.on > kb.today:
            place = kb.place(explanation, "on")
            yield Remark(
                place,
                f"the explanation is dated {explanation.on}, after today ({kb.today})",
                "Write the day it was written.",
            )
    for record in kb.source_records.values():
        for name in ("as_of", "retraction_checked", "correction_read"):
            done: datetime.date | None = getattr(record, name)
            if done is not None and done > kb.today:
                message = f"the record of '{record.key}' is dated {done}, after today ({kb.today})"
                yield Remark(kb.place(record, name), message, "Write the day on which it was done.", record.key)
    for key, reference in kb.references.items():
        for name, day in (("urldate", reference.urldate), ("retracted", reference.retracted)):
            if _is_after(day, kb.today):
                message = f"'{name}' of '{key}' is {day}, after today ({kb.today})"
                yield Remark(reference.place_of(name), message, "Write the day as it was.", key)


def _is_after(written: str, today: datetime.date) -> bool:
    """Whether a day, month or year as written begins after today; what is no day is another rule's matter."""
    return written[:4].isdecimal() and written > today.isoformat()[: len(written)]
