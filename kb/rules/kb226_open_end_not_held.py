"""A range whose end was not reached, held as if it had been, or the other way round.

What it checks
    Where the print bounds the last number of a range (`3 to >131`), the range of the fact is open there too, and where
    the print gives that number as the last one, the range ends there.

Why it matters at the bedside
    The longest response had not ended when the data were cut off: as a closed range it is told as the time at which it
    ended.

How to fix
    Write the range as it is printed: `3 to > 131 mo`, or `3-131 mo`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.held_figures import printed_for, printed_text
from kb.model import Fact, KnowledgeBase
from kb.value import Value

SEVERITY = Severity.ERROR

_GOES_ON: Final = re.compile(
    r"\bon-?going|\bcontinu|\bcensor|\bstill\b|\bnot (?:yet )?(?:reached|ended)|[*\u2020\u2021]", re.I
)
"""Words and signs by which a print says that an end was not reached, beside the number itself."""


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each range that is closed where its print is open, or open where its print is closed."""
    for fact in kb.facts.values():
        held = fact.range
        if held is None or fact.range_censored or not held.terms or held.terms[-1].high is None:
            continue
        first, last, open_ = held.terms[0].low, held.terms[-1].high, held.terms[-1].beyond
        said = _is_open(fact, last, held)
        if said is None or said == open_:
            continue
        told = "goes beyond" if said else "ends there"
        message = (
            f"'{held.text}' {'goes beyond' if open_ else 'ends at'} {last:f}, and '{fact.printed}' says that it {told}"
        )
        help = f"Did you mean {first:f} to {'> ' if said else ''}{last:f} {held.unit.text}?"
        yield Remark(kb.place(fact, "range"), message, help, fact.id)


def _is_open(fact: Fact, last: Decimal, held: Value) -> bool | None:
    """Whether the print says that the range goes beyond its last number; None where it does not tell."""
    figures = printed_for(fact, last, held)
    plain = [figure for figure in figures if not figure.operator and not figure.loose]
    if any(figure.operator[:1] == ">" for figure in figures):
        return None if len(plain) > _is_held_too(fact, last) else True
    return False if plain and not _GOES_ON.search(printed_text(fact)) else None


def _is_held_too(fact: Fact, number: Decimal) -> bool:
    """Whether the figure itself is that number, so that the print gives it once more."""
    return fact.value is not None and number in fact.value.numbers
