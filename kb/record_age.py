"""How old the list of source records is: the oldest day of each file, and how many records share the fault."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Final

from kb.finding import Place, Remark
from kb.model import KnowledgeBase

OLD_AFTER: Final = 180
OUTDATED_AFTER: Final = 365
"""Days. On the last of them a record is still good."""


def aged_remarks(kb: KnowledgeBase, after: int, up_to: int | None = None) -> Iterator[Remark]:
    """One remark a file, at the oldest of its days that are older than `after` days and not older than `up_to`."""
    found: dict[str, list[tuple[datetime.date, Place, str]]] = {}
    for record in kb.source_records.values():
        for name in ("as_of", "retraction_checked"):
            done: datetime.date | None = getattr(record, name)
            if done is not None and after < (kb.today - done).days <= (up_to or 10**6):
                place = kb.place(record, name)
                found.setdefault(place.file, []).append((done, place, record.key))
    for days in found.values():
        done, place, key = min(days, key=lambda day: (day[0], day[1]))
        others = len({other for _, _, other in days}) - 1
        more = f", and {others:,} more of this file are older than {after} days" if others else ""
        message = f"'{key}' was looked up on {done}, {(kb.today - done).days} days ago{more}"
        yield Remark(place, message, "Look the sources up again, and write the new day.", key)
