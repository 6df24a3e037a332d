"""A retracted source that facts still rest on.

What it checks
    No active fact cites a reference that has been retracted, by its entry or by its source record. Said at the entry,
    and at each fact that cites it.

Why it matters at the bedside
    A paper is withdrawn because its figures cannot be trusted. A response rate or a dose from it must not persuade
    anybody to treat, however carefully it was copied.

How to fix
    Retire these facts with a reason, or mark them disputed so that the page says it. Look at what was derived from
    them.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase
from kb.standing import retraction

SEVERITY = Severity.CRITICAL


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at each retracted reference in use, and at each active fact that cites it."""
    for key, reference in kb.references.items():
        when = retraction(kb, reference)
        if when is None:
            continue
        resting = [kb.facts[id] for id in graph.resting_on(key) if kb.facts[id].status == "active"]
        when = f" ({when})" if when else ""
        if resting:
            message = f"'{key}' has been retracted{when}, and active facts rest on it: {len(resting):,}"
            place = reference.place_of("retracted" if reference.retracted else "standing")
            yield Remark(place, message, "Retire the facts that cite it, with a reason.", key)
        for fact in resting:
            message = f"'{key}' has been retracted{when}"
            yield Remark(kb.place(fact, "cite"), message, "Set 'status: retired' with a reason.", fact.id)
