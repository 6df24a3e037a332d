"""Filters of the matrix and of the list of conflicts: in the address, always said, needless without a script."""

from __future__ import annotations

import re
from typing import Any

import pytest

from kb.pages import Site
from kb.pages.facets import facet
from tests.accessibility import broken_rules
from tests.checklist_site import project_views
from tests.chromium import Watched, expect, starting
from tests.second_base_site import SECOND_BASE, load_second_base, second_views
from tests.test_packet import pages_of


@pytest.fixture(scope="module")
def site() -> Site:
    return second_views(load_second_base(SECOND_BASE))


def test_a_facet_counts_rows_in_the_order_of_its_words_and_loses_none() -> None:
    made = facet("state", "State", {"open": "open", "shut": "shut", "never": "never"}, [("shut",), ("open", "new"), ()])
    assert [(one.value, one.label, one.count) for one in made.options] == [
        ("open", "open", 1),
        ("shut", "shut", 1),
        ("new", "new", 1),
    ]


def test_every_conflict_is_counted_under_its_topic_state_and_verdict(site: Site) -> None:
    facets = {one.name: one for one in site.browse.conflict_facets}
    assert list(facets) == ["topic", "state", "verdict", "type"]
    for name in ("topic", "state", "verdict"):
        assert sum(option.count for option in facets[name].options) == len(site.conflicts)
    assert [option.label for option in facets["type"].options] == ["practice varies"]


def test_the_matrix_says_which_cells_differ_and_which_sources_stand_in_columns(site: Site) -> None:
    matrix = site.tools.matrix("stop-criterion")
    renal = matrix.systems[1]
    assert renal.rows[0].given_by == tuple(one.key for one in renal.sources)
    cells = {one.key: renal.cell(renal.rows[0], one.key) for one in renal.sources}
    assert {one.differs for cell in cells.values() for one in cell} == {True}
    assert renal.cell(renal.rows[0], "label2015") == ()
    assert {*matrix.columns, *matrix.others} == set(matrix.sources)
    counted = {one.name: sum(option.count for option in one.options) for one in matrix.facets}
    assert counted["system"] == sum(len(system.rows) for system in matrix.systems)


def test_few_criteria_share_the_last_lines_of_the_sheet() -> None:
    matrix = project_views().tools.matrix("hold-stop-criterion")
    assert min(one.criteria for one in matrix.columns) > max(one.criteria for one in matrix.others)
    assert sum(one.criteria for one in matrix.sources) == len(matrix.views)


def test_a_criterion_that_is_a_part_of_another_stands_in_its_row_whatever_system_lists_it() -> None:
    matrix = project_views().tools.matrix("hold-stop-criterion")
    rows = {row.subject: (system, row) for system in matrix.systems for row in system.rows}
    system, stool = rows["Occult blood in sputum, occult blood in emesis, occult blood in stool"]
    label = system.cell(stool, "label2024")[0]
    assert (system.label, label.under, label.than) == ("Hemorrhagic", "Gastrointestinal", "Schwartzentruber 2001")
    bilirubin = [system.label for system in matrix.systems for row in system.rows if row.subject == "Serum bilirubin"]
    assert bilirubin == ["Hepatic"]
    assert rows["Strong clinical suspicion of infection or documented infection"]


def test_the_matrix_marks_as_stricter_only_what_a_source_of_the_same_row_is_milder_than() -> None:
    matrix = project_views().tools.matrix("hold-stop-criterion")
    for system in matrix.systems:
        for row in system.rows:
            names = {one.fact.source.name for cell in row.cells for one in cell}
            for one in (one for cell in row.cells for one in cell if one.stricter):
                assert set(one.than.split(", ")) <= names - {one.fact.source.name}


def test_what_a_limit_is_the_statistic_of_stands_before_it() -> None:
    matrix = project_views().tools.matrix("hold-stop-criterion")
    cells = [one for system in matrix.systems for row in system.rows for cell in row.cells for one in cell]
    words = {one.fact.id: one.words for one in cells}
    assert words["schwartzentruber-absolute-minimum-phenylephrine"] == "minimum > 0.8 micrograms/kg/min"
    assert words["dutcher2014-relative-maximum-phenylephrine"] == "maximum 1\u20131.5 micrograms/kg/min, between doses"


def test_a_tier_that_was_inferred_wears_its_mark_wherever_it_is_shown() -> None:
    matrix = project_views().tools.matrix("hold-stop-criterion")
    cells = [one for system in matrix.systems for row in system.rows for cell in row.cells for one in cell]
    marked = {one.fact.id: [mark for mark in one.fact.marks if mark.kind == "inferred"] for one in cells}
    effusion = marked["schwartzentruber-absolute-pleural-effusion"]
    assert [(mark.words, mark.detail) for mark in effusion] == [
        ("tier inferred", "The line holds one phrase only; taken as absolute from sense alone.")
    ]
    assert marked["schwartzentruber-relative-rales"] == []


def test_a_criterion_of_another_treatment_names_it_on_the_sheet() -> None:
    matrix = project_views().tools.matrix("hold-stop-criterion")
    cells = [one for system in matrix.systems for row in system.rows for cell in row.cells for one in cell]
    assert {one.treatment for one in cells if one.fact.reference == "betofwarner2024"} == {
        "Interleukin-2 after TIL infusion"
    }
    assert {one.treatment for one in cells if one.fact.reference == "schwartzentruber2001"} == {""}


def test_the_head_of_a_side_says_what_sets_it_off_and_what_is_a_target() -> None:
    site = project_views()
    heads = {side.figure for view in site.conflicts for side in view.sides}
    assert "Systolic blood pressure, target: > 80 mm Hg" in heads
    assert "Mental status change \u2192 stop dosing" in heads
    assert "First treatment day of a cycle: day 15" in heads
    assert "Required: Serum creatinine \u2264 1.6 mg/dL" in heads


def test_explanations_name_references_as_readers_know_them_and_link_them() -> None:
    site = project_views()
    keys = set(site.kb.references)
    for view in site.conflicts:
        told = " ".join(f"{why.because} {why.settled_by}" for why in view.why) + " ".join(view.reasons)
        assert not keys & set(re.findall(r"[\w-]+", told))
        assert "declared" not in " ".join(view.reasons)
    linked = {part.address for view in site.conflicts for why in view.why for part in why.settled_by_parts}
    assert "references/lindsey2000.html" in linked


def test_every_count_of_conflicts_goes_by_the_facts_that_are_part_of_them() -> None:
    site = project_views()
    for measure in site.measures.values():
        assert measure.conflicts == len(site.conflicts_in(measure.id))
    for topic in site.topics.values():
        assert len(site.conflicts_in(topic.id)) >= max((one.conflicts for one in topic.measures), default=0)


# --- in a browser ---------------------------------------------------------------------------------------------------


SHOWN = "document.querySelectorAll('[data-filter-item=\"row\"]:not([hidden])').length"


def counts(page: Any) -> tuple[int, int]:
    """How many rows are said to be shown, of how many; what is said must be what is there."""
    words = page.locator(".filters-said").inner_text()
    found = re.search(r"(\d+) of (\d+) \w+ shown", words)
    whole = re.search(r"All (\d+) \w+ shown", words)
    shown, total = (int(found[1]), int(found[2])) if found else (int(whole[1]), int(whole[1]))  # type: ignore[index]
    assert page.evaluate(SHOWN) == shown
    expect(page.locator('[data-filter-item="row"]')).to_have_count(total)
    return shown, total


@pytest.mark.browser
def test_conflicts_are_filtered_by_keyboard_said_kept_and_shared(page: Watched) -> None:
    shown = page.go("conflicts/index.html")
    every = counts(shown)[1]
    shown.locator(".filters summary").focus()
    shown.keyboard.press("Enter")
    shown.locator('.filters input[value="open"]').focus()
    shown.keyboard.press("Space")
    opened, _ = counts(shown)
    assert 0 < opened < every
    expect(shown.locator('.filters-said[role="status"]')).to_have_text(
        starting("Filter on – State: open. "), use_inner_text=True
    )
    shown.locator('.filters input[value="efficacy"]').check()
    both, _ = counts(shown)
    assert 0 < both < opened
    assert shown.locator("h2:visible").evaluate_all("all => all.map(one => one.id)") == ["efficacy"]
    assert shown.url.endswith("#state=open&topic=efficacy")
    shown.reload()
    shown.wait_for_load_state()
    assert counts(shown) == (both, every)
    expect(shown.locator('.filters input[value="efficacy"]')).to_be_checked()
    shown.locator('.conflicts li:visible a[href$=".html"]').first.click()
    shown.go_back()
    assert counts(shown) == (both, every)
    shown.get_by_role("button", name="Show all").click()
    assert counts(shown) == (every, every)
    assert shown.url.endswith("conflicts/index.html")
    assert shown.evaluate("document.activeElement.tagName") == "SUMMARY"


@pytest.mark.browser
def test_each_way_to_filter_conflicts_agrees_with_its_count(page: Watched) -> None:
    shown = page.go("conflicts/index.html")
    every = counts(shown)[1]
    for facet_of in project_views().browse.conflict_facets:
        for option in facet_of.options[:3]:
            shown.evaluate("hash => { location.hash = hash; }", f"{facet_of.name}={option.value}")
            shown.wait_for_function(
                "label => document.querySelector('.filters-said').textContent.includes(label)", arg=option.label
            )
            assert counts(shown) == (option.count, every), (facet_of.name, option.value)


@pytest.mark.browser
def test_a_chosen_source_of_the_matrix_has_a_permanent_link(page: Watched) -> None:
    matrix = project_views().tools.matrix("hold-stop-criterion")
    source = matrix.columns[1]
    rows = sum(source.key in row.given_by for system in matrix.systems for row in system.rows)
    shown = page.go(f"hold-and-stop.html#source={source.key}")
    assert counts(shown) == (rows, sum(len(system.rows) for system in matrix.systems))
    heads = shown.locator("table.matrix thead th:visible a").all_inner_texts()
    assert set(heads) == {source.name}
    expect(shown.locator(".filters-said")).to_contain_text("Marks speak of all sources", use_inner_text=True)
    link = shown.get_by_role("button", name="Copy a link to this choice").get_attribute("data-report")
    assert link == f"{page.address}hold-and-stop.html#source={source.key}"
    system = next(one for one in matrix.systems if source.key not in {own.key for own in one.sources})
    expect(shown.locator(f"#system-{system.id}")).to_be_hidden()
    expect(shown.locator(f'.jump a[href="#system-{system.id}"]')).to_be_hidden()
    kept = next(one for one in matrix.systems if source.key in {own.key for own in one.sources})
    shown.locator(f'.jump a[href^="#system-{kept.id}"]').click()
    shown.wait_for_function(f"() => location.hash === '#system-{kept.id}&source={source.key}'")
    assert counts(shown)[0] == rows


@pytest.mark.browser
def test_what_is_no_choice_hides_nothing_and_is_said(page: Watched) -> None:
    shown = page.go("hold-and-stop.html#source=<img src=x onerror=window.hostile=1>&system=nowhere")
    said = shown.locator(".filters-said").inner_text()
    assert counts(shown)[0] == counts(shown)[1]
    assert said.endswith("2 choices in the address are unknown here and passed over.")
    assert shown.evaluate("window.hostile") is None


@pytest.mark.browser
@pytest.mark.parametrize("fragment", ["", "#system=renal"])
def test_the_matrix_prints_on_one_sheet(fragment: str, page: Watched) -> None:
    shown = page.go(f"hold-and-stop.html{fragment}")
    counts(shown)
    printed = shown.pdf(prefer_css_page_size=True)
    assert pages_of(printed) == 1
    box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed)
    assert box is not None and [round(float(side)) for side in box.groups()] == [842, 595], "A4 across"
    shown.emulate_media(media="print")
    rows = shown.locator(".matrix-sheet tbody tr:visible").count()
    assert rows > 50 if not fragment else 0 < rows < 20
    expect(shown.locator(".sheet-foot")).to_contain_text("Not yet clinically reviewed", use_inner_text=True)
    assert ("Filter on" in shown.locator(".sheet-filter").inner_text()) == bool(fragment)
    size = shown.locator(".matrix-sheet td").first.evaluate("one => parseFloat(getComputedStyle(one).fontSize) * 0.75")
    assert size >= 6, "points"
    colours = shown.evaluate(
        "[...new Set([...document.querySelectorAll('.matrix-sheet *')].map(one => getComputedStyle(one).color))]"
    )
    assert colours == ["rgb(0, 0, 0)"]


@pytest.mark.browser
def test_differing_cells_are_marked_in_word_and_sign(page: Watched) -> None:
    shown = page.go("hold-and-stop.html")
    marks = shown.locator("table.matrix .mark-conflict").all_text_contents()
    assert marks and set(marks) == {"⇄\N{NO-BREAK SPACE}sources differ"}
    assert set(shown.locator("table.matrix .stricter").all_inner_texts()) == {"▲ stricter"}
    shown.emulate_media(media="print")
    assert {"⇄ differs", "▲ stricter"} <= set(shown.locator(".matrix-sheet td b").all_inner_texts())


@pytest.mark.browser
def test_without_scripts_everything_is_shown_and_no_filter_is_offered(browser: Any, address: str) -> None:
    watched = Watched(browser, address, java_script_enabled=False)
    for path in ("conflicts/index.html#state=open", "hold-and-stop.html#system=renal"):
        page = watched.go(path)
        expect(page.locator(".filters")).to_be_hidden()
        rows = page.locator('[data-filter-item="row"]')
        assert rows.count() > 20 and rows.first.is_visible() and rows.last.is_visible()
    watched.context.close()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_a_filtered_page_breaks_no_rule_of_accessibility(browser: Any, address: str, scheme: str, width: int) -> None:
    watched = Watched(browser, address, viewport={"width": width, "height": 900}, color_scheme=scheme)
    for path in ("conflicts/index.html#state=open", "hold-and-stop.html#system=renal,cardiac"):
        page = watched.go(path)
        page.locator(".filters summary").click()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
        assert broken_rules(page, only_colours=scheme == "dark") == [], path
    watched.context.close()
    assert watched.errors == []
