"""Rates of the same patients: which facts have one, which belong together, and whether parts make their whole."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from kb.model import Fact
from kb.same_patients import Rate, add_up, counts_of, groups_of_rates, rate_of, rates
from tests.made_base import fact, made


def rate(id: str = "one", **fields: Any) -> Rate:
    found = rate_of(fact(id, "rate", **fields))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("fields", "percent", "slack", "events", "total", "said"),
    [
        ({"value": "20 %"}, "20", "0.5", None, None, "20%"),
        ({"value": "12.10 %"}, "12.10", "0.005", None, None, "12.1%"),
        ({"value": "20 %", "events": "21", "total": "104"}, "20", "0.5", 21, 104, "20%"),
        ({"value": "3/8"}, "37.5", "0", 3, 8, "37.5%"),
        ({"events": "3", "total": "8"}, "37.5", "0", 3, 8, "37.5%"),
        ({"value": "3/8", "events": "4", "total": "9"}, "37.5", "0", 4, 9, "37.5%"),
        ({"value": "0 %", "events": "0", "total": "30"}, "0", "0.5", 0, 30, "0%"),
    ],
)
def test_a_rate_has_its_rounding_and_its_counts(
    fields: dict[str, Any], percent: str, slack: str, events: int | None, total: int | None, said: str
) -> None:
    found = rate(**fields)
    assert (found.percent, found.slack, found.events, found.total) == (Decimal(percent), Decimal(slack), events, total)
    assert found.said == said


@pytest.mark.parametrize("value", [None, "most", "15-25 %", "< 20 %", "~20 %"])
def test_what_is_no_single_percentage_has_no_rate(value: str | None) -> None:
    assert rate_of(fact("one", "rate", value=value)) is None


@pytest.mark.parametrize(("kind", "value"), [("dose", "40 mg/kg"), ("time", "14 mo"), ("time", "not reached")])
def test_what_is_no_proportion_has_no_rate(kind: str, value: str) -> None:
    assert rate_of(fact("one", kind, value=value)) is None


def test_only_active_facts_with_a_figure_of_their_own_count() -> None:
    kb = made(
        fact("plain", "rate", value="20 %"),
        fact("retired", "rate", value="20 %", status="retired", reason="Withdrawn."),
        fact("worded", "rate", value="most"),
        fact("dose", "dose", value="40 mg/kg"),
        fact("derived", "rate", value="20 %", derived={"formula": "a", "inputs": {"a": "plain"}}),
    )
    assert [found.fact.id for found in rates(kb)] == ["plain"]


HALVES = {"measure": "complete-response", "cohort": "trial-one"}


def grouped(*facts: Fact) -> list[dict[str, str]]:
    return [{measure: one.fact.id for measure, one in group.items()} for group in groups_of_rates(made(*facts))]


def test_measures_of_one_look_at_the_same_patients_stand_together() -> None:
    whole = fact("whole", "rate", value="20 %", cohort="trial-one")
    part = fact("part", "rate", **HALVES, value="8 %")
    assert grouped(whole, part) == [{"response": "whole", "complete-response": "part"}]


@pytest.mark.parametrize(
    "other",
    [
        {"cite": "baker2002"},
        {"cohort": "trial-two"},
        {"data_cutoff": "June 2001"},
        {"intervention": "zelvarin"},
        {"population": "elderly"},
        {"subgroup": "responders"},
        {"condition": "elderly"},
        {"setting": "ward"},
        {"phase": "ward"},
        {"cycle": "2"},
        {"timepoint": "24 mo"},
        {"parameter": "creatinine"},
        {"ctcae_grade": "3"},
    ],
)
def test_of_other_patients_or_another_time_they_do_not(other: dict[str, Any]) -> None:
    whole = fact("whole", "rate", value="20 %", cohort="trial-one")
    assert grouped(whole, fact("part", "rate", **{**HALVES, "value": "8 %", **other})) == []


def test_a_measure_that_is_reported_twice_tells_nothing_about_the_others() -> None:
    whole = fact("whole", "rate", value="20 %", cohort="trial-one")
    twice = [fact(id, "rate", **HALVES, value=value) for id, value in (("first", "8 %"), ("second", "9 %"))]
    assert grouped(whole, *twice) == [{"response": "whole"}]


def test_counts_are_taken_from_percentages_of_one_total() -> None:
    printed, taken = rate(value="20 %", events="21", total="104"), rate(value="12.5 %", total="104")
    assert counts_of((printed, taken)) == [21, 13]
    assert counts_of((printed, rate(value="12.5 %", total="100"))) is None
    assert counts_of((rate(value="20 %"), rate(value="12.5 %"))) is None
    assert counts_of((rate(value="0 %", total="0"),)) is None


OF = {"total": "1000"}


@pytest.mark.parametrize(
    ("whole", "parts", "holds"),
    [
        ({"events": "20", "total": "100"}, [{"events": "8", "total": "100"}, {"events": "12", "total": "100"}], True),
        ({"events": "20", "total": "100"}, [{"events": "8", "total": "100"}, {"events": "13", "total": "100"}], False),
        # A percentage of 1,000 patients that is printed to whole per cents may be 5 patients off.
        ({"value": "20 %", **OF}, [{"events": "80", **OF}, {"value": "12.5 %", **OF}], True),
        ({"value": "20 %", **OF}, [{"events": "80", **OF}, {"value": "12.7 %", **OF}], False),
        ({"value": "20 %", **OF}, [{"value": "8 %", **OF}, {"value": "13 %", **OF}], True),
        ({"value": "20 %"}, [{"value": "8 %"}, {"value": "13 %"}], True),
        ({"value": "20 %"}, [{"value": "8 %"}, {"value": "14 %"}], False),
        ({"value": "20.0 %"}, [{"value": "8.0 %"}, {"value": "12.1 %"}], True),
        ({"value": "20.0 %"}, [{"value": "8.0 %"}, {"value": "12.2 %"}], False),
        ({"events": "20", "total": "100"}, [{"events": "80", "total": "104"}, {"value": "8 %"}], True),
        ({"events": "20", "total": "100"}, [{"value": "8 %"}, {"value": "12 %"}], True),
        ({"events": "20", "total": "100"}, [{"value": "8 %"}, {"value": "14 %"}], False),
    ],
)  # fmt: skip
def test_parts_make_their_whole_within_rounding(
    whole: dict[str, Any], parts: list[dict[str, Any]], holds: bool
) -> None:
    assert add_up(rate(**whole), [rate(**part) for part in parts]) is holds
