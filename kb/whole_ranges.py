"""Keeps a range on one line: `80–` at the end of a line, `90 mm Hg` on the next, reads as a limit of 90.

Browsers break a line after a dash. A joining character would stop them, and would be copied into somebody's chart; so
each range of a finished page stands in an element that does not break.
"""

from __future__ import annotations

import re
from typing import Final

_SKIPPED: Final = "script|style|title|option|textarea|svg|pre"
"""Elements in whose text no other element may stand, or where line ends are the author's own."""
_END: Final = r"(?:[<>\u2264\u2265]|&[lg]t;)?[ \u00a0]?\d[\d.,]*"
_RANGE: Final = re.compile(
    rf"<({_SKIPPED})\b.*?</\1>"
    rf"|(?<![\w\u2013-])(\d[\d.,]*\u2013{_END}%?|[A-Za-z]{{1,12}}-\d{{1,3}}(?:-\d{{1,3}})?)(?![\w-])(?=[^<>]*<)",
    re.S,
)


def with_whole_ranges(text: str) -> str:
    """A page with each range of its text (`80–90`), and each name with a number (`zelvarin-2`), kept whole."""
    return _RANGE.sub(lambda found: f'<span class="unbroken">{found[2]}</span>' if found[2] else found[0], text)
