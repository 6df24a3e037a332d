"""Pages are valid HTML, as far as a strict parser and a few rules of the standard tell without Java.

`scripts/check_html.py` asks the Nu HTML checker, which knows all rules, where it is installed.
"""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import html5lib
import pytest

from tests.project_site import project_site
from tests.second_base_site import second_site

MOST_BYTES = 150_000
"""What the first visit to a page may load, compressed, with all that the page names."""
LABELLED = frozenset({"input", "button", "select", "textarea", "meter", "output", "progress"})
REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "headers", "for")
WHOLE_NUMBERS = ("tabindex", "colspan", "rowspan", "maxlength")
HERE = "https://site.example/"


class Elements(HTMLParser):
    """The start tags of a page with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))


def faults(text: str) -> Iterator[str]:
    """What is wrong with a page by itself: its syntax, its ids and what refers to them, its whole numbers."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parse(text)
    yield from (f"{place[0]}:{place[1]}: {name}" for place, name, _ in parser.errors)
    elements = Elements(text).found
    ids = Counter(attributes["id"] for _, attributes in elements if "id" in attributes)
    controls = {attributes.get("id", "") for tag, attributes in elements if tag in LABELLED}
    yield from (f"the id '{id}' is there {number} times" for id, number in ids.items() if number > 1)
    for tag, attributes in elements:
        for name in REFERENCES:
            known = controls if name == "for" and tag == "label" else ids
            yield from (f"<{tag} {name}> names '{one}'" for one in attributes.get(name, "").split() if one not in known)
        for name in WHOLE_NUMBERS:
            if not re.fullmatch(r"-?\d+", attributes.get(name, "0")):
                yield f"<{tag} {name}> is '{attributes[name]}'"
        if tag == "img" and "alt" not in attributes:
            yield "<img> without alt"


def kinds_of(site: Path) -> list[str]:
    """The pages of a site, of each folder the smallest that is no index: one of each kind."""
    pages = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    folders: dict[str, str] = {}
    for page in sorted(pages, key=lambda one: ((site / one).stat().st_size, one)):
        if "/" in page and not page.endswith("/index.html"):
            folders.setdefault(page.partition("/")[0], page)
    return [page for page in pages if "/" not in page or page.endswith("/index.html")] + sorted(folders.values())


def test_every_page_of_a_small_site_is_valid() -> None:
    site = second_site().site
    for path in sorted(site.rglob("*.html")):
        assert list(faults(path.read_text())) == [], path.relative_to(site)


def test_one_page_of_each_kind_of_the_project_is_valid() -> None:
    for page in kinds_of(project_site()):
        assert list(faults((project_site() / page).read_text())) == [], page


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("<p><div></p>", "unexpected-end-tag"),
        ('<i id="a"></i><i id="a"></i>', "the id 'a' is there 2 times"),
        ('<label for="nothing">a</label>', "<label for> names 'nothing'"),
        ('<i tabindex="">a</i>', "<i tabindex> is ''"),
    ],
)
def test_a_fault_is_seen(fault: str, said: str) -> None:
    whole = f'<!doctype html><html lang="en"><head><title>a</title></head><body>{fault}</body></html>'
    assert any(said in one for one in faults(whole))


def test_all_links_and_anchors_of_a_site_lead_somewhere() -> None:
    site = second_site().site
    pages = {path.relative_to(site).as_posix(): Elements(path.read_text()).found for path in site.rglob("*.html")}
    anchors = {page: {one.get("id") for _, one in elements} for page, elements in pages.items()}
    followed = 0
    for page, elements in pages.items():
        if page == "404.html":
            continue
        for address in (one[name] for _, one in elements for name in ("href", "src") if name in one):
            target, anchor = urldefrag(urljoin(HERE + page, address))
            if not target.startswith(HERE):
                continue
            name = unquote(urlsplit(target).path).lstrip("/") or "index.html"
            name += "index.html" * name.endswith("/")
            assert (site / name).is_file(), (page, address)
            assert not anchor or name not in anchors or unquote(anchor) in anchors[name], (page, address)
            followed += 1
    assert followed > 1000


def test_the_first_visit_to_any_page_is_light() -> None:
    site = project_site()
    sizes: dict[str, int] = {}

    def size(name: str) -> int:
        if name not in sizes:
            sizes[name] = len(gzip.compress((site / name).read_bytes(), 6))
        return sizes[name]

    heavy = {}
    for path in site.rglob("*.html"):
        page, text = path.relative_to(site).as_posix(), path.read_text()
        named = re.findall(r'<(?:link rel="(?:stylesheet|icon)" href|script src)="([^"]+)"', text)
        parts = {urlsplit(urljoin(HERE + page, one)).path.lstrip("/") for one in named}
        assert page == "404.html" or len(parts) > 5, page
        weight = size(page) + sum(size(part) for part in parts)
        if weight > MOST_BYTES:
            heavy[page] = weight
    assert heavy == {}
