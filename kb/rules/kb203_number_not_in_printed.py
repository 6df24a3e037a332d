"""A number that the printed figure does not hold.

What it checks
    Every number of a fact's figures stands in its `printed` text: as a whole number, with or without thousands
    separators, as a word (fifteen, twice, half), or in another unit of the same size. A total, a count, a p value, a
    level of confidence, a time point or the number of a cycle may stand elsewhere in the source; so may the threshold
    of a trigger, as long as every number printed is accounted for. Facts that are derived print nothing.

Why it matters at the bedside
    This is the slipped digit: 60,000 for 600,000, 37 for 73. It is how wrong doses are born, and nothing but the print
    beside it shows it.

How to fix
    Read the figure in the source again. Correct the number, or complete `printed` if the source prints more than was
    copied.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.held_figures import (
    BESIDE,
    figures_beside,
    held_figures,
    numbers_of,
    printed_for,
    printed_text,
    stands_for,
    to_be_compared,
    unit_of,
)
from kb.model import Fact, KnowledgeBase
from kb.printed import Figure, figures
from kb.value import Value

SEVERITY = Severity.CRITICAL

_ELSEWHERE = ("when", "target", "components", "preparation", "p_value", *BESIDE)
"""Fields whose numbers may stand elsewhere in the source, unless the print holds a number that nothing accounts for."""


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each field with a number that is not in the print."""
    for fact, path, value in (*to_be_compared(kb), *_beside(kb)):
        missing = [number for number in numbers_of(value) if not _stands(fact, number, value)]
        if (
            missing
            and not _rounded(fact, missing, value)
            and not (_may_be_elsewhere(fact, path) and not unaccounted(fact))
        ):
            wordy = path == "value" and not any(letter.isdigit() for letter in fact.printed)
            for where in (path, "printed") if wordy else (path,):
                yield _remark(kb, fact, where, missing[0], value.text)
        if value.total is not None and path == "value":
            yield from _total(kb, fact, path, Decimal(value.total), value)
        if path == "events" and fact.total is not None:
            yield from _total(kb, fact, "total", Decimal(fact.total), value)


def _beside(kb: KnowledgeBase) -> Iterator[tuple[Fact, str, Value]]:
    """What is said beside a figure: at which time, in which cycle, with what confidence."""
    for fact in kb.facts.values():
        if fact.printed and fact.derived is None:
            yield from ((fact, path, value) for path, value in figures_beside(fact))


def _stands(fact: Fact, number: Decimal, value: Value) -> bool:
    """Whether a number is printed: not merely as a word that may be none (a, every) beside another in its unit."""
    found = printed_for(fact, number, value)
    if not found or not all(figure.loose for figure in found):
        return bool(found)
    others = (unit_of(figure) for figure in unaccounted(fact) if not value.every)
    return not any(unit is not None and unit.text and unit.convertible(value.unit) for unit in others)


def _may_be_elsewhere(fact: Fact, path: str) -> bool:
    return path.startswith(_ELSEWHERE) or (path == "events" and fact.value is not None)


def _total(kb: KnowledgeBase, fact: Fact, path: str, total: Decimal, value: Value) -> Iterator[Remark]:
    """A total may stand elsewhere, unless the print holds a number that nothing accounts for."""
    if not printed_for(fact, total, value) and unaccounted(fact):
        yield _remark(kb, fact, path, total, value.text if path == "value" else f"total {total}")


def unaccounted(fact: Fact) -> list[Figure]:
    """The figures printed in digits that no number of the fact stands for."""
    held = [(number, value) for _, value in (*held_figures(fact), *figures_beside(fact)) for number in value.numbers]
    held += [(Decimal(fact.total), value) for _, value in held[:1]] if fact.total is not None else []
    return [
        figure
        for figure in figures(printed_text(fact))
        if not figure.loose and not any(stands_for(figure, number, value) for number, value in held)
    ]


def _rounded(fact: Fact, missing: list[Decimal], value: Value) -> bool:
    """Whether the numbers missing are printed with fewer digits: another rule speaks of that."""
    printed = {(figure.number, figure.decimals) for figure in figures(printed_text(fact)) if not figure.loose}
    return all(
        any(decimals < _places(number) and round(number, decimals) == one for one, decimals in printed)
        for number in missing
    )


def _places(number: Decimal) -> int:
    return -int(number.as_tuple().exponent)


def _remark(kb: KnowledgeBase, fact: Fact, path: str, number: Decimal, text: str) -> Remark:
    message = f"{number:f} of '{text}' is not in the printed figure '{fact.printed}'"
    near = _nearest(number, unaccounted(fact))
    help = (
        f"Did you mean {near:f}?"
        if near is not None
        else "Read the source again: correct the number, or complete 'printed'."
    )
    return Remark(kb.place(fact, path), message, help, fact.id)


def _nearest(number: Decimal, printed: list[Figure]) -> Decimal | None:
    """Of the printed numbers that nothing accounts for, the one most like this number."""

    def likeness(figure: Figure) -> tuple[bool, Decimal]:
        same_digits = f"{figure.number:f}".strip("0.") == f"{number:f}".strip("0.")
        return (not same_digits, abs(figure.number - number))

    return min(printed, key=likeness).number if printed else None
