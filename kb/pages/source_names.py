"""Keys of references within the words of editors, turned into the short names that readers know them by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

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


_WORD: Final = re.compile(r"(?<![\w-])[A-Za-z][\w-]*")
"""What a key may be: the id of a fact that begins with a key is one word, and another."""


def names_of_sources(kb: KnowledgeBase) -> Mapping[str, str]:
    """The short name of each reference by its key."""
    (names,) = _names(kb)
    return names


@once_a_base
def _names(kb: KnowledgeBase) -> Iterable[Mapping[str, str]]:
    return ({key: safe_spelling(name) for key, name in short_names(kb.references).items()},)


def with_names(kb: KnowledgeBase, text: str) -> str:
    """A text with the short name of a reference wherever an editor wrote its key."""
    names = names_of_sources(kb)
    return _WORD.sub(lambda found: names.get(found.group(), found.group()), text)


def parts_with_names(kb: KnowledgeBase, text: str) -> tuple[Part, ...]:
    """A text in pieces: short names of references, which may be linked, and what stands between them."""
    names, parts, at = names_of_sources(kb), list[Part](), 0
    for found in _WORD.finditer(text):
        if (key := found.group()) in names:
            parts += [Part(text[at : found.start()], ""), Part(names[key], reference_page(key))]
            at = found.end()
    return tuple(part for part in (*parts, Part(text[at:], "")) if part.words)
