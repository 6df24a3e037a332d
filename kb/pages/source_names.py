"""Keys of references within the words of editors, turned into the short names that readers know them by."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kb.export.citation import short_names
from kb.model import KnowledgeBase
from kb.once import once_a_base
from kb.pages.addresses import reference_page
from kb.pages.spelling import safe_spelling


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a text; `address` is the page of the reference that it names, empty where it names none."""

    words: str
    address: str


@once_a_base
def names_of_sources(kb: KnowledgeBase) -> Iterable[tuple[str, str]]:
    """Each key of the bibliography with the short name of its reference."""
    return ((key, safe_spelling(name)) for key, name in short_names(kb.references).items())


def with_names(kb: KnowledgeBase, text: str) -> str:
    """A text with the short name of a reference wherever an editor wrote its key."""
    return "".join(part.words for part in parts_with_names(kb, text))


def parts_with_names(kb: KnowledgeBase, text: str) -> tuple[Part, ...]:
    """A text in pieces: short names of references, which may be linked, and what stands between them."""
    names = names_of_sources(kb)
    if not names or not text:
        return (Part(text, ""),) if text else ()
    known: Mapping[str, str] = dict(names)
    pieces = _keys(tuple(known)).split(text)
    return tuple(
        Part(known.get(piece, piece), reference_page(piece) if piece in known else "") for piece in pieces if piece
    )


@functools.cache
def _keys(keys: tuple[str, ...]) -> re.Pattern[str]:
    """Finds any of some keys as a word of its own; the id of a fact that begins with a key is none."""
    listed = "|".join(re.escape(key) for key in sorted(keys, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])({listed})(?![\w]|-\w)")
