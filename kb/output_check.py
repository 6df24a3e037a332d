"""What a finished site must fulfil, looked for in its files: a build that did nothing, or did wrong, is no success.

Looked at are pages and anchors, links within the site, resources from other hosts, the marks of figures, and
abbreviations that cause dosing errors.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from kb.template_prose import error_prone_abbreviations

_ID: Final = re.compile(r"\sid=(?:\"([^\"]+)\"|'([^']+)'|([^\s>\"']+))")
_LINK: Final = re.compile(r"<a\b[^>]*?\shref=(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))", re.S)
_LOADED: Final = re.compile(
    r"<(?:script|img|iframe|source|embed|object|link|video|audio|track|use|input)\b[^>]*?"
    r"\s(?:src|srcset|href|data|poster)=[\"']?((?:https?:)?//[^\"'\s>]+)",
    re.S,
)
_LOADED_HERE: Final = re.compile(r"<(?:script|img|link)\b[^>]*?\s(?:src|href)=[\"']?((?![a-z]+:|//)[^\"'\s>]+)", re.S)
_FIGURE: Final = re.compile(
    r"<a class=\"?figure\"?[^>]*\bdata-fact=\"?([a-z0-9-]+)\"?[^>]*>.*?</a>((?: ?<a class=\"mark.*?</a>)*)", re.S
)
_ARTICLE: Final = re.compile(r"<article\b.*?</article>", re.S)
_MOST_NAMED: Final = 20
_SCHEMES: Final = ("https:", "http:", "mailto:")


@dataclass(frozen=True, slots=True)
class Expected:
    """What the site must hold: pages, the anchors of facts by page, and the marks that a figure must wear, by fact."""

    pages: frozenset[str]
    anchors: Mapping[str, frozenset[str]]
    marks: Mapping[str, frozenset[str]]


def output_problems(site: Path, expected: Expected) -> list[str]:
    """What is wrong with the files of a site, one line each, at most a score of a kind."""
    texts = {
        path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html"))
    }
    ids = {page: {html.unescape(a or b or c) for a, b, c in _ID.findall(text)} for page, text in texts.items()}
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    found: list[str] = []
    checks: Iterable[Iterator[str]] = (
        _missing(texts, ids, expected),
        _broken_links(texts, ids, files),
        _loaded_from_elsewhere(texts),
        _loads_nothing(texts, files),
        _unmarked(texts, expected),
        _abbreviations(texts),
    )
    for check in checks:
        problems = list(check)
        found += problems[:_MOST_NAMED]
        if len(problems) > _MOST_NAMED:
            found.append(f"... and {len(problems) - _MOST_NAMED} more of this kind")
    return found


def _missing(texts: Mapping[str, str], ids: Mapping[str, set[str]], expected: Expected) -> Iterator[str]:
    for page in sorted(expected.pages - set(texts)):
        yield f"{page}: this page was not built"
    for page, anchors in sorted(expected.anchors.items()):
        for anchor in sorted(anchors - ids.get(page, set())):
            yield f"{page}#{anchor}: this fact has no anchor on the page of its measure"


def _broken_links(texts: Mapping[str, str], ids: Mapping[str, set[str]], files: set[str]) -> Iterator[str]:
    for page, text in texts.items():
        if page == "404.html":
            continue
        for target in {a or b or c for a, b, c in _LINK.findall(text)}:
            link = html.unescape(target)
            if re.match(r"\s*[a-z][a-z0-9+.-]*:|//", link, re.I):
                if not link.startswith(_SCHEMES):
                    yield f"{page}: the link '{link[:80]}' may run or load what it likes; write {', '.join(_SCHEMES)}"
                continue
            path, _, anchor = link.partition("#")
            there = _resolved(page, unquote(path))
            if there not in files:
                yield f"{page}: the link '{link}' leads nowhere"
            elif anchor and there in ids and unquote(anchor) not in ids[there]:
                yield f"{page}: the link '{link}' leads to an anchor that does not exist"


def _resolved(page: str, path: str) -> str:
    if not path:
        return page
    there = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
    return posixpath.join(there, "index.html") if path.endswith("/") or there == "." else there


def _loaded_from_elsewhere(texts: Mapping[str, str]) -> Iterator[str]:
    for page, text in texts.items():
        for address in sorted(set(_LOADED.findall(text))):
            yield f"{page}: loads '{address[:80]}' from another host"


def _loads_nothing(texts: Mapping[str, str], files: set[str]) -> Iterator[str]:
    for page, text in texts.items():
        for address in sorted(set(_LOADED_HERE.findall(text))):
            path = html.unescape(address).partition("#")[0].partition("?")[0]
            if page != "404.html" and path and _resolved(page, unquote(path)) not in files:
                yield f"{page}: loads '{address[:80]}', which does not exist"


def _unmarked(texts: Mapping[str, str], expected: Expected) -> Iterator[str]:
    for page, text in texts.items():
        for fact, marks in _FIGURE.findall(text):
            for kind in sorted(expected.marks.get(fact, frozenset())):
                if f"mark-{kind}" not in marks:
                    yield f"{page}: the figure of '{fact}' is shown without its mark '{kind}'"


def _abbreviations(texts: Mapping[str, str]) -> Iterator[str]:
    for page, text in texts.items():
        article = _ARTICLE.search(text)
        for token, advice in error_prone_abbreviations(article.group() if article else text):
            yield f"{page}: error-prone-abbreviation: '{token.strip()}'; {advice}"
