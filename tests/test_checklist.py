"""What the checklist holds: each source's own criteria, rules for every count, and what the source does about each."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from kb.pages import Site, UnknownName
from kb.pages.checklist import Checklist
from kb.publish import BuildProblem
from tests.checklist_site import (
    CHECKLIST_BASE,
    FEED,
    checklist_root,
    expected_rules,
    lay_out_checklist_base,
    project_views,
    raw_facts,
)
from tests.second_base_site import PROJECT, build_second_base, load_second_base, second_views


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay_out_checklist_base(tmp_path_factory.mktemp("checklist") / "base")


@pytest.fixture(scope="module")
def site(root: Path) -> Site:
    return second_views(load_second_base(root))


@pytest.fixture(scope="module")
def made(site: Site) -> Checklist:
    return site.tools.checklist(**FEED)


@pytest.fixture(scope="module")
def project() -> Checklist:
    return project_views().tools.checklist(
        ("hold-stop-criterion",),
        ("hold-stop-action",),
        {"relative": "relative-criteria-count", "absolute": "absolute-criteria-count"},
    )


def test_each_source_has_its_own_criteria_and_no_other(made: Checklist, root: Path) -> None:
    assert [source.key for source in made.sources] == ["guide2010", "cole2005", "able2001"]
    for source in made.sources:
        own = {fact["id"] for fact in raw_facts(root, "stop-criterion") if fact["cite"] == source.key}
        laid_under = ("guide-creatinine", "guide-heart-rate", "able-creatinine")
        own |= {id for id in laid_under if id.startswith(source.key[:4])}
        assert {item.fact.id for item in source.items} == own


def test_open_tiers_and_actions_of_their_own_are_shown_and_not_counted(made: Checklist) -> None:
    guide = made.source("guide2010")
    assert [(item.fact.id, item.counted) for item in guide.of_tier("open")] == [("guide-agitation", False)]
    assert [(item.fact.id, item.counted) for item in guide.of_tier("")] == [("guide-chills-stop", False)]
    assert made.data["guide2010"]["relative"] == 4
    assert made.data["guide2010"]["absolute"] == 3


def test_criteria_of_one_phrase_of_the_source_are_one_criterion(made: Checklist) -> None:
    guide = made.source("guide2010")
    rows = {item.fact.id: (item.row, item.shares_row) for item in guide.items}
    assert rows["guide-urine"] == rows["guide-urine-dark"] == ("guide-urine", True)
    assert rows["guide-creatinine"] == ("guide-creatinine", False)
    assert (len(guide.of_tier("relative")), guide.rows("relative")) == (5, 4)


def test_systems_stand_in_their_order(made: Checklist) -> None:
    assert [system.label for system in made.source("guide2010").systems] == ["Cardiac", "Renal", "Neurologic"]


def test_a_source_without_rules_has_none_lent_to_it(made: Checklist) -> None:
    able = made.source("able2001")
    assert (able.rules, able.other_rules) == ((), ())
    assert made.data["able2001"]["rules"] == []


def test_a_rule_that_no_count_decides_is_kept_apart(made: Checklist) -> None:
    guide = made.source("guide2010")
    assert [view.id for view in guide.other_rules] == ["guide-chills-rule"]
    assert "guide-chills-rule" not in [rule.fact.id for rule in guide.rules]


def test_narrower_rules_stand_before_wider_ones_and_are_named(made: Checklist) -> None:
    rules = {rule.fact.id: rule for rule in made.source("guide2010").rules}
    order = list(rules)
    assert order.index("guide-three-relative") < order.index("guide-any-relative")
    assert rules["guide-any-relative"].narrower == ("guide-three-relative",)
    assert rules["guide-three-relative"].narrower == ()


def assert_truth_table(made: Checklist, folder: Path, measure: str, parameters: tuple[str, str]) -> int:
    checked = 0
    for source in made.sources:
        data = made.data[source.key]
        for relative in range(data["relative"] + 1):
            for absolute in range(data["absolute"] + 1):
                counts = dict(zip(parameters, (relative, absolute), strict=True))
                expected = expected_rules(folder, measure, source.key, counts)
                shown = {rule["id"]: rule["applies"][relative][absolute] == "1" for rule in data["rules"]}
                assert shown == expected, (source.key, relative, absolute)
                checked += 1
    return checked


def test_for_every_count_the_rules_that_hold_are_those_of_an_independent_account(made: Checklist) -> None:
    checked = assert_truth_table(made, CHECKLIST_BASE, "count-rule", ("relative-count", "absolute-count"))
    assert checked == 5 * 4 + 4 * 2 + 2 * 2


def test_the_same_for_every_count_of_the_base_of_this_repository(project: Checklist) -> None:
    parameters = ("relative-criteria-count", "absolute-criteria-count")
    assert len(project.sources) >= 3
    assert assert_truth_table(project, PROJECT, "hold-stop-action", parameters) > 1000


def test_every_tiered_criterion_of_this_repository_is_on_the_list_of_its_source(project: Checklist) -> None:
    listed = {item.fact.id for source in project.sources for item in source.items}
    tiered = {fact["id"] for fact in raw_facts(PROJECT, "hold-stop-criterion") if "tier" in fact}
    assert tiered <= listed
    assert {item.tier for source in project.sources for item in source.items if not item.counted} <= {"open", ""}


def remedies(made: Checklist, criterion: str) -> dict[str, bool]:
    found = (item for source in made.sources for item in source.items if item.fact.id == criterion)
    return {one.fact.id: one.narrower for one in next(found).remedies}


@pytest.mark.parametrize(
    ("criterion", "expected"),
    [
        ("guide-rigors", {"guide-chills": False, "guide-warmol-chills": False}),
        ("guide-urine", {"guide-oliguria": False}),
        ("guide-confusion", {"guide-agitation-cool": True, "guide-no-warmol": False}),
        ("guide-platelets-very-low", {"guide-transfuse": False}),
        ("guide-platelets-low", {}),
        ("able-heart-rate", {}),
        ("cole-rigors", {}),
    ],
)
def test_remedies_are_found_by_terms_in_the_same_source_and_never_beside_its_limits(
    made: Checklist, criterion: str, expected: dict[str, bool]
) -> None:
    assert remedies(made, criterion) == expected


def test_the_lowest_and_the_highest_value_are_told_apart(made: Checklist) -> None:
    figures = {item.fact.id: item.fact.figure for item in made.source("guide2010").items}
    assert figures["guide-urine"] == "Minimum urine output 10–20 mL/h"


def test_a_name_that_does_not_exist_is_refused(site: Site) -> None:
    with pytest.raises(UnknownName, match="no term has the id 'relativ-count'; did you mean 'relative-count'"):
        site.tools.checklist(**{**FEED, "counts": {"relative": "relativ-count"}})
    with pytest.raises(UnknownName, match="no measure has the id 'remedys'"):
        site.tools.checklist(**{**FEED, "remedies": ("remedys",)})


def test_the_page_gives_its_script_the_table_and_shows_each_rule_with_words_place_and_proof(made: Checklist) -> None:
    text = (checklist_root() / "site" / "checklist.html").read_text()
    written = re.search(r'<script type="application/json" id="checklist-data">(.*?)</script>', text, re.S)
    assert written is not None
    assert json.loads(written[1]) == json.loads(json.dumps(made.data))
    for source in made.sources:
        for rule in source.rules:
            block = re.search(rf'<li data-rule="{rule.fact.id}">(.*?)</li>', text, re.S)
            assert block is not None
            assert rule.fact.figure.split(".")[0] in block[1]
            assert rule.fact.locator in block[1]
            assert f'data-fact="{rule.fact.id}"' in block[1]
            assert f'<template data-proof="{rule.fact.id}" data-stamp="' in text
    assert "No rule found." in text.split('id="source-able2001"')[1]
    assert "Not yet clinically reviewed: 0 of" in text


def test_a_release_refuses_the_checklist_as_long_as_nobody_has_signed_its_facts(root: Path) -> None:
    with pytest.raises(BuildProblem, match=r"checklist\.md: a decision tool rests on \d+ safety-critical facts"):
        build_second_base(root, release=True)


def test_cards_name_edition_source_and_state_of_review(site: Site) -> None:
    text = (checklist_root() / "site" / "cards.html").read_text()
    cards = text.split('<section class="print-card"')[1:]
    assert len(cards) == 4
    for card in cards:
        foot = card.split('<footer class="card-foot">')[1]
        assert "Not yet clinically reviewed: 0 of" in foot
        assert f"Edition {site.edition}" in foot
        assert "Journal of Invented Medicine" in foot or "prescribing information" in foot.lower()
