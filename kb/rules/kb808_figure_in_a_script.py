"""A figure that stands in the script of a tool.

What it checks
    The scripts of the site's tools hold no clinical figure of their own: no number with a unit in the words that they
    show, and no number of four digits or more, or with a decimal point, that is the figure of a fact. Such numbers
    come with the page, from facts. Years, lengths of time in milliseconds and what is one digit and zeros, up to
    100,000, are numbers that a program counts with.

Why it matters at the bedside
    A calculator that knows a dose by heart goes on with it when the fact is corrected, and no page shows that it does.

How to fix
    Hand the figure over with the data of the page, from the fact that the help names, and read it from there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from kb.finding import Place, Remark, Severity
from kb.graph import ClaimGraph
from kb.held_figures import held_figures
from kb.model import KnowledgeBase
from kb.template_prose import figures_with_units

SEVERITY = Severity.CRITICAL

_TOKEN: Final = re.compile(
    r"//[^\n]*|/\*.*?\*/|(?P<text>\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)"
    r"|(?<![\w.$])(?P<number>\d[\d_]*(?:\.\d+)?(?:e\d+)?)(?=n?\b)",
    re.DOTALL,
)
_DIGITS: Final = re.compile(r"\d[\d,_]*(?:\.\d+)?")
_YEARS: Final = range(1900, 2101)
_OF_TIME: Final = frozenset(map(Decimal, (1000, 1440, 3600, 60000, 86400, 3600000, 86400000)))
"""Milliseconds, seconds and minutes in longer times: what a program counts with."""


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each figure in the words or the code of a script."""
    held: dict[Decimal, str] | None = None
    for path, script in kb.scripts.items():
        for token in _TOKEN.finditer(script):
            text = (token["text"] or "")[1:-1]
            for figure in figures_with_units(text) if text else ():
                help = "Hand it over with the data of the page, from the fact that has it."
                yield Remark(Place.in_text(path, script, token.start() + 1), f"'{figure}' stands in a script", help)
            number = _number(token["number"] or (text if _DIGITS.fullmatch(text) else ""))
            if number is None:
                continue
            held = _figures(kb) if held is None else held
            if number in held:
                message = f"{token.group()} stands in a script and is a figure of '{held[number]}'"
                help = f'Hand it over with the data of the page, from fact("{held[number]}").'
                yield Remark(Place.in_text(path, script, token.start()), message, help)


def _number(written: str) -> Decimal | None:
    """A number that can only be a figure: large, or with a fraction, and neither a year nor a measure of time."""
    if not written:
        return None
    number = Decimal(written.replace("_", "").replace(",", ""))
    whole = number == number.to_integral_value()
    if number in _OF_TIME or (whole and (number < 1000 or int(number) in _YEARS)) or _is_round(number):
        return None
    return number


def _is_round(number: Decimal) -> bool:
    """Whether a program may as well wait so long, or take so many steps: one digit and zeros, or a power of ten."""
    digits = number.normalize().as_tuple().digits
    return digits == (1,) or (len(digits) == 1 and number < 100_000)


def _figures(kb: KnowledgeBase) -> dict[Decimal, str]:
    """Every number that a fact holds, with the first fact that does."""
    found: dict[Decimal, str] = {}
    for fact in kb.facts.values():
        for _, value in held_figures(fact):
            for number in value.numbers:
                found.setdefault(number, fact.id)
    return found
