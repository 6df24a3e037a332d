"""What it means that two comparable facts agree or not, for each kind of fact."""

from __future__ import annotations

from typing import Any

import pytest

from kb.compare import compare
from kb.estimate import compared_value, interval_of
from kb.judgement import Comparison
from kb.model import Fact
from tests.made_base import fact, made
from tests.reasons import checked

OTHER_TRIAL = {"id": "trial-two", "label": "Others", "population": "fever-patients"}


def verdict(one: Fact, other: Fact) -> str:
    """The verdict's word; both orders must agree on it."""
    kb = made(one, other, cohorts=(OTHER_TRIAL,))
    found, back = compare(kb, one, other), compare(kb, other, one)
    assert (found is None) == (back is None)
    if found is None or back is None:
        return "not compared"
    assert found.verdict is back.verdict and found.stricter == back.stricter
    assert checked(found).reason == checked(back).reason
    return found.verdict.value


def pair(kind: str, one: dict[str, Any], other: dict[str, Any]) -> tuple[Fact, Fact]:
    return fact("one", kind, **one), fact("other", kind, **{"cite": "guide2010", **other})


@pytest.mark.parametrize(
    ("one", "other", "word"),
    [
        ("40 mg/kg", "40 mg/kg", "agrees"),
        ("40 mg/kg", "0.04 g/kg", "agrees"),
        ("40 mg/kg", "40.0 mg/kg", "agrees"),
        ("40 mg/kg", "40.4 mg/kg", "compatible"),
        ("40 mg/kg", "38-42 mg/kg", "compatible"),
        ("~40 mg/kg", "43 mg/kg", "compatible"),
        ("~40 mg/kg", "50 mg/kg", "contradicts"),
        ("40 mg/kg", "48 mg/kg", "contradicts"),
        ("30-40 mg/kg", "38-48 mg/kg", "differs"),
        ("30-40 mg/kg", "25.0-35.0 mg/kg", "differs"),
        ("40 or 48 mg/kg", "40-48 mg/kg", "differs"),
        ("40 or 48 mg/kg", "40 mg/kg", "compatible"),
        ("> 80-90 mg/kg", "> 80 mg/kg", "compatible"),
        ("40 mg/kg", "40 mg", "not compared"),
    ],
)
def test_quantities(one: str, other: str, word: str) -> None:
    assert verdict(*pair("dose", {"value": one}, {"value": other})) == word


def test_a_period_and_a_frequency_are_one_schedule() -> None:
    interval = {"measure": "dosing-interval"}
    assert verdict(*pair("dose", {**interval, "value": "every 8 h"}, {**interval, "value": "3 /d"})) == "agrees"
    assert (
        verdict(*pair("dose", {**interval, "value": "every 8 h"}, {**interval, "value": "every 8 d"})) == "contradicts"
    )


def test_a_figure_is_not_rounded_into_a_unit_of_which_it_is_a_whole_number() -> None:
    stay = {"measure": "hospital-stay"}
    assert verdict(*pair("dose", {**stay, "value": "1 wk"}, {**stay, "value": "7 d"})) == "agrees"
    assert verdict(*pair("dose", {**stay, "value": "1 wk"}, {**stay, "value": "9 d"})) == "contradicts"
    assert verdict(*pair("dose", {**stay, "value": "9 d"}, {**stay, "value": "9.4 d"})) == "compatible"


def test_a_figure_without_a_cutoff_fits_some_look_at_its_patients() -> None:
    first = fact("first", "rate", **SAME, value="20 %")
    second = fact("second", "rate", **{**SAME, "data_cutoff": "June 2001", "value": "24 %"}, cite="baker2002")
    undated = fact("undated", "rate", cohort="trial-one", value="24 %", cite="guide2010")
    kb = made(first, second, undated)
    found = [compare(kb, one, undated) for one in (first, second)]
    assert [one.verdict.value for one in found if one] == ["compatible", "compatible"]


def test_among_more_looks_than_are_sought_any_may_be_that_of_a_figure(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = [
        fact(f"in-{year}", "rate", **SAME | {"data_cutoff": f"June {year}"}, value="20 %") for year in (2000, 2001)
    ]
    undated = fact("undated", "rate", cohort="trial-one", value="24 %", cite="guide2010")
    kb = made(*looks, undated)
    found = compare(kb, looks[0], undated)
    assert found is not None and found.reason == "the figure is that of no known look at these patients"
    monkeypatch.setattr("kb.figures.MOST_LOOKS", 1)
    found = compare(kb, looks[0], undated)
    assert found is not None and found.verdict.value == "compatible"


@pytest.mark.parametrize(
    ("one", "other", "word"),
    [
        ("several wk", "2-3 d", "differs"),
        ("several wk", "~7 d", "differs"),
        ("few d", "5 d", "compatible"),
        ("few d", "<= 3 d", "compatible"),
        ("few wk", "several wk", "compatible"),
        ("several wk", "> 7 d", "compatible"),
        ("39 to > 148 mo", "> 100 mo", "compatible"),
        ("39 to > 148 mo", "7-30 mo", "contradicts"),
    ],
)
def test_times_in_words_and_with_an_open_end(one: str, other: str, word: str) -> None:
    stay = {"measure": "hospital-stay"}
    assert verdict(*pair("dose", {**stay, "value": one}, {**stay, "value": other})) == word


PRESCRIBED = {
    "id": "prescribed", "kind": "quantity", "label": "Dose", "topic": "dosing", "unit": "mg", "prescribed": "true",
}  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "word"),
    [
        ({"value": "40 or 48 mg"}, {"value": "40 mg"}, "differs"),
        ({"value": "40-48 mg"}, {"value": "40 mg"}, "differs"),
        ({"value": "40-48 mg"}, {"value": "42-44 mg"}, "differs"),
        ({"value": "40 mg"}, {"value": "40 mg"}, "agrees"),
        ({"value": "~40 mg"}, {"value": "42 mg"}, "compatible"),
        ({"value": "40.4 mg"}, {"value": "40 mg"}, "compatible"),
        ({"value": "<= 48 mg"}, {"value": "40 mg"}, "compatible"),
        ({"value": "40 or 48 mg"}, {"value": "40 mg", "cite": "able2001"}, "compatible"),
        ({"value": "40 or 48 mg", "cohort": "trial-one"}, {"value": "40 mg"}, "compatible"),
    ],
)
def test_what_one_source_fixes_another_must_not_leave_open(
    one: dict[str, Any], other: dict[str, Any], word: str
) -> None:
    first, second = pair("dose", {"measure": "prescribed", **one}, {"measure": "prescribed", **other})
    kb = made(first, second, entries=(PRESCRIBED,))
    for found in (compare(kb, first, second), compare(kb, second, first)):
        assert found is not None and found.verdict.value == word


def test_a_dose_of_a_named_drug_is_compared_with_none_of_an_unnamed_one() -> None:
    assert verdict(*pair("dose", {"value": "40 mg/kg", "drug": "warmol"}, {"value": "48 mg/kg"})) == "not compared"


def test_a_sign_beside_a_threshold_does_not_hide_that_it_differs() -> None:
    def both(limit: str) -> dict[str, Any]:
        return {"when": {"all": [{"present": "chills"}, {"parameter": "creatinine", "is": limit}]}}

    assert verdict(*pair("stop", both("> 3 mg/dL"), both("> 4 mg/dL"))) == "differs"


def test_caps_with_other_ends_differ_even_where_one_lies_within_the_other() -> None:
    cap = {"id": "cap", "kind": "quantity", "label": "Cap", "topic": "dosing", "unit": "doses", "limit": "true"}
    one, other = pair("dose", {"measure": "cap", "value": "14-15 doses"}, {"measure": "cap", "value": "14 doses"})
    same = fact("same", "dose", measure="cap", value="13-15 doses", cite="baker2002")
    kb = made(one, other, same, entries=(cap,))
    found, back, within = compare(kb, one, other), compare(kb, other, one), compare(kb, one, same)
    assert found and back and within
    assert (found.verdict.value, found.stricter, back.stricter) == ("differs", "other", "other")
    assert within.verdict.value == "compatible"


@pytest.mark.parametrize(("other", "word"), [("<= 3 doses", "differs"), ("3 doses", "differs"), (">= 3 doses", "")])
def test_caps_that_are_printed_as_bounds_differ_by_their_upper_end(other: str, word: str) -> None:
    cap = {"id": "cap", "kind": "quantity", "label": "Cap", "topic": "dosing", "unit": "doses", "limit": "true"}
    facts = pair("dose", {"measure": "cap", "value": "<= 5 doses"}, {"measure": "cap", "value": other})
    found = compare(made(*facts, entries=(cap,)), *facts)
    assert found is not None
    assert (found.reason == "the limits differ", found.stricter) == (bool(word), "other" if word else "")


def test_months_and_days_are_compared_with_the_slack_of_a_month() -> None:
    stay = {"measure": "hospital-stay"}
    assert verdict(*pair("dose", {**stay, "value": "1 mo"}, {**stay, "value": "30 d"})) == "compatible"


SAME = {"cohort": "trial-one", "data_cutoff": "June 2000"}


@pytest.mark.parametrize(
    ("one", "other", "word"),
    [
        ({**SAME, "value": "20 %"}, {**SAME, "value": "20/100"}, "agrees"),
        ({**SAME, "value": "14 %"}, {**SAME, "value": "37/255"}, "contradicts"),
        ({**SAME, "value": "15 %"}, {**SAME, "value": "37/255"}, "agrees"),
        ({**SAME, "value": "20 %"}, {**SAME, "value": "24 %"}, "contradicts"),
        ({**SAME, "value": "20 %"}, {**SAME, "value": "15-25 %"}, "compatible"),
        ({**SAME, "value": "20 %"}, {**SAME, "value": "24 %", "data_cutoff": "June 2001"}, "compatible"),
        ({**SAME, "value": "20/100"}, {"cohort": "trial-two", "value": "24/100"}, "compatible"),
        ({**SAME, "value": "20/100"}, {"cohort": "trial-two", "value": "45/100"}, "differs"),
        ({"value": "20 %"}, {"value": "24 %"}, "contradicts"),
        ({"value": "most"}, {"value": "30 %"}, "differs"),
        ({"value": "most"}, {"value": "70 %"}, "compatible"),
        ({"value": "most"}, {"value": "all", "events": "30", "total": "30"}, "compatible"),
        ({"value": "most"}, {"value": "20/30"}, "compatible"),
        ({"value": "most"}, {"value": "12/30"}, "compatible"),
        ({"value": "most"}, {"value": "120/300"}, "differs"),
        ({"value": "none"}, {"value": "1/240", "cohort": "trial-two"}, "differs"),
        ({"value": "none", "events": "0", "total": "800"}, {"value": "1/240", "cohort": "trial-two"}, "compatible"),
        ({"value": "20/100"}, {"value": "45 %"}, "differs"),
        ({"value": "< 20 %"}, {"value": "45/100"}, "differs"),
        ({"value": "0/500"}, {"value": "< 5 %"}, "compatible"),
        ({"events": "20", "total": "100"}, {"value": "20/100"}, "agrees"),
        ({"value": "7-9 %"}, {"value": "6.6 %"}, "compatible"),
        ({"value": "7-9 %"}, {"value": "6.4 %"}, "contradicts"),
        ({"value": "10 %", "events": "14"}, {"value": "16/100"}, "compatible"),
        ({"value": "10 %", "events": "140"}, {"value": "45/100"}, "differs"),
        ({**SAME, "value": "20 %"}, {"cohort": "trial-one", "value": "20 %"}, "compatible"),
        ({**SAME, "value": "20 %"}, {"cohort": "trial-one", "value": "24 %"}, "differs"),
        ({**SAME, "value": "20 %"}, {**SAME, "value": "20 mg"}, "not compared"),
        ({"value": "20 %"}, {"value": "20 mg"}, "not compared"),
    ],
)
def test_proportions(one: dict[str, Any], other: dict[str, Any], word: str) -> None:
    assert verdict(*pair("rate", one, other)) == word


OTHERS = {"cohort": "trial-two"}


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ({**SAME, "value": "20/100"}, {**OTHERS, "value": "90 %"}, "compatible: rates of other patients"),
        ({**SAME, "value": "20 %"}, {**OTHERS, "value": "24 %"}, "compatible: rates of other patients"),
        ({"value": "20 %"}, {**OTHERS, "value": "24 %"}, "compatible: rates that may be of other patients"),
        ({"value": "20 %"}, {**OTHERS, "value": "31 %"}, "differs: rates far apart"),
        ({"value": "20 %"}, {**OTHERS, "value": "> 31 %"}, "compatible: rates that may be of other patients"),
        ({"value": "20 %"}, {**OTHERS, "value": "45/100"}, "differs: one figure lies outside the 95% interval"),
        ({"value": "40-50 %"}, {**OTHERS, "value": "45/100"}, "compatible: within sampling variation"),
        ({**SAME, "value": "20/100"}, {**OTHERS, "value": "45/100"}, "differs: the 95% intervals do not overlap"),
    ],
)
def test_a_rate_of_unknown_size_is_not_taken_as_exact(one: dict[str, Any], other: dict[str, Any], said: str) -> None:
    first, second = pair("rate", one, other)
    kb = made(first, second, cohorts=(OTHER_TRIAL,))
    for found in (compare(kb, first, second), compare(kb, second, first)):
        assert found is not None
        assert f"{found.verdict.value}: {found.reason}".startswith(said)


def test_a_rate_without_a_denominator_is_of_the_patients_of_its_cohort() -> None:
    counted = {**OTHER_TRIAL, "total": "100"}
    first, second = pair("rate", {**SAME, "value": "20/100"}, {**OTHERS, "value": "45 %"})
    found = compare(made(first, second, cohorts=(counted,)), first, second)
    assert found is not None
    assert found.reason == "the 95% intervals do not overlap"
    later = {"timepoint": "1 a"}
    first, second = pair("rate", {**SAME, **later, "value": "20/100"}, {**OTHERS, **later, "value": "45 %"})
    found = compare(made(first, second, cohorts=(counted,)), first, second)
    assert found is not None
    assert found.verdict.value == "compatible"


@pytest.mark.parametrize(
    ("one", "other", "total", "said"),
    [
        ("16 mo", "41 mo", "190", "differs: medians further apart than chance explains"),
        ("16 mo", "41 mo", "12", "compatible: medians of different patients, within sampling variation"),
        ("16 mo", "20 mo", "9000", "compatible: medians of different patients, without intervals"),
        ("16 mo", "41 mo", None, "compatible: medians of different patients, without intervals"),
        ("16 mo", "> 41 mo", "190", "compatible: medians of different patients, without intervals"),
        ("16 mo", "not reached", "190", "compatible: not reached in one of two groups"),
    ],
)
def test_medians_of_other_patients_differ_beyond_chance(one: str, other: str, total: str | None, said: str) -> None:
    counted = {**OTHER_TRIAL, "total": total} if total else OTHER_TRIAL
    of_all = {"population": "fever-patients"}
    facts = pair("time", {**SAME, **of_all, "value": one}, {**OTHERS, **of_all, "value": other})
    kb = made(*facts, cohorts=(counted,))
    for found in (compare(kb, *facts), compare(kb, *reversed(facts))):
        assert found is not None
        assert f"{found.verdict.value}: {found.reason}".startswith(said)


def test_a_printed_interval_of_a_median_comes_before_the_number_of_patients() -> None:
    printed = {**OTHERS, "value": "41 mo", "interval": "30-60 mo", "confidence": "95 %"}
    facts = pair("time", {**SAME, "value": "16 mo", "interval": "9-20 mo"}, printed)
    found = compare(made(*facts, cohorts=(OTHER_TRIAL,)), *facts)
    assert found is not None and found.verdict.value == "differs"


def test_all_patients_of_a_trial_of_two_arms_are_not_those_of_one() -> None:
    arms = {**OTHER_TRIAL, "total": "190", "intervention": ["high-dose-zelvarin", "warmol"]}
    both = {"population": "fever-patients", "intervention": "high-dose-zelvarin"}
    facts = pair("time", {**SAME, **both, "value": "16 mo"}, {**OTHERS, **both, "value": "41 mo"})
    found = compare(made(*facts, cohorts=(arms,)), *facts)
    assert found is not None and found.reason == "medians of different patients, without intervals"


@pytest.mark.parametrize(
    ("one", "other", "slight", "stricter"),
    [
        ("3 mg/dL", "> 3 mg/dL", True, "one"),
        ("> 3 mg/dL", "3 mg/dL", True, "other"),
        ("3 mg/dL", "< 3 mg/dL", True, "one"),
        (">= 3 mg/dL", "> 3 mg/dL", False, "one"),
        ("3 mg/dL", "> 4 mg/dL", False, ""),
        ("3 mg/dL", "3-4 mg/dL", False, "other"),
        ("3 mg/dL", "> 30 mg/L", False, ""),
    ],
)
def test_limits_that_differ_only_at_the_limit_itself(one: str, other: str, slight: bool, stricter: str) -> None:
    comparison = found("stop", when(one), when(other))
    assert (comparison.verdict.value, comparison.slight, comparison.stricter) == ("differs", slight, stricter)


def test_two_signs_at_one_limit_are_slight_where_nothing_hangs_on_it() -> None:
    entry = {"id": "discharge", "kind": "criterion", "label": "Criterion for discharge", "topic": "stopping"}
    facts = pair("stop", {"measure": "discharge", **when("> 3 mg/dL")}, {"measure": "discharge", **when(">= 3 mg/dL")})
    comparison = compare(made(*facts, entries=(entry,)), *facts)
    assert comparison is not None
    assert (comparison.slight, comparison.stricter) == (True, "other")


@pytest.mark.parametrize(
    ("one", "other", "word"),
    [
        ({**SAME, "value": "14 mo"}, {**SAME, "value": "16 mo"}, "contradicts"),
        ({**SAME, "value": "14 mo"}, {**SAME, "value": "16 mo", "data_cutoff": "June 2001"}, "compatible"),
        ({**SAME, "value": "14 mo"}, {"cohort": "trial-two", "value": "40 mo"}, "compatible"),
        ({"value": "14 mo"}, {"value": "16 mo"}, "compatible"),
        ({"value": "14 mo"}, {"value": "40 mo"}, "differs"),
        ({"value": "14 mo"}, {"value": "20-24 mo"}, "compatible"),
        ({"value": "14 mo"}, {"value": "22-24 mo"}, "differs"),
        ({"value": "not reached"}, {"value": "40 mo"}, "compatible"),
        ({"value": "not reached"}, {"value": "not reached"}, "compatible"),
        ({"value": "> 131 mo"}, {"value": "140 mo"}, "compatible"),
    ],
)
def test_times_to_an_event(one: dict[str, Any], other: dict[str, Any], word: str) -> None:
    assert verdict(*pair("time", one, other)) == word


def when(text: str, **fields: Any) -> dict[str, Any]:
    return {"when": {"parameter": "creatinine", "is": text, **fields}}


TWO_SIGNS = [{"present": "seizure"}, {"present": "chills"}]


@pytest.mark.parametrize(
    ("one", "other", "word"),
    [
        (when("> 3 mg/dL"), when("> 3 mg/dL"), "agrees"),
        (when("> 3 mg/dL"), when(">= 3 mg/dL"), "differs"),
        (when("> 3 mg/dL"), when("3 mg/dL"), "differs"),
        (when("> 3 mg/dL"), when("> 4 mg/dL"), "differs"),
        ({**when("> 3 mg/dL"), "tier": "relative"}, when("> 3 mg/dL"), "differs"),
        ({**when("> 2 mg/dL"), "tier": "relative"}, when("> 3 mg/dL"), "not compared"),
        ({**when("2-3 mg/dL"), "tier": "relative"}, when("> 2.5 mg/dL"), "differs"),
        ({**when("> 3 mg/dL"), "tier": "open"}, when("> 3 mg/dL"), "compatible"),
        (when("> 3 mg/dL", times="2"), when("> 3 mg/dL", times="3"), "differs"),
        (when("> 3 mg/dL", lasting="> 2 h"), when("> 3 mg/dL", lasting="> 4 h"), "differs"),
        ({"when": {"any": TWO_SIGNS}}, {"when": {"any": TWO_SIGNS[::-1]}}, "agrees"),
        ({"when": {"any": TWO_SIGNS}}, {"when": {"all": TWO_SIGNS}}, "differs"),
        (when("> 3 mg/dL"), {"when": {"parameter": "heart-rate", "is": "> 130 /min"}}, "not compared"),
    ],
)
def test_criteria(one: dict[str, Any], other: dict[str, Any], word: str) -> None:
    assert verdict(*pair("stop", one, other)) == word


@pytest.mark.parametrize(
    ("one", "other", "word"),
    [
        (
            {"stance": "contraindicated", "when": {"present": "seizure"}},
            {"stance": "contraindicated", "when": {"present": "seizure"}},
            "agrees",
        ),
        (
            {"stance": "contraindicated", "when": {"present": "seizure"}},
            {"stance": "caution", "when": {"present": "seizure"}},
            "differs",
        ),
        (
            {"stance": "contraindicated", "when": {"present": "seizure"}},
            {"stance": "permitted", "when": {"present": "seizure"}},
            "contradicts",
        ),
        (
            {"stance": "contraindicated", "when": {"present": "chills"}},
            {"stance": "contraindicated", "when": {"present": "rigors"}},
            "differs",
        ),
        (
            {"stance": "contraindicated", "when": {"present": "chills"}},
            {"stance": "contraindicated", "when": {"present": "seizure"}},
            "not compared",
        ),
        (
            {"stance": "caution", **when("1-2 mg/dL")},
            {"stance": "contraindicated", **when("> 1.5 mg/dL"), "cite": "able2001"},
            "compatible",
        ),
        ({"stance": "caution", **when("1-2 mg/dL")}, {"stance": "contraindicated", **when("> 1.5 mg/dL")}, "differs"),
        (
            {"stance": "contraindicated", **when("> 2 mg/dL")},
            {"stance": "contraindicated", **when("> 1.5 mg/dL")},
            "differs",
        ),
        (
            {"stance": "contraindicated", "when": {"any": TWO_SIGNS}},
            {"stance": "caution", "when": {"any": TWO_SIGNS}},
            "differs",
        ),
    ],
)
def test_stances(one: dict[str, Any], other: dict[str, Any], word: str) -> None:
    assert verdict(*pair("stance", one, other)) == word


def found(kind: str, one: dict[str, Any], other: dict[str, Any]) -> Comparison:
    first, second = pair(kind, one, other)
    comparison = compare(made(first, second), first, second)
    assert comparison is not None
    return checked(comparison)


def test_the_stricter_is_named() -> None:
    assert found("stop", when("> 3 mg/dL"), when("> 4 mg/dL")).stricter == "one"
    assert (
        found(
            "stance",
            {"stance": "caution", "when": {"present": "seizure"}},
            {"stance": "contraindicated", "when": {"present": "seizure"}},
        ).stricter
        == "other"
    )
    wider = found(
        "stance",
        {"stance": "contraindicated", "when": {"present": "chills"}},
        {"stance": "contraindicated", "when": {"present": "rigors"}},
    )
    assert (wider.stricter, wider.reason) == ("one", "the same stance for a wider scope")


@pytest.mark.parametrize(
    ("one", "other", "word"),
    [
        ({"dose": "20 mg", "frequency": "every 8 h"}, {"dose": "20 mg", "frequency": "3 /d"}, "agrees"),
        ({"dose": "20 mg"}, {"dose": "40 mg"}, "contradicts"),
        ({"dose": "20 mg", "frequency": "every 8 h"}, {"dose": "20 mg", "frequency": "every 6 h"}, "contradicts"),
        ({"dose": "20 mg", "frequency": "every 4-6 h"}, {"dose": "20 mg", "frequency": "every 6 h"}, "compatible"),
        ({"dose": "20 mg"}, {"frequency": "every 6 h"}, "not compared"),
        ({"dose": "20 mg", "route": "oral"}, {"dose": "40 mg", "route": "intravenous"}, "not compared"),
        ({"dose": "20 mg"}, {"dose": "40 mg", "role": "as-needed"}, "not compared"),
        ({"dose": "20 mg"}, {"dose": "40 mg", "drug": "coolin"}, "not compared"),
    ],
)
def test_medications(one: dict[str, Any], other: dict[str, Any], word: str) -> None:
    assert verdict(*pair("medication", one, other)) == word


TRIGGER = {"when": {"present": "seizure"}}


@pytest.mark.parametrize(
    ("one", "other", "word"),
    [
        ({**TRIGGER, "do": "give"}, {**TRIGGER, "do": ["give", "stop-zelvarin"]}, "compatible"),
        ({**TRIGGER, "do": "give"}, {**TRIGGER, "do": "stop-zelvarin"}, "differs"),
        (
            {**TRIGGER, "do": "give", "drug": "warmol", "dose": "20 mg"},
            {**TRIGGER, "do": "give", "drug": "warmol", "dose": "40 mg"},
            "contradicts",
        ),
        ({**TRIGGER, "do": "give"}, {"do": "stop-zelvarin"}, "not compared"),
        ({**TRIGGER, "do": "give"}, {"do": "give"}, "differs"),
        ({**TRIGGER, "do": "give"}, {"do": "give", "cite": "able2001"}, "not compared"),
    ],
)
def test_actions(one: dict[str, Any], other: dict[str, Any], word: str) -> None:
    assert verdict(*pair("remedy", one, other)) == word


LADDER = tuple(
    {"id": id, "type": "verb", "label": id, "order": order}
    for id, order in (("correct", "1"), ("wait", "3"), ("end", "6"), ("look", "0"))
)


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        (["correct", "wait"], ["correct", "end"], "differs other"),
        (["correct", "wait"], ["correct", "wait", "look"], "compatible"),
        ("wait", "end", "differs other"),
        ("end", "wait", "differs one"),
        ("look", "end", "compatible"),
        ("look", "give", "compatible"),
    ],
)
def test_actions_are_held_against_each_other_by_their_strictest_step(one: Any, other: Any, words: str) -> None:
    first, second = pair("remedy", {**TRIGGER, "do": one}, {**TRIGGER, "do": other})
    found = compare(made(first, second, entries=LADDER), first, second)
    assert found is not None and f"{found.verdict.value} {found.stricter}".strip() == words


def test_a_rule_for_exactly_the_narrower_case_comes_before_the_wider_one() -> None:
    wide, near = (
        fact(id, "remedy", **when(limit), do="give") for id, limit in (("wide", "> 1 mg/dL"), ("near", "> 3 mg/dL"))
    )
    other = fact("other", "remedy", **when("> 3 mg/dL"), do="stop-zelvarin", cite="guide2010")
    kb = made(wide, near, other)
    assert compare(kb, wide, other) is None
    found = compare(kb, near, other)
    assert found is not None and found.verdict.value == "differs"
    alone = made(wide, other)
    assert compare(alone, wide, other) is not None


def test_a_stance_without_a_condition_is_the_wider_one() -> None:
    asked = {"stance": "required", "parameter": "creatinine"}
    assert found("stance", asked, {**asked, "when": {"present": "seizure"}}).stricter == "one"
    assert (
        found("stance", asked, {**asked, "when": {"present": "seizure"}}).reason == "the same stance for a wider scope"
    )
    assert (
        verdict(*pair("stance", {"stance": "required"}, {"stance": "required", "when": {"present": "seizure"}}))
        == "not compared"
    )


def test_events_above_their_total_have_no_rate() -> None:
    assert verdict(*pair("rate", {"events": "12", "total": "10"}, {"value": "20 %"})) == "not compared"
    assert interval_of(fact("one", "rate", events="12", total="10")) is None


def test_an_interval_is_computed_before_a_printed_one_is_taken() -> None:
    computed = interval_of(fact("one", "rate", value="20/100", interval="18-22 %"))
    assert computed is not None and f"{computed.low:.1f}-{computed.high:.1f}" == "13.3-28.9"
    printed = interval_of(fact("one", "rate", value="20 %", interval="18-22 %"))
    assert printed is not None and f"{printed.low}-{printed.high}" == "18-22"


@pytest.mark.parametrize(
    ("kind", "fields", "text"),
    [
        ("dose", {"value": "40 mg/kg"}, "40 mg/kg"),
        ("rate", {"events": "20", "total": "100"}, "20/100"),
        (
            "stop",
            {"when": {"all": [{"parameter": "creatinine", "is": ">= 3 mg/dL"}, {"present": "seizure"}]}},
            "absolute creatinine >= 3 mg/dL and present seizure",
        ),
        ("stance", {"stance": "caution", "when": {"absent": "seizure"}}, "caution absent seizure"),
        (
            "medication",
            {"dose": "20 mg", "frequency": "every 8 h", "route": "oral"},
            "scheduled warmol 20 mg every 8 h oral",
        ),
        ("medication", {"role": "as-needed"}, "as-needed warmol"),
        ("medication", {"role": None}, "warmol"),
        ("remedy", {"do": ["give", "stop-zelvarin"]}, "give stop-zelvarin"),
        ("remedy", {"do": "give", "drug": "coolin", "dose": "20 mg"}, "give coolin 20 mg"),
        ("remedy", {"do": "add-coolin", "drug": "coolin"}, "add-coolin"),
        ("remedy", {"do": "give", "when": {"present": "seizure"}}, "give when present seizure"),
        ("stop", {"when": {"present": "seizure", "despite": ["give"]}}, "absolute present seizure despite give"),
        ("dose", {"measure": "remark", "says": "Many recover."}, "Many recover."),
        ("dose", {"measure": "remark", "says": "Many recover.", "printed": "many"}, "many"),
    ],
)
def test_what_an_explanation_names_is_one_short_text(kind: str, fields: dict[str, Any], text: str) -> None:
    one = fact("one", kind, **fields)
    assert compared_value(made(one), one) == text


def test_a_month_has_slack_and_a_bound_is_not_about_a_figure() -> None:
    stay = {"measure": "hospital-stay"}
    assert verdict(*pair("dose", {**stay, "value": "24.00 mo"}, {**stay, "value": "720.0 d"})) == "compatible"
    assert verdict(*pair("dose", {**stay, "value": "24.00 mo"}, {**stay, "value": "600.0 d"})) == "contradicts"
    assert verdict(*pair("dose", {"value": "~40 mg/kg"}, {"value": "> 50 mg/kg"})) == "contradicts"
    assert verdict(*pair("time", {"value": "> 131 mo"}, {"value": "20 mo"})) == "compatible"
    assert verdict(*pair("dose", {**stay, "value": "> 3 mo"}, {**stay, "value": "60 d"})) == "contradicts"


def test_what_lacks_a_figure_is_compared_with_nothing() -> None:
    assert verdict(*pair("rate", SAME, {**SAME, "value": "20 %"})) == "not compared"
    assert verdict(*pair("time", SAME, {**SAME, "value": "14 mo"})) == "not compared"
    assert verdict(*pair("rate", {}, {"value": "20 %"})) == "not compared"
    assert verdict(*pair("stance", {}, {"stance": "caution"})) == "not compared"
    assert verdict(*pair("dose", {}, {"value": "40 mg/kg"})) == "not compared"


def test_a_criterion_without_a_threshold_goes_with_one_that_has_it() -> None:
    bare = {"when": {"parameter": "creatinine"}}
    assert verdict(*pair("stop", bare, when("> 3 mg/dL"))) == "compatible"
    assert verdict(*pair("stop", {}, {})) == "agrees"
    assert verdict(*pair("stop", {"tier": "relative"}, {})) == "not compared"
    sign = {"when": {"present": "seizure"}}
    assert verdict(*pair("stop", {**sign, "tier": "relative"}, sign)) == "differs"


def test_a_percentage_of_a_total_has_an_interval_and_a_lost_primary_has_no_cohort() -> None:
    computed = interval_of(fact("one", "rate", value="20 %", total="100"))
    assert computed is not None and f"{computed.low:.1f}" == "13.3"
    assert verdict(*pair("rate", {"value": "20 %", "restates": "gone"}, {"value": "20 %"})) == "agrees"


def test_conditions_are_joined_in_the_text_as_they_are_printed() -> None:
    one = fact("one", "stop", when={"any": TWO_SIGNS})
    assert compared_value(made(one), one) == "absolute present seizure or present chills"
    none = fact("none", "stop")
    assert compared_value(made(none), none) == "absolute"


@pytest.mark.parametrize(
    ("one", "other", "stricter"),
    [
        ("required", "preferred", "one"),
        ("caution", "contraindicated", "other"),
        ("permitted", "not-recommended", "other"),
    ],
)
def test_the_stricter_stance_asks_for_more_or_forbids_more(one: str, other: str, stricter: str) -> None:
    first = fact("one", "stance", stance=one, when={"present": "chills"})
    second = fact("other", "stance", cite="guide2010", stance=other, when={"present": "chills"})
    comparison = compare(made(first, second), first, second)
    assert comparison is not None
    assert comparison.stricter == stricter
