"""A source text prepared once for many searches: its tokens, where each stands, and its passages.

A *segment* is a sentence, a list item or a table row. It ends at a full stop before a capital, at a blank line, at a
bullet, and at a line end that is followed by a capital and not preceded by a word that must go on ("of", "the", a
comma). A *passage* is a segment and its neighbours: whole segments are added before and after until 25 tokens are
gained, never more than 60 on a side, and never across a blank line, except where the sentence plainly goes on (no full
stop before, a small letter after or a bracket open: a page break) or where a short heading without figures is above.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kb.quotation.tokens import EDGE, INVISIBLE, Kind, Token, clean, tokenise, without_footnote, word_key
from kb.quotation.words import CONNECTING, REVERSING_PREFIXES

GAINED_TOKENS = 25
WIDEST_SIDE = 60
_HEADING_TOKENS = 15
BULLETS = frozenset("•▪◦●○‣■–*|")
_BLANK_LINE = re.compile(r"\n\s*\n")
_SOFT_HYPHEN_AT_LINE_END = re.compile("\xad(?=[ \t]*\r?\n)")


@dataclass(frozen=True, slots=True)
class SourceText:
    """A text ready to be searched: made by `prepare`, read by `find_figure`."""

    original: str
    cleaned: str
    tokens: Sequence[Token]
    positions: Mapping[str, Sequence[int]]
    words: Mapping[str, Sequence[int]]
    segments: Sequence[int]
    paragraphs: Sequence[int]
    removed: Sequence[int]

    def token(self, index: int) -> Token:
        """The token at an index, `EDGE` outside the text."""
        return self.tokens[index] if 0 <= index < len(self.tokens) else EDGE

    def offset(self, cleaned_offset: int) -> int:
        """The place in the original text of a place in the cleaned one (invisible characters were taken out)."""
        return cleaned_offset + bisect_right(self.removed, cleaned_offset)

    def raw(self, index: int) -> str:
        """What stands in the cleaned text for a token, the empty string outside the text."""
        token = self.token(index)
        return self.cleaned[token.start : token.end] if token is not EDGE else ""

    def shown(self, first: int, last: int) -> str:
        """The text from one token to another, both inclusive, on one line; indices outside the text are drawn in."""
        start, end = self.token(max(first, 0)).start, self.token(min(last, len(self.tokens) - 1)).end
        return " ".join(self.cleaned[start:end].split())

    def gap(self, index: int) -> str:
        """What stands between a token and the one before it."""
        return self.cleaned[max(self.token(index - 1).end, 0) : max(self.token(index).start, 0)]


def prepare(text: str) -> SourceText:
    """Tokenises and indexes a text once, in time linear in its length."""
    hyphenated = _SOFT_HYPHEN_AT_LINE_END.sub("-", text)
    removed = [found.start() - shift for shift, found in enumerate(INVISIBLE.finditer(hyphenated))]
    cleaned = clean(INVISIBLE.sub("", hyphenated))
    tokens = list(tokenise(cleaned))
    positions: defaultdict[str, list[int]] = defaultdict(list)
    for index, token in enumerate(tokens):
        positions[token.key].append(index)
    footnoted: defaultdict[str, list[int]] = defaultdict(list)
    for index, token in enumerate(tokens):
        if token.key[-1:].isdigit() and (word := without_footnote(cleaned[token.start : token.end])):
            footnoted[word].append(index)
    for word, indices in footnoted.items():
        positions[word] = sorted(positions[word] + indices)
    segments, paragraphs = _divide(cleaned, tokens)
    return SourceText(
        text, cleaned, tokens, positions, _words(cleaned, tokens, positions), segments, paragraphs, removed
    )


def _divide(cleaned: str, tokens: Sequence[Token]) -> tuple[list[int], list[int]]:
    segments, paragraphs, depth = [0], [0], 0
    for index, (before, token) in enumerate(zip(tokens, tokens[1:], strict=False), start=1):
        depth = max(depth + (before.key == "(") - (before.key == ")"), 0)
        if token.start == before.end:
            continue
        gap = cleaned[before.end : token.start]
        if gap == " " and before.key not in _ENDS:
            continue
        first = cleaned[token.start]
        if "\n" in gap and _BLANK_LINE.search(gap):
            segments.append(index)
            if before.key in _ENDS or not (first.islower() or depth == 1):
                paragraphs.append(index)
                depth = 0
        elif _begins_segment(before, token, first, "\n" in gap):
            segments.append(index)
    return segments, paragraphs


_ENDS = frozenset(".!?:")


def _begins_segment(before: Token, token: Token, first: str, on_new_line: bool) -> bool:
    if before.kind is Kind.NUMBER and token.kind is Kind.UNIT:
        return False
    if first in BULLETS and on_new_line:
        return True
    if before.key in {".", "!", "?"}:
        return first.isupper() or first in "([•" or on_new_line
    return on_new_line and first.isupper() and before.key not in CONNECTING


def _words(
    cleaned: str, tokens: Sequence[Token], positions: Mapping[str, Sequence[int]]
) -> Mapping[str, Sequence[int]]:
    """Where each word stands as a near word: itself, and the parts of a hyphenated word (high-dose, not non-small).

    A hyphen at a line end counts as a real one only if the same word is hyphenated inside a line elsewhere.
    """
    found: defaultdict[str, list[int]] = defaultdict(list)
    for key, indices in positions.items():
        found[key.removeprefix("u:").casefold()] += indices
    broken: list[tuple[int, Token]] = []
    hyphenated = set()
    for index, token in enumerate(tokens):
        if token.kind is not Kind.WORD or (token.end - token.start == len(token.key) and "-" not in token.key):
            continue
        raw = cleaned[token.start : token.end]
        if "\n" in raw:
            broken.append((index, token))
        elif "-" in raw:
            hyphenated.add(token.key)
            _add_parts(found, raw, index)
    for index, token in broken:
        if token.key in hyphenated:
            _add_parts(found, cleaned[token.start : token.end], index)
    return {word: sorted(set(indices)) for word, indices in found.items()}


def _add_parts(found: Mapping[str, list[int]], raw: str, index: int) -> None:
    parts = [word_key(part.strip()) for part in raw.split("-")]
    if parts[0] not in REVERSING_PREFIXES:
        for part in parts:
            found[part.casefold()].append(index)


def near_key(token: Token) -> str:
    """A token as a near word: no case, and no difference between a unit and a word."""
    return token.key.removeprefix("u:").casefold()


def segment_of(text: SourceText, index: int) -> tuple[int, int]:
    """The first token and one past the last of the segment that holds a token, at most 60 tokens on a side."""
    number = bisect_right(text.segments, index)
    end = text.segments[number] if number < len(text.segments) else len(text.tokens)
    return max(text.segments[number - 1], index - WIDEST_SIDE), min(end, index + WIDEST_SIDE)


def passage_of(text: SourceText, first: int, last: int) -> tuple[int, int]:
    """The first token and one past the last of the passage around the tokens `first` to `last`."""
    low = max(_extend(text, first, _floor(text, first), -1), first - WIDEST_SIDE)
    ceiling_at = bisect_right(text.paragraphs, last)
    ceiling = text.paragraphs[ceiling_at] if ceiling_at < len(text.paragraphs) else len(text.tokens)
    return low, min(_extend(text, last, ceiling, 1), last + 1 + WIDEST_SIDE)


def _extend(text: SourceText, index: int, limit: int, step: int) -> int:
    """The nearest segment boundary at least 25 tokens beyond the segment of `index`, or the limit."""
    inside = bisect_right(text.segments, index) - 1
    own = text.segments[inside] if step < 0 else _start(text, inside + 1)
    if step < 0:
        return max(limit, text.segments[max(bisect_right(text.segments, own - GAINED_TOKENS) - 1, 0)])
    return min(limit, _start(text, bisect_left(text.segments, own + GAINED_TOKENS)))


def _start(text: SourceText, segment: int) -> int:
    return text.segments[segment] if segment < len(text.segments) else len(text.tokens)


def _floor(text: SourceText, index: int) -> int:
    """Where the paragraph of a token begins, or the short heading without figures above it."""
    paragraph = bisect_right(text.paragraphs, index) - 1
    lowest = index - WIDEST_SIDE
    while paragraph and text.paragraphs[paragraph] > lowest and _heads(text, paragraph - 1):
        paragraph -= 1
    return text.paragraphs[paragraph]


def _heads(text: SourceText, paragraph: int) -> bool:
    tokens = text.tokens[text.paragraphs[paragraph] : text.paragraphs[paragraph + 1]][: _HEADING_TOKENS + 1]
    if len(tokens) > _HEADING_TOKENS or tokens[-1].key in {".", "!", "?"}:
        return False
    return not any(token.kind is Kind.NUMBER for token in _beyond_label(tokens))


def _beyond_label(tokens: Sequence[Token]) -> Iterable[Token]:
    return tokens[2:] if tokens[0].key in {"table", "figure", "fig"} else tokens
