"""The site in a real Chromium: proofs by keyboard, touch and mouse, nothing from elsewhere, nothing too wide."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.accessibility import broken_rules
from tests.chromium import Watched, expect
from tests.second_base_site import second_site
from tests.serving import served

pytestmark = pytest.mark.browser
KINDS = {
    "home": "index.html",
    "topic": "dosing.html",
    "topic with criteria": "stopping.html",
    "measure": "measures/response.html",
    "reference": "references/able2001.html",
    "references": "references/index.html",
    "conflict": "conflicts/{dose}.html",
    "conflicts": "conflicts/index.html",
    "measures": "measures/index.html",
    "rule": "rules/KB101.html",
    "rules": "rules/index.html",
    "about": "about.html",
    "data": "data.html",
    "changes": "changes.html",
}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(second_site().site) as address:
        yield address


@pytest.fixture
def phone(browser: Any, address: str) -> Iterator[Watched]:
    watched = Watched(browser, address, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    yield watched
    watched.context.close()


@pytest.fixture
def desktop(browser: Any, address: str) -> Iterator[Watched]:
    watched = Watched(browser, address, viewport={"width": 1280, "height": 900})
    yield watched
    watched.context.close()


def path_of(kind: str) -> str:
    conflict = next((second_site().site / "conflicts").glob("dose-*.html")).stem
    return KINDS[kind].format(dose=conflict)


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_fits_its_screen_and_asks_nobody_else(kind: str, phone: Watched, desktop: Watched) -> None:
    for watched in (phone, desktop):
        page = watched.go(path_of(kind))
        width = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert width[0] <= width[1], f"{kind} scrolls sideways"
        assert watched.errors == []
        assert watched.outside == []


def test_a_tap_opens_the_proof_as_a_sheet_and_a_tap_beside_it_closes_it(phone: Watched) -> None:
    page = phone.go("dosing.html")
    page.locator('a.figure[data-fact="label-dose"]').first.tap()
    sheet = page.locator("#proof")
    expect(sheet).to_be_visible()
    words = sheet.inner_text()
    for expected in (
        "400,000 International Units/kg",
        "Prescribing information 2015 (US)",
        "Dosage, p 2",
        "sources differ",
    ):
        assert expected in words
    assert "not clinically reviewed" in words
    box, view = sheet.bounding_box(), page.viewport_size
    assert abs(box["y"] + box["height"] - view["height"]) < 2, "it is a sheet from the bottom"
    page.touchscreen.tap(20, 90)
    expect(sheet).to_be_hidden()


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_keyboard_opens_the_proof_and_escape_gives_the_place_back(key: str, desktop: Watched) -> None:
    page = desktop.go("dosing.html")
    figure = page.locator('a.figure[data-fact="label-interval"]').first
    figure.focus()
    page.keyboard.press(key)
    expect(page.locator("#proof")).to_be_visible()
    assert page.evaluate("document.activeElement.id") == "proof"
    expect(figure).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#proof') !== null")
    page.keyboard.press("Escape")
    expect(page.locator("#proof")).to_be_hidden()
    assert page.evaluate("document.activeElement.dataset.fact") == "label-interval"
    assert page.url.endswith("dosing.html")


def test_the_mouse_opens_the_proof_next_to_the_figure_and_within_the_window(desktop: Watched) -> None:
    page = desktop.go("outcomes.html")
    figures = page.locator("a.figure:visible")
    for index in range(figures.count()):
        figures.nth(index).click()
        box = page.locator("#proof").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 1280
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= 900
        page.keyboard.press("Escape")


def test_a_modified_click_follows_the_link_as_ever(desktop: Watched) -> None:
    page = desktop.go("dosing.html")
    with desktop.context.expect_page() as opened:
        page.locator('a.figure[data-fact="label-dose"]').first.click(modifiers=["Control"])
    assert opened.value.url.endswith("measures/dose.html#label-dose")
    expect(page.locator("#proof")).to_be_hidden()


def test_the_proof_on_the_page_of_a_measure_is_the_card_itself(desktop: Watched) -> None:
    page = desktop.go("measures/response.html#able-response")
    page.locator("#able-response a.figure").click()
    expect(page.locator("#proof")).to_contain_text("95% interval 13.3–28.9% (computed, Wilson)", use_inner_text=True)


def test_the_citation_is_copied(desktop: Watched) -> None:
    desktop.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = desktop.go("dosing.html")
    page.locator('a.figure[data-fact="able-dose"]').first.click()
    page.locator("#proof button[data-copy]").click()
    page.wait_for_function("document.querySelector('#proof button[data-copy]').textContent === 'Copied'")
    assert page.evaluate("navigator.clipboard.readText()").startswith(
        "Able A, Baker B. Zelvarin in marrow's fever: 5 < 6 &"
    )


def test_without_scripts_a_figure_is_a_link_to_the_fact(browser: Any, address: str) -> None:
    watched = Watched(browser, address, java_script_enabled=False)
    page = watched.go("dosing.html")
    page.locator('a.figure[data-fact="label-dose"]').first.click()
    assert page.url.endswith("measures/dose.html#label-dose")
    expect(page.locator("#label-dose")).to_be_visible()
    watched.context.close()


def test_a_site_opened_as_a_file_has_its_proofs(browser: Any) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto((second_site().site / "dosing.html").as_uri())
    page.locator('a.figure[data-fact="label-dose"]').first.click()
    expect(page.locator("#proof")).to_contain_text("400,000 International Units/kg", use_inner_text=True)
    page.locator("#proof a", has_text="All figures of this measure").click()
    assert page.url.endswith("/measures/dose.html#label-dose")
    context.close()


@pytest.mark.parametrize("words", ["400000", "400,000", "0.4 million", "zelvan"])
def test_search_finds_a_dose_however_it_is_written(words: str, desktop: Watched) -> None:
    page = desktop.go("index.html")
    page.locator('input[name="query"]').click()
    page.keyboard.type(words)
    page.wait_for_selector('.md-search-result__item a[href*="label-dose"]', state="attached")
    links = page.locator(".md-search-result__item a").evaluate_all("all => all.map(one => one.href)")
    assert any("measures/dose.html" in link and "#label-dose" in link for link in links), links


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_no_page_kind_breaks_a_rule_of_accessibility(browser: Any, address: str, scheme: str, width: int) -> None:
    watched = Watched(browser, address, viewport={"width": width, "height": 900}, color_scheme=scheme)
    found = []
    for kind in KINDS:
        page = watched.go(path_of(kind))
        if kind == "topic":
            page.locator("a.figure").first.click()
        found += [(kind, *broken) for broken in broken_rules(page, only_colours=scheme == "dark")]
    watched.context.close()
    assert found == []
