"""What pages of topics show: tables of stances, actions, medications, rates and outcomes, each row of one cohort."""

from __future__ import annotations

import functools
import itertools
import re
from decimal import Decimal
from typing import Any

import pytest

from kb.estimate import effective_cohort
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase
from kb.pages import Site
from kb.pages.about_what import broadest, triggers
from kb.pages.fact_view import FactViews
from kb.pages.forest_plot import DETAIL_LETTERS, LABEL_LETTERS, STUDIES
from kb.pages.summary_of_findings import of_100
from kb.pages.topic_tables import TopicTables
from kb.pages.vial_count import vial_counts
from kb.pages.wording import cutoff_said
from kb.render import Rendered, render_site
from tests.checklist_site import project_views
from tests.made_base import fact, made
from tests.second_base_site import PROJECT, SECOND_BASE, load_second_base, second_views

ENTRIES: tuple[dict[str, Any], ...] = (
    {"id": "heart", "type": "system", "label": "Heart", "order": "1"},
    {"id": "skin", "type": "system", "label": "Skin", "order": "2"},
    {"id": "palpitation", "type": "sign", "label": "Palpitation", "system": "heart"},
    {"id": "itch", "type": "sign", "label": "Itch", "system": "skin"},
    {"id": "bad-itch", "type": "sign", "label": "Bad itch", "broader": ["itch"]},
    {"id": "glowmol", "type": "drug", "label": "Glowmol"},
    {"id": "rub", "type": "verb", "label": "Rub"},
    {"id": "early", "type": "subgroup", "label": "The first patients"},
    {"id": "late", "type": "subgroup", "label": "The last patients"},
    {"id": "vial-content", "kind": "quantity", "label": "Content of a vial", "topic": "dosing", "unit": "mg"},
    {"id": "harm", "kind": "proportion", "label": "Harm", "topic": "outcomes", "unit": "%"},
    {"id": "wait", "kind": "quantity", "label": "Time to recovery", "topic": "outcomes", "unit": "d"},
)


def tables(kb: KnowledgeBase) -> tuple[TopicTables, FactViews]:
    """Tables and views of a base."""
    graph = ClaimGraph(kb)
    views = FactViews(kb, graph)
    return TopicTables(views, graph), views


def rows_of(*facts: Any, **more: Any) -> tuple[TopicTables, list[Any]]:
    """The tables of a base of some facts, and the views of them in their order."""
    kb = made(*facts, entries=ENTRIES, **more)
    made_tables, views = tables(kb)
    return made_tables, [views[one.id] for one in facts]


# --- stances ---------------------------------------------------------------------------------------------------


def test_stances_stand_by_system_and_subject_the_strictest_first() -> None:
    topic, views = rows_of(
        fact("allowed", "stance", stance="permitted", when={"present": "bad-itch"}),
        fact("barred", "stance", stance="contraindicated", when={"present": "itch"}, says="Any itch."),
        fact("beat", "stance", stance="caution", when={"present": "palpitation"}),
    )
    found = [
        (section.label, row.subject, [(one.words, one.about, one.against) for one in row.stands])
        for section in topic.stances(views)
        for row in section.rows
    ]
    assert found == [
        ("Heart", "Palpitation", [("caution", "", True)]),
        ("Skin", "Itch", [("contraindicated", "", True), ("permitted", "Bad itch", False)]),
    ]


def test_what_is_asked_for_may_stand_first() -> None:
    topic, views = rows_of(
        fact("barred", "stance", stance="contraindicated", when={"present": "itch"}),
        fact("asked", "stance", stance="required", when={"present": "itch"}),
    )
    (section,) = topic.stances(views, for_first=True)
    assert [one.words for one in section.rows[0].stands] == ["required", "contraindicated"]


def test_a_stance_on_a_limit_says_the_limit() -> None:
    topic, views = rows_of(
        fact(
            "limit",
            "stance",
            stance="required",
            parameter="creatinine",
            when={"parameter": "creatinine", "is": "<= 2 mg/dL"},
        )
    )
    (section,) = topic.stances(views)
    assert [(row.subject, row.stands[0].about) for row in section.rows] == [("Creatinine", "Creatinine \u2264 2 mg/dL")]


# --- actions and medications -----------------------------------------------------------------------------------


def test_a_step_says_its_case_amount_and_aim_apart_and_plain_cases_come_first() -> None:
    topic, views = rows_of(
        fact(
            "special",
            "remedy",
            do="rub",
            when={"all": [{"present": "itch"}, {"parameter": "creatinine", "is": "> 3 mg/dL"}]},
        ),
        fact(
            "plain",
            "remedy",
            do="rub",
            drug="glowmol",
            dose="5 mg",
            when={"present": "itch"},
            target={"parameter": "creatinine", "is": "< 2 mg/dL"},
        ),
    )
    (section,) = topic.actions(views)
    (row,) = section.rows
    assert (section.label, row.trigger) == ("Skin", "Itch")
    assert [(one.when, one.do, one.given, one.until) for one in row.steps] == [
        ("", "Rub", "glowmol 5 mg", "creatinine < 2 mg/dL"),
        ("Creatinine > 3 mg/dL", "Rub", "", ""),
    ]
    assert [(one.limited, one.measured, one.aimed, one.has_figure) for one in row.steps] == [
        (False, True, True, True),
        (True, False, False, True),
    ]


def test_a_limit_that_heads_its_row_keeps_its_figure() -> None:
    topic, views = rows_of(fact("low", "remedy", do="rub", when={"parameter": "creatinine", "is": "> 3 mg/dL"}))
    assert topic.actions(views)[0].rows[0].steps[0].when == "> 3 mg/dL"


def test_scheduled_medications_stand_before_those_as_needed_and_what_a_source_does_not_say_is_said() -> None:
    topic, views = rows_of(
        fact("now-and-then", "medication", role="as-needed", dose="10 mg", frequency="every 6 h", indication="itch"),
        fact("named", "medication", drug="glowmol", role=None, indication="bad-itch"),
        fact("always", "medication", dose="20 mg", indication="itch"),
        fact("beat", "medication", dose="30 mg", role="as-needed", indication="palpitation"),
    )
    sections = topic.medications(views)
    assert [section.label for section in sections] == ["Itch", "Palpitation"]
    assert [(row.role_words, row.dose, row.interval, row.route, row.bare) for row in sections[0].rows] == [
        ("scheduled", "20 mg", "not said", "not said", False),
        ("as needed", "10 mg", "every 6 hours", "not said", False),
        ("when: not said", "not said", "not said", "not said", True),
    ]
    assert sections[0].rows[2].also_for == "bad itch"


# --- rates, eras, time -----------------------------------------------------------------------------------------

HARM: dict[str, Any] = {"measure": "harm", "parameter": "itch", "statistic": "rate"}


def test_a_rate_names_count_grade_patients_and_era_and_a_disputed_one_is_left_out() -> None:
    topic, views = rows_of(
        fact(
            "graded",
            "rate",
            **HARM,
            value="30 %",
            events="30",
            total="100",
            ctcae_grade="3-4",
            cohort="series",
            data_cutoff="June 2000",
        ),
        fact("worded", "rate", **HARM, value="some"),
        fact("doubted", "rate", **HARM, value="90 %", status="disputed", reason="Not a rate."),
        cohorts=(
            {
                "id": "series",
                "label": "100 patients of a series",
                "population": ["fever-patients"],
                "total": "100",
                "treated": "1999 to 2000",
                "reports": [{"cite": "able2001", "data_cutoff": "June 2000"}],
            },
        ),
    )
    (section,) = topic.events(views)
    found = [(one.rate, one.counts, one.grade, one.group, one.era) for row in section.rows for one in row.rates]
    assert found == [
        ("30%", "30 of 100", "grade 3\u20134", "100 patients of a series", "treated 1999 to 2000; June 2000 cutoff"),
        ("some", "", "grade not said", "group of patients not named", "era not recorded"),
    ]


def test_eras_of_a_series_stand_side_by_side() -> None:
    topic, views = rows_of(
        fact("then", "rate", **HARM, value="90 %", subgroup="early", ctcae_grade="4"),
        fact("later", "rate", **HARM, value="10 %", subgroup="late", ctcae_grade="4"),
        fact("of-all", "rate", **HARM, value="50 %"),
    )
    table = topic.groups(views, ["early"], ["late"])
    assert table.columns == ("The first patients", "The last patients")
    found = [(row.subject, row.grade, [[view.id for view, _ in cell] for cell in row.cells]) for row in table.rows]
    assert found == [("Itch", "grade 4", [["then"], ["later"]])]


def test_facts_stand_along_time_whatever_their_unit_and_rates_at_their_time_point() -> None:
    topic, views = rows_of(
        fact("weeks", "dose", measure="wait", value="2 wk"),
        fact("hours", "dose", measure="wait", value="36 h"),
        fact("at-most", "dose", measure="wait", value="<= 5 d"),
        fact("rate", "rate", measure="harm", value="84 %", timepoint="3 d"),
        fact("no-time", "rate", measure="harm", value="84 %"),
    )
    assert [one.fact.id for one in topic.timeline(views)] == ["hours", "rate", "at-most", "weeks"]


# --- absolute numbers and vials --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("percent", "of"),
    [("14.5", "15"), ("6.67", "7"), ("0.8", "0.8"), ("0.04", "0"), ("0", "0"), ("100", "100"), ("1.4", "1")],
)
def test_a_percentage_reads_as_patients_of_a_hundred(percent: str, of: str) -> None:
    assert of_100(Decimal(percent)) == of


def test_findings_are_rows_of_cohorts_with_interval_and_certainty() -> None:
    site = second_views(load_second_base(SECOND_BASE))
    (outcome,) = site.tables.findings([("response", "fever-patients")], "zelvarin")
    assert [(row.group, row.per_100, row.interval, row.origin, row.cutoff, row.certainty) for row in outcome.rows] == [
        ("100 patients of the first trial", "20", "13\u201329", "95%, computed", "June 2000 cutoff", "not yet rated"),
        ("80 patients of the second trial", "15", "9\u201324", "95%, computed", "May 2004 cutoff", "not yet rated"),
    ]


def test_a_dose_takes_whole_vials_of_each_content_that_sources_give() -> None:
    kb = made(
        fact("dose", "dose", value="2 or 3 mg/kg"),
        fact("vial", "dose", measure="vial-content", value="100 mg"),
        fact("other-vial", "dose", measure="vial-content", value="0.16 g"),
        entries=ENTRIES,
    )
    counts = vial_counts(kb, kb.facts["dose"], "vial-content", Decimal(80))
    assert [(one.vials, one.contents) for one in counts] == [("2 or 3", ("vial",)), ("1 or 2", ("other-vial",))]
    assert vial_counts(kb, kb.facts["vial"], "vial-content", Decimal(80)) == ()
    assert vial_counts(kb, kb.facts["dose"], "no-such-measure", Decimal(80)) == ()


def test_a_cutoff_that_nobody_recorded_reads_so() -> None:
    assert cutoff_said("not recorded (published 1995)") == cutoff_said("") == "cutoff not recorded"
    assert cutoff_said("June 1996") == "June 1996 cutoff"


def test_a_term_stands_under_the_broadest_one_in_use() -> None:
    kb = made(entries=ENTRIES)
    assert broadest(kb.vocabulary, "bad-itch", {"itch", "bad-itch"}) == "itch"
    assert broadest(kb.vocabulary, "bad-itch", {"palpitation"}) == "bad-itch"


# --- this repository -------------------------------------------------------------------------------------------


@functools.cache
def rendered() -> Rendered:
    return render_site(project_views(), PROJECT / "site_templates")


@pytest.fixture(scope="module")
def site() -> Site:
    return project_views()


def shown(page: str) -> list[str]:
    """The ids of the facts that open on a page, in order."""
    return re.findall(r'<a class="figure"[^>]*data-fact="([^"]+)"', rendered()[page])


@pytest.mark.parametrize(
    ("page", "measures"),
    [
        (
            "monitoring",
            ("monitoring-frequency", "target", "fever-limit", "monitoring-rule", "response-assessment-interval"),
        ),
        ("medications", ("concomitant-medication", "medication-stance", "medication-statement")),
        ("corrective-measures", ("corrective-measure", "fluid-limit", "corrective-statement")),
        (
            "before-therapy",
            (
                "pretherapy-requirement",
                "pretherapy-assessment",
                "pretherapy-action",
                "start-before-therapy",
                "delay-of-start",
                "maintenance-fluid-rate",
                "place-of-treatment",
            ),
        ),
        (
            "after-therapy",
            (
                "time-after-last-dose",
                "posttherapy-action",
                "posttherapy-statement",
                "recovery-time",
                "response-evaluation-time",
                "retreatment-rule",
                "additional-courses",
                "kidney-recovery-rate",
            ),
        ),
        ("eligibility", ("eligibility-rule", "eligibility-statement", "selection-priority")),
        (
            "toxicity",
            ("adverse-event-rate", "treatment-related-death-rate", "onset-time", "peak-time", "boxed-warning"),
        ),
        ("counselling", ("counselling-statement", "call-criterion", "access-statement", "patient-action")),
        ("argument-topic", ("argument",)),
        ("with-til", ("til-statement", "comparator-dose")),
    ],
)
def test_a_topic_shows_every_fact_of_its_tables(site: Site, page: str, measures: tuple[str, ...]) -> None:
    expected = {view.id for measure in measures for view in site.facts(measure=measure)}
    assert expected - set(shown(f"{page}.md")) == set()


@pytest.mark.parametrize("setting", ["not-requiring-vasopressors", "requiring-vasopressors"])
def test_each_cell_of_the_table_of_monitoring_stands_once_in_its_column(site: Site, setting: str) -> None:
    facts = site.kb.facts
    table = site.tables.settings(
        site.facts(measure="monitoring-frequency"), "not-requiring-vasopressors", "requiring-vasopressors"
    )
    column = table.columns.index(site.kb.vocabulary.label(setting))
    cells = [view.id for row in table.rows for view in row.cells[column]]
    expected = [id for id, one in facts.items() if one.measure == "monitoring-frequency" and one.setting == (setting,)]
    assert sorted(cells) == sorted(expected)
    assert len(table.rows) == len(
        {facts[view.id].parameter for row in table.rows for cell in row.cells for view in cell}
    )


def test_disputed_rates_stand_in_their_closed_and_flagged_details_and_nowhere_else(site: Site) -> None:
    page = rendered()["toxicity.md"]
    (block,) = re.findall(r'<details class="flagged" id="disputed">.*?</details>', page, re.S)
    disputed = [view for view in site.facts(measure="adverse-event-rate") if view.disputed]
    assert disputed
    outside = page.replace(block, "")
    for view in disputed:
        assert f'data-fact="{view.id}"' not in outside
        assert f'data-fact="{view.id}"' in block
    assert block.count("mark-disputed") >= len(disputed)
    order = [id for id in shown("toxicity.md") if id in {view.id for view in disputed}]
    assert order == [view.id for view in disputed], "in the order of the source, never by size"


@pytest.mark.parametrize(
    "page", ["efficacy", "monitoring", "counselling", "eligibility", "with-til", "after-therapy", "corrective-measures"]
)
def test_no_other_topic_shows_a_disputed_rate(site: Site, page: str) -> None:
    rates = {view.id for view in site.facts() if view.disputed and view.kind == "proportion"}
    assert rates.isdisjoint(shown(f"{page}.md"))


OUTCOMES = [
    ("objective-response-rate", "mrcc"),
    ("complete-response-rate", "mrcc"),
    ("objective-response-rate", "metastatic-melanoma"),
    ("complete-response-rate", "metastatic-melanoma"),
    ("treatment-related-death-rate", "metastatic-cancer"),
]


@pytest.mark.parametrize(("measure", "population"), OUTCOMES)
def test_a_row_of_findings_is_one_cohort_told_by_a_study(site: Site, measure: str, population: str) -> None:
    (outcome,) = site.tables.findings([(measure, population)], "hd-il2")
    facts = [site.kb.facts[row.fact.id] for row in outcome.rows]
    cohorts = [effective_cohort(site.kb, one)[0] for one in facts]
    assert all(cohorts)
    assert len(cohorts) == len(set(cohorts))
    assert {site.kb.references[one.cite].kind for one in facts} <= STUDIES


def test_a_row_of_durations_is_one_cohort_and_its_latest_look_comes_first(site: Site) -> None:
    views = site.facts(measure="duration-of-response", population="mrcc", intervention="hd-il2")
    table = site.tables.outcomes(
        views, [("duration-of-response", "all-responders"), ("duration-of-response", "complete-responders")]
    )
    assert len({row.label for row in table.rows}) == len(table.rows)
    for row in table.rows:
        cohorts = {effective_cohort(site.kb, site.kb.facts[look.fact.id])[0] for cell in row.cells for look in cell}
        assert len(cohorts) == 1
        assert all(not cell[0].earlier for cell in row.cells if cell)
    assert [(look.cutoff, look.earlier) for look in table.rows[0].cells[0]] == [
        ("December 1998 cutoff", False),
        ("June 1996 cutoff", True),
    ]


def test_the_row_of_a_cohort_is_its_latest_study_rather_than_a_label(site: Site) -> None:
    plot = site.forest("objective-response-rate", "mrcc", "hd-il2")
    assert plot is not None
    (row,) = [
        row for row in plot.rows if row.named and effective_cohort(site.kb, site.kb.facts[row.fact.id])[0] == "rcc-255"
    ]
    assert row.fact.reference == "fisher2000"
    assert "label2019" in {view.reference for view in row.also}


def test_a_long_label_of_a_drawing_is_broken_into_lines_and_whole(site: Site) -> None:
    page = rendered()["efficacy.md"]
    drawn = [
        row
        for measure, population in OUTCOMES[:4]
        if (plot := site.forest(measure, population, "hd-il2")) is not None
        for drawing in plot.drawings
        for row in drawing.rows
    ]
    assert {" ".join(row.label_lines) == row.row.label for row in drawn} == {True}
    assert max(len(line) for row in drawn for line in row.label_lines) <= LABEL_LETTERS
    broken = {row.row.label for row in drawn if len(row.label_lines) > 1}
    assert broken
    for label in broken:
        assert f'<th scope="row">{label}' in page


def test_rows_of_a_drawing_with_broken_labels_do_not_touch(site: Site) -> None:
    plot = site.forest("objective-response-rate", "mrcc", "hd-il2")
    assert plot is not None
    for drawing in plot.drawings:
        ends = [row.label_y + (len(row.label_lines) - 1) * drawing.label_drop for row in drawing.rows]
        assert all(10 < row.detail_y - end < 20 for row, end in zip(drawing.rows, ends, strict=True))
        assert all(later.label_y - row.detail_y > 14 for row, later in itertools.pairwise(drawing.rows))
        assert drawing.rows[-1].detail_y < drawing.axis_y


def test_a_source_line_of_a_drawing_fits_and_begins_with_its_source(site: Site) -> None:
    plots = [site.forest(measure, population, "hd-il2") for measure, population in OUTCOMES[:4]]
    drawn = [row for plot in plots if plot for drawing in plot.drawings for row in drawing.rows]
    assert {len(row.detail) <= DETAIL_LETTERS for row in drawn} == {True}
    assert {row.detail.startswith(row.row.detail[0]) for row in drawn} == {True}
    assert [row for row in drawn if row.detail != " \u00b7 ".join(row.row.detail)], "nothing had to be left out"


def test_patients_are_shared_only_with_rows_of_the_same_plot(site: Site) -> None:
    plot = site.forest("objective-response-rate", "mrcc", "hd-il2")
    assert plot is not None
    shared = {name for row in plot.rows for name in row.shares_patients_with.split(", ") if name}
    labels = ", ".join(row.label for row in plot.rows)
    assert shared
    assert {name in labels for name in shared} == {True}


def test_what_practice_goes_by_stands_before_what_retells_it(site: Site) -> None:
    table = site.by_source("hd-il2", "dose-per-administration", "maximum-doses-per-cycle")
    assert [row.source.name for row in table.rows[:3]] == ["US label 2024", "US label 2019", "Schwartzentruber 2001"]
    kinds = [row.source_kind for row in table.rows]
    assert kinds.index("study") < kinds.index("patient information") < kinds.index("machine-written")
    for row in table.rows:
        for cell in row.cells:
            assert len({view.figure for view in cell}) == len(cell), "a figure of a source stands once in its cell"


def test_conflicts_are_told_apart_by_their_titles(site: Site) -> None:
    systems = {entry.label for entry in site.kb.vocabulary.of_type("system")}
    assert not [one.id for one in site.conflicts if one.subject in systems]
    eligibility = [one.subject for one in site.conflicts if one.measure == "eligibility-rule"]
    assert all(eligibility)
    assert len(set(eligibility)) == len(eligibility) > 3
    titles = [(one.measure_label, one.subject) for one in site.conflicts]
    assert len(set(titles)) == len(titles)
    told = {
        ("Heart rate, absolute criterion", frozenset({"absolute"})),
        ("Heart rate, relative criterion", frozenset({"relative"})),
    }
    assert {
        (one.subject, frozenset(view.tier for view in one.facts))
        for one in site.conflicts
        if one.subject.startswith("Heart rate")
    } == told
    survival = {one.subject for one in site.conflicts if one.measure == "overall-survival"}
    assert survival == {"Metastatic melanoma", "Metastatic renal cell carcinoma"}


def test_a_list_of_actions_reads_as_one_sentence(site: Site) -> None:
    assert site.fact("schwartzentruber-correct-sinus-tachycardia").figure.startswith(
        "Correct fever; correct hypotension; correct hypoxia; correct anemia"
    )
    verbs = [entry.label for entry in site.kb.vocabulary.of_type("verb")]
    figures = [site.fact(one.id).figure for one in site.kb.facts.values() if one.do]
    assert not [(figure, verb) for figure in figures for verb in verbs if f", {verb}" in figure]


def test_both_sides_of_the_argument_stand_under_every_heading_in_their_column(site: Site) -> None:
    page = rendered()["argument-topic.md"]
    against = re.findall(r"<h3>Against</h3>(.*?)</section>", page, re.S)
    answers = re.findall(r"<h3>Answer</h3>(.*?)</section>", page, re.S)
    assert len(against) == len(answers) >= 3
    for block, voice in [*((one, "opposed") for one in against), *((one, "own") for one in answers)]:
        ids = re.findall(r'<a class="figure"[^>]*data-fact="([^"]+)"', block)
        assert ids
        assert {site.kb.facts[id].voice for id in ids} == {voice}


def test_every_trigger_of_a_corrective_measure_heads_a_row(site: Site) -> None:
    views = site.facts(measure="corrective-measure")
    rows = {row.id for section in site.tables.actions(views) for row in section.rows}
    assert rows == {triggers(site.kb.facts[view.id])[0] for view in views}


def test_a_card_of_doses_counts_vials_by_the_facts_on_their_content(site: Site) -> None:
    conflict = next(one for one in site.conflicts if one.measure == "dose-per-administration")
    page = rendered()[conflict.address.replace(".html", ".md")]
    contents = {view.id for view in site.facts(measure="vial-content")}
    assert contents & set(shown(conflict.address.replace(".html", ".md")))
    assert re.search(r"; \d+(?: or \d+)? vials? of <span", page)


def test_the_kind_of_a_source_stands_before_the_marks_of_its_fact() -> None:
    pages = "".join(text for path, text in rendered().items() if path != "explore.md")
    assert re.search(r"</a>, (?:patient information|machine-written|lay text|superseded)", pages)
    assert re.search(r'">Dunn 2004, patient information</a> <a class="mark', pages)
    assert not re.search(
        r'class="mark[^>]*>[^<]*(?:<span[^>]*>[^<]*</span>[^<]*)*</a></span>, (?:patient|machine)', pages
    )


def test_a_column_that_no_row_fills_is_left_out_and_what_all_rows_say_is_said_once() -> None:
    for path, text in rendered().items():
        for block in re.findall(r'<div class="measure".*?</table>', text, re.S):
            head = re.findall(r'<th scope="col">([^<]*)</th>', block)
            rows = [
                re.findall(r"<td[^>]*>(.*?)</td>", row, re.S)
                for row in re.findall(r"<tr(?! class=.group).*?</tr>", block, re.S)
            ]
            told = [row for row in rows if row]
            assert {len(row) + 1 for row in told} == {len(head)}, path
            assert all(any(row[at] != "—" for row in told) for at in range(1, len(head) - 1)), path
            if "Of whom, when" in head:
                assert len({row[1] for row in told}) > 1, path
    assert (
        'all-of">Of whom, when: Metastatic renal cell carcinoma, metastatic melanoma<' in rendered()["hold-and-stop.md"]
    )


def test_a_page_of_a_rule_shows_names_as_code_and_no_mark_of_markup() -> None:
    rules = {path: text for path, text in rendered().items() if re.match(r"rules/KB\d", path)}
    assert len(rules) > 100
    assert "<code>printed</code>" in rules["rules/KB203.md"]
    assert not [path for path, text in rules.items() if "`" in re.sub(r"<pre.*?</pre>", "", text, flags=re.S)]


def test_many_conflicts_of_a_measure_are_counted_before_they_are_listed() -> None:
    page = rendered()["measures/hold-stop-criterion.md"]
    assert re.search(
        r'<details class="differ"><summary><span aria-hidden="true">⇄</span> Sources differ on \d+ points', page
    )
    assert 'class="notice mark-conflict"' not in page
    assert 'class="notice mark-conflict"' in rendered()["measures/approval.md"]


# --- wording of steps and conditions ----------------------------------------------------------------------------

SPOKEN: tuple[dict[str, Any], ...] = (
    *ENTRIES,
    {"id": "maintain", "type": "verb", "label": "Maintain"},
    {"id": "give-fluids", "type": "verb", "label": "Give fluids"},
    {"id": "stop-rubbing", "type": "verb", "label": "Stop rubbing"},
    {"id": "warm-up", "type": "verb", "label": "Warm up"},
)


def spoken(**more: Any) -> str:
    """The words of one action."""
    kb = made(fact("one", "remedy", **more), entries=SPOKEN)
    return tables(kb)[1]["one"].figure


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"do": "rub", "drug": "glowmol", "dose": "5 mg"}, "Rub glowmol 5 mg"),
        ({"do": ["rub", "warm-up"], "drug": "glowmol"}, "Rub glowmol; warm up"),
        ({"do": ["give-fluids", "rub"], "drug": "glowmol", "dose": "5 mL"}, "Give fluids (glowmol) 5 mL; rub"),
        ({"do": "maintain", "target": {"parameter": "creatinine"}}, "Maintain creatinine"),
        (
            {"do": "rub", "target": {"parameter": "creatinine", "is": "< 2 mg/dL"}},
            "Rub, until creatinine < 2 mg/dL",
        ),
        (
            {"do": "give-fluids", "target": {"parameter": "creatinine", "is": "< 2 mg/dL"}},
            "Give fluids, until creatinine < 2 mg/dL",
        ),
    ],
)
def test_an_action_is_a_sentence_with_its_object_after_its_verb(more: dict[str, Any], words: str) -> None:
    assert spoken(**more) == words


def test_what_was_tried_before_reads_as_a_noun_and_alternatives_have_no_brackets() -> None:
    tried = {"present": "itch", "despite": ["give-fluids", "stop-rubbing", "glowmol"]}
    mixed = {"all": [{"any": [{"present": "itch"}, {"present": "palpitation"}]}, {"absent": "bad-itch"}]}
    kb = made(
        fact("tried", "remedy", do="rub", when=tried), fact("mixed", "remedy", do="rub", when=mixed), entries=SPOKEN
    )
    views = tables(kb)[1]
    assert views["tried"].condition == "itch, despite giving fluids, stopping rubbing and glowmol"
    assert views["mixed"].condition == "either itch or palpitation, and no bad itch"


def test_oxygen_beside_the_saturation_that_it_is_to_hold_is_no_second_condition() -> None:
    air = ({"id": "air", "type": "parameter", "label": "Air", "unit": "mL"},
           {"id": "glow", "type": "parameter", "label": "Glow", "unit": "%", "upheld_by": ["air"]})  # fmt: skip
    both = {
        "held": {"all": [{"parameter": "air", "is": "> 4 mL"}, {"parameter": "glow", "is": ">= 95 %"}]},
        "low": {"all": [{"parameter": "air", "is": "> 4 mL"}, {"parameter": "glow", "is": "< 95 %"}]},
    }
    kb = made(*(fact(id, "remedy", do="rub", when=one) for id, one in both.items()), entries=(*SPOKEN, *air))
    views = tables(kb)[1]
    assert views["held"].condition == "air > 4 mL to hold glow \u2265 95%"
    assert views["low"].condition == "air > 4 mL and glow < 95%"


def test_a_time_that_went_on_is_not_shown_as_ended(site: Site) -> None:
    assert site.fact("clark2021-pfs").figure == "5\u201330 years or more"
    assert site.fact("kca-home-rash").figure == "about 1 week or more"


def test_a_page_names_a_unit_only_where_all_its_figures_have_it(site: Site) -> None:
    units = {id: site.measures[id].unit for id in ("dose-per-administration", "expected-weight-gain", "fever-limit")}
    assert units == {"dose-per-administration": "International Units/kg", "expected-weight-gain": "", "fever-limit": ""}


def test_the_usual_treatment_stands_before_all_others(site: Site) -> None:
    doses = [site.kb.facts[view.id].intervention for view in site.measures["dose-per-administration"].facts]
    assert doses == sorted(doses, key=lambda treatment: treatment != ("hd-il2",))
    first = [view.source.name for view in site.measures["dose-per-administration"].facts[:3]]
    assert first == ["US label 2024", "US label 2019", "Schwartzentruber 2001"]


def test_what_is_worked_out_from_a_disputed_figure_wears_its_mark(site: Site) -> None:
    total = next(view for view in site.measures["maximum-dose-per-course"].facts if not view.reference)
    assert [(mark.kind, mark.words) for mark in total.marks] == [("conflict", "sources differ on its input")]


def test_a_report_of_antibiotics_is_no_schedule_and_still_differs_from_the_guideline(site: Site) -> None:
    view = site.fact("label2019-prophylaxis-oxacillin")
    assert view.figure == "Oxacillin"
    conflict = next(one for one in site.conflicts if one.id == view.conflict)
    assert {fact.reference for fact in conflict.facts} == {"label2019", "droracle2025", "schwartzentruber2001"}


def test_what_a_side_says_beside_its_value_stands_apart_from_it(site: Site) -> None:
    sides = [side for conflict in site.conflicts for side in conflict.sides]
    assert any(side.remark for side in sides)
    assert not [side.figure for side in sides if side.remark and side.figure.endswith(side.remark)]


def test_each_source_of_a_conflict_says_for_itself_whether_it_is_the_stricter(site: Site) -> None:
    sides = [
        side for conflict in site.conflicts for side in conflict.sides if side.stricter_facts and not side.stricter
    ]
    assert sides, "a value may be the stricter in one source alone"
    assert all({fact.id for fact in side.facts} > side.stricter_facts for side in sides)


def test_a_superseded_label_is_never_called_a_label_only(site: Site) -> None:
    assert site.fact("label2019-dose").kind_words == "label, superseded"
    assert site.fact("label2024-dose").kind_words == "label"


def test_what_a_source_gives_in_two_places_stands_once_and_opens_to_both(site: Site) -> None:
    targets = site.facts(measure="target", parameter="urine-output-per-hour")
    (places,) = site.tables.each_place(targets)
    assert len(places) == len(targets) == 2


def test_a_statement_names_its_subject(site: Site) -> None:
    opening = re.compile(r"(?:It|They|These|This|He|She|Them)\b")
    assert [
        fact.id for fact in site.kb.facts.values() if site.kb.kind(fact) == "statement" and opening.match(fact.says)
    ] == []
