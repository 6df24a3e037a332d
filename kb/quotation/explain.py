"""Why a printed figure does not stand in a text at all, in words for an editor, and the nearest words of the text."""

from __future__ import annotations

from collections.abc import Sequence

from kb.quotation.site import is_figure
from kb.quotation.text import SourceText
from kb.quotation.tokens import Kind, Token
from kb.quotation.words import counts_as

_EXAMINED = 200
_AROUND = 60
_WORDS_SHOWN = 8
_LONGEST_WORD = 40


def excerpt(text: SourceText, index: int | None) -> str:
    """At most eight words of the text around a token; the empty string without one."""
    if index is None:
        return ""
    token = text.tokens[index]
    left = text.cleaned[max(token.start - _AROUND, 0) : token.start]
    words = (left + text.cleaned[token.start : token.end + _AROUND]).split()
    centre = len(left.split()) - (1 if left and not left[-1].isspace() else 0)
    start = max(centre - 3, 0)
    return " ".join(word[:_LONGEST_WORD] for word in words[start : start + _WORDS_SHOWN])


def why_absent(text: SourceText, printed: str, piece: Sequence[Token]) -> tuple[str, int | None]:
    """The reason why a piece of a printed figure is nowhere in the text, and the token of the text nearest to it."""
    at = next((index for index, token in enumerate(piece) if is_figure(token)), None)
    if at is None:
        return _without_figure(text, printed, piece)
    if text.positions.get(piece[at].key):
        return _differing(text, piece, at)
    return _inside(text, printed.strip(), piece[at].key) or (f'"{printed}" does not stand in the text', None)


def _without_figure(text: SourceText, printed: str, piece: Sequence[Token]) -> tuple[str, int | None]:
    missing = [token for token in piece if token.key not in text.positions]
    if missing:
        return f'"{printed}" does not stand in the text', None
    return "its words stand in the text, but not one after the other", text.positions[piece[0].key][0]


def _differing(text: SourceText, piece: Sequence[Token], at: int) -> tuple[str, int | None]:
    """The number stands there, but something that belongs to it differs: say what, at the place that agrees most."""
    places = text.positions[piece[at].key][:_EXAMINED]
    place = max(places, key=lambda index: (_agreeing(text, piece, index - at), -index))
    order = [*range(at - 1, -1, -1), *range(at + 1, len(piece))]
    differing = next(index for index in order if text.token(place - at + index).key != piece[index].key)
    theirs, ours = text.token(place - at + differing), piece[differing]
    shown = text.raw(place - at + differing) or "nothing"
    wanted = ours.key.removeprefix("u:")
    if Kind.COMPARATOR in (theirs.kind, ours.kind) and differing < at:
        return f"found, but the sign before it is {shown} not {wanted}", place
    side = "before it" if differing < at else "after it"
    return f'found, but the text has "{shown}" {side} where the printed figure has "{wanted}"', place


def _agreeing(text: SourceText, piece: Sequence[Token], first: int) -> int:
    return sum(text.token(first + index).key == token.key for index, token in enumerate(piece))


def _inside(text: SourceText, printed: str, number: str) -> tuple[str, int | None] | None:
    digits = number.removeprefix("-")
    word = counts_as(digits)
    if word and text.positions.get(word):
        return f'the text has the word "{word}", not the figure {digits}', text.positions[word][0]
    if digits != number and text.positions.get(digits):
        return f"{digits} stands in the text only without the minus sign", text.positions[digits][0]
    for key, places in text.positions.items():
        if digits in key and digits[-1:].isdigit():
            place = places[0]
            whole = text.shown(place, place + (text.token(place + 1).kind is Kind.PERCENT))
            return f"{printed} stands in the text only inside {whole}", place
    return None
