"""Packets: what they are drawn from, and a reader's way from two pages to a sheet of paper, with nothing stored."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kb.pages import Site
from kb.pages.packet import CALL, CHUNKS, chunk_of
from tests.accessibility import broken_rules
from tests.chromium import Watched, expect, starting
from tests.second_base_site import SECOND_BASE, load_second_base, second_site, second_views
from tests.serving import served

STORED = """async () => [localStorage.length, sessionStorage.length, document.cookie, window.name,
  (await indexedDB.databases()).length]"""


@pytest.fixture(scope="module")
def site() -> Site:
    return second_views(load_second_base(SECOND_BASE))


@pytest.fixture(scope="module")
def files(site: Site) -> dict[str, dict[str, Any]]:
    written = site.browse.packet_files()
    return {path: json.loads(text.removeprefix(f"{CALL}(").removesuffix(");\n")) for path, text in written.items()}


def record(files: dict[str, dict[str, Any]], kind: str, name: str) -> Any:
    return files[f"packet/{chunk_of(name)}.js"][kind][name]


def test_every_fact_conflict_and_reference_stands_where_its_name_leads(
    site: Site, files: dict[str, dict[str, Any]]
) -> None:
    assert len(files) == CHUNKS == site.browse.packet_chunks
    assert all(record(files, "facts", id) for id in site.kb.facts)
    assert all(record(files, "conflicts", view.id) for view in site.conflicts)
    assert all(record(files, "references", key) for key in site.kb.references)
    assert sum(len(file["facts"]) for file in files.values()) == len(site.kb.facts)


def test_a_fact_states_its_figure_place_state_and_doubts(files: dict[str, dict[str, Any]]) -> None:
    fact = record(files, "facts", "label-dose")
    assert (fact["figure"], fact["printed"], fact["respelled"]) == (
        "400,000 International Units/kg",
        "400,000 International Units/kg",
        True,
    )
    assert (fact["source"], fact["key"], fact["locator"]) == (
        "Prescribing information 2015 (US)",
        "label2015",
        "Dosage, p 2",
    )
    assert fact["sign_off"] == "not clinically reviewed" and "signed" not in fact
    assert fact["marks"] == [["conflict", "sources differ", "explained"]]
    assert re.fullmatch(r"[0-9a-f]{4}", fact["stamp"])


def test_a_conflict_has_every_value_who_gives_it_and_why(files: dict[str, dict[str, Any]]) -> None:
    conflict = record(files, "conflicts", record(files, "facts", "label-dose")["conflict"])
    assert [side["figure"] for side in conflict["sides"]] == [
        "400,000 International Units/kg",
        "500,000 International Units/kg",
    ] or len(conflict["sides"]) > 1
    assert {by["fact"] for side in conflict["sides"] for by in side["said_by"]} >= {"label-dose", "able-dose"}
    assert conflict["why"][0]["type"] == "practice varies" and conflict["why"][0]["because"]


def test_references_are_whole_for_other_programs(files: dict[str, dict[str, Any]]) -> None:
    reference = record(files, "references", "able2001")
    assert reference["ris"].startswith("TY  - ") and reference["ris"].endswith("ER  - \r\n")
    assert reference["bibtex"].startswith("@article{able2001,\n")
    assert reference["citation"].startswith("Able A, Baker B.")


def test_a_device_keeps_the_data_of_packets_but_no_page_waits_for_them() -> None:
    site = second_site().site
    worker = (site / "service-worker.js").read_text()
    core, rest = (re.search(rf"^const {name} = .*$", worker, re.M) for name in ("CORE", "REST"))
    assert core and rest
    assert "packet/0.js" in rest[0] and "packet/0.js" not in core[0]
    assert all(name in core[0] for name in ("packet.html", "assets/packet-page.js", "assets/address.js"))


def test_two_makings_give_the_same_bytes(site: Site) -> None:
    again = second_views(load_second_base(SECOND_BASE))
    assert again.browse.packet_files() == site.browse.packet_files()


# --- in a browser ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(second_site().site) as address:
        yield address


@pytest.fixture
def desktop(browser: Any, address: str) -> Iterator[Watched]:
    watched = Watched(browser, address, viewport={"width": 1280, "height": 900}, accept_downloads=True)
    yield watched
    watched.context.close()
    assert (watched.errors, watched.outside) == ([], [])


@pytest.fixture
def phone(browser: Any, address: str) -> Iterator[Watched]:
    watched = Watched(browser, address, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    yield watched
    watched.context.close()
    assert (watched.errors, watched.outside) == ([], [])


def drawn(page: Any, number: int) -> None:
    page.wait_for_selector(f'#packet[data-drawn="{number}"]')


def pages_of(printed: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", printed))


@pytest.mark.browser
def test_two_facts_of_two_pages_come_together_print_travel_and_go(desktop: Watched, browser: Any) -> None:
    page = desktop.go("dosing.html")
    before = page.evaluate(STORED)
    page.locator('a.figure[data-fact="label-dose"]').first.click()
    page.locator("#proof button[data-packet]").click()
    expect(page.locator("#proof button[data-packet]")).to_have_text("In packet: remove", use_inner_text=True)
    expect(page.locator("#packet-link")).to_have_text("Packet: 1 fact", use_inner_text=True)
    page.keyboard.press("Escape")
    page.locator(".md-nav a", has_text="Measures").first.click()
    page.locator('.md-content a[href*="measures/response.html"]').first.click()
    page.locator('.proof-body[data-proof="able-response"] button[data-packet]').press("Enter")
    expect(page.locator("#packet-link")).to_have_text("Packet: 2 facts", use_inner_text=True)
    expect(page.locator('[role="status"]', has_text="Added. 2 facts in the packet.")).to_have_count(1)
    page.locator("#packet-link").click()
    drawn(page, 2)
    words = page.locator("#packet").inner_text()
    for expected in ("400,000 International Units/kg", "20% (20 of 100)", "0 of 2 facts signed off", "In a patient of"):
        assert expected in words
    edition = re.search(r"Edition ([0-9a-f]{8})", words)
    assert edition is not None
    assert page.locator(".packet-references li").count() >= 2
    assert pages_of(page.pdf(prefer_css_page_size=True)) <= 2
    page.emulate_media(media="print")
    assert not page.locator("button").first.is_visible() and page.locator(".packet-address").is_visible()
    page.emulate_media(media="screen")
    page.reload()
    drawn(page, 2)
    other = Watched(browser, desktop.address, viewport={"width": 1280, "height": 900})
    other.page.goto(page.url)
    drawn(other.page, 2)
    other.context.close()
    page.get_by_role("button", name="Remove 20% (20 of 100), Able 2001").click()
    drawn(page, 1)
    assert page.evaluate("document.activeElement.textContent") == "Put it back"
    page.keyboard.press("Enter")
    drawn(page, 2)
    page.get_by_role("button", name="Empty the packet").click()
    drawn(page, 0)
    assert "packet=" not in page.url and "Nothing is in this packet" in page.locator("#packet").inner_text()
    assert page.evaluate(STORED) == before


@pytest.mark.browser
def test_going_back_keeps_what_was_collected_meanwhile(desktop: Watched) -> None:
    page = desktop.go("measures/index.html")
    page.locator('.md-content a[href*="measures/dose.html"]').first.click()
    page.locator('.proof-body[data-proof="label-dose"] button[data-packet]').click()
    page.go_back()
    expect(page.locator("#packet-link")).to_have_text("Packet: 1 fact")
    page.locator('.md-content a[href*="measures/response.html"]').first.click()
    expect(page.locator("#packet-link")).to_have_text("Packet: 1 fact")
    page.locator('.proof-body[data-proof="able-response"] button[data-packet]').click()
    page.go_back()
    # A reader sees the page before stepping on; a script that does not wait cuts the step off half-way.
    expect(page.locator("#packet-link")).to_have_text("Packet: 2 facts")
    page.go_back()
    page.wait_for_load_state()
    page.go_forward()
    expect(page.locator("#packet-link")).to_have_text("Packet: 2 facts")


@pytest.mark.browser
def test_an_anchor_and_the_packet_share_the_address(desktop: Watched) -> None:
    page = desktop.go("measures/response.html#able-response&packet=label-dose")
    page.wait_for_function("() => location.hash === '#able-response&packet=label-dose'")
    assert page.evaluate("document.querySelector(':target').id") == "able-response"
    page.locator("#cole-response ~ .permalink a").click()
    page.wait_for_function("() => location.hash === '#cole-response&packet=label-dose'")
    assert page.evaluate("document.querySelector(':target').id") == "cole-response"
    expect(page.locator("#packet-link b")).to_have_text("1", use_inner_text=True)


@pytest.mark.browser
def test_references_are_saved_without_a_server(desktop: Watched) -> None:
    page = desktop.go("packet.html#packet=able-response,cole-response")
    drawn(page, 2)
    for label, name, begin in (("RIS", "packet.ris", "TY  - "), ("BibTeX", "packet.bib", "@article{able2001,")):
        with page.expect_download() as saved:
            page.get_by_role("button", name=f"Save {label}").click()
        assert saved.value.suggested_filename == name
        text = Path(saved.value.path()).read_bytes().decode()
        assert text.startswith(begin)
        assert text.count("ER  - \r\n" if label == "RIS" else "\n}\n") == page.locator(".packet-references li").count()


HOSTILE = (
    "<img src=x onerror=window.hostile=1>,javascript:window.hostile=1,../../api/v1/facts,__proto__,constructor,"
    "%3Cscript%3Ewindow.hostile=1%3C/script%3E,%E0%A4%A,a\\b\"']{},label-dose"
)


@pytest.mark.browser
def test_hostile_ids_stay_words_and_unknown_or_changed_ones_are_said(desktop: Watched) -> None:
    page = desktop.go(f"packet.html#x\\&packet={HOSTILE}")
    page.wait_for_selector("#packet[data-drawn]")
    assert page.evaluate("window.hostile") is None
    expect(page.locator(".packet-drawn :is(img, script, iframe)")).to_have_count(0)
    expect(page.locator(".packet-absent")).to_have_count(8)
    expect(page.locator(".packet-facts h3", has_text="400,000")).to_have_count(1)
    expect(page.locator(".packet-absent .notice").first).to_have_text(
        starting("× Not in this edition."), use_inner_text=True
    )
    page = desktop.go("index.html")
    page = desktop.go("packet.html#packet=label-dose~0000,no-such-fact")
    drawn(page, 2)
    expect(page.locator("#packet")).to_contain_text("Changed since it was collected", use_inner_text=True)
    assert "1 fact, and 1 id that is not in this edition" in page.locator("#packet").inner_text()
    page.get_by_role("button", name="Take it as it reads now").click()
    page.wait_for_function("() => !document.querySelector('#packet').textContent.includes('Changed since')")


@pytest.mark.browser
def test_on_a_phone_a_tap_collects_and_nothing_is_too_wide(phone: Watched) -> None:
    page = phone.go("measures/dose.html")
    button = page.locator('.proof-body[data-proof="able-dose"] button[data-packet]')
    assert button.bounding_box()["height"] >= 24
    button.tap()
    page.locator("#packet-link").tap()
    drawn(page, 1)
    for path in ("", "index.html"):
        if path:
            page = phone.go(f"{path}#packet=able-dose")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path


@pytest.mark.browser
def test_without_scripts_the_page_says_what_it_needs(browser: Any, address: str) -> None:
    watched = Watched(browser, address, java_script_enabled=False)
    page = watched.go("packet.html#packet=label-dose")
    expect(page.locator("#packet")).to_contain_text("it takes JavaScript to show one", use_inner_text=True)
    expect(watched.go("measures/dose.html").locator("button[data-packet]")).to_have_count(0)
    watched.context.close()


@pytest.mark.browser
def test_a_packet_opens_from_a_file(browser: Any) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto((second_site().site / "measures" / "dose.html").as_uri())
    page.locator('.proof-body[data-proof="label-dose"] button[data-packet]').click()
    page.locator("#packet-link").click()
    drawn(page, 1)
    expect(page.locator(".packet-facts")).to_contain_text("400,000 International Units/kg", use_inner_text=True)
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_a_packet_breaks_no_rule_of_accessibility(browser: Any, address: str, scheme: str, width: int) -> None:
    watched = Watched(browser, address, viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = watched.go("packet.html#packet=label-dose~0000,able-response,page-response-disputed,no-such-fact")
    drawn(page, 4)
    assert broken_rules(page, only_colours=scheme == "dark") == []
    page.locator('button[aria-label^="Remove"]').first.click()
    drawn(page, 3)
    assert broken_rules(page, only_colours=scheme == "dark") == []
    page = watched.go("dosing.html#packet=label-dose")
    page.locator('a.figure[data-fact="label-dose"]').first.click()
    assert broken_rules(page, only_colours=scheme == "dark") == []
    watched.context.close()
    assert watched.errors == []
