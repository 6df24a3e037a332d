"""A reference whose key says another year or another author than its fields.

What it checks
    Where the keys of a bibliography are made of the first author and the year, each such key has the year of its entry
    and the name of its first author. Keys made otherwise (of a label, a study, a place) are left alone.

Why it matters at the bedside
    Tables name a source by author and year. With a wrong year the older of two looks newer, and the reader takes its
    dose for the revised one.

How to fix
    Open the source and correct the year or the author. If the key is wrong, rename it in the bibliography and in the
    facts that cite it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from fractions import Fraction

from kb.bibliography import Reference
from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR

CONVENTION = Fraction(3, 4)
"""Share of the keys that must follow the convention before one that does not is named."""

FEWEST = 4
_KEY = re.compile(r"([A-Za-z]+)((?:19|20)\d\d)[a-z]?")


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each entry that departs from the convention which the other keys follow."""
    keyed = [(reference, found) for key, reference in kb.references.items() if (found := _KEY.fullmatch(key))]
    dated = [(reference, found) for reference, found in keyed if len(reference.year) == 4]
    wrong = [(reference, found) for reference, found in dated if found[2] != reference.year]
    for reference, found in wrong if _is_convention(len(dated), len(wrong)) else ():
        message = f"the key '{reference.key}' says {found[2]}, the entry says {reference.year}"
        yield Remark(
            reference.place_of("year"),
            message,
            f"Did you mean {found[2]}? Correct the year, or the key.",
            reference.key,
        )
    authored = [(reference, found) for reference, found in keyed if reference.authors]
    strange = [(reference, found) for reference, found in authored if not _names(reference, found[1].lower())]
    for reference, _found in strange if _is_convention(len(authored), len(strange)) else ():
        message = f"the key '{reference.key}' does not begin with its first author, {reference.authors[0].family}"
        yield Remark(
            reference.place_of("author"),
            message,
            "Correct the order or the name of the authors, or the key.",
            reference.key,
        )


def _is_convention(all_of_them: int, departing: int) -> bool:
    return all_of_them >= FEWEST and Fraction(all_of_them - departing, all_of_them) >= CONVENTION


def _names(reference: Reference, word: str) -> bool:
    """Whether a key's word is the first author's name or a part of it, or stands for something else than an author."""
    family = _letters(reference.authors[0].family)
    initials = "".join(part[0] for part in re.findall(r"[A-Za-z]+", reference.authors[0].family)).lower()
    elsewhere = _letters(reference.short_title + reference.organization)
    return family.startswith(word) or word.startswith(family) or word == initials or word in elsewhere


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in plain if letter.isascii() and letter.isalpha())
