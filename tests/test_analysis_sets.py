"""Denominators of a cohort: which one a fact is of, and that one borrowed from other patients is seen."""

from __future__ import annotations

from typing import Any

import pytest

from kb.check import check
from kb.rules import rule_named
from tests.made_base import fact, made

COHORT = {
    "id": "trial-two",
    "label": "Two groups of patients",
    "population": ["severe-fever-patients", "elderly"],
    "intervention": "high-dose-zelvarin",
    "age_group": "adults",
    "analysis_sets": [
        {"id": "severe", "n": "60", "population": "severe-fever-patients"},
        {"id": "elderly", "n": "50", "population": "elderly"},
        {"id": "evaluable", "n": "55", "population": "severe-fever-patients", "measures": "response"},
        {"id": "responders", "n": "12", "population": "severe-fever-patients", "subgroup": "responders"},
    ],
    "reports": [
        {"cite": "able2001", "data_cutoff": "June 2000", "total": "110"},
        {"cite": "baker2002", "population": "elderly", "total": "50"},
    ],
}
ENTRIES = (
    {"id": "both", "type": "population", "label": "Both", "together": ["severe-fever-patients", "elderly"]},
    {"id": "patients-treated", "kind": "quantity", "label": "Patients", "topic": "outcomes", "unit": "patients",
     "describes_cohort": "true"},
    {"id": "adults", "type": "age-group", "label": "Adults"},
    {"id": "children", "type": "age-group", "label": "Children"},
)  # fmt: skip


AT_THE_RECORD = "no fact of the cohort 'trial-two' has the 50 of 'elderly': 1 should, and differ"


def said(rule: str, **fields: Any) -> list[str]:
    """What one rule says of one fact of the cohort."""
    one = fact("one", "rate", **{"cohort": "trial-two", "data_cutoff": "June 2000", **fields})
    found = rule_named(rule)
    assert found is not None
    kb = made(one, cohorts=(COHORT,), entries=ENTRIES)
    return [finding.message for finding in check(kb, [found]).findings]


@pytest.mark.parametrize(
    ("fields", "total"),
    [
        ({"population": "severe-fever-patients"}, "55"),
        ({"population": "severe-fever-patients", "measure": "stable-disease"}, "60"),
        ({"population": "severe-fever-patients", "measure": "survival-rate", "subgroup": "responders"}, "12"),
        ({"population": "elderly"}, "50"),
        ({"population": ["elderly", "severe-fever-patients"]}, "110"),
        ({"population": "both"}, "110"),
        ({"population": "elderly", "cite": "baker2002", "data_cutoff": None}, "50"),
    ],
)
def test_a_fact_is_of_the_set_that_says_most_of_it(fields: dict[str, Any], total: str) -> None:
    assert said("denominator-not-of-cohort", **fields, value="20 %", total=total) == []
    for other in {"12", "50", "55", "60", "110"} - {total}:
        assert said("denominator-not-of-cohort", **fields, value="20 %", total=other), other


def test_a_part_without_a_set_is_no_larger_than_the_largest() -> None:
    part = {
        "population": "severe-fever-patients",
        "setting": "ward",
        "measure": "survival-rate",
        "subgroup": "responders",
    }
    assert said("denominator-not-of-cohort", **{**part, "subgroup": None, "condition": "chills"}, value="3/7") == []
    (message,) = said("denominator-not-of-cohort", **{**part, "condition": "chills"}, value="3/111")
    assert message.startswith(
        "the total 111 is none of the cohort 'trial-two' (all of able2001 110, all of baker2002 50"
    )


def test_a_number_of_patients_is_held_to_the_sets_too() -> None:
    count = {"measure": "patients-treated", "population": "elderly"}
    assert said("denominator-not-of-cohort", **count, value="50 patients") == []
    assert said("denominator-not-of-cohort", **count, value="60 patients") == [
        "'elderly' has 50 (elderly) in the cohort 'trial-two', the total here is 60",
        AT_THE_RECORD,
        "the total 60 is that of 'severe' in the cohort 'trial-two'; this fact is of 50 (elderly)",
    ]


def test_the_printed_figure_tells_which_of_total_and_population_is_wrong() -> None:
    wrong = {"measure": "stable-disease", "population": "elderly", "value": "12/60"}
    assert said("denominator-not-of-cohort", **wrong, printed="12/60") == [
        "'elderly' has 50 (elderly) in the cohort 'trial-two', the total here is 60",
        AT_THE_RECORD,
    ]
    assert said("denominator-not-of-cohort", **wrong, printed="10 of 50") == [
        AT_THE_RECORD,
        "the total 60 is that of 'severe' in the cohort 'trial-two'; this fact is of 50 (elderly)",
    ]


def test_a_report_of_one_group_is_of_that_group() -> None:
    other = {"cite": "baker2002", "data_cutoff": None, "value": "20 %"}
    assert said("indication-unlike-cohort", **other, population="elderly") == []
    assert said("indication-unlike-cohort", **other, population="severe-fever-patients") == [
        "'severe-fever-patients' is not the population of the cohort 'trial-two' ('elderly')"
    ]
    assert said("indication-unlike-cohort", population="both", value="20 %") == []


def test_an_age_group_is_that_of_the_cohort_and_of_the_print() -> None:
    assert said("age-group-mismatch", age_group="adults", value="20 %", printed="20% of adults") == []
    assert said("age-group-mismatch", age_group="children", value="20 %") == [
        "the age group is 'children', the cohort 'trial-two' is of 'adults'"
    ]
    assert said("age-group-mismatch", age_group="adults", value="20 %", printed="20% of children") == [
        "the age group is 'adults', the printed figure '20% of children' says 'children'"
    ]


def test_adults_are_not_compared_with_children() -> None:
    adults = fact("adults", "dose", value="40 mg/kg", age_group="adults")
    children = fact("children", "dose", value="20 mg/kg", age_group="children", cite="baker2002")
    rule = rule_named("unexplained-contradiction")
    assert rule is not None
    assert check(made(adults, children, entries=ENTRIES), [rule]).findings == ()
