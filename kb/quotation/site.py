"""A place in a text where printed tokens were found, with its neighbours: what every check looks at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kb.quotation.text import SourceText
from kb.quotation.tokens import Kind, Token
from kb.quotation.words import is_number_word

QUANTITIES = frozenset({Kind.NUMBER, Kind.PERCENT, Kind.UNIT})


@dataclass(frozen=True, slots=True)
class Site:
    """Where a sequence of printed tokens stands in a text.

    `accounted` tells whether a declared reading covers the lost glyph at a token index. `shared` says that a unit which
    stands further on belongs to the printed figure too (`600,000 … IU/kg`).
    """

    text: SourceText
    first: int
    last: int
    accounted: Callable[[int], bool]
    shared: bool = False

    def before(self, distance: int = 1) -> Token:
        """The token so many places before the first one."""
        return self.text.token(self.first - distance)

    def after(self, distance: int = 1) -> Token:
        """The token so many places after the last one."""
        return self.text.token(self.last + distance)

    @property
    def head(self) -> Token:
        """The first token found."""
        return self.text.token(self.first)

    @property
    def tail(self) -> Token:
        """The last token found."""
        return self.text.token(self.last)

    @property
    def tokens(self) -> list[Token]:
        """The tokens found, in order."""
        return list(self.text.tokens[self.first : self.last + 1])

    def gap_before(self, distance: int = 1) -> str:
        """What stands between the token `distance` places before the first one and the token that follows it."""
        return self.text.gap(self.first - distance + 1)

    def gap_after(self, distance: int = 1) -> str:
        """What stands between the token `distance` places after the last one and the token before it."""
        return self.text.gap(self.last + distance)

    def leading(self, distance: int) -> str:
        """The tokens found and so many before them, as the text shows them."""
        return self.text.shown(self.first - distance, self.last)

    def trailing(self, distance: int) -> str:
        """The tokens found and so many after them, as the text shows them."""
        return self.text.shown(self.first, self.last + distance)

    def print_with(self, before: int = 0, after: int = 0) -> str:
        """The reason given when a word or sign beside the figure was left out of it."""
        shown = self.text.shown(self.first - before, self.last + after)
        return f'the text says "{shown}": print the figure with it'

    def goes_on(self, distance: int) -> str:
        """The reason given when the figure is cut off before its unit or basis."""
        while self.after(distance + 1).key == "/" and self.after(distance + 2).kind is Kind.UNIT:
            distance += 2
        shown = self.text.shown(self.last + 1, self.last + distance)
        return f'the text goes on with "{shown}": print the figure with its unit and basis'


def is_figure(token: Token) -> bool:
    """Whether a token is a number, in digits or in words."""
    return token.kind is Kind.NUMBER or is_number_word(token.key)


def is_quantity(token: Token) -> bool:
    """Whether a token can end a quantity: a number, a unit, a percent sign, the plus of `107+`."""
    return token.kind in QUANTITIES or token.key == "+" or is_number_word(token.key)
