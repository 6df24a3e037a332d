"""Pages written for the subject of this repository, in a real Chromium: accessible, within their screen, in reach."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.accessibility import broken_rules
from tests.chromium import Watched, expect
from tests.second_base_site import PROJECT

pytestmark = pytest.mark.browser

ELSEWHERE = frozenset({"dose-table", "schedule", "regimen"})
"""Pages that their own tests ask the same of, with something entered."""
PAGES = sorted(
    path.name.removesuffix(".md.j2")
    for path in (PROJECT / "site_templates" / "pages").glob("[!_]*.md.j2")
    if path.name.removesuffix(".md.j2") not in ELSEWHERE
)


@pytest.fixture(scope="module", params=[("light", 360), ("dark", 1280)], ids=["light 360", "dark 1280"])
def watched(request: pytest.FixtureRequest, browser: Any, address: str) -> Iterator[Watched]:
    """A page in each scheme and width once: what depends on one does not depend on the other."""
    scheme, width = request.param
    watched = Watched(browser, address, viewport={"width": width, "height": 740}, color_scheme=scheme)
    yield watched
    watched.context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_fits_its_screen_and_breaks_no_rule_of_accessibility(name: str, watched: Watched) -> None:
    page = watched.go(f"{name}.html")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert broken_rules(page) == []
    assert (watched.errors, watched.outside) == ([], [])


@pytest.mark.parametrize("name", ["cards", "dosing", "monitoring"])
def test_on_a_phone_no_answer_of_a_table_lies_beyond_the_edge(name: str, browser: Any, address: str) -> None:
    phone = Watched(browser, address, viewport={"width": 360, "height": 740})
    page = phone.go(f"{name}.html")
    cut = "all => all.filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.id || one.ariaLabel)"
    assert page.locator(".print-card, .scroll").evaluate_all(cut) == []
    bare = "all => all.filter(one => getComputedStyle(one, '::before').content === 'none').length"
    assert page.locator("table.stacked td[data-label]").evaluate_all(bare) == 0, "each cell stands after its head"
    phone.context.close()


def test_a_long_page_keeps_its_sections_in_reach_on_a_phone(browser: Any, address: str) -> None:
    phone = Watched(browser, address, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = phone.go("toxicity.html")
    sections = page.locator(".sections")
    page.locator("#events").scroll_into_view_if_needed()
    page.evaluate("document.getElementById('events').scrollIntoView()")
    page.locator(".sections-here", has_text="Events by system").wait_for()
    assert 0 <= sections.bounding_box()["y"] < 60, "it stays below the head of the page"
    sections.locator("summary").tap()
    sections.locator("a", has_text="Boxed warning").tap()
    page.wait_for_url("**/toxicity.html#boxed")
    assert not sections.locator("details").evaluate("one => one.open")
    bar = sections.bounding_box()
    assert page.locator("#boxed").bounding_box()["y"] >= bar["y"] + bar["height"] - 1, "the bar does not cover it"
    phone.context.close()


def test_the_keyboard_opens_the_menu_on_a_phone_and_never_enters_it_closed(browser: Any, address: str) -> None:
    phone = Watched(browser, address, viewport={"width": 360, "height": 740})
    page = phone.go("index.html")
    reached = []
    for _ in range(8):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.closest('.md-sidebar, .md-search__inner') !== null"))
    assert not any(reached)
    page.locator('label.md-header__button[for="__drawer"]').focus()
    page.keyboard.press("Enter")
    page.locator(".md-nav--primary a", has_text="Rapid reference").first.wait_for(state="visible")
    phone.context.close()


def test_folded_facts_are_printed(browser: Any, address: str) -> None:
    desktop = Watched(browser, address, viewport={"width": 1280, "height": 900})
    page = desktop.go("dosing.html")
    folded = page.locator("details.more table").first
    expect(folded).to_be_hidden()
    page.emulate_media(media="print")
    assert folded.bounding_box()["height"] > 20
    expect(page.locator(".sections")).to_be_hidden()
    desktop.context.close()
