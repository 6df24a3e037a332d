"""The claim graph to walk through: every node and relation of the base, as a list that says what the picture shows."""

from __future__ import annotations

from typing import Any

import pytest

from kb.pages import Site
from kb.pages.explorer import RELATIONS
from tests.accessibility import broken_rules
from tests.checklist_site import project_views
from tests.chromium import Watched, expect
from tests.second_base_site import SECOND_BASE, load_second_base, second_views


@pytest.fixture(scope="module")
def site() -> Site:
    return second_views(load_second_base(SECOND_BASE))


def test_every_reference_measure_and_conflict_is_a_node(site: Site) -> None:
    graph = site.browse.explorer
    assert len(graph.of_kind("reference")) == len(site.kb.references)
    assert {node.address for node in graph.of_kind("measure")} == {one.address for one in site.measures.values()}
    assert {node.address for node in graph.of_kind("conflict")} == {one.address for one in site.conflicts}
    assert len(graph.of_kind("patients")) == len(site.kb.cohorts)
    assert len({node.id for node in graph.nodes}) == len(graph.nodes)


def test_every_standing_fact_stands_behind_what_its_source_reports(site: Site) -> None:
    behind = {id for one in site.browse.explorer.relations if one.kind == "reports" for id in one.facts}
    assert behind == {fact.id for fact in site.kb.facts.values() if fact.status != "retired" and fact.cite}


def test_relations_say_who_differs_repeats_and_what_a_conflict_is_about(site: Site) -> None:
    said = {(one.one, one.kind, one.other) for one in site.browse.explorer.relations}
    assert ("reference:guide2010", "repeats", "reference:able2001") in said
    dose = next(one for one in site.conflicts if one.measure == "dose")
    assert (f"conflict:{dose.id}", "about", "measure:dose") in said
    assert {one for one, kind, other in said if kind == "conflict" and other == f"conflict:{dose.id}"} == {
        f"reference:{view.reference}" for view in dose.facts
    }


def test_the_data_for_a_browser_point_at_what_is_there(site: Site) -> None:
    graph = site.browse.explorer
    data = graph.data()
    assert data["relations"] == list(RELATIONS)
    for one, other, kind, points, facts in data["edges"]:
        assert max(one, other) < len(data["nodes"]) and kind < len(data["words"]) and points >= 1
        assert all(fact < len(data["facts"]) for fact in facts)


@pytest.mark.browser
def test_a_reader_walks_from_node_to_node_by_keyboard_and_back(page: Watched) -> None:
    graph = project_views().browse.explorer
    start = graph.of_kind("conflict")[0]
    shown = page.go("explore.html")
    shown.locator("#explore-start").select_option(start.id)
    shown.wait_for_selector("#explore-node")
    expect(shown.locator("#explore-node")).to_have_text(start.label, use_inner_text=True)
    assert shown.evaluate("document.activeElement.id") == "explore-node"
    neighbours = {one.one if one.other == start.id else one.other for one in graph.relations if start.id in one[:2]}
    listed = shown.locator(".explore-list ul.index > li > a").evaluate_all("all => all.map(one => one.hash.slice(4))")
    assert set(listed) == neighbours
    expect(shown.locator(".explore-both svg a")).to_have_count(len(listed))
    shown.locator(".explore-list ul.index > li > a").first.focus()
    shown.keyboard.press("Enter")
    shown.wait_for_function("label => document.querySelector('#explore-node').textContent !== label", arg=start.label)
    second = shown.url
    shown.reload()
    shown.wait_for_selector("#explore-node")
    shown.wait_for_function("() => location.hash.startsWith('#at=')")
    assert shown.url == second
    shown.go_back()
    shown.wait_for_function("label => document.querySelector('#explore-node').textContent === label", arg=start.label)
    shown.locator(".explore-facts a").first.click()
    shown.wait_for_selector(":target", state="attached")
    assert "/measures/" in shown.url and shown.locator(":target").count() == 1


@pytest.mark.browser
def test_every_node_can_be_stood_on(page: Watched) -> None:
    shown = page.go("explore.html")
    for node in project_views().browse.explorer.nodes[::9]:
        shown.evaluate("id => { location.hash = 'at=' + id; }", node.id)
        shown.wait_for_function(
            "label => (document.querySelector('#explore-node') || {}).textContent === label", arg=node.label
        )
    assert shown.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.browser
def test_a_hostile_or_unknown_place_is_said_and_inert(page: Watched) -> None:
    for place in ("measure:nowhere", "<img src=x onerror=window.hostile=1>", "__proto__"):
        shown = page.go("index.html")
        shown = page.go(f"explore.html#at={place}")
        expect(shown.locator("#explore")).to_contain_text(
            "Nothing in this edition stands under the name", use_inner_text=True
        )
        assert shown.evaluate("window.hostile") is None


@pytest.mark.browser
def test_without_scripts_lists_lead_to_every_page(browser: Any, address: str) -> None:
    watched = Watched(browser, address, java_script_enabled=False)
    page = watched.go("explore.html")
    expect(page.locator("#explore")).to_be_hidden()
    links = page.locator(".explore-lists a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert set(links) >= {node.address for node in project_views().browse.explorer.nodes if node.address}
    watched.context.close()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_walk_breaks_no_rule_of_accessibility(browser: Any, address: str, scheme: str, width: int) -> None:
    node = project_views().browse.explorer.of_kind("reference")[0]
    watched = Watched(browser, address, viewport={"width": width, "height": 900}, color_scheme=scheme)
    page = watched.go(f"explore.html#at={node.id}")
    page.wait_for_selector("#explore-node")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert broken_rules(page, only_colours=scheme == "dark") == []
    watched.context.close()
    assert watched.errors == []
