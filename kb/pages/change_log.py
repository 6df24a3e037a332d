"""The change log, as plain sections: headings and the lines under them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kb.pages.wording import safe_spelling

_HEADING = re.compile(r"#{2,}\s+(.*)")
_ITEM = re.compile(r"\s*[-*]\s+(.*)")
_MARKS = re.compile(r"`([^`]*)`|\[([^\]]*)\](?:\([^)]*\))?|(?<!\w)[*_]{1,2}(?=\w)|(?<=[\w.)])[*_]{1,2}(?!\w)")


class Section(NamedTuple):
    """One heading of the change log and its lines, without Markdown marks."""

    heading: str
    lines: tuple[str, ...]


def change_sections(text: str) -> Iterator[Section]:
    """The sections of a change log in Markdown, in order; a line that goes on belongs to the item above it."""
    heading, lines = "", list[str]()
    for line in text.splitlines():
        titled, item = _HEADING.fullmatch(line), _ITEM.fullmatch(line)
        if titled:
            if heading:
                yield Section(heading, tuple(map(_plain, lines)))
            heading, lines = _plain(titled[1]), []
        elif item:
            lines.append(item[1])
        elif line.strip() and lines:
            lines[-1] += " " + line.strip()
        elif line.strip() and heading:
            lines.append(line.strip())
    if heading:
        yield Section(heading, tuple(map(_plain, lines)))


def _plain(text: str) -> str:
    return safe_spelling(_MARKS.sub(lambda match: match[1] or match[2] or "", text))
