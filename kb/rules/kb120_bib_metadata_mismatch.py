"""A reference whose key says another year or another author than its fields.

What it checks
    Year, first author, title and kind of an entry are those of its source record, typographic differences apart, and an
    identifier that the record has is not missing. For entries without a record: where the keys of a bibliography are
    made of the first author and the year, each such key has the year of its entry and the name of its first author.
    Keys made otherwise (of a label, a study, a place) are left alone.

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
from kb.finding import Place, Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase
from kb.source_record import SourceRecord, same_words

SEVERITY = Severity.ERROR

CONVENTION = Fraction(3, 4)
"""Share of the keys that must follow the convention before one that does not is named."""

FEWEST = 4
_WORDS = {"year": "year", "author": "first author", "title": "title", "keywords": "kind of source"}
_KEY = re.compile(r"([A-Za-z]+)((?:19|20)\d\d)[a-z]?")


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each entry that departs from the convention which the other keys follow."""
    for key, record in kb.source_records.items():
        if key in kb.references:
            yield from _unlike_record(kb.references[key], record, kb.place(record))
    unrecorded = [reference for key, reference in kb.references.items() if key not in kb.source_records]
    yield from _unlike_keys([(one, found) for one in unrecorded if (found := _KEY.fullmatch(one.key))])


def _unlike_record(reference: Reference, record: SourceRecord, at: Place) -> Iterator[Remark]:
    author = reference.authors[0].family if reference.authors else ""
    pairs = {
        "year": (reference.year, record.year),
        "author": (author, record.first_author),
        "title": (reference.title, record.title),
        "keywords": (reference.kind, record.kind),
    }
    for field, (given, known) in pairs.items():
        # without an author of its own an entry is known by its organisation, and an undated one has no year
        if same_words(given, known) or (field in ("title", "keywords") and not known):
            continue
        said = f"'{given[:60]}'" if given else "missing"
        seen = f"'{known[:80]}'" if known else "none"
        message = f"the {_WORDS[field]} of '{reference.key}' is {said}; the record of {record.as_of} has {seen}"
        help = f"Did you mean '{known}'?" if known else "Leave out what was not confirmed."
        yield Remark(reference.place_of(field), message, f"{help} The record is at {at}.", reference.key)
    for field in ("doi", "pmid", "pmcid"):
        known = getattr(record, field)
        if known and field not in reference.fields:
            message = f"'{reference.key}' lacks the field '{field}', which the record of {record.as_of} has"
            yield Remark(reference.place, message, f"Add {field} = {{{known}}}.", reference.key)


def _unlike_keys(keyed: list[tuple[Reference, re.Match[str]]]) -> Iterator[Remark]:
    """Departures from a convention of keys, if the bibliography has one."""
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
