"""A figure outside the range that its measure can have.

What it checks
    Both ends of each value, interval, range and threshold lie within the plausible range of the measure or parameter,
    after conversion. No time point lies beyond a human life.

Why it matters at the bedside
    A slipped decimal point or a milligram written for a microgram shows first as a number that no patient can have.

How to fix
    Read the figure and its unit again in the source. Only if the source does print it, widen the range in the
    vocabulary, in a change of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase
from kb.plausibility import always, ends, figures, fits, likely_slip, never, within
from kb.value import Value, in_unit, parse_value

SEVERITY = Severity.CRITICAL

_LIFE = parse_value("110 a")


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each figure with an end outside the plausible range."""
    for fact in kb.facts.values():
        for path, value, entry in figures(kb, fact):
            if entry is None or entry.plausible is None or not value.intervals or value.form == "date":
                continue
            if _outside(value, entry.plausible) and not _never_or_always(path, value, entry.plausible):
                message = f"'{value.text}' lies outside what {entry.label} can be ({entry.plausible.text})"
                help = likely_slip(value, entry.plausible) or "Read the figure and its unit again in the source."
                yield Remark(kb.place(fact, path), message, help, fact.id)
        if fact.timepoint is not None and _beyond_a_life(fact.timepoint):
            message = f"'{fact.timepoint.text}' lies beyond a human life"
            yield Remark(kb.place(fact, "timepoint"), message, "Read the time and its unit again.", fact.id)


def _beyond_a_life(time: Value) -> bool:
    return time.unit.convertible(_LIFE.unit) and any(end > _LIFE.numbers[0] for end in ends(in_unit(time, _LIFE.unit)))


def _outside(value: Value, plausible: Value) -> bool:
    if not fits(value, plausible.unit):
        return False
    bounds = plausible.intervals[0]
    return any(not within(end, bounds) for end in ends(in_unit(value, plausible.unit)))


def _never_or_always(path: str, value: Value, plausible: Value) -> bool:
    """Whether the threshold is one that no patient meets, or every patient: that is said by rules of its own."""
    return path.endswith(".is") and (never(value, plausible) or always(value, plausible))
