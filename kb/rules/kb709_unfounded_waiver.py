"""A waiver without a real reason, or without an end.

What it checks
    The reason of a waiver has at least five words, and its last day is at most a year away.

Why it matters at the bedside
    A waiver is a known fault on a page that people act on. Who reads it must learn why it may stand, and it may not
    stand for ever.

How to fix
    Say what makes the fault acceptable for now, and by when it will be mended.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR
WAIVABLE = False

FEWEST_WORDS = 5
LONGEST = datetime.timedelta(days=366)


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each waiver that says too little or lasts too long."""
    for fact in kb.facts.values():
        for index, waiver in enumerate(fact.waivers):
            path = f"waivers.{index}"
            if len(waiver.reason.split()) < FEWEST_WORDS:
                message = f"'{waiver.reason}' gives no reason for the waiver"
                yield Remark(
                    kb.place(fact, f"{path}.reason"), message, "Say what makes the fault acceptable for now.", fact.id
                )
            if waiver.until - kb.today > LONGEST:
                message = f"the waiver lasts until {waiver.until}, more than a year from now"
                latest = kb.today + LONGEST
                yield Remark(kb.place(fact, f"{path}.until"), message, f"Choose a day up to {latest}.", fact.id)
