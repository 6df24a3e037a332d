"""The only rate, or the only time to an event, of its source that names no cohort.

What it checks
    Where three or more rates that a source reports as its own name a cohort, all of them do; so with times to an event.

Why it matters at the bedside
    Without its cohort a rate is held against no total and no population, and patients who stand in two reports are
    counted as if they were others: it looks like a second, independent result.

How to fix
    Name the cohort. If the figure is of patients who belong to none that is recorded, record theirs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Fact, KnowledgeBase

SEVERITY = Severity.ERROR

_KINDS: Final = ("proportion", "time-to-event")
_FEWEST_BESIDE: Final = 3


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each fact that alone among those of its source names no cohort."""
    by_source: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in kb.facts.values():
        own = fact.voice == "own" and not fact.restates and fact.derived is None and fact.status != "retired"
        if own and fact.cite and kb.kind(fact) in _KINDS:
            by_source[fact.cite, kb.kind(fact)].append(fact)
    for (cite, _), facts in by_source.items():
        without = [fact for fact in facts if not fact.cohort]
        if len(without) == 1 and len(facts) > _FEWEST_BESIDE:
            fact, used = without[0], sorted({one.cohort for one in facts if one.cohort})
            message = f"'{fact.id}' names no cohort, as the other {len(facts) - 1} figures of '{cite}' do"
            yield Remark(kb.place(fact), message, f"Did you mean cohort: {' or '.join(used[:3])}?", fact.id)
