"""A basis that was dropped, or that is not printed.

What it checks
    Where the print gives a unit to the number of a value, it and the value have the same basis: per kg of body
    weight, per square metre, per minute, per volume. How often a dose is given (per day, per dose, per cycle) may be
    a field of its own.

Why it matters at the bedside
    40 mg/kg read as 40 mg is a seventieth of the dose in a patient of 70 kg; 40 mg read as 40 mg/kg is seventy times
    the dose. A rate without its "per minute" can't be set on a pump.

How to fix
    Write the unit with the basis that the source prints. If the basis stands in the head of a table, print it too.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.held_figures import numbers_of, printed_for, printed_text, to_be_compared
from kb.model import Fact, KnowledgeBase
from kb.printed import Figure, words
from kb.value import Value

SEVERITY = Severity.CRITICAL

EXAMPLE_WEIGHT = 80
_NEVER_DROPPED = frozenset({"kg", "m2", "1.73m2", "min", "h", "dL", "mL", "L", "uL", "mm3"})
_RATES = frozenset({"s", "min", "h", "d", "wk", "shift", "dose", "cycle"})
_OF_THE_BODY = frozenset({"kg", "m2"})
_BODY_WORDS = frozenset({"kg", "kilogram", "kilograms", "weight", "m2", "m²", "square", "bsa", "surface"})


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each value whose basis is not that of the print."""
    for fact, path, value in to_be_compared(kb):
        numbers = numbers_of(value)
        if not numbers or value.form in ("ratio", "date"):
            continue
        printed = [figure for figure in printed_for(fact, numbers[-1], value) if figure.units]
        said = _dropped(fact, printed, value) or _other_time(printed, value) or _invented(fact, printed, value)
        if said:
            yield Remark(
                kb.place(fact, path), f"'{value.text}' {said} '{fact.printed}'", _help(value, printed), fact.id
            )


def _bases(value: Value) -> set[str]:
    return set(value.unit.text.split("/")[1:])


def _dropped(fact: Fact, printed: list[Figure], value: Value) -> str:
    kept = _bases(value) | ({"min", "h"} if fact.rate or fact.over or fact.frequency else set())
    losses = [set(figure.units[1:]) & _NEVER_DROPPED - kept for figure in printed]
    if losses and all(losses):
        return f"drops 'per {min(losses[0])}' of the printed"
    return ""


def _other_time(printed: list[Figure], value: Value) -> str:
    """Whether a rate is per hour where it is printed per minute, or the like."""
    own = _bases(value) & _RATES
    times = [set(figure.units[1:]) & _RATES for figure in printed]
    if own and times and all(times) and not any(own & one for one in times):
        return f"is per {min(own)}, and per {min(times[0])} in the printed"
    return ""


def _invented(fact: Fact, printed: list[Figure], value: Value) -> str:
    added = _bases(value) & _OF_THE_BODY
    if added and printed and not _BODY_WORDS & set(words(printed_text(fact))):
        return f"adds 'per {min(added)}', which is not in the printed"
    return ""


def _help(value: Value, printed: list[Figure]) -> str:
    unit, written = "/".join(printed[0].units), value.unit.text
    if written and unit and (written == unit.removesuffix("/kg") or unit == written.removesuffix("/kg")):
        number, head = value.numbers[-1], unit.partition("/")[0]
        total = number * Decimal(EXAMPLE_WEIGHT)
        return f"Did you mean {unit}? At {EXAMPLE_WEIGHT} kg that is {total:,f} against {number:,f} {head}."
    return f"Did you mean {unit}?"
