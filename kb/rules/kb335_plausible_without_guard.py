"""A plausible range so wide that it guards nothing.

What it checks
    The plausible range of a measure or parameter is at most a thousand times wider, above or below, than the figures
    that this base holds for it.

Why it matters at the bedside
    The range is what stops a milligram that was meant as a microgram. One that reaches a thousand times beyond every
    figure lets it pass.

How to fix
    Write a range that no patient leaves and that a slip by a factor of a thousand does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase
from kb.plausibility import ends, figures, fits
from kb.value import Value, in_unit

SEVERITY = Severity.WARNING

_SLIP: Final = 1000
"""The factor between two neighbouring units of mass, which the range is to notice."""


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each plausible range that a slip by a factor of a thousand does not leave."""
    greatest, least = _extremes(kb)
    for id, high in greatest.items():
        entry = kb.vocabulary.entries[id]
        assert entry.plausible is not None
        bounds = entry.plausible.intervals[0]
        wide = high > 0 and bounds.high is not None and bounds.high > _SLIP * high
        deep = bounds.low is not None and bounds.low > 0 and id in least and bounds.low * _SLIP < least[id]
        if wide or deep:
            beyond = f"largest figure here is {high.normalize():f}" if wide else f"least is {least[id].normalize():f}"
            message = f"'{entry.plausible.text}' guards nothing: the {beyond}, a thousandth of what would pass"
            if deep and not wide:
                message = f"'{entry.plausible.text}' guards nothing: the {beyond}, and a thousandth of it would pass"
            yield Remark(kb.place(entry, "plausible"), message, "Write a range that such a slip leaves.", id)


def _extremes(kb: KnowledgeBase) -> tuple[dict[str, Decimal], dict[str, Decimal]]:
    """The greatest figure, and the least above nothing, of each entry in the unit of its plausible range."""
    seen: dict[str, dict[str, Value]] = defaultdict(dict)
    for fact in kb.facts.values():
        for _, value, entry in figures(kb, fact):
            if entry is not None:
                seen[entry.id][value.text] = value
    greatest: dict[str, Decimal] = {}
    least: dict[str, Decimal] = {}
    for id, values in seen.items():
        plausible = kb.vocabulary.entries[id].plausible
        for value in values.values() if plausible is not None else ():
            if plausible is None or not value.intervals or value.form == "date" or not fits(value, plausible.unit):
                continue
            for end in ends(in_unit(value, plausible.unit)):
                greatest[id] = max(greatest.get(id, end), end)
                if end > 0:
                    least[id] = min(end, least.get(id, end))
    return greatest, least
