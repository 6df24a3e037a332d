"""The checklist in a real Chromium: every count against an independent account, never stale, by keyboard, on paper."""

from __future__ import annotations

import functools
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.checklist_site import CHECKLIST_BASE, checklist_root, expected_rules, phrases
from tests.chromium import Watched, expect, starting
from tests.project_site import project_site
from tests.second_base_site import PROJECT
from tests.serving import served

pytestmark = pytest.mark.browser

STATES = ("present", "absent", "unassessed")
COUNTS = ("relative-count", "absolute-count")
PROJECT_COUNTS = ("relative-criteria-count", "absolute-criteria-count")
SOURCES = ("guide2010", "cole2005", "able2001")

SHOWN = """source => {
  const section = document.querySelector(`[data-source="${source}"]`);
  const rules = Object.fromEntries([...section.querySelectorAll("[data-rule]")].map(
    rule => [rule.dataset.rule, rule.dataset.state]));
  return {
    rules,
    order: [...section.querySelectorAll("[data-rule]")].map(rule => rule.dataset.rule),
    count: section.querySelector(".check-count").textContent,
    standing: section.querySelector(".check-standing").textContent,
    open: section.querySelector(".check-open").textContent,
    own: [...section.querySelectorAll(".check-own li")].map(line => line.textContent),
    marked: section.querySelectorAll(".check-marked li").length,
    details: [...section.querySelectorAll(".check-item")].filter(
      item => item.querySelector("details") && !item.querySelector("details").hidden).map(item => item.dataset.item),
  };
}"""
MARK = """([source, marks]) => {
  const section = document.querySelector(`[data-source="${source}"]`);
  for (const [id, state] of Object.entries(marks)) {
    const input = section.querySelector(`[data-item="${id}"] input[value="${state}"]`);
    if (!input.checked) input.click();
  }
}"""
MARK_ALL = f"""([source, table]) => table.map(marks => {{ ({MARK})([source, marks]); return ({SHOWN})(source); }})"""
ITEMS = """source => Object.fromEntries([...document.querySelectorAll(`[data-source="${source}"] .check-item`)].map(
  item => [item.dataset.item, item.dataset.tier]))"""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(checklist_root() / "site") as address:
        yield address


@pytest.fixture(scope="module")
def project_address() -> Iterator[str]:
    with served(project_site()) as address:
        yield address


def watching(browser: Any, address: str, **options: Any) -> Iterator[Watched]:
    watched = Watched(browser, address, **options)
    yield watched
    assert (watched.errors, watched.outside) == ([], [])
    watched.context.close()


@pytest.fixture
def desktop(browser: Any, address: str) -> Iterator[Watched]:
    yield from watching(browser, address, viewport={"width": 1280, "height": 900})


@pytest.fixture
def phone(browser: Any, address: str) -> Iterator[Watched]:
    yield from watching(browser, address, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)


@pytest.fixture
def project(browser: Any, project_address: str) -> Iterator[Watched]:
    yield from watching(browser, project_address, viewport={"width": 1280, "height": 900})


# --- what must be shown, by an independent account -------------------------------------------------------------------


@functools.cache
def holding(
    folder: Path, measure: str, source: str, parameters: tuple[str, str], relative: int, absolute: int
) -> dict[str, bool]:
    return expected_rules(folder, measure, source, dict(zip(parameters, (relative, absolute), strict=True)))


def expected_states(look: Any, tally: dict[tuple[str, str], int]) -> dict[str, str]:
    """The state of each rule, from how many criteria of each tier are present and not assessed."""
    relative, absolute = tally["relative", "present"], tally["absolute", "present"]
    now = look(relative, absolute)
    box = [
        look(relative + r, absolute + a)
        for r in range(tally["relative", "unassessed"] + 1)
        for a in range(tally["absolute", "unassessed"] + 1)
    ]
    states = {}
    for id, holds in now.items():
        always, ever = all(one[id] for one in box), any(one[id] for one in box)
        states[id] = ("holds" if always else "holds-so-far") if holds else "could" if ever else "no"
    return states


@functools.cache
def rows_of(root: Path) -> dict[str, tuple[str, ...]]:
    return {**phrases(root, "stop-criterion"), **phrases(root, "hold-stop-criterion")}


def tallied(items: dict[str, str], marks: dict[str, str], root: Path) -> dict[tuple[str, str], int]:
    """How many criteria of each tier are in each state; those of one phrase are one, present where any is."""
    by_row: dict[tuple[str, ...], set[str]] = {}
    for id, tier in items.items():
        by_row.setdefault(rows_of(root)[id] if tier in ("relative", "absolute") else (id, tier), set()).add(marks[id])
    ranked = ("present", "unassessed", "absent")
    states = [(row[1], next(state for state in ranked if state in found)) for row, found in by_row.items()]
    tiers = ("relative", "absolute", "open", "")
    return {(tier, state): states.count((tier, state)) for tier in tiers for state in STATES}


def assert_shown(
    shown: dict[str, Any], items: dict[str, str], marks: dict[str, str], look: Any, root: Path | None = None
) -> None:
    tally = tallied(items, marks, root or checklist_root())
    unassessed = list(marks.values()).count("unassessed")
    present = {id for id, state in marks.items() if state == "present"}
    assert shown["rules"] == expected_states(look, tally)
    assert shown["count"] == (
        f"{tally['relative', 'present']} relative, {tally['absolute', 'present']} absolute present; "
        f"{unassessed} of {len(items)} not assessed"
    )
    assert (f"{unassessed} not assessed: not taken for absent." in shown["standing"]) == (unassessed > 0)
    assert bool(shown["open"]) == (tally["open", "present"] > 0)
    assert len(shown["own"]) == tally["", "present"]
    assert shown["marked"] == len(present)
    assert set(shown["details"]) <= present
    held = [shown["rules"][id].startswith("holds") for id in shown["order"]]
    assert held == sorted(held, reverse=True), "rules that hold stand first"
    none_holds = "What is marked meets no rule of this source for a count." in shown["standing"]
    assert none_holds == (bool(shown["rules"]) and not any(held))


def small(source: str) -> Any:
    return functools.partial(holding, CHECKLIST_BASE, "count-rule", source, COUNTS)


def every_tally(items: dict[str, str]) -> list[dict[str, str]]:
    """Marks for every number of present, absent and not assessed criteria of each counted tier."""
    by_tier = {tier: [id for id, own in items.items() if own == tier] for tier in ("relative", "absolute")}
    rest = {id: "absent" for id, own in items.items() if own not in by_tier}
    halves: dict[str, list[dict[str, str]]] = {tier: [] for tier in by_tier}
    for tier, ids in by_tier.items():
        for present in range(len(ids) + 1):
            for unassessed in range(len(ids) - present + 1):
                states = ["present"] * present + ["unassessed"] * unassessed
                states += ["absent"] * (len(ids) - len(states))
                halves[tier].append(dict(zip(ids, states, strict=True)))
    return [{**rest, **relative, **absolute} for relative in halves["relative"] for absolute in halves["absolute"]]


@pytest.mark.parametrize("source", SOURCES)
def test_every_count_shows_the_rules_of_the_independent_account(source: str, desktop: Watched) -> None:
    page = desktop.go(f"checklist.html#source-{source}")
    items = page.evaluate(ITEMS, source)
    table = every_tally(items)
    assert len(table) > 5
    for marks, shown in zip(table, page.evaluate(MARK_ALL, [source, table]), strict=True):
        assert_shown(shown, items, marks, small(source))


@pytest.mark.parametrize("source", ["schwartzentruber2001", "springerplus2015", "dutcher2014"])
def test_every_count_of_the_base_of_this_repository(source: str, project: Watched) -> None:
    page = project.go(f"checklist.html#source-{source}")
    items = page.evaluate(ITEMS, source)
    table = [marks for marks in every_tally(items) if "unassessed" not in marks.values()]
    look = functools.partial(holding, PROJECT, "hold-stop-action", source, PROJECT_COUNTS)
    for marks, shown in zip(table, page.evaluate(MARK_ALL, [source, table]), strict=True):
        assert_shown(shown, items, marks, look, PROJECT)


def test_nothing_is_stale_after_any_sequence_of_edits(desktop: Watched) -> None:
    chance = random.Random(20261122)
    page = desktop.go(f"checklist.html#source-{SOURCES[0]}")
    items = {source: page.evaluate(ITEMS, source) for source in SOURCES}
    marks = {source: dict.fromkeys(items[source], "unassessed") for source in SOURCES}
    source = SOURCES[0]
    for _ in range(250):
        step = chance.random()
        if step < 0.1:
            source = chance.choice(SOURCES)
            page.evaluate("source => { location.hash = 'source-' + source; }", source)
            page.wait_for_function("source => !document.getElementById('source-' + source).hidden", arg=source)
        elif step < 0.14:
            page.locator(f'[data-source="{source}"] .check-reset').click()
            marks = {one: dict.fromkeys(items[one], "unassessed") for one in SOURCES}
        else:
            id, state = chance.choice(list(items[source])), chance.choice(STATES)
            page.evaluate(MARK, [source, {id: state}])
            marks[source][id] = state
        assert_shown(page.evaluate(SHOWN, source), items[source], marks[source], small(source))


def test_no_source_is_chosen_until_one_is_and_only_one_is_shown(desktop: Watched) -> None:
    page = desktop.go("checklist.html")
    assert [page.locator(f"#source-{source}").is_visible() for source in SOURCES] == [False] * 3
    page.locator(f'.check-choice a[href="#source-{SOURCES[1]}"]').click()
    assert [page.locator(f"#source-{source}").is_visible() for source in SOURCES] == [False, True, False]
    assert page.url.endswith(f"#source-{SOURCES[1]}")
    expect(page.locator(".check-choice a[aria-current]")).to_have_attribute("href", f"#source-{SOURCES[1]}")
    page.locator(f"#source-{SOURCES[1]} .jump a").last.click()
    assert page.url.endswith(f"#source-{SOURCES[1]}"), "the address tells nothing but the source"
    page.go_back()
    assert [page.locator(f"#source-{source}").is_visible() for source in SOURCES] == [False] * 3


def test_three_states_by_native_radio_buttons_with_labels(desktop: Watched) -> None:
    page = desktop.go("checklist.html#source-guide2010")
    group = page.get_by_role("group", name="Creatinine ≥ 3 mg/dL")
    expect(group.get_by_role("radio")).to_have_count(3)
    expect(group.get_by_role("radio", name="Not assessed")).to_be_checked()
    group.get_by_text("Present", exact=True).click()
    expect(group.get_by_role("radio", name="Present")).to_be_checked()
    group.get_by_role("radio", name="Absent").check()
    expect(group.get_by_role("radio", name="Present")).not_to_be_checked()


def test_what_is_marked_with_the_keyboard_alone_is_counted_and_said(desktop: Watched) -> None:
    page = desktop.go("checklist.html")
    page.locator(".check-choice a").first.focus()
    page.keyboard.press("Enter")
    shown = page.locator("#source-guide2010")
    shown.wait_for(state="visible")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name === 'guide2010/guide-heart-rate'"):
            break
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    expect(shown.locator(".check-count")).to_have_text(starting("1 relative, 0 absolute present"), use_inner_text=True)
    status = shown.locator('[role="status"]').inner_text()
    assert "1 relative, 0 absolute present" in status
    assert "Rules that hold: Wait. Waiting is a choice." in status
    shown.locator(".check-reset").focus()
    page.keyboard.press("Enter")
    expect(shown.locator(".check-count")).to_have_text(starting("0 relative, 0 absolute present"), use_inner_text=True)
    assert page.evaluate("document.activeElement.matches('.check-reset')")


def test_an_open_tier_counts_nowhere_and_an_action_of_its_own_is_said_first(desktop: Watched) -> None:
    page = desktop.go("checklist.html#source-guide2010")
    page.evaluate(MARK, ["guide2010", {"guide-agitation": "present", "guide-chills-stop": "present"}])
    shown = page.evaluate(SHOWN, "guide2010")
    assert shown["count"].startswith("0 relative, 0 absolute present")
    assert "1 criterion of open tier present, in neither count" in shown["open"]
    assert len(shown["own"]) == 1 and "end the cycle" in shown["own"][0]


def test_two_rows_of_the_list_from_one_phrase_count_once(desktop: Watched) -> None:
    page = desktop.go("checklist.html#source-guide2010")
    page.evaluate(MARK, ["guide2010", {"guide-urine": "present", "guide-urine-dark": "present"}])
    assert page.evaluate(SHOWN, "guide2010")["count"].startswith("1 relative, 0 absolute present")
    expect(page.locator('[data-item="guide-urine-dark"]')).to_contain_text(
        "All of “10-20 mL/h” count once.", use_inner_text=True
    )


def test_a_source_without_rules_says_so_whatever_is_marked(desktop: Watched) -> None:
    page = desktop.go("checklist.html#source-able2001")
    page.evaluate(MARK, ["able2001", {"able-creatinine": "present", "able-heart-rate": "present"}])
    section = page.locator("#source-able2001")
    expect(section.locator(".check-no-rule")).to_contain_text("No rule found.", use_inner_text=True)
    expect(section.locator("[data-rule]")).to_have_count(0)


def test_remedies_stand_by_a_criterion_that_is_present_and_go_with_it(desktop: Watched) -> None:
    page = desktop.go("checklist.html#source-guide2010")
    item = page.locator('[data-item="guide-rigors"]')
    expect(item.locator("details")).to_be_hidden()
    item.get_by_role("radio", name="Present").check()
    item.locator("summary").click()
    words = item.locator("details").inner_text()
    assert "Warm" in words and "Warmol" in words and "For: chills" in words
    item.get_by_role("radio", name="Absent").check()
    expect(item.locator("details")).to_be_hidden()


def test_nothing_is_stored_and_a_new_visit_starts_empty(desktop: Watched) -> None:
    page = desktop.go("checklist.html#source-guide2010")
    before = page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]")
    page.evaluate(MARK, ["guide2010", {"guide-rigors": "present"}])
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == before
    assert page.url.endswith("#source-guide2010")
    page.reload()
    expect(page.locator("#source-guide2010 .check-count")).to_have_text(
        starting("0 relative, 0 absolute present"), use_inner_text=True
    )


def test_on_a_phone_targets_are_large_and_the_rule_is_one_tap_away(phone: Watched) -> None:
    page = phone.go("checklist.html#source-guide2010")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    for label in page.locator("#source-guide2010 .check-state").all():
        assert label.bounding_box()["height"] >= 43
        assert label.evaluate("label => label.scrollWidth <= label.clientWidth")
    page.evaluate(MARK, ["guide2010", {"guide-creatinine": "present"}])
    section = page.locator("#source-guide2010")
    rule = section.locator('[data-rule="guide-any-absolute"]')
    expect(section.locator(".check-count")).to_be_visible()
    expect(rule).to_be_hidden()
    section.locator(".check-toggle").tap()
    expect(rule).to_be_visible()
    expect(rule.locator(".rule-state")).to_have_text("Holds for this count.", use_inner_text=True)
    rule.locator("a.figure").tap()
    expect(page.locator("#proof")).to_contain_text("Table 4", use_inner_text=True)
    expect(rule.locator("..").locator("> li").first).to_have_attribute("data-rule", "guide-any-absolute")


def pages_of(printed: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", printed))


def test_without_a_script_it_is_a_list_with_empty_boxes_and_the_rules_below(browser: Any, address: str) -> None:
    for watched in watching(browser, address, java_script_enabled=False, viewport={"width": 794, "height": 1123}):
        page = watched.go("checklist.html")
        guide = page.locator("#source-guide2010")
        assert guide.locator(".check-boxes").count() == guide.locator(".check-item").count() > 5
        expect(page.locator(".checklist input")).to_have_count(0)
        assert [page.locator(f"#source-{source}").is_visible() for source in SOURCES] == [True] * 3
        rules = guide.locator(".check-rules").first.bounding_box()
        assert rules["y"] > guide.locator(".check-item").last.bounding_box()["y"]


def test_the_chosen_list_prints_with_its_marks_and_its_rules(project: Watched) -> None:
    page = project.go("checklist.html#source-schwartzentruber2001")
    assert pages_of(page.pdf(prefer_css_page_size=True)) <= 2
    page.emulate_media(media="print")
    expect(page.locator("#source-schwartzentruber2001 .check-body")).to_be_visible()
    expect(page.locator("#source-dutcher2014")).to_be_hidden()


def test_each_card_prints_on_one_page(project: Watched) -> None:
    page = project.go("cards.html")
    cards = page.locator(".print-card").count()
    assert cards == 6
    assert pages_of(page.pdf(prefer_css_page_size=True)) == cards
