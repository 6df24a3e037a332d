"""What a reader gets to see of a fact: figures in full words, marks, sources, and plots that draw a cohort once."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kb.model import KnowledgeBase
from kb.pages import Site, UnknownName
from kb.pages.change_log import change_sections
from kb.pages.wording import lowered, safe_spelling
from tests.second_base_site import SECOND_BASE, load_second_base, second_views


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return load_second_base(SECOND_BASE)


@pytest.fixture(scope="module")
def site(kb: KnowledgeBase) -> Site:
    return second_views(kb)


@pytest.mark.parametrize(
    ("id", "figure"),
    [
        ("label-dose", "400,000 International Units/kg"),
        ("label-interval", "every 8 hours"),
        ("able-response", "20% (20 of 100)"),
        ("cole-response", "12 of 80"),
        ("page-response", "15–20%"),
        ("able-survival", "median 54 months"),
        ("guide-creatinine", "Creatinine ≥ 3 mg/dL"),
        ("guide-warmol", "Warmol: 650 mg, every 4 hours, by mouth, scheduled"),
        ("label-heart", "Contraindicated: Heart rate > 140/min"),
        ("guide-chills", "Warm"),
    ],
)
def test_a_figure_reads_in_full_words(site: Site, id: str, figure: str) -> None:
    assert site.fact(id).figure == figure


def test_a_proof_names_source_place_print_interval_and_patients(site: Site) -> None:
    view = site.fact("able-response")
    assert (view.source.name, view.source.address) == ("Able 2001", "references/able2001.html")
    assert (view.locator, view.printed, view.access) == ("abstract", "20% (20/100)", "read in the abstract only")
    assert view.interval == "95% interval 13.3–28.9% (computed, Wilson)"
    assert view.scope_line == "Marrow's fever · June 2000 cutoff"
    assert [link.name for link in view.same_patients] == ["Guide 2010"]
    assert view.verification_words == "No text here to check against"
    assert view.sign_off_words == "not clinically reviewed"
    assert view.address == "measures/response.html#able-response"


def test_an_abbreviation_in_the_printed_figure_is_spelled_out_and_said_to_be(site: Site) -> None:
    dose, interval, plain = site.fact("label-dose"), site.fact("label-interval"), site.fact("able-response")
    assert (dose.printed, dose.respelled) == ("400,000 International Units/kg", True)
    assert (interval.printed, interval.respelled) == ("every 8 hours", True)
    assert not plain.respelled


@pytest.mark.parametrize(
    ("source", "page"),
    [
        ("720,000 IU/kg", "720,000 International Units/kg"),
        ("18 MIU", "18 million International Units"),
        ("600 I.U.", "600 International Units"),
        ("0.5 µg/kg/min", "0.5 micrograms/kg/min"),
        ("q 4-6 h", "every 4-6 hours"),
        ("650 mg QD", "650 mg daily"),
        ("2.0 mg", "2 mg"),
        ("2.50 mcg", "2.5 mcg"),
        (".5 mg", "0.5 mg"),
        ("10 mg", "10 mg"),
        ("15.0%", "15.0%"),
        ("creatinine 3.0 mg/dL", "creatinine 3 mg/dL"),
        ("SCIURUS and GENIUS", "SCIURUS and GENIUS"),
        ("equality", "equality"),
    ],
)
def test_spellings_that_harm_are_replaced_and_others_left(source: str, page: str) -> None:
    assert safe_spelling(source) == page


def test_a_figure_in_conflict_or_dispute_wears_its_mark(site: Site) -> None:
    assert [(mark.kind, mark.words) for mark in site.fact("label-dose").marks] == [("conflict", "sources differ")]
    assert [mark.kind for mark in site.fact("page-response-disputed").marks] == ["disputed"]
    assert site.fact("label-interval").marks == ()


def test_a_conflict_shows_every_value_who_says_it_and_what_it_comes_to_in_a_patient(site: Site) -> None:
    conflict = next(one for one in site.conflicts if one.measure == "dose")
    assert conflict.state == "explained"
    assert sorted((side.figure, side.example) for side in conflict.sides) == [
        ("400,000 International Units/kg", "32 million International Units"),
        ("500,000 International Units/kg", "40 million International Units"),
    ]
    assert [why.type for why in conflict.why] == ["practice varies"]
    stop = next(one for one in site.conflicts if one.measure == "stop-criterion")
    assert stop.state == "unexplained"
    assert [side.figure for side in stop.sides if side.stricter] == ["Creatinine ≥ 3 mg/dL (absolute)"]
    assert site.conflicts[0] is stop, "what nobody has explained stands first"


def test_a_forest_plot_draws_a_cohort_once_and_loose_figures_hollow(site: Site) -> None:
    plot = site.forest("response", "fever-patients", "zelvarin")
    assert plot is not None
    rows = [(row.label, row.percent, row.counts, row.interval, row.hollow) for row in plot.rows]
    assert rows == [
        ("100 patients of the first trial", "20%", "20 of 100", "13.3–28.9%", False),
        ("80 patients of the second trial", "15%", "12 of 80", "8.8–24.4%", False),
        ("Web page 2020", "15–20%", "", "", True),
    ]
    assert [view.id for view in plot.rows[0].also] == ["guide-response"]
    for drawing in plot.drawings:
        for row in drawing.rows:
            assert drawing.layout.left <= row.start <= row.centre <= row.end <= drawing.layout.right


def test_a_disputed_figure_is_never_drawn(site: Site) -> None:
    plot = site.forest("response", "fever-patients", "zelvarin")
    assert plot is not None
    shown = {row.fact.id for row in plot.rows} | {view.id for row in plot.rows for view in row.also}
    assert "page-response-disputed" not in shown


def test_the_matrix_has_systems_in_their_order_and_marks_the_stricter_cell(site: Site) -> None:
    matrix = site.tools.matrix("stop-criterion")
    assert [system.label for system in matrix.systems] == ["Cardiac", "Renal"]
    renal = matrix.systems[1]
    cells = {source.name: cell for source, cell in zip(renal.sources, renal.rows[0].cells, strict=True)}
    assert [(one.words, one.stricter) for one in cells["Guide 2010"]] == [("≥ 3 mg/dL", True)]
    assert [(one.words, one.stricter) for one in cells["Able 2001"]] == [("≥ 4 mg/dL", False)]


def test_a_reference_says_what_rests_on_it_and_who_repeats_it(site: Site) -> None:
    able = next(one for one in site.references if one.key == "able2001")
    assert {view.id for view in able.facts} == {"able-dose", "able-response", "able-survival", "able-creatinine"}
    assert [view.id for view in able.single_source] == ["able-survival"]
    assert [view.id for view in able.restated] == ["guide-response"]
    assert "5 < 6 & a first trial" in able.citation


def test_large_numbers_are_found_in_every_spelling(site: Site) -> None:
    words = site.fact("label-dose").search_words
    assert all(spelling in words for spelling in ("400000", "400 000", "0.4 million", "Zelvan", "marrow fever"))


def test_an_interval_is_found_as_one_word_and_a_fact_by_its_measure(site: Site) -> None:
    assert "every8hours" in site.fact("label-interval").search_words.split()
    assert "every4hours" in site.fact("guide-warmol").search_words.split()
    assert site.fact("label-dose").search_words.startswith(site.fact("label-dose").measure_label)


@pytest.mark.parametrize(
    ("label", "inside"),
    [
        ("Correct fever", "correct fever"),
        ("High-dose zelvarin", "high-dose zelvarin"),
        ("Anti-ABCD inhibitor", "anti-ABCD inhibitor"),
        ("A clinical trial", "a clinical trial"),
        ("TIL therapy", "TIL therapy"),
        ("ECG", "ECG"),
        ("PaO2 at rest", "PaO2 at rest"),
        ("T-cell count", "T-cell count"),
        ("Marrow's fever", "Marrow's fever"),
        ("Neo-Warmol", "Neo-Warmol"),
    ],
)
def test_a_label_inside_a_sentence_loses_its_capital_but_no_name_does(label: str, inside: str) -> None:
    assert lowered(label) == inside


def test_facts_are_picked_by_measure_scope_and_source(site: Site) -> None:
    assert {view.id for view in site.facts(measure="dose")} == {"label-dose", "able-dose"}
    assert [view.id for view in site.facts(measure="dose", source="label2015")] == ["label-dose"]
    assert site.facts(measure="dose", population="responders") == ()


def test_a_name_that_does_not_exist_is_refused_with_the_nearest(site: Site) -> None:
    with pytest.raises(UnknownName, match="no fact has the id 'label-dos'; did you mean 'label-dose'?"):
        site.fact("label-dos")
    with pytest.raises(UnknownName, match="no measure has the id 'dosse'"):
        site.facts(measure="dosse")


def test_the_edition_changes_with_a_fact_and_with_nothing_else(kb: KnowledgeBase, site: Site) -> None:
    again = second_views(load_second_base(SECOND_BASE))
    assert site.edition == again.edition
    fewer = load_second_base(SECOND_BASE)
    fewer.facts = {id: fact for id, fact in fewer.facts.items() if id != "label-dose"}
    assert second_views(fewer).edition != site.edition


def test_every_rule_has_a_page_with_its_example(site: Site) -> None:
    rule = next(one for one in site.rules if one.code == "KB101")
    assert rule.bad
    assert rule.expected
    assert "Why it matters at the bedside" in [heading for heading, _ in rule.sections]


def test_the_change_log_is_read_without_its_marks() -> None:
    text = "# Changes\n\n## 0.1.0\n\n- A *first* [site](x.md),\n  with `pages`\n- More\n\n## Earlier\n\nNothing.\n"
    assert [tuple(section) for section in change_sections(text)] == [
        ("0.1.0", ("A first site, with pages", "More")),
        ("Earlier", ("Nothing.",)),
    ]


def test_names_in_the_change_log_keep_their_own_marks() -> None:
    text = "## 1\n\n- `a/b_c.py` and `kb check`\n  (`--no-cache`), __once__ _more_, some_name\n"
    assert [section.lines for section in change_sections(text)] == [
        ("a/b_c.py and kb check (--no-cache), once more, some_name",)
    ]


def test_example_weight_is_named_in_words(site: Site) -> None:
    assert Decimal(site.example_weight.removesuffix(" kg")) == 80
