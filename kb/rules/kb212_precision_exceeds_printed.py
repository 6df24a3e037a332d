"""A value with more digits than were printed, or with fewer.

What it checks
    No number of a fact has more decimals than the print that it stands for: 14.3 where 14 is printed, 15.0 where 15 is.
    The value of a measure on which no dose rests doesn't have fewer either: 8 where 8.0 is printed. (A dose loses a
    zero after its point on purpose.)

Why it matters at the bedside
    A digit that nobody measured looks like precision. It also hides that two figures which differ by less than the
    rounding agree.

How to fix
    Write the number as it is printed. If more digits stand elsewhere in the source, print those.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.held_figures import numbers_of, printed_text, to_be_compared
from kb.model import Fact, KnowledgeBase
from kb.printed import figures

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each number with a digit too many."""
    for fact, path, value in to_be_compared(kb):
        for number in numbers_of(value):
            printed = _with_fewer_digits(fact, number) if number.as_tuple().exponent != 0 else None
            if printed is not None:
                message = f"{number:f} has more digits than the {printed:f} that is printed"
                yield Remark(kb.place(fact, path), message, f"Did you mean {printed:f}?", fact.id)
            zeros = _with_more_zeros(fact, number) if path == "value" and not _is_dosed(kb, fact) else ""
            if zeros:
                message = f"{number:f} has fewer digits than the {zeros} that is printed"
                yield Remark(kb.place(fact, path), message, f"Did you mean {zeros}?", fact.id)


def _is_dosed(kb: KnowledgeBase, fact: Fact) -> bool:
    measure = kb.measure(fact)
    return measure is None or measure.safety_critical


def _with_more_zeros(fact: Fact, number: Decimal) -> str:
    """The number as printed, with zeros at its end that it doesn't have here; an empty text where it stands so too."""
    same = [figure for figure in figures(printed_text(fact)) if figure.number == number and not figure.loose]
    fewest = min((figure.decimals for figure in same), default=0)
    return f"{number:.{fewest}f}" if fewest > -int(number.as_tuple().exponent) else ""


def _with_fewer_digits(fact: Fact, number: Decimal) -> Decimal | None:
    """The printed number of which this is a longer form, None where it is printed as it is."""
    places = -int(number.as_tuple().exponent)
    shorter: Decimal | None = None
    for figure in figures(printed_text(fact)):
        if figure.loose or figure.multiplier != 1 or figure.ratio is not None:
            continue
        if figure.number == number and figure.decimals >= places:
            return None
        if figure.decimals < places and round(number, figure.decimals) == figure.number:
            shorter = figure.number
    return shorter
