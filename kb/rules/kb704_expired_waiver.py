"""A waiver whose last day is over.

What it checks
    The last day of every waiver (`until`) is today or later. From the day after, the waiver excuses nothing.

Why it matters at the bedside
    A fault was left standing for a while, on somebody's promise to look at it. The while is over and the figure is
    still on the page.

How to fix
    Mend the fault. If it must stand longer, let the owner give a reason for a new day.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR
WAIVABLE = False


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each waiver that ended before today."""
    for fact in kb.facts.values():
        for index, waiver in enumerate(fact.waivers):
            if waiver.until < kb.today:
                place = kb.place(fact, f"waivers.{index}.until")
                message = f"the waiver of '{waiver.rule}' ended on {waiver.until}; its owner is {waiver.owner}"
                yield Remark(
                    place, message, "Mend what it excused, or have its owner extend it with a reason.", fact.id
                )
