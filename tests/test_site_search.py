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
WARD = {
    "600k": "label2024-dose",
    "600 000 IU/kg": "label2024-dose",
    "720 000 IU/kg": "kammula1998-dose",
    "22 MIU": "label2019-vial-content",
    "q8h": "dosing-interval",
    "8-hourly": "dosing-interval",
    "every eight hours": "dosing-interval",
    "platelets 30000": "absolute-platelets",
    "plt 30,000": "absolute-platelets",
    "diarrhoea": "diarrhea",
}
"""The same, as it is typed on a ward."""
NOTES = {
    "creatinine": "",
    "creatnine": "one letter away",
    "creatinine gondola": "some of them",
    "gondola": "Nothing here has \u201cgondola\u201d",
    "<b>gondola": "Nothing here has \u201c<b>gondola\u201d",
    "": "",
}
"""What is typed, and what stands above the results; nothing where they were found as typed."""


def found(watched: Watched, words: str) -> list[str]:
    """The addresses that a search from the home page finds, those within a page included."""
    page = watched.go("index.html")
    page.locator('input[name="query"]').click()
    page.keyboard.type(words)
    told(page, words)
    return addresses(page)


def again(watched: Watched, words: str) -> list[str]:
    """The same, where a search has begun on the page."""
    box = watched.page.locator('input[name="query"]')
    box.fill("")
    box.dispatch_event("keyup")
    told(watched.page, "")
    watched.page.keyboard.type(words)
    told(watched.page, words)
    return addresses(watched.page)


def addresses(page: Any) -> list[str]:
    """Where the results that are shown lead to, one link each, without the words that a page marks."""
    links = page.locator(".md-search-result__item a").evaluate_all("all => all.map(one => one.href)")
    return [link.partition("?h=")[0] + link[link.find("#") :] * ("#" in link) for link in links]


def told(page: Any, words: str) -> Any:
    """The line above the results, once these words are answered: hidden where they were found as typed."""
    page.wait_for_function("typed => document.querySelector('.search-note')?.dataset.typed === typed", arg=words)
    return page.locator(".search-note")


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


def test_the_words_of_a_ward_lead_to_the_fact(page: Watched) -> None:
    found(page, "fever")
    for words, part in WARD.items():
        assert_on_facts(again(page, words), part)


def test_a_measure_with_its_facts_comes_first(page: Watched) -> None:
    found(page, "fever")
    for words in ("14 doses", "28 doses", "creatinine", "hypotension", "600,000"):
        links = again(page, words)
        assert "/measures/" in links[0], (words, links[:5])
        assert any("#" in link and "/measures/" in link for link in links[:3]), (words, links[:5])


def test_other_spellings_are_found_and_not_shown(page: Watched) -> None:
    found(page, "600.000")
    results = page.page.locator(".md-search-result__item a[href*='/measures/']")
    expect(results.filter(has_text="600,000 International Units/kg").first).to_be_attached()
    for text in results.all_text_contents():
        assert "600.000" not in text and "0.6 million" not in text, text[:300]


def test_the_search_says_what_it_did_with_the_words(browser: Any, address: str) -> None:
    watched = Watched(browser, address, viewport={"width": 360, "height": 800})
    told(watched.go("index.html?q=fever"), "fever")
    for words, note in NOTES.items():
        again(watched, words)
        place = watched.page.locator(".search-note")
        if note:
            expect(place).to_contain_text(note)
        else:
            expect(place).to_be_hidden()
    assert watched.errors == []
    watched.context.close()


def test_where_nothing_is_found_the_way_on_leads_somewhere(browser: Any, address: str) -> None:
    watched = Watched(browser, address, viewport={"width": 1280, "height": 900})
    found(watched, "gondola")
    links = watched.page.locator(".search-note a")
    expect(links).to_have_text(["all measures", "all references"])
    links.first.click()
    watched.page.wait_for_url("**/measures/index.html")
    watched.context.close()


@pytest.mark.parametrize("words", ["600000", "Proleukin"])
def test_a_site_opened_as_a_file_is_searched_without_a_complaint(words: str, browser: Any) -> None:
    watched = Watched(browser, project_site().as_uri() + "/", viewport={"width": 1280, "height": 900})
    assert_on_facts(found(watched, words), CASES[words])
    assert watched.errors == []
    watched.context.close()
