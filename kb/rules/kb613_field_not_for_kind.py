"""A field that means nothing for this kind of measure.

What it checks
    Tiers belong to criteria, stances to stances, drugs' doses and routes to medications and actions, events and totals
    to proportions, values to what can be measured.

Why it matters at the bedside
    A figure in a field that nobody reads is shown nowhere and compared with nothing.

How to fix
    Move the figure into the field of its kind, or give the fact the measure that it is about.
"""

from __future__ import annotations

import operator
from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR

_ONLY_FOR = {
    "value": ("quantity", "proportion", "time-to-event"),
    "events": ("proportion", "quantity"),
    "interval": ("proportion", "time-to-event", "quantity"),
    "tier": ("criterion",),
    "tier_inferred": ("criterion",),
    "action": ("criterion",),
    "stance": ("stance",),
    "dose": ("medication", "action"),
    "frequency": ("medication", "action"),
    "rate": ("medication", "action"),
    "preparation": ("medication", "action"),
    "components": ("medication", "action"),
    "role": ("medication",),
    "indication": ("medication", "stance", "action", "statement"),
    "do": ("action", "quantity"),
}
_held = operator.attrgetter(*_ONLY_FOR)
_NOTHING = (None, "", ())


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each field that the kind of the measure does not have."""
    for fact in kb.facts.values():
        kind = kb.kind(fact)
        for (field, kinds), held in zip(_ONLY_FOR.items(), _held(fact), strict=True):
            if held not in _NOTHING and kind and kind not in kinds:
                message = f"'{field}' means nothing for a {kind}"
                yield Remark(kb.place(fact, field), message, f"It belongs to: {', '.join(kinds)}.", fact.id)
