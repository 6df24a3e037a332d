"""The claim graph on pages: what would fall without a source, and pictures of how sources stand to each other."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest

from kb.graph import ClaimGraph
from kb.model import KnowledgeBase
from kb.pages import Site
from kb.pages.support import Support
from tests.accessibility import broken_rules
from tests.chromium import Watched, expect, starting
from tests.made_base import fact, made
from tests.second_base_site import PROJECT, SECOND_BASE, load_second_base, second_views


def support(kb: KnowledgeBase) -> Support:
    return Support(kb, {key: key for key in kb.references})


@cache
def site() -> Site:
    return second_views(load_second_base(SECOND_BASE))


def names(links: Any) -> list[str]:
    return [link.name for link in links]


def test_without_a_source_measures_lose_all_support_or_all_but_one() -> None:
    losses = {loss.what.name: loss for loss in site().support.losses()}
    able = losses["Able 2001"]
    assert (able.facts, names(able.lost), names(able.single)) == (4, ["Survival"], ["Criterion for stopping", "Dose"])
    assert names(losses["Cole 2005"].lost) == []
    assert names(losses["Guide 2010"].lost) == ["Medication", "Remark", "Remedy"]
    assert losses["Web page 2020"].facts == 1, "a disputed figure supports nothing"


def test_without_a_kind_of_source_all_of_the_kind_go_at_once() -> None:
    losses = {loss.what.name: loss for loss in site().support.losses_by_kind()}
    assert names(losses["study"].lost) == ["Survival"]
    assert losses["study"].facts == 5
    assert names(losses["label"].lost) == ["Eligibility", "Interval between doses"]


def test_a_derived_fact_needs_all_that_it_is_derived_from() -> None:
    derived = {"formula": "a * b", "inputs": {"a": "one", "b": "two"}}
    kb = made(
        fact("one", "dose", value="40 mg/kg"),
        fact("two", "dose", value="50 mg/kg", cite="cole2005"),
        fact("both", "rate", value="20 %", cite=None, locator=None, derived=derived),
        fact("far", "time", value="5 mo", cite=None, locator=None, derived={"formula": "a", "inputs": {"a": "both"}}),
    )
    needs = support(kb)
    assert needs.sources(kb.facts["far"]) == {"able2001", "cole2005"}
    assert needs.supporters({"cole2005"}) == {"dose": {"able2001"}, "response": frozenset(), "survival": frozenset()}


def test_a_circle_of_derivations_ends() -> None:
    kb = made(
        fact("one", "dose", value="1 mg/kg", cite=None, locator=None, derived={"formula": "a", "inputs": {"a": "two"}}),
        fact("two", "dose", value="1 mg/kg", cite=None, locator=None, derived={"formula": "a", "inputs": {"a": "one"}}),
    )
    assert support(kb).supporters() == {"dose": frozenset()}


def test_the_tables_agree_with_the_graph_about_every_reference_of_this_project() -> None:
    kb = load_second_base(PROJECT)
    graph, needs = ClaimGraph(kb), support(kb)
    active = [one for one in kb.facts.values() if one.status == "active"]
    for key in kb.references:
        falling = {id for id in graph.falling_without(key) if kb.facts[id].status == "active"}
        assert falling == {one.id for one in active if key in needs.sources(one)}, key


def test_the_picture_of_a_measure_has_its_sources_and_how_they_stand_to_each_other() -> None:
    view = site().around_measure("response")
    assert view is not None
    assert [row.source.name for row in view.rows] == ["Web page 2020", "Able 2001", "Cole 2005", "Guide 2010"]
    says = {row.source.name: [(words, names(links)) for words, links in row.says] for row in view.rows}
    assert ("is repeated by", ["Guide 2010"]) in says["Able 2001"]
    assert ("repeats", ["Able 2001"]) in says["Guide 2010"]
    assert ("shares patients with", ["Able 2001"]) in says["Guide 2010"]
    assert view.description.startswith("4 sources; ")
    assert all(0 < row.y < view.height for row in view.drawn)
    assert all(max(map(int, re.findall(r"\d+", arc.path)[::2])) <= view.width for arc in view.arcs)


def test_the_picture_of_a_reference_begins_with_it_and_one_source_alone_has_no_picture() -> None:
    view = site().around_reference("able2001")
    assert view is not None
    assert view.rows[0].source.name == "Able 2001"
    assert {words for words, _ in view.rows[0].says} >= {"differs from", "is repeated by"}
    assert site().around_measure("survival") is None


def test_a_source_that_wears_the_mark_of_a_conflict_says_from_whom_it_differs_or_on_what() -> None:
    project_views = second_views(load_second_base(PROJECT))
    for measure in project_views.measures.values():
        view = project_views.around_measure(measure.id)
        marked = {fact.source.name for fact in measure.facts if fact.conflict and fact.reference}
        for row in view.rows if view else ():
            said = {words for words, _ in row.says} & {"differs from", "wears the mark of the conflict on"}
            assert bool(said) == (row.source.name in marked), (measure.id, row.source.name)


def test_the_index_counts_what_holds_each_measure_up() -> None:
    rows = {row.measure.name: row for _, rows in site().claims.topics for row in rows}
    response = rows["Response"]
    assert (response.facts, response.sources, response.repeats, response.derived) == (5, 4, 1, 0)
    assert rows["Survival"].sources == 1
    nodes = {count.what: count.number for count in site().claims.nodes}
    assert (nodes["facts"], nodes["references"], nodes["cohorts"]) == (16, 5, 2)
    assert {count.what: count.number for count in site().claims.edges}["a fact cites a reference"] == 16


TABLE = """id => [...document.querySelectorAll(`[aria-label="${id}"] tbody tr`)].map(row => {
  const count = cell => cell.querySelector('summary') ? parseInt(cell.querySelector('summary').textContent) : 0;
  return [parseInt(row.cells[1].textContent), count(row.cells[2]), count(row.cells[3])];
})"""
TAKEN = """([name, number]) => {
  const form = document.querySelector('#knock-out form'), box = [].concat(...[form.elements[name]])[0];
  const all = document.querySelectorAll(`#knock-out input[name="${name}"]`), one = all[number];
  one.checked = false; one.dispatchEvent(new Event('change', {bubbles: true}));
  const said = document.getElementById('knock-out-said').textContent.match(/\\d+/g).map(Number);
  const links = ['lost', 'single'].map(id => document.querySelectorAll(`#knock-out-${id}-list a`).length);
  one.checked = true; one.dispatchEvent(new Event('change', {bubbles: true}));
  return [said.slice(-3), links];
}"""


@pytest.mark.browser
@pytest.mark.parametrize(("name", "table"), [("kind", "Without a kind of source"), ("source", "Without one source")])
def test_the_browser_comes_to_the_same_as_the_tables(name: str, table: str, page: Watched) -> None:
    shown = page.go("knock-out.html")
    rows = shown.evaluate(TABLE, table)
    assert len(rows) == shown.locator(f'#knock-out input[name="{name}"]').count() > 5
    for number, expected in enumerate(rows):
        said, links = shown.evaluate(TAKEN, [name, number])
        assert said == expected, (name, number)
        assert links == expected[1:]
    expect(shown.locator("#knock-out-said")).to_have_text("All sources count.", use_inner_text=True)
    assert page.errors == []


@pytest.mark.browser
def test_kinds_and_sources_stay_in_step_and_a_reset_brings_all_back(page: Watched) -> None:
    shown = page.go("knock-out.html")
    shown.locator("#knock-out summary").click()
    shown.locator('#knock-out label:has(input[name="kind"])', has_text="label").click()
    assert shown.locator('#knock-out input[name="source"]:not(:checked)').count() > 1
    shown.locator('#knock-out input[name="source"]:not(:checked)').first.check()
    assert shown.evaluate("document.querySelectorAll('#knock-out input[name=kind]:indeterminate').length") == 1
    lost = shown.locator("#knock-out-lost-list a").first
    shown.locator('#knock-out button[type="reset"]').click()
    expect(shown.locator("#knock-out input:not(:checked)")).to_have_count(0)
    expect(shown.locator("#knock-out-said")).to_have_text("All sources count.", use_inner_text=True)
    expect(lost).to_have_count(0)
    shown.locator('#knock-out input[name="repeats"]').uncheck()
    expect(shown.locator("#knock-out-said")).to_have_text(
        starting("0 sources taken away: 0 facts fall"), use_inner_text=True
    )


@pytest.mark.browser
def test_what_is_taken_away_stands_in_the_address(page: Watched) -> None:
    shown = page.go("knock-out.html#packet=some-fact")
    shown.locator('#knock-out label:has(input[name="kind"])', has_text="label").click()
    shown.locator('#knock-out input[name="repeats"]').uncheck()
    said = shown.locator("#knock-out-said").inner_text()
    assert "taken away" in said
    shown.locator("#knock-out-lost-list a").first.click()
    shown.wait_for_function("() => location.pathname.includes('/measures/') && location.hash === '#packet=some-fact'")
    shown.go_back()
    expect(shown.locator("#knock-out-said")).to_have_text(said, use_inner_text=True)
    shown.reload()
    expect(shown.locator("#knock-out-said")).to_have_text(said, use_inner_text=True)
    shown.locator('#knock-out button[type="reset"]').click()
    shown.wait_for_function("() => location.hash === '#packet=some-fact'")


@pytest.mark.browser
def test_without_scripts_the_tables_say_it_all(browser: Any, address: str) -> None:
    watched = Watched(browser, address, java_script_enabled=False)
    shown = watched.go("knock-out.html")
    expect(shown.locator("#knock-out")).to_be_hidden()
    expect(shown.locator("#by-source")).to_be_visible()
    watched.context.close()


PAGES = ("knock-out.html", "claims/index.html", "measures/objective-response-rate.html", "references/label2019.html")


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_the_pages_of_the_graph_break_no_rule_of_accessibility(
    scheme: str, width: int, browser: Any, address: str
) -> None:
    watched = Watched(browser, address, viewport={"width": width, "height": 900}, color_scheme=scheme)
    found = []
    for path in PAGES:
        shown = watched.go(path)
        assert shown.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
        found += [(path, *broken) for broken in broken_rules(shown)]
    assert found == []
    assert watched.errors == []
    watched.context.close()
