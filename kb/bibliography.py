"""References: the entries of a bibliography, as facts cite them.

`read_bibliography` turns the bytes of a BibTeX file into `Reference` objects and a list of problems. The text is read
by the strict scanner of `kb.bibtex_text`; what LaTeX is in a field then becomes plain text, and names are taken apart
as BibTeX does. Beside the usual fields an entry may have these:

- `keywords`: the kind of source, one of `KINDS`;
- `jurisdiction`: of a label, as two capital letters (ISO 3166, or EU);
- `standing`: one of `STANDINGS`, `current` where it is absent; `supersededby`: the key of what replaced the source;
- `versionof`: the key of another entry of which this one is a version;
- `retracted` and `retractionnotice`: the day of a retraction, and where it was announced;
- `shorttitle`: a name for tables, where author and year would not tell sources apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple, get_args

from kb.bibtex_plain import Author, author_of, plain_text, split_names, what_is_not_plain
from kb.bibtex_text import Entry, Field, key_is_well_formed, scan_bibliography, without_hidden_characters
from kb.finding import Place, Problem
from kb.suggestions import Suggestions

__all__ = [
    "KINDS", "NOT_RECORDED", "STANDINGS", "Author", "Reference", "SourceKind", "doi_is_well_formed",
    "key_is_well_formed", "pmid_is_well_formed", "read_bibliography",
]  # fmt: skip

SourceKind = Literal[
    "primary_study", "pooled_analysis", "guideline", "label", "review", "patient_information", "ai_generated", "lay",
    "manufacturer_page",
]  # fmt: skip
KINDS: Final[tuple[str, ...]] = get_args(SourceKind)
STANDINGS: Final = ("current", "superseded", "retracted")
NOT_RECORDED: Final = "not recorded"
ENTRY_TYPES: Final = frozenset(
    {"article", "book", "booklet", "dataset", "inbook", "incollection", "inproceedings", "manual", "misc", "online"}
    | {"phdthesis", "proceedings", "report", "software", "techreport", "thesis", "unpublished"}
)
FIELDS: Final = frozenset(
    {"address", "author", "booktitle", "chapter", "doi", "edition", "editor", "howpublished", "institution", "isbn"}
    | {"issn", "journal", "jurisdiction", "keywords", "language", "month", "note", "number", "organization", "pages"}
    | {"pmcid", "pmid", "publisher", "retracted", "retractionnotice", "school", "series", "shorttitle", "standing"}
    | {"supersededby", "title", "type", "url", "urldate", "version", "versionof", "volume", "year"}
)
_IDENTIFIERS = ("doi", "pmid", "url", "supersededby", "versionof")
_DAY = r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?"
_FORMATS = {
    "year": (r"\d{4}", "Write four digits, or leave the field out."),
    "urldate": (f"{_DAY}|{NOT_RECORDED}", f"Write the day as 2026-11-22, or '{NOT_RECORDED}'."),
    "retracted": (_DAY, "Write the day as 2026-11-22."),
    "jurisdiction": ("[A-Z]{2}", "Write two capital letters, such as US, GB or EU."),
}
_DOI = re.compile(r"10\.\d{4,9}(\.\d+)*/[^\s\"<>{}\\^`|%]{0,199}[^\s\"<>{}\\^`|%.,;:]", re.ASCII)
_PMID = re.compile(r"[1-9]\d{0,7}", re.ASCII)
_LINK = re.compile(r"https?://[!#-;=?-\[\]_a-z~]+")  # printable ASCII without marks that could end a link


@dataclass(frozen=True, slots=True)
class Reference:
    """One source that facts may cite. A field that the entry does not have is empty.

    Texts are plain: LaTeX is decoded and every run of blank space is one space. `and_others` says that the list of
    authors is cut short. `url` holds only links of http and https. `places` has the place of the value of each field,
    by its name in the file; `fields` has all values as written.
    """

    key: str
    entry_type: str
    place: Place
    title: str = ""
    short_title: str = ""
    authors: tuple[Author, ...] = ()
    and_others: bool = False
    year: str = ""
    journal: str = ""
    volume: str = ""
    number: str = ""
    pages: str = ""
    doi: str = ""
    pmid: str = ""
    url: str = ""
    urldate: str = ""
    organization: str = ""
    howpublished: str = ""
    note: str = ""
    kind: str = ""
    jurisdiction: str = ""
    standing: str = "current"
    superseded_by: str = ""
    version_of: str = ""
    retracted: str = ""
    retraction_notice: str = ""
    places: Mapping[str, Place] = field(default_factory=dict, compare=False, repr=False)
    fields: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)

    def place_of(self, name: str) -> Place:
        """Place of the value of the field `name`, or of the entry where the field is absent."""
        return self.places.get(name, self.place)


def doi_is_well_formed(doi: str) -> bool:
    """Whether `doi` has the form of a bare DOI (`10.prefix/suffix`, ISO 26324), without a link or blanks around it."""
    return _DOI.fullmatch(doi) is not None


def pmid_is_well_formed(pmid: str) -> bool:
    """Whether `pmid` has the form of a PubMed identifier: 1 to 8 digits, the first of them not 0."""
    return _PMID.fullmatch(pmid) is not None


def read_bibliography(data: bytes, file: str) -> tuple[dict[str, Reference], list[Problem]]:
    """References by key, in the order of the file, and the problems met on the way, in the order of their places.

    `data` holds the bytes of the file and `file` its name for places. A broken entry is a problem and is left out; the
    others are read. Nothing is raised, whatever the bytes are.
    """
    entries, problems = scan_bibliography(data, file)
    advice = _Advice(Suggestions(sorted(ENTRY_TYPES)), Suggestions(sorted(FIELDS)))
    references = {entry.key: _Reading(entry, problems, advice).reference() for entry in entries}
    for reference in references.values():
        problems.extend(_link_problems(reference, references))
    problems.extend(_cycle_problems(references))
    return references, sorted(problems, key=lambda problem: problem.place)


class _Reading:
    """Makes one reference of one entry; what it cannot use becomes a problem."""

    def __init__(self, entry: Entry, problems: list[Problem], advice: _Advice) -> None:
        self.entry = entry
        self.advice = advice
        self.problems = problems
        self.places = {item.name: item.value_place for item in entry.fields}
        self.texts = {item.name: self._text(item) for item in entry.fields}

    def reference(self) -> Reference:
        self._check_names()
        self._check_formats()
        text = self.texts
        authors, and_others = self._authors()
        same = ("title", "year", "volume", "number", "pages", "doi", "pmid", "urldate", "howpublished", "note")
        return Reference(
            key=self.entry.key,
            entry_type=self.entry.entry_type,
            place=self.entry.place,
            **{name: text.get(name, "") for name in (*same, "jurisdiction", "retracted")},
            short_title=text.get("shorttitle", ""),
            authors=authors,
            and_others=and_others,
            journal=text.get("journal") or text.get("booktitle", ""),
            url=self._url(),
            organization=text.get("organization") or text.get("institution") or text.get("publisher", ""),
            kind=self._kind(),
            standing=self._standing(),
            superseded_by=text.get("supersededby", ""),
            version_of=text.get("versionof", ""),
            retraction_notice=text.get("retractionnotice", ""),
            places=self.places,
            fields={item.name: item.value for item in self.entry.fields},
        )

    def report(self, name: str, field_name: str, message: str, help_text: str) -> None:
        place = self.places.get(field_name, self.entry.place)
        self.problems.append(Problem(name, place, message, help_text, self.entry.key))

    def _text(self, item: Field) -> str:
        if item.name in _IDENTIFIERS or item.name == "author":
            return without_hidden_characters(" ".join(item.value.split()))
        text = plain_text(item.value)
        wrong = what_is_not_plain(text)
        if wrong:
            message = f"the field '{item.name}' holds '{wrong.text}', which is not plain text"
            self.report(wrong.name, item.name, message, "Write the characters themselves.")
        return text

    def _check_names(self) -> None:
        entry_type = self.entry.entry_type
        if entry_type not in ENTRY_TYPES:
            help_text = self.advice.on_type(entry_type)
            self.report("unknown-entry-type", "", f"'@{entry_type[:40]}' is not a known type of entry", help_text)
        for item in self.entry.fields:
            if item.name not in FIELDS:
                message = f"'{item.name[:40]}' is not a known field"
                help_text = self.advice.on_field(item.name)
                problem = Problem("unknown-bib-field", item.name_place, message, help_text, self.entry.key)
                self.problems.append(problem)

    def _check_formats(self) -> None:
        for name, (pattern, help_text) in _FORMATS.items():
            value = self.texts.get(name)
            if value is not None and not re.fullmatch(pattern, value, re.ASCII):
                message = f"'{value[:40]}' is not a value of the field '{name}'"
                self.report("bib-field-format", name, message, help_text)

    def _kind(self) -> str:
        kinds = self.texts.get("keywords", "").replace(",", " ").split()
        unknown = [kind for kind in kinds if kind not in KINDS]
        if len(kinds) == 1 and not unknown:
            return kinds[0]
        name, message = "missing-source-kind", f"the entry '{self.entry.key}' does not say what kind of source it is"
        if unknown:
            name, message = "unknown-source-kind", f"'{unknown[0][:40]}' is not a known kind of source"
        elif kinds:
            name, message = "several-source-kinds", f"'keywords' names {len(kinds)} kinds of source and must name one"
        self.report(name, "keywords", message, f"Write one of these in 'keywords': {', '.join(KINDS)}.")
        return ""

    def _standing(self) -> str:
        standing = self.texts.get("standing", "current")
        if standing not in STANDINGS:
            message = f"'{standing[:40]}' is not a standing of a source"
            self.report("unknown-standing", "standing", message, f"Write one of {', '.join(STANDINGS)}.")
        return standing

    def _url(self) -> str:
        url = self.texts.get("url", "")
        if not url or _LINK.fullmatch(url):
            return url
        message = f"'{url[:60]}' is not a link of http or https"
        self.report("url-scheme-not-allowed", "url", message, "Write the whole address, https://...")
        return ""

    def _authors(self) -> tuple[tuple[Author, ...], bool]:
        if "author" not in self.texts:
            return (), False
        names = split_names(self.texts["author"])
        and_others = len(names) > 1 and names[-1] == "others"
        authors = [author_of(name) for name in (names[:-1] if and_others else names)]
        for name, author in zip(names, authors, strict=False):
            if author is None:
                help_text = "Write: Family, Given and Family, Given and {Name of an Organisation} and others."
                self.report("bib-name-syntax", "author", f"'{name[:40]}' is not a name", help_text)
        return tuple(author for author in authors if author is not None), and_others


class _Advice(NamedTuple):
    """What to say of unknown types and fields of entries."""

    types: Suggestions
    fields: Suggestions

    def on_type(self, word: str) -> str:
        near = self.types.nearest(word[:40])
        return f"Did you mean '{near}'?" if near else f"Known types: {', '.join(sorted(ENTRY_TYPES))}."

    def on_field(self, word: str) -> str:
        near = self.fields.nearest(word[:40])
        return f"Did you mean '{near}'?" if near else f"Known fields: {', '.join(sorted(FIELDS))}."


def _link_problems(reference: Reference, references: Mapping[str, Reference]) -> Iterator[Problem]:
    """Problems of what an entry says of other entries and of its own standing."""
    for name, target in (("supersededby", reference.superseded_by), ("versionof", reference.version_of)):
        if target and (target not in references or target == reference.key):
            message = f"'{target[:64]}' in the field '{name}' is not the key of another entry"
            place = reference.place_of(name)
            yield Problem("dangling-bib-link", place, message, "Write the key of an entry.", reference.key)
    for standing, name in (("superseded", "supersededby"), ("retracted", "retracted")):
        present = name in reference.fields
        if present != (reference.standing == standing) and not (present and reference.standing == "retracted"):
            has, lacks = (f"the field '{name}'", f"standing = {{{standing}}}")[:: 1 if present else -1]
            message = f"the entry '{reference.key}' has {has} but not {lacks}"
            place = reference.place_of(name if present else "standing")
            help_text = "Add what is missing, or delete what is wrong."
            yield Problem("inconsistent-standing", place, message, help_text, reference.key)


def _cycle_problems(references: Mapping[str, Reference]) -> Iterator[Problem]:
    """One problem for each ring of entries that supersede one another; every entry is visited once."""
    settled: set[str] = set()
    for start in references:
        path: dict[str, None] = {}
        key = start
        while key in references and key not in settled and key not in path:
            path[key] = None
            key = references[key].superseded_by
        if key in path and references[key].superseded_by != key:
            message = f"the entry '{key}' is superseded, by way of others, by itself"
            place = references[key].place_of("supersededby")
            yield Problem("supersession-cycle", place, message, "Let the newest of them be current.", key)
        settled.update(path)
