"""The Content-Security-Policy of a page: what it may load and run, with the hashes of its few inline scripts.

A hash would also bless a script that came into a page with the text of a fact. So only the theme's own inline scripts
get one: they are known by the page for a wrong address (`404.html`), which shows no fact. Any other stops the build.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

PLAIN_PAGE: Final = "404.html"
"""The page that MkDocs makes of the theme alone."""

_SCRIPT: Final = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.S | re.I)
_TYPE: Final = re.compile(r"\btype=[\"']?([a-z/+.-]*)", re.I)
_RUNS: Final = ("", "module", "text/javascript", "application/javascript")
_SCOPE: Final = re.compile(r"new URL\(\"[./]*\",location\)")
_HEAD: Final = re.compile(r"<meta charset=[^>]*>", re.I)
_FIXED: Final = (
    "default-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
)


def inline_scripts(text: str) -> Iterator[str]:
    """The scripts that a page holds and runs, as they are written; data in a `script` element is none."""
    for attributes, script in _SCRIPT.findall(text):
        kind = _TYPE.search(attributes)
        if not re.search(r"\bsrc\s*=", attributes, re.I) and (kind[1].lower() if kind else "") in _RUNS:
            yield script


def policy(scripts: Iterable[str]) -> str:
    """The policy of a page with these inline scripts; nothing of another host, nothing inline but them.

    A hash is SHA-256 of the script's UTF-8 text, in base 64, as Content Security Policy Level 3 has it.
    """
    hashes = sorted({f"'sha256-{base64.b64encode(hashlib.sha256(one.encode()).digest()).decode()}'" for one in scripts})
    return "; ".join((*_FIXED, " ".join(("script-src 'self'", *hashes))))


def with_policy(text: str, name: str, known: frozenset[str]) -> tuple[str, list[str]]:
    """A page with its policy as the first thing after its encoding, and what is wrong with it, one line each."""
    scripts = list(inline_scripts(text))
    problems = [
        f"{name}: an inline script is not the theme's own: '{' '.join(script.split())[:80]}'"
        for script in scripts
        if _without_depth(script) not in known
    ]
    place = _HEAD.search(text)
    if place is None:
        return text, [*problems, f"{name}: the page does not name its encoding, before which no policy can stand"]
    meta = (
        f'<meta http-equiv="Content-Security-Policy" content="{policy(scripts)}">'
        '<meta name="referrer" content="no-referrer">'
    )
    return text[: place.end()] + meta + text[place.end() :], problems


def put_policies(site: Path) -> list[str]:
    """Put a policy into every page of a site; what keeps it from being done, one line each."""
    plain = site / PLAIN_PAGE
    if not plain.is_file():
        return [f"{PLAIN_PAGE}: this page was not built, by which the theme's own scripts are known"]
    known = frozenset(map(_without_depth, inline_scripts(plain.read_text(encoding="utf-8"))))
    problems: list[str] = []
    for path in sorted(site.rglob("*.html")):
        text, found = with_policy(path.read_text(encoding="utf-8"), path.relative_to(site).as_posix(), known)
        path.write_text(text, encoding="utf-8", newline="\n")
        problems += found
    return problems


def _without_depth(script: str) -> str:
    """A script of the theme without the way to the root of the site, which differs from folder to folder."""
    return _SCOPE.sub('new URL("",location)', script)
