"""The figures that a printed text holds: each number with its comparator and its unit, in this base's spelling.

`printed` is the figure as a source prints it, a dozen words at most. What a reader takes from it is made explicit
here, so that it can be held against the parsed value: `over 1-1.5 mcg/kg/min` is two figures, both above, both in
`ug/kg/min`. Words count as figures too (fifteen, twice, half, daily). Nothing here decides whether a value is right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from kb.printed_words import (
    AFTER,
    ARTICLES,
    BEFORE,
    COUNTED_WORDS,
    IN_BETWEEN,
    LOOSE,
    LOOSE_NUMBERS,
    MULTIPLIERS,
    NUMBER_WORDS,
    OPERATORS,
    SHARING,
    TIMES_A_DAY,
    UNIT_NAMES,
)
from kb.quotation.tokens import Kind, Token, clean, tokenise

SaidBy = Literal["sign", "words", "loose words", ""]


class Figure(NamedTuple):
    """One number as printed.

    `number` is exact, `decimals` how many were printed; `operator` is one of `< <= > >= ~` or empty, and `said_by`
    whether a sign says so, firm words ("at least"), or loose ones that may mean something else ("over 15 minutes").
    `units` holds the unit and its bases in this base's spelling, empty where none is printed; `multiplier` is the
    million of `18 million`; `ratio` the share in percent of a printed fraction; `loose` marks words that may be no
    number at all (a, one).
    """

    number: Decimal
    decimals: int = 0
    operator: str = ""
    said_by: SaidBy = ""
    units: tuple[str, ...] = ()
    multiplier: int = 1
    ratio: Fraction | None = None
    loose: bool = False


_PLAIN: Final = re.compile(r"-?(?:\d+(?:\.\d+)?|\.\d+)")
_FRACTION: Final = re.compile(r"(?:(\d+) )?(\d+)/(\d+)")
_PARTS: Final = re.compile(r"\d+(?:\.\d+)?")
_EVERY: Final = re.compile(r"q(\d+)(?:-(\d+))?(h|hr|hrs|d|days?)?")


@lru_cache(maxsize=65536)
def figures(printed: str) -> tuple[Figure, ...]:
    """All figures of a printed text, in the order printed."""
    tokens = list(tokenise(clean(printed)))
    found: list[tuple[int, Figure, int]] = []
    for index, token in enumerate(tokens):
        for figure in _numbers(token):
            units, multiplier, end = _unit_after(tokens, index + 1)
            units = units or _unit_before(tokens, index)
            if token.key in ARTICLES and not units:
                continue
            operator, said_by = _operator(tokens, index, end)
            said = figure._replace(operator=operator, said_by=said_by, multiplier=multiplier)
            found.append((index, said if said.units else said._replace(units=units), end))
    return tuple(_with_shared_units(tokens, found))


def _numbers(token: Token) -> Sequence[Figure]:
    if token.kind is Kind.NUMBER:
        return _number(token.key)
    key = token.key.removeprefix("u:")
    if key in NUMBER_WORDS:
        return [Figure(number, loose=key in LOOSE_NUMBERS) for number in NUMBER_WORDS[key]]
    every = _EVERY.fullmatch(key)
    if every:
        unit = "d" if (every[3] or "h").startswith("d") else "h"
        return [Figure(Decimal(number), units=(unit,)) for number in every.groups()[:2] if number]
    return ()


def _number(key: str) -> list[Figure]:
    if _PLAIN.fullmatch(key):
        return [Figure(Decimal(key), len(key.partition(".")[2]))]
    fraction = _FRACTION.fullmatch(key)
    if fraction and int(fraction[3]):
        share = Fraction(int(fraction[2]), int(fraction[3]))
        whole = Figure(Decimal(fraction[2]), ratio=100 * (share + int(fraction[1] or 0)))
        return [whole, Figure(Decimal(fraction[3])), *([Figure(Decimal(fraction[1]))] if fraction[1] else [])]
    return [Figure(Decimal(part), len(part.partition(".")[2])) for part in _PARTS.findall(key)]


def _key(tokens: Sequence[Token], index: int) -> str:
    return tokens[index].key.removeprefix("u:") if 0 <= index < len(tokens) else ""


def _unit_after(tokens: Sequence[Token], index: int) -> tuple[tuple[str, ...], int, int]:
    """Unit and bases from a token on, the multiplier before them, and the token after them."""
    multiplier = 1
    if _key(tokens, index) in MULTIPLIERS:
        multiplier = MULTIPLIERS[_key(tokens, index)]
        index += 1
    index += _key(tokens, index) == "international"
    index += _is_hyphen(tokens, index) or _key(tokens, index) in IN_BETWEEN
    if (_key(tokens, index), _key(tokens, index + 1)) == ("mm", "hg"):
        return ("mmHg",), multiplier, index + 2
    unit = _unit(tokens, index)
    if not unit and not (_key(tokens, index) in ("/", "per") and _unit(tokens, index + 1)):
        return (), multiplier, index
    units = [unit]
    index += bool(unit)
    while _key(tokens, index) in ("/", "per"):
        step = 2 if _key(tokens, index + 1) in ("square", "cubic") else 1
        basis = _unit(tokens, index + step)
        if not basis:
            break
        units.append({"square m": "m2", "cubic m": "m3"}.get(f"{_key(tokens, index + 1)} {basis}", basis))
        index += step + 1
    return tuple(units), multiplier, index


def _is_hyphen(tokens: Sequence[Token], index: int) -> bool:
    """Whether a hyphen ties a number to its unit, as in `15-minute infusion`."""
    if not 0 < index < len(tokens) - 1 or tokens[index].kind is not Kind.DASH or not _unit(tokens, index + 1):
        return False
    return tokens[index - 1].end == tokens[index].start and tokens[index].end == tokens[index + 1].start


def _unit_before(tokens: Sequence[Token], index: int) -> tuple[str, ...]:
    """The unit of a number that counts on: `day 2`, `days 15 to 19`, `week 5`."""
    named = {"day": "d", "days": "d", "week": "wk", "weeks": "wk", "month": "mo", "months": "mo"}
    unit = named.get(_key(tokens, index - 1), "")
    return (unit,) if unit and not (index > 1 and _numbers(tokens[index - 2])) else ()


def _unit(tokens: Sequence[Token], index: int) -> str:
    if not 0 <= index < len(tokens):
        return ""
    token = tokens[index]
    if token.kind is Kind.UNIT or token.kind is Kind.PERCENT:
        return UNIT_NAMES.get(token.key.removeprefix("u:"), "")
    return COUNTED_WORDS.get(token.key, "") if token.kind is Kind.WORD else ""


def _operator(tokens: Sequence[Token], index: int, end: int) -> tuple[str, SaidBy]:
    """The comparator of the figure at an index, whose unit ends before `end`: a sign, or words before or after it."""
    if index and tokens[index - 1].kind is Kind.COMPARATOR:
        return OPERATORS.get(tokens[index - 1].key, ""), "sign"
    before = " ".join(_key(tokens, at) for at in range(max(index - 5, 0), index))
    for pattern, operator in BEFORE:
        found = pattern.search(before)
        if found:
            return operator, "loose words" if found.group() in LOOSE else "words"
    after = " ".join(_key(tokens, at) for at in range(end, min(end + 5, len(tokens))))
    for pattern, operator in AFTER:
        if pattern.match(after):
            return operator, "words" if after[0] != "+" else "loose words"
    return "", ""


def _with_shared_units(tokens: Sequence[Token], found: list[tuple[int, Figure, int]]) -> list[Figure]:
    """Give the first of two joined figures (`1-1.5 mg`, `20 or 40 mg`) the unit of the second, or that of the first."""
    for place, (index, figure, end) in enumerate(found[1:], start=1):
        before = found[place - 1]
        if not figure.units and before[1].units and before[2] == before[0] + 1 and _joined(tokens, before[2], index):
            found[place] = (index, figure._replace(units=before[1].units), end)
    shared: list[Figure] = []
    following: tuple[int, Figure] | None = None
    for index, figure, end in reversed(found):
        if following and not figure.units and figure.multiplier == 1 and _joined(tokens, end, following[0]):
            figure = figure._replace(units=following[1].units, multiplier=following[1].multiplier)
        shared.append(figure)
        following = (index, figure)
    return shared[::-1]


def _joined(tokens: Sequence[Token], end: int, following: int) -> bool:
    between = [tokens[at] for at in range(end, following)]
    return (
        0 < len(between) < 3 and between[0].key in SHARING and all(one.kind is Kind.COMPARATOR for one in between[1:])
    )


@lru_cache(maxsize=65536)
def words(printed: str) -> tuple[str, ...]:
    """The words and units of a printed text in small letters, in order."""
    return tuple(token.key.removeprefix("u:") for token in tokenise(clean(printed)))


def times_a_day(printed: str) -> set[int]:
    """How many times a day the words of a printed text say: `twice daily`, `tid`, `bedtime`."""
    return {TIMES_A_DAY[word] for word in words(printed) if word in TIMES_A_DAY}
