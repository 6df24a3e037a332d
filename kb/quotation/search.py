"""The number-safe search of a printed figure in a prepared text.

The pieces of `printed` (`Creatinine … >3 mg/dL` has two) are looked for as whole tokens in order; `neighbours` objects
to what stands beside them; the near words must stand in the passage of the same occurrence. All occurrences are tried;
the refusal speaks of the one that came furthest. After 2,000 places that will not do the search ends with a refusal.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.quotation.explain import excerpt, why_absent
from kb.quotation.neighbours import objection
from kb.quotation.site import Site, is_figure
from kb.quotation.text import BULLETS, SourceText, near_key, passage_of, prepare, segment_of
from kb.quotation.tokens import LOST_GLYPH, Kind, Token, clean, without_footnote

MOST_EXAMINED = 2_000
MOST_TOKENS = 200
_PIECES = re.compile(r"\s*(?:…|\.{3,})\s*")
_CONNECTING = frozenset({"or", "and", "vs", "versus", ",", "&", "to", "-"})
_YEAR = re.compile(r"(?:18|19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Match:
    """Where a figure stands, and the passage around it: offsets in the original text, the ends exclusive."""

    start: int
    end: int
    passage_start: int
    passage_end: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a figure is not accepted, in words for an editor, and at most eight words of the text nearest to it."""

    reason: str
    nearest: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A lost or damaged glyph that a fact declares: what the text shows (with U+FFFD) and how it is read."""

    printed: str
    read_as: str


def find_figure(
    text: SourceText, printed: str, near: Sequence[str] = (), reading: Reading | None = None
) -> Match | Refusal:
    """Finds a printed figure in a text as whole tokens, with every near word in the passage of one occurrence.

    With a reading, `printed` holds the lost character itself (U+FFFD); where it holds what the reading says instead,
    the lost character is put in its place. Time is linear in the length of the text; nothing is raised.
    """
    fault = _fault(printed, reading)
    if fault:
        return Refusal(fault, "")
    found = _Search(text, printed, near, reading).run()
    damaged = _damaged(printed, reading)
    if isinstance(found, Match) or damaged == printed:
        return found
    return _Search(text, damaged, near, reading).run()


def _fault(printed: str, reading: Reading | None) -> str:
    pieces = [_piece(piece) for piece in _PIECES.split(printed.strip())]
    if not all(pieces):
        return "there is nothing to look for in one part of the printed figure"
    if sum(map(len, pieces)) > MOST_TOKENS:
        return "the printed figure is too long: print the figure with its comparator, unit and denominator only"
    if reading is None:
        lost = any(token.kind is Kind.LOST for piece in pieces for token in piece)
        return "the printed figure holds a lost character: declare how it is read" if lost else ""
    if re.findall(r"\d", reading.printed) != re.findall(r"\d", reading.read_as):
        return "the declared reading changes digits: a reading can restore a sign or a letter, never a number"
    return ""


def _damaged(printed: str, reading: Reading | None) -> str:
    if reading is None or not reading.read_as or LOST_GLYPH not in clean(reading.printed):
        return printed
    return clean(printed).replace(clean(reading.read_as), clean(reading.printed))


def _piece(printed: str) -> tuple[Token, ...]:
    tokens = list(prepare(printed).tokens)
    while tokens and tokens[-1].key in {".", ",", ";"}:
        tokens.pop()
    return tuple(tokens)


class _Search:
    def __init__(self, text: SourceText, printed: str, near: Sequence[str], reading: Reading | None) -> None:
        self.text = text
        self.printed = printed
        self.pieces = [_piece(piece) for piece in _PIECES.split(printed.strip())]
        self.bare_year = [bool(_YEAR.search(piece.replace(",", "x"))) for piece in _PIECES.split(printed.strip())]
        self.near = {word: [near_key(token) for token in prepare(word).tokens] for word in near}
        self.examined = 0
        self.reading = [token.key for token in prepare(reading.printed).tokens] if reading else []

    def run(self) -> Match | Refusal:
        best: tuple[int, str, int] = (0, "", 0)
        for first in self._occurrences(0):
            if self.examined > MOST_EXAMINED:
                best = max(best, (1, "it stands too often in the text to be examined: print more of it", first))
                break
            rank, reason, last = self._examine(first)
            if not reason:
                return self._match(first, last)
            if rank > best[0]:
                best = (rank, reason, first)
        if best[0] == 0:
            reason, index = why_absent(self.text, self.printed, self.pieces[0])
            return Refusal(reason, excerpt(self.text, index))
        return Refusal(f"found, but {best[1]}", excerpt(self.text, best[2]))

    def _match(self, first: int, last: int) -> Match:
        low, high = passage_of(self.text, first, last)
        tokens, offset = self.text.tokens, self.text.offset
        start, end = offset(tokens[first].start), offset(tokens[last].end - 1) + 1
        return Match(start, end, offset(tokens[low].start), offset(tokens[high - 1].end - 1) + 1)

    def _occurrences(self, piece: int, after: int = 0, before: int | None = None) -> Iterator[int]:
        """First tokens of all places where the keys of a piece stand one after the other, within bounds."""
        keys = [token.key for token in self.pieces[piece]]
        end = len(self.text.tokens) if before is None else before
        anchor = min(range(len(keys)), key=lambda index: len(self.text.positions.get(keys[index], ())))
        places = self.text.positions.get(keys[anchor], ())
        for place in places[bisect_left(places, after + anchor) : bisect_left(places, end)]:
            first = place - anchor
            if first + len(keys) <= end and all(self._is(first + at, key) for at, key in enumerate(keys)):
                yield first

    def _is(self, index: int, key: str) -> bool:
        return self.text.token(index).key == key or without_footnote(self.text.raw(index)) == key

    def _examine(self, first: int) -> tuple[int, str, int]:
        """How far an occurrence of the first piece comes, why no further (empty: it is the figure), its last token."""
        last = first + len(self.pieces[0]) - 1
        reason = self._objection(0, first)
        if reason:
            return 3, reason, last
        end = segment_of(self.text, first)[1]
        for piece in range(1, len(self.pieces)):
            reason, last = self._follow(piece, last, end)
            if reason:
                return 2, reason, last
        missing = self._missing(first, last)
        return (4, missing, last) if missing else (5, "", last)

    def _follow(self, piece: int, last: int, end: int) -> tuple[str, int]:
        shown = "".join(_PIECES.split(self.printed.strip())[piece])
        reason = f'"{shown}" does not follow it in the same sentence, list item or table row'
        for first in self._occurrences(piece, last + 1, end):
            between = self.text.tokens[last + 1 : first]
            if self._shares(piece - 1) and not all(_connects(token) for token in between):
                continue
            reason = self._objection(piece, first) or ""
            if not reason:
                return "", first + len(self.pieces[piece]) - 1
        return reason, last

    def _shares(self, piece: int) -> bool:
        """Whether the next piece is the unit of a number at the end of this one: `600,000 … IU/kg`."""
        if piece + 1 >= len(self.pieces):
            return False
        unit = self.pieces[piece + 1][0].kind in {Kind.UNIT, Kind.PERCENT}
        return unit and self.pieces[piece][-1].kind is Kind.NUMBER

    def _objection(self, piece: int, first: int) -> str | None:
        self.examined += 1
        last = first + len(self.pieces[piece]) - 1
        site = Site(self.text, first, last, self._accounted, self._shares(piece))
        if any(token.kind is Kind.LOST and not self._accounted(first + at) for at, token in enumerate(site.tokens)):
            return "the declared reading does not stand at the lost character"
        year = bool(_YEAR.fullmatch(self.text.raw(last)))
        if site.tail.kind is Kind.NUMBER and year != self.bare_year[piece] and len(site.tail.key) == 4:
            return f'"{self.text.raw(last)}" and the printed figure may be a year and a number'
        return objection(site)

    def _accounted(self, index: int) -> bool:
        """Whether the declared reading stands in the text so that it covers the lost character at an index."""
        for at, key in enumerate(self.reading):
            stretch = self.text.tokens[max(index - at, 0) : index - at + len(self.reading)]
            if key == LOST_GLYPH and [token.key for token in stretch] == self.reading:
                return True
        return False

    def _missing(self, first: int, last: int) -> str:
        low, high = passage_of(self.text, first, last)
        missing = [word for word, keys in self.near.items() if keys and not self._stands(keys, low, high)]
        if not missing:
            return self._elsewhere(first, last)
        words = " and ".join(f'"{word}"' for word in missing)
        return f"{words} {'does' if len(missing) == 1 else 'do'} not stand within the same passage"

    def _elsewhere(self, first: int, last: int) -> str:
        """In a list item of one line, one near word at least must stand in it: the next item tells other things."""
        low, high = segment_of(self.text, first)
        words = [keys for keys in self.near.values() if keys]
        one_line = "\n" not in self.text.cleaned[self.text.token(low).start : self.text.token(high - 1).end]
        figure = any(is_figure(token) for piece in self.pieces for token in piece)
        if not (one_line and figure and words and self.text.raw(low) in BULLETS):
            return ""
        inside = any(self._stands(keys, low, max(high, last + 1)) for keys in words)
        return "" if inside else "none of the near words stands within the same list item"

    def _stands(self, keys: Sequence[str], low: int, high: int) -> bool:
        for form in _forms(keys[0]):
            places = self.text.words.get(form, ())
            for place in places[bisect_left(places, low) : bisect_left(places, high)]:
                rest = [near_key(self.text.token(place + at)) for at in range(1, len(keys))]
                if all(key in _forms(wanted) for key, wanted in zip(rest, keys[1:], strict=True)):
                    return True
        return False


def _connects(token: Token) -> bool:
    return token.kind is Kind.NUMBER or token.key in _CONNECTING


def _forms(word: str) -> tuple[str, ...]:
    """A near word, its plural and its singular."""
    if not word.isalpha() or len(word) < 3:
        return (word,)
    forms = [word, word + "s", word + "es"]
    if word.endswith("y"):
        forms.append(word[:-1] + "ies")
    if word.endswith("ies"):
        forms.append(word[:-3] + "y")
    if word.endswith("s") and len(word) > 3:
        forms += [word[:-1], word.removesuffix("es")]
    return tuple(forms)
