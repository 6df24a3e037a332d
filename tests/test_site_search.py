"""Search on the site of this repository in a real Chromium: every way to write a thing leads to its facts."""

from __future__ import annotations

from typing import Any

import pytest

from tests.chromium import Watched, expect
from tests.project_site import project_site

pytestmark = pytest.mark.browser

CASES = {
    "600000": "label2024-dose",
    "600,000": "label2024-dose",
    "600 000": "label2024-dose",
    "600.000": "label2024-dose",
    "0.6 million": "label2024-dose",
    "IL-2": "measures/",
    "IL2": "measures/",
    "interleukin 2": "measures/",
    "Proleukin": "measures/",
    "Meperedine": "meperidine",
    "meperidine": "meperidine",
    "Neosynephrine": "phenylephrine",
    "Neo-Synephrine": "phenylephrine",
}
"""What is typed, and what the address of a result must hold beside the page of a measure and the anchor of a fact."""


def found(watched: Watched, words: str) -> list[str]:
    """The addresses that a search from the home page finds, those within a page included."""
    page = watched.go("index.html")
    page.locator('input[name="query"]').click()
    page.keyboard.type(words)
    page.wait_for_selector(".md-search-result__item a", state="attached")
    page.wait_for_timeout(300)
    links = page.locator(".md-search-result__item a").evaluate_all("all => all.map(one => one.href)")
    return [link.partition("?h=")[0] + link[link.find("#") :] * ("#" in link) for link in links]


def assert_on_facts(links: list[str], part: str) -> None:
    """Some results are facts at their permanent addresses that hold `part`."""
    facts = [link for link in links if "/measures/" in link and "#" in link and not link.endswith("#top")]
    assert [link for link in facts if part in link], links[:20]


@pytest.mark.parametrize(("words", "part"), CASES.items())
def test_every_way_to_write_it_leads_to_the_fact(words: str, part: str, browser: Any, address: str) -> None:
    watched = Watched(browser, address, viewport={"width": 1280, "height": 900})
    assert_on_facts(found(watched, words), part)
    assert watched.errors == []
    assert watched.outside == []
    watched.context.close()


def test_a_result_opens_at_the_fact(browser: Any, address: str) -> None:
    watched = Watched(browser, address, viewport={"width": 1280, "height": 900})
    found(watched, "600,000")
    watched.page.locator('.md-search-result__item a[href*="label2024-dose"]').first.evaluate("one => one.click()")
    watched.page.wait_for_url("**/measures/**")
    expect(watched.page.locator("#label2024-dose")).to_be_visible()
    watched.context.close()


@pytest.mark.parametrize("words", ["600000", "Proleukin"])
def test_a_site_opened_as_a_file_is_searched_without_a_complaint(words: str, browser: Any) -> None:
    watched = Watched(browser, project_site().as_uri() + "/", viewport={"width": 1280, "height": 900})
    assert_on_facts(found(watched, words), CASES[words])
    assert watched.errors == []
    watched.context.close()
