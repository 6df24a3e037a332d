"""Which known word an unknown one was meant to be, asked many times over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from kb.source_file import nearest

MOST_LOOKED_UP: Final = 200


class Suggestions:
    """The nearest of some known words, for the first MOST_LOOKED_UP unknown words.

    To compare one word with all others takes milliseconds, and a base of nothing but misspellings must not take
    minutes. A word that differs in capitals only is always found. `find` looks a word up, if not among `known`.
    """

    def __init__(self, known: Iterable[str], find: Callable[[str], str] | None = None) -> None:
        self._known = list(known)
        self._find = find or (lambda word: nearest(word, self._known))
        self._alike: Mapping[str, str] = {word.lower(): word for word in self._known}
        self._found: dict[str, str] = {}

    def nearest(self, word: str) -> str:
        """The known word that this one most resembles; an empty text where none does, or too many were looked up."""
        if word not in self._found:
            if len(self._found) >= MOST_LOOKED_UP:
                return self._alike.get(word.lower(), "")
            self._found[word] = self._alike.get(word.lower()) or self._find(word)
        return self._found[word]
