"""A PDF of each card to print, made with a browser where there is one, and the links to them.

A card stands between `<!--card ID-->` and `<!--/card-->` in a finished page; `<!--card-file ID-->`, on any page,
becomes a link to its PDF with its pages and size, or nothing where no PDF was made: a page never shows a dead link. The
browser is that of KB_BROWSER, or else the first Chromium in PATH. It gets the card alone, without scripts and without a
network.
"""

from __future__ import annotations

import datetime
import html
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kb.pages.addresses import relative

FOLDER: Final = "cards"
BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PATIENCE: Final = 60
"""Seconds that a browser gets for one card."""

_CARD: Final = re.compile(r"<!--card ([a-z0-9-]+)-->(.*?)<!--/card-->", re.S)
_PLACE: Final = re.compile(r"<!--card-file ([a-z0-9-]+)-->")
_STYLE: Final = re.compile(r"<link\b[^>]*\brel=\"?stylesheet\"?[^>]*>")
_HREF: Final = re.compile(r"(\shref=)[\"']?([^\"'\s>]+)[\"']?")
_LINKED: Final = re.compile(r"(<a\b[^>]*?)\shref=(?:\"[^\"]*\"|'[^']*'|[^\s>]+)")
_HEADING: Final = re.compile(r"<h2[^>]*>(.*?)</h2>", re.S)
_DATES: Final = re.compile(rb"/(CreationDate|ModDate) \((D:[^)]*)\)")
_PAGE: Final = re.compile(rb"/Type\s*/Page\b")
_ALONE: Final = (
    '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>{styles}</head>\n'
    '<body dir="ltr" data-md-color-scheme="default"><div class="md-content">'
    '<article class="md-content__inner md-typeset">'
    "{card}</article></div></body></html>\n"
)
_FLAGS: Final = (
    "--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-extensions", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND", "--no-pdf-header-footer",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CardFile:
    """A PDF that was made: the card it shows, its path in the site, its pages and its bytes."""

    id: str
    path: str
    pages: int
    bytes: int

    @property
    def words(self) -> str:
        """What a link says: the kind of file, its pages, its size in kB of 1,000 bytes."""
        return f"PDF, {self.pages} {'page' if self.pages == 1 else 'pages'}, {-(-self.bytes // 1000)} kB"


def find_browser() -> tuple[str, str]:
    """The browser to print with, and an empty text; or an empty path, and what is missing, in words."""
    named = os.environ.get("KB_BROWSER", "")
    if named:
        found = shutil.which(named)
        return (found, "") if found else ("", f"KB_BROWSER names '{named}', which is no program")
    found = next(filter(None, map(shutil.which, BROWSERS)), "")
    return found, "" if found else f"none of {', '.join(BROWSERS)} was found; name a browser in KB_BROWSER"


def write_card_files(site: Path, day: datetime.date, *, wanted: bool = True) -> Iterator[str]:
    """Make a PDF of each card in a finished site and put in the links; yields what could not be done, a line each.

    Where PDFs are not `wanted`, only their places are taken out. `day` is the date that the files bear: two builds of
    one day give the same bytes, so far as the browser does.
    """
    pages = {path: path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html"))}
    cards = [(path, id, card) for path, text in pages.items() for id, card in _CARD.findall(text)]
    if not cards and not any(_PLACE.search(text) for text in pages.values()):
        return
    browser, missing = find_browser() if wanted else ("", "")
    made: dict[str, CardFile] = {}
    if missing:
        yield f"No PDF of the cards was made: {missing}"
    elif browser:
        (site / FOLDER).mkdir(exist_ok=True)
        with ThreadPoolExecutor(max_workers=2) as pool:
            for found in pool.map(lambda one: _printed(browser, site, day, *one), cards):
                if isinstance(found, CardFile):
                    made[found.id] = found
                else:
                    yield found
    for path, text in pages.items():
        linked = _linked(text, path.relative_to(site).as_posix(), made)
        if linked != text:
            path.write_text(linked, encoding="utf-8", newline="\n")


def _linked(text: str, page: str, made: dict[str, CardFile]) -> str:
    def link(place: re.Match[str]) -> str:
        card = made.get(place[1])
        return f'<a class="card-file" href="{relative(card.path, page)}">{card.words}</a>' if card else ""

    return _PLACE.sub(link, _CARD.sub(r"\2", text))


def _printed(browser: str, site: Path, day: datetime.date, page: Path, id: str, card: str) -> CardFile | str:
    """The PDF of one card, or why there is none."""
    path = f"{FOLDER}/{id.removeprefix('card-')}.pdf"
    with tempfile.TemporaryDirectory(prefix="kb-card-", ignore_cleanup_errors=True) as folder:
        source, target = Path(folder, "card.html"), Path(folder, "card.pdf")
        source.write_text(_alone(page, id, card), encoding="utf-8")
        problem = _run(browser, source, target)
        if problem:
            return f"No PDF of the card '{id}' was made: {problem}"
        content = _dated(target.read_bytes(), day)
    (site / path).write_bytes(content)
    return CardFile(id, path, len(_PAGE.findall(content)), len(content))


def _run(browser: str, source: Path, target: Path) -> str:
    """Let a browser print a file; what went wrong, or an empty text."""
    # a browser that is run as root refuses to start with its sandbox; what it opens here is our own page
    sandbox = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    profile = f"--user-data-dir={source.parent / 'profile'}"
    command = [browser, *_FLAGS, *sandbox, profile, f"--print-to-pdf={target}", source.as_uri()]
    try:
        run = subprocess.run(command, timeout=PATIENCE, check=False, stdin=subprocess.DEVNULL, capture_output=True)
    except subprocess.TimeoutExpired:
        return f"{browser} was not done within {PATIENCE} s"
    except OSError as problem:
        return f"{browser}: {problem.strerror}"
    return "" if target.is_file() else f"{browser} ended with exit code {run.returncode}"


def _alone(page: Path, id: str, card: str) -> str:
    """A card as a page of its own, with the styles of the page that it stands on, by their place on this machine."""
    text = page.read_text(encoding="utf-8")
    styles = "".join(
        _HREF.sub(lambda found: f'{found[1]}"{(page.parent / html.unescape(found[2])).resolve().as_uri()}"', link)
        for link in dict.fromkeys(_STYLE.findall(text))
    )
    heading = _HEADING.search(card)
    title = re.sub(r"<[^>]*>", "", heading[1]).strip() if heading else id
    # a link would lead to where this file lies on this machine
    return _ALONE.format(title=title, styles=styles, card=_LINKED.sub(r"\1", card))


def _dated(content: bytes, day: datetime.date) -> bytes:
    """A PDF with the dates that its maker wrote turned into a given day, of the same length: offsets must hold."""
    fixed = f"D:{day:%Y%m%d}000000+00'00'".encode()

    def date(found: re.Match[bytes]) -> bytes:
        return b"/%s (%s)" % (found[1], fixed) if len(found[2]) == len(fixed) else found[0]

    return _DATES.sub(date, content)
