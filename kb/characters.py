"""Whether a text holds any character of a set; told from the few different characters that texts are made of."""

from __future__ import annotations

import re
from collections.abc import Iterator


class CharacterSet:
    """The characters of some ranges, written as between the brackets of a regular expression.

    The files of a base have some hundred different characters in all. Each is judged once; a text of known ones is
    passed without looking at its letters again, and without the time that it takes to compile a large set.
    """

    def __init__(self, written: str) -> None:
        """`written` holds characters and ranges (`a-z`), nothing escaped and no class such as a digit's."""
        self.written = written
        self._ranges = tuple(_ranges(written))
        self._others: set[str] = set()

    def search(self, text: str) -> re.Match[str] | None:
        """The first character of a text that is in the set, or None."""
        fresh = set(text) - self._others
        if not fresh:
            return None
        self._others |= {one for one in fresh if not any(low <= one <= high for low, high in self._ranges)}
        return None if fresh <= self._others else re.search(f"[{self.written}]", text)


def _ranges(written: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(written):
        if written[at + 1 : at + 2] == "-" and at + 2 < len(written):
            yield written[at], written[at + 2]
            at += 3
        else:
            yield written[at], written[at]
            at += 1
