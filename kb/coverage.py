"""Which numerals of a source text no fact accounts for, so that an editor sees what is missing.

A numeral is a number in digits or in words (fifteen, half, million, twice, a decade), a word that holds digits, and
"percent" without a number before it. Ordinals (first, second), units with exponents and words of quantity (most, few)
are none. Each numeral of a text has one standing, the first that applies:

- accounted: it lies in the place where the printed figure of a fact was found, or in the grade of evidence that the
  fact keeps from the same passage;
- repeated: the same figure stands there again, with the same near words, where the fact does not point. A figure of
  nothing but numbers and units that has no near words never repeats: it may as well be another figure;
- justified: a remainder declares it, by itself (with its repetitions) or by a class of marks;
- unaccounted: none of these.

Time is linear in the length of a text for a given number of facts: of one figure at most 200 further places are
looked at.
"""

from __future__ import annotations

import enum
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from kb.coverage_patterns import marks
from kb.model import Fact, KnowledgeBase, Remainder
from kb.quotation import Match, Reading, Refusal, SourceText, find_figure, prepare
from kb.quotation.explain import excerpt
from kb.quotation.site import is_figure
from kb.quotation.text import passage_of
from kb.quotation.tokens import Kind, Token
from kb.quotation.words import is_number_word
from kb.verify import Verification

MOST_REPEATS: Final = 200
MOST_IN_A_PASSAGE: Final = 20
_TIMES: Final = frozenset({"twice", "thrice", "decade", "decades"})
_PER: Final = frozenset({"daily", "weekly", "monthly", "a", "per", "every", "each", "in"})
_PIECES: Final = re.compile(r"\s*(?:…|\.{3,})\s*")


class Standing(enum.Enum):
    """What became of a numeral."""

    ACCOUNTED = "accounted for"
    REPEATED = "repeated"
    JUSTIFIED = "justified"
    UNACCOUNTED = "unaccounted for"


class Numeral(NamedTuple):
    """One numeral of a text: as it is printed, its line (from 1), its standing, and at most eight words around it."""

    printed: str
    line: int
    standing: Standing
    excerpt: str


class Idle(NamedTuple):
    """A remainder that accounts for nothing, and why."""

    remainder: Remainder
    reason: str


class Coverage(NamedTuple):
    """The numerals of one text, the facts whose figure is not in it, and the remainders that account for nothing."""

    reference: str
    numerals: tuple[Numeral, ...]
    not_found: tuple[Fact, ...]
    idle: tuple[Idle, ...]

    def count(self, standing: Standing) -> int:
        """How many numerals have a standing."""
        return sum(numeral.standing is standing for numeral in self.numerals)

    @property
    def unaccounted(self) -> tuple[Numeral, ...]:
        """The numerals that nothing accounts for, in the order of the text."""
        return tuple(numeral for numeral in self.numerals if numeral.standing is Standing.UNACCOUNTED)


class _Figure(NamedTuple):
    """What is looked for: a printed figure with its near words and its declared reading."""

    printed: str
    near: Sequence[str]
    reading: Reading | None = None

    def find(self, text: SourceText) -> Match | Refusal:
        return find_figure(text, self.printed, self.near, self.reading)

    def pieces(self) -> list[list[str]]:
        """The keys of the numerals of each part of a figure that is printed in parts (`Creatinine … >3 mg/dL`)."""
        texts = map(prepare, _PIECES.split(self.printed))
        return [[text.tokens[index].key for index in _numerals(text)] for text in texts]

    @property
    def tells(self) -> bool:
        """Whether its words tell it from the same number said of something else."""
        return bool(self.near) or any(_telling(token) for token in prepare(self.printed).tokens)


def _telling(token: Token) -> bool:
    return token.kind is Kind.WORD and len(token.key) > 2 and not is_number_word(token.key)


def coverage(kb: KnowledgeBase, verified: Verification) -> Coverage:
    """The standing of each numeral of the text of one reference, from what was looked up in it."""
    return _Marking(verified.source).run(kb, verified)


class _Marking:
    def __init__(self, text: SourceText) -> None:
        self.text = text
        self.order = _numerals(text)
        self.standing = dict.fromkeys(self.order, Standing.UNACCOUNTED)
        self.offsets = [text.offset(text.tokens[index].start) for index in self.order]
        self.lines = [found.end() for found in re.finditer("\n", text.original)]

    def run(self, kb: KnowledgeBase, verified: Verification) -> Coverage:
        looked_up = [outcome for outcome in verified.outcomes if outcome.fact.status != "retired"]
        figures = [(_figure(outcome.fact), outcome.result) for outcome in looked_up]
        for figure, result in figures:
            if isinstance(result, Match):
                self._mark(self._within(figure, result), Standing.ACCOUNTED)
        for fact, result in looked_up:
            if fact.graded and isinstance(result, Match):
                grade = _Figure(fact.graded, ())
                self._mark(self._inside(grade, result.passage_start, result.passage_end), Standing.ACCOUNTED)
        for figure, result in figures:
            if isinstance(result, Match):
                self._mark(list(self._again(figure)), Standing.REPEATED)
        declared = [remainder for remainder in kb.remainders if remainder.cite == verified.reference]
        covered = [(remainder, list(self._declared(remainder))) for remainder in declared]
        idle = tuple(Idle(one, self._idle(one, places)) for one, places in covered if not self._open(places))
        for _, places in covered:
            self._mark(places, Standing.JUSTIFIED)
        not_found = tuple(outcome.fact for outcome in looked_up if outcome.refused)
        return Coverage(verified.reference, tuple(map(self._numeral, self.order)), not_found, idle)

    def _open(self, places: Sequence[int]) -> bool:
        return any(self.standing[index] is Standing.UNACCOUNTED for index in places)

    def _idle(self, remainder: Remainder, places: Sequence[int]) -> str:
        if places:
            return "facts carry all that it names"
        result = _Figure(remainder.printed, remainder.near).find(self.text) if remainder.printed else None
        return result.reason if isinstance(result, Refusal) else "it names no numeral of the text"

    def _mark(self, places: Sequence[int] | Iterator[int], standing: Standing) -> None:
        for index in places:
            if self.standing[index] is Standing.UNACCOUNTED:
                self.standing[index] = standing

    def _between(self, start: int, end: int) -> list[int]:
        """The numerals that begin between two places of the original text."""
        return self.order[bisect_left(self.offsets, start) : bisect_left(self.offsets, end)]

    def _within(self, figure: _Figure, match: Match, shift: int = 0) -> list[int]:
        """The numerals of a figure that was found; what stands between its parts is not of it."""
        inside = self._between(match.start + shift, match.end + shift)
        first, *further = figure.pieces()
        if not further:
            return inside
        middle, last = further[:-1], len(further[-1])
        taken = inside[: len(first)] + (inside[-last:] if last else [])
        at = len(first)
        for piece in middle:
            keys = [self.text.tokens[index].key for index in inside]
            at = next((place for place in range(at, len(keys)) if keys[place : place + len(piece)] == piece), at)
            taken += inside[at : at + len(piece)]
            at += len(piece)
        return taken

    def _inside(self, figure: _Figure, start: int, end: int) -> Iterator[int]:
        """The numerals of a figure wherever it stands between two places of the original text.

        What was found is crossed out before the next search, so that the near words stay where they are.
        """
        passage = self.text.original[start:end]
        for _ in range(MOST_IN_A_PASSAGE):
            result = figure.find(prepare(passage))
            if isinstance(result, Refusal):
                return
            yield from self._within(figure, result, start)
            passage = passage[: result.start] + "x" * (result.end - result.start) + passage[result.end :]

    def _again(self, figure: _Figure) -> Iterator[int]:
        """The numerals of further places where a figure stands, each found anew in its own passage."""
        keys = {key for piece in figure.pieces() for key in piece}
        if not keys or not figure.tells:
            return
        rarest = min(sorted(keys), key=lambda key: len(self.text.positions.get(key, ())))
        for index in self.text.positions.get(rarest, ())[:MOST_REPEATS]:
            if self.standing.get(index) is Standing.UNACCOUNTED:
                low, high = passage_of(self.text, index, index)
                start = self.text.offset(self.text.tokens[low].start)
                end = self.text.offset(self.text.tokens[high - 1].end - 1) + 1
                yield from self._inside(figure, start, end)

    def _declared(self, remainder: Remainder) -> Iterator[int]:
        if remainder.pattern:
            for places in marks(self.text, remainder.pattern):
                yield from (index for index in places if index in self.standing)
        elif remainder.printed:
            figure = _Figure(remainder.printed, remainder.near)
            result = figure.find(self.text)
            if isinstance(result, Match):
                yield from self._within(figure, result)
                yield from self._again(figure)

    def _numeral(self, index: int) -> Numeral:
        line = bisect_left(self.lines, self.text.offset(self.text.tokens[index].start) + 1) + 1
        unaccounted = self.standing[index] is Standing.UNACCOUNTED
        around = excerpt(self.text, index) if unaccounted else ""
        return Numeral(self.text.shown(index, index), line, self.standing[index], around)


def _figure(fact: Fact) -> _Figure:
    reading = Reading(fact.reading.printed, fact.reading.read_as) if fact.reading else None
    return _Figure(fact.printed, fact.near, reading)


def _numerals(text: SourceText) -> list[int]:
    return [index for index in range(len(text.tokens)) if _is_numeral(text, index)]


def _is_numeral(text: SourceText, index: int) -> bool:
    token, raw = text.tokens[index], text.raw(index)
    if is_figure(token):
        return True
    if token.kind is Kind.PERCENT:
        return raw != "%" and not is_figure(text.token(index - 1))
    if token.kind is not Kind.WORD:
        return False
    if token.key == "once":
        return text.token(index + 1).key.removeprefix("u:") in _PER
    return token.key in _TIMES or any(map(str.isdigit, raw)) or _holds_number_word(raw)


def _holds_number_word(raw: str) -> bool:
    """Whether a part of a compound is a number: five-day, mid-sixties is none."""
    return "-" in raw and any(is_number_word(part.strip().casefold()) for part in raw.split("-"))
