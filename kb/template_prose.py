"""What the prose of a template and the text of a finished page may not hold.

A template has no clinical figure of its own: every number comes from a fact. A page has none of the abbreviations that
the Joint Commission and the Institute for Safe Medication Practices list as a cause of dosing errors.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

_SHOWN_ATTRIBUTES: Final = r"(?:title|alt|aria-label|aria-description|placeholder|summary|content)"
_JINJA: Final = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.S)
_STRING: Final = re.compile(r"\"([^\"\n]*)\"|'([^'\n]*)'")
_LITERAL: Final = re.compile(r"\{\{-?\s*[\d.,_]+\s*-?\}\}")
_IDENTIFIER: Final = re.compile(r"[A-Za-z0-9_./#:%-]*")
_HIDDEN: Final = re.compile(
    r"<!--.*?-->|<style\b.*?</style>|<script\b.*?</script>|&(?!#0*(?:4[89]|5[0-7]);|#[xX]0*3\d;)(?:#\d+|#x[0-9a-fA-F]+|\w+);|\{:[^}\n]*\}",
    re.S,
)
_TAG: Final = re.compile(r"<[/!]?[A-Za-z][^<>]*>", re.S)
_SHOWN: Final = re.compile(rf"(?<=[\s\"']){_SHOWN_ATTRIBUTES}\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.S)
_WORDS: Final = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    "eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|half|third|quarter|dozen"
)
_UNITS: Final = (
    "units?|international|milligrams?|micrograms?|grams?|kilograms?|millilit(?:re|er)s?|lit(?:re|er)s?|"
    "minutes?|hours?|days?|weeks?|months?|years?|"
    "doses?|cycles?|courses?|vials?|per ?cent|percent|patients?|mg|mcg|g|kg|mL|L|h|%"
)
_NUMBER: Final = re.compile(
    r"(?<![\w.,\-])\d[\d.,\u2009\u202f ]*\d(?![\w])|(?<![\w.,\-])\d(?![\w])"
    r"|(?<![\w\-])\d+(?:\.\d+)?(?=[A-Za-z%\u00b0])|[\u00bc-\u00be\u2150-\u215e]"
    rf"|\b(?:{_WORDS})(?:[ -](?:{_WORDS}))*[ -](?:{_UNITS})\b",
    re.I,
)
# Most lines have neither, which these two find out many times faster: each begins with a set of letters.
_DIGIT: Final = re.compile(r"[\d\u00bc-\u00be\u2150-\u215e]")
_NUMBER_WORD: Final = re.compile(_WORDS)


class BareNumeral(NamedTuple):
    """A figure of a template's own: 1-based line and column, and the figure."""

    line: int
    column: int
    token: str


def bare_numerals(template: str) -> list[BareNumeral]:
    """The clinical figures in the prose of a template, in order: digits of no name, and numbers in words with a unit.

    Looked at are the text outside tags and Jinja, attributes that a reader gets to see or hear, and texts in quotes
    inside Jinja that are not identifiers. A digit within a name (`zelvarin-2`, `H2`) is no figure.
    """
    return [
        BareNumeral(number, match.start() + 1, match.group())
        for number, line in enumerate(prose(template).split("\n"), 1)
        if _DIGIT.search(line) or _NUMBER_WORD.search(line.lower())
        for match in _NUMBER.finditer(line)
    ]


_SIGNS: Final = r"mm ?Hg|mEq|mmol|mol|[\u00b5\u03bc]g|mg|IU|kDa|Gy|bpm|\u00b0 ?C|/ ?(?:min|kg|mL|dL|L|h|d)"
_FIGURE_WITH_UNIT: Final = re.compile(
    rf"(?<![\w.,$-])\d[\d.,]*(?:[ \u00a0\u202f-]?(?:million )?)(?:{_UNITS}|{_SIGNS})\b|(?<![\w.,$-])\d[\d.,]* ?%",
    re.IGNORECASE,
)


def figures_with_units(text: str) -> list[str]:
    """The numbers of a text that a unit follows, in order."""
    return [found.group() for found in _FIGURE_WITH_UNIT.finditer(text)]


@lru_cache(maxsize=512)
def prose(template: str) -> str:
    """A template with everything blanked out that is not prose; every letter keeps its place."""
    text = _HIDDEN.sub(_blank, _JINJA.sub(_only_prose_strings, template))
    return _TAG.sub(_only_shown_attributes, text)


def _blank(match: re.Match[str]) -> str:
    return _blanked(match.group())


def _blanked(text: str) -> str:
    if "\n" not in text:
        return " " * len(text)
    return "\n".join(" " * len(line) for line in text.split("\n"))


def _only_prose_strings(match: re.Match[str]) -> str:
    text = match.group()
    if text.startswith("{#"):
        return _blanked(text)
    if _LITERAL.fullmatch(text):
        return text
    if '"' not in text and "'" not in text:
        return _blanked(text)
    return _keeping(
        text,
        (
            s.span(1 if s[1] is not None else 2)
            for s in _STRING.finditer(text)
            if not _IDENTIFIER.fullmatch(s[1] or s[2] or "")
        ),
    )


def _only_shown_attributes(match: re.Match[str]) -> str:
    text = match.group()
    if "=" not in text:
        return _blanked(text)
    return _keeping(text, (s.span(1 if s[1] is not None else 2) for s in _SHOWN.finditer(text)))


def _keeping(text: str, spans: Iterable[tuple[int, int]]) -> str:
    kept, at = list[str](), 0
    for start, end in spans:
        kept += (_blanked(text[at:start]), text[start:end])
        at = end
    return "".join((*kept, _blanked(text[at:])))


_ERROR_PRONE: Final[tuple[tuple[str, re.Pattern[str]], ...]] = tuple(
    (advice, re.compile(pattern))
    for advice, pattern in (
        ("write International Units", r"(?<![A-Za-z0-9])(?:M?IU|I\.U\.)(?![A-Za-z])"),
        ("write micrograms", r"[\u00b5\u03bc]g(?![A-Za-z])"),
        ("write every ... hours", r"(?<![A-Za-z])q\.?\s?\d+\s?h(?:rs?)?\b"),
        ("write daily", r"(?<![A-Za-z.])(?:Q\.?D\.?|q\.?d\.?|QOD|qod)(?![A-Za-z.])"),
        ("write at bedtime", r"(?<![A-Za-z])(?:qhs|QHS)(?![A-Za-z])"),
        (
            "leave out the trailing zero",
            r"(?<![\d.])\d+\.0+\s?(?:mg|mcg|micrograms|mL|million|International Units)(?![A-Za-z])",
        ),
        ("write a zero before the point", r"(?<![\d.\w])\.\d+\s?(?:mg|mcg|micrograms|g|mL)(?![A-Za-z])"),
    )
)


class ErrorProne(NamedTuple):
    """An abbreviation that is known to cause dosing errors, and what to write instead."""

    token: str
    advice: str


def error_prone_abbreviations(page: str) -> list[ErrorProne]:
    """The error-prone abbreviations in the text of an HTML page, in order; tags, scripts and styles are passed over."""
    text = html.unescape(_TAG.sub(" ", re.sub(r"<(script|style)\b.*?</\1>|<!--.*?-->", " ", page, flags=re.S)))
    found = [
        (match.start(), ErrorProne(match.group(), advice))
        for advice, pattern in _ERROR_PRONE
        for match in pattern.finditer(text)
    ]
    return [one for _, one in sorted(found)]
