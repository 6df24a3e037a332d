"""A page that loads something from another host.

What it checks
    No template loads a picture, a script, a style, a font or a frame from another host; links may lead there.

Why it matters at the bedside
    The site is read behind hospital walls and offline: what is not in it is missing there, and whoever serves it learns
    who reads what.

How to fix
    Take the file into `site_templates/assets`, or link to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kb.finding import Place, Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR

_ADDRESS: Final = r"(?P<address>(?:(?:https?|wss?|ftp):)?//[^\s\"'`<>)}]*)"
_UNSEEN: Final = re.compile(r"{#.*?#}|<!--.*?-->", re.DOTALL)
_TAG: Final = re.compile(r"<(?P<tag>[a-z][\w:-]*)(?P<said>(?:\"[^\"]*\"|'[^']*'|[^\"'>])*)>", re.I)
_ATTRIBUTE: Final = re.compile(r"(?<![\w:-])(?P<name>[\w:-]+)\s*=\s*(?P<value>\"[^\"]*\"|'[^']*'|[^\s\"'>]+)")
_AT_FIRST: Final = re.compile(rf"[\"'\s]*(?:{{{{[^\"'}}]*[\"']\s*)?{_ADDRESS}", re.I)
_IN_A_SET: Final = re.compile(rf"(?:^[\"'\s]*|,\s*){_ADDRESS}", re.I)
_ELSEWHERE: Final = re.compile(
    rf"(?:url\(|@import)\s*[\"']?\s*{_ADDRESS}"
    .replace("address", "style") + rf"|!\[[^\]]*\]\(\s*<?{_ADDRESS}".replace("address", "picture")
    + rf"|(?:\b(?:fetch|import|importScripts|EventSource|WebSocket|Worker|sendBeacon)\s*\(?|\bfrom|\.src\s*=)\s*"
    rf"[\"'`]{_ADDRESS}".replace("address", "script"),
    re.I,
)  # fmt: skip
_PICTURE: Final = re.compile(r"!\[(?P<text>[^\]]*)\](?:\[(?P<label>[^\]]*)\])?(?!\()")
_LABEL: Final = re.compile(rf"^ {{0,3}}\[(?P<label>[^\]]+)\]:\s*<?{_ADDRESS}", re.I | re.M)

_LOADED: Final = frozenset({"src", "poster", "data", "background", "ping", "manifest", "codebase"})
_SETS: Final = frozenset({"srcset", "imagesrcset"})
_LINKS: Final = frozenset({"a", "area"})
_PASSIVE: Final = frozenset({"canonical", "alternate", "license", "author", "me"})
"""What a `link` may be to another host: it is named there, and nothing is asked of it."""


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at each address of another host that a template loads."""
    for path, text in kb.templates.items():
        if "//" not in text:
            continue
        seen = _UNSEEN.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), text)
        for offset, address in sorted({*_of_tags(seen), *_of_styles_and_scripts(seen), *_of_labels(seen)}):
            place = Place.in_text(path, text, offset)
            message = f"'{address}' is loaded from another host"
            yield Remark(place, message, "Keep the file with the site, or link to it.")


def _of_tags(text: str) -> Iterator[tuple[int, str]]:
    """Addresses in the attributes of elements that load what they name."""
    for tag in _TAG.finditer(text):
        said = {found["name"].lower(): found for found in _ATTRIBUTE.finditer(tag["said"])}
        for name, found in said.items():
            pattern = _IN_A_SET if name in _SETS else _AT_FIRST
            if name in _LOADED or name in _SETS or (name in ("href", "xlink:href") and not _is_link(tag, said)):
                for one in (
                    pattern.finditer(found["value"]) if name in _SETS else filter(None, [pattern.match(found["value"])])
                ):
                    yield tag.start("said") + found.start("value") + one.start("address"), one["address"]


def _is_link(tag: re.Match[str], said: dict[str, re.Match[str]]) -> bool:
    name = tag["tag"].lower()
    words = set(said["rel"]["value"].strip("\"'").lower().split()) if "rel" in said else set()
    return name in _LINKS or (name == "link" and bool(words) and words <= _PASSIVE)


def _of_styles_and_scripts(text: str) -> Iterator[tuple[int, str]]:
    """Addresses in styles, in the programs of a page, and of pictures in Markdown."""
    for found in _ELSEWHERE.finditer(text):
        kind = found.lastgroup or ""
        yield found.start(kind), found[kind]


def _of_labels(text: str) -> Iterator[tuple[int, str]]:
    """Addresses that pictures in Markdown name by a label."""
    labels = {(found["label"] or found["text"]).lower() for found in _PICTURE.finditer(text)}
    for found in _LABEL.finditer(text) if labels else ():
        if found["label"].lower() in labels:
            yield found.start("address"), found["address"]
