"""A waiver of another form of the fact.

What it checks
    A waiver holds the fingerprint of the fact as it was when the waiver was granted. Where it has none, or the fact has
    another one now, the waiver is void and what it excused is said again.

Why it matters at the bedside
    "The source prints it so" was true of the figure that somebody looked at. After the next edit it excuses a dose that
    nobody has looked at.

How to fix
    Look at the finding that is shown again. If it may stand in the fact as it is now, write the fingerprint that the
    help gives; otherwise mend the fact and delete the waiver.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR
WAIVABLE = False


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each waiver that has not ended and was not granted for the fact as it is."""
    for fact in kb.facts.values():
        for index, waiver in enumerate(fact.waivers):
            now = kb.fingerprint(fact)
            if waiver.fingerprint == now or waiver.until < kb.today:
                continue
            if waiver.fingerprint:
                before = waiver.fingerprint
                message = f"'{waiver.rule}' was waived when '{fact.id}' had the fingerprint {before}, now {now}"
            else:
                message = f"the waiver of '{waiver.rule}' does not say for which form of '{fact.id}' it was granted"
            help = f"If the finding may stand in the fact as it is now, write fingerprint: {now}"
            yield Remark(kb.place(fact, f"waivers.{index}.fingerprint"), message, help, fact.id)
