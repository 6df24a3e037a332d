"""A rate that falls, or rises, with time and has no time.

What it checks
    A rate of a measure that changes from one time point to the next (`over_time`: survival, freedom from progression,
    recovery) has a `timepoint`. Only a share that was counted may stand for the day on which the data were closed.

Why it matters at the bedside
    "Six in ten are alive" is a promise for one year and a wonder for ten. Without the time it is neither.

How to fix
    Read at which time the source gives the rate, and write it as `timepoint`; of a count, write `events`.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each rate without a time that was not counted either."""
    for fact in kb.facts.values():
        measure = kb.measure(fact)
        if measure is None or not measure.over_time or fact.timepoint is not None or fact.status == "retired":
            continue
        if fact.events is None and fact.value is not None and fact.value.total is None:
            message = f"{measure.label} {measure.over_time} with time, and '{fact.id}' has no time"
            help = "Write the time that the source gives as 'timepoint'; of a count, write 'events'."
            yield Remark(kb.place(fact, "value"), message, help, fact.id)
