"""Disagreements that no comparison key shows: of steps, of demands and exclusions, of drugs, regimens and parts."""

from __future__ import annotations

from typing import Any

import pytest

from kb import crossing
from kb.compare import compare, comparisons
from kb.conflict_text import remark_on
from kb.judgement import Comparison, Verdict
from kb.model import Fact, KnowledgeBase
from tests.made_base import fact, made

VOCABULARY: tuple[dict[str, Any], ...] = (
    {"id": "wait", "type": "verb", "label": "Wait", "order": "3", "action": "delay"},
    {"id": "skip", "type": "verb", "label": "Skip", "order": "4", "action": "withhold"},
    {"id": "end", "type": "verb", "label": "End", "order": "6", "action": "stop"},
    {"id": "never", "type": "verb", "label": "Never again", "order": "7", "action": "never-again"},
    {"id": "met", "type": "parameter", "label": "Absolute criteria met", "counts": "absolute"},
    {"id": "heater", "type": "drug", "label": "Heater"},
    {"id": "hot-water", "type": "drug", "label": "Hot water", "broader": "heater"},
    {"id": "icer", "type": "drug", "label": "Icer"},
    {"id": "coma", "type": "sign", "label": "Coma"},
    {"id": "confusion", "type": "sign", "label": "Confusion"},
    {
        "id": "slow-zelvarin",
        "type": "intervention",
        "label": "Slow",
        "broader": "zelvarin",
        "beside": "high-dose-zelvarin",
    },
    {"id": "slowest-zelvarin", "type": "intervention", "label": "Slowest", "broader": "slow-zelvarin"},
    {"id": "slower-zelvarin", "type": "intervention", "label": "Slower", "broader": "slow-zelvarin"},
    {"id": "bed", "type": "setting", "label": "Bed", "order": "1"},
    {"id": "hall", "type": "setting", "label": "Hall", "order": "2"},
    {"id": "tent", "type": "setting", "label": "Tent"},
    {"id": "toxicity", "kind": "proportion", "label": "Toxicity", "topic": "outcomes", "unit": "%"},
)
COUNTED = {"when": {"parameter": "met", "is": ">= 1"}, "do": "wait"}
"""What a source does as soon as one absolute criterion is met: it waits."""


def base(*facts: Fact) -> KnowledgeBase:
    return made(*facts, entries=VOCABULARY)


def conflicts(kb: KnowledgeBase) -> list[Comparison]:
    """The disagreements of the sweep; comparing each pair alone must find each of them, in either order."""
    found = [one for one in comparisons(kb) if one.verdict.is_conflict]
    for one in found:
        pair = kb.facts[one.one], kb.facts[one.other]
        alone, back = compare(kb, *pair), compare(kb, *reversed(pair))
        assert alone and back
        assert {alone.verdict, back.verdict} == {one.verdict} and alone.stricter == back.stricter == one.stricter
    return found


def said(*facts: Fact) -> list[str]:
    return [f"{one.verdict.value} {one.stricter}".strip() for one in conflicts(base(*facts))]


# One trigger, two steps


def absolute(sign: str = "rigors", **fields: Any) -> Fact:
    return fact("absolute", "stop", **{"when": {"present": sign}, **fields})


def stopped(sign: str = "rigors", do: str = "end", **fields: Any) -> Fact:
    return fact("stopped", "remedy", **{"when": {"present": sign}, "do": do, **fields})


RULE = fact("rule", "remedy", **COUNTED)


@pytest.mark.parametrize("sign", ["rigors", "chills"])
@pytest.mark.parametrize("cite", ["able2001", "guide2010"])
def test_a_tier_and_an_action_on_the_same_or_a_broader_sign_differ_in_one_source_and_in_two(
    sign: str, cite: str
) -> None:
    assert said(RULE, absolute(), stopped(sign, cite=cite)) == ["differs stopped"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (absolute(), stopped(do="wait")),
        (absolute(), stopped("seizure")),
        (absolute("chills"), stopped("rigors")),
        (absolute(), stopped(do="give")),
        (absolute(), stopped(when={"present": "rigors", "lasting": "> 2 h"})),
        (absolute(), stopped(when={"all": [{"present": "rigors"}, {"present": "seizure"}]})),
        (absolute(setting="ward"), stopped(setting="intensive-care")),
        (absolute(voice="reported"), stopped()),
        (absolute(), stopped(status="retired", reason="Read wrongly.")),
        (fact("one", "stop", tier=None, action="never-again", when={"present": "rigors"}), stopped()),
    ],
)
def test_no_disagreement_of_steps_where_the_stricter_is_the_narrower_or_asks_for_more(one: Fact, other: Fact) -> None:
    assert said(RULE, one, other) == []


def test_an_alternative_among_several_is_a_trigger_of_its_own() -> None:
    either = absolute(when={"any": [{"present": "rigors"}, {"present": "seizure"}]})
    assert said(RULE, either, stopped("seizure")) == ["differs stopped"]


def test_a_tier_without_a_rule_on_what_it_leads_to_disagrees_with_no_action() -> None:
    assert said(absolute(), stopped()) == []


def test_steps_on_a_parameter_differ_where_the_stricter_limit_holds_the_milder_one() -> None:
    def limited(limit: str) -> list[str]:
        when = {"when": {"parameter": "creatinine", "is": limit}}
        mild = fact("mild", "stop", tier=None, action="withhold", when={"parameter": "creatinine", "is": "> 3 mg/dL"})
        return said(mild, fact("strict", "remedy", **when, do="end"))

    assert limited("> 3 mg/dL") == limited("> 2 mg/dL") == ["differs strict"]
    assert limited("> 4 mg/dL") == limited("< 1 mg/dL") == []


def test_the_stricter_of_two_places_of_one_source_is_named_by_its_id() -> None:
    kb = base(RULE, absolute(), stopped())
    (pair,) = conflicts(kb)
    assert remark_on(kb, pair).message.endswith("another step; 'stopped' is the stricter")


# The same for more cases


CARE = {"id": "care", "kind": "action", "label": "Care", "topic": "dosing"}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"do": "give"}, {"do": "give"}, ["differs one"]),
        ({"do": ["give", "end"], "drug": "warmol"}, {"do": "give", "drug": "warmol"}, ["differs one"]),
        ({"do": "give", "drug": "warmol"}, {"do": "give", "drug": "coolin"}, []),
        ({"do": "give", "drug": "warmol"}, {"do": "give"}, []),
        ({"do": "give"}, {"do": "end"}, []),
        ({"do": "give", "when": {"present": "chills"}}, {"do": "give"}, []),
        ({"do": "give"}, {"do": "give", "cite": "able2001"}, []),
    ],
)
def test_an_action_always_and_only_on_a_condition_differ_under_whatever_measure(
    one: dict[str, Any], other: dict[str, Any], expected: list[str]
) -> None:
    first = fact("one", "remedy", **one)
    second = fact(
        "other", "remedy", **{"cite": "guide2010", "measure": "care", "when": {"present": "seizure"}, **other}
    )
    kb = made(first, second, entries=(*VOCABULARY, CARE))
    assert [f"{pair.verdict.value} {pair.stricter}" for pair in conflicts(kb)] == expected


@pytest.mark.parametrize(
    ("broad", "narrow", "expected"),
    [
        ({}, {}, ["differs broad"]),
        ({"tier": "relative"}, {}, []),
        ({"tier": None, "action": "stop"}, {"tier": None, "action": "stop"}, ["differs broad"]),
        ({"when": {"any": [{"present": "chills"}, {"present": "seizure"}]}}, {}, ["differs broad"]),
        ({"when": {"present": "chills", "lasting": "> 2 h"}}, {}, []),
        ({}, {"cite": "able2001"}, []),
    ],
)
def test_a_step_at_a_sign_and_only_at_a_special_form_of_it_differ(
    broad: dict[str, Any], narrow: dict[str, Any], expected: list[str]
) -> None:
    first = fact("broad", "stop", **{"when": {"present": "chills"}, **broad})
    second = fact("narrow", "stop", **{"when": {"present": "rigors"}, "cite": "guide2010", **narrow})
    assert said(first, second) == expected


def test_a_source_with_a_rule_on_the_rest_of_a_sign_has_no_narrower_rule() -> None:
    broad = fact("broad", "stop", when={"present": "chills"})
    narrow = fact("narrow", "stop", when={"present": "rigors"}, cite="guide2010")
    rest = fact("rest", "stop", when={"present": "chills"}, cite="guide2010", tier="open")
    special = fact("special", "stop", when={"present": "rigors"}, tier="open")
    assert said(broad, narrow, rest) == said(broad, narrow, special) == []


# Steps of a ladder


def places(one: tuple[str, str], other: tuple[str, str], **fields: Any) -> list[str]:
    facts = (
        fact(id, "stance", stance=stance, parameter=place, **{"cite": cite, **fields})
        for id, cite, (stance, place) in (("one", "able2001", one), ("other", "guide2010", other))
    )
    return said(*facts)


def test_a_demand_for_a_higher_step_differs_from_what_asks_for_a_lower_one() -> None:
    for stance in ("permitted", "preferred", "required"):
        assert places(("required", "hall"), (stance, "bed")) == ["differs one"]
    assert places(("required", "bed"), ("permitted", "hall")) == []
    assert places(("preferred", "hall"), ("permitted", "bed")) == []
    assert places(("required", "hall"), ("contraindicated", "bed")) == []
    assert places(("required", "hall"), ("permitted", "tent")) == []
    assert places(("required", "hall"), ("permitted", "bed"), cite="able2001") == []
    assert places(("required", "hall"), ("permitted", "bed"), when={"present": "seizure"}) == []


# What one source demands and another excludes


def stances(demand: str, exclusion: str, **fields: Any) -> list[str]:
    one = fact("demand", "stance", stance="required", when={"parameter": "creatinine", "is": demand}, **fields)
    other = fact(
        "exclusion", "stance", stance="contraindicated", when={"parameter": "creatinine", "is": exclusion},
        cite="guide2010",
    )  # fmt: skip
    return said(one, other)


@pytest.mark.parametrize(
    ("demand", "exclusion", "expected"),
    [
        ("> 75 mg/dL", "< 60 mg/dL", ["differs demand"]),
        ("< 60 mg/dL", "> 75 mg/dL", ["differs demand"]),
        ("> 60 mg/dL", "< 60 mg/dL", []),
        (">= 60 mg/dL", "< 60 mg/dL", []),
        ("> 60 mg/dL", "< 75 mg/dL", ["contradicts exclusion"]),
        ("< 75 mg/dL", "< 60 mg/dL", ["contradicts exclusion"]),
        ("60-75 mg/dL", "< 50 mg/dL", []),
        ("> 75-80 mg/dL", "< 60 mg/dL", []),
    ],
)
def test_a_demand_and_an_exclusion_leave_a_gap_meet_or_overlap(
    demand: str, exclusion: str, expected: list[str]
) -> None:
    assert stances(demand, exclusion) == expected


def test_a_demand_of_the_same_source_or_for_a_test_is_no_counterpart_of_an_exclusion() -> None:
    assert stances("> 75 mg/dL", "< 60 mg/dL", cite="guide2010") == []
    assert stances("> 75 mg/dL", "< 60 mg/dL", parameter="heart-rate") == []
    assert stances("> 75 mg/dL", "< 60 mg/dL", drug="warmol") == []
    assert stances("> 75 mg/dL", "< 60 mg/dL", parameter="creatinine") == ["differs demand"]


def test_demand_and_exclusion_meet_across_measures() -> None:
    other = {"id": "requirement", "kind": "stance", "label": "Requirement", "topic": "stopping"}
    limits = {"demand": "> 60 mg/dL", "exclusion": "< 75 mg/dL"}
    one, two = (
        fact(id, "stance", stance=stance, when={"parameter": "creatinine", "is": limits[id]}, **fields)
        for id, stance, fields in (
            ("demand", "required", {"measure": "requirement"}),
            ("exclusion", "contraindicated", {"cite": "guide2010"}),
        )
    )
    (found,) = conflicts(made(one, two, entries=(other,)))
    assert (found.verdict, found.stricter) == (Verdict.CONTRADICTS, "exclusion")


# Drugs


def given(id: str, drug: str, cite: str = "able2001", **fields: Any) -> Fact:
    return fact(id, "medication", drug=drug, cite=cite, **{"indication": "chills", **fields})


def pairs(*facts: Fact) -> list[tuple[str, ...]]:
    return sorted(tuple(sorted(one[:2])) for one in conflicts(base(*facts)))


def test_lists_of_different_drugs_for_one_purpose_differ_once_for_each_drug() -> None:
    mine = given("a-warmol", "warmol"), given("a-coolin", "coolin")
    assert pairs(*mine, given("b-heater", "heater", "guide2010")) == [
        ("a-coolin", "b-heater"),
        ("a-warmol", "b-heater"),
    ]
    assert pairs(*mine, given("b-heater", "heater", "guide2010"), given("b-icer", "icer", "guide2010")) == [
        ("a-coolin", "b-heater"), ("a-warmol", "b-heater"), ("a-warmol", "b-icer"),
    ]  # fmt: skip


def test_lists_that_overlap_in_part_differ_in_what_only_one_names() -> None:
    both = given("a-warmol", "warmol"), given("b-warmol", "warmol", "guide2010")
    kb = base(*both, given("a-icer", "icer"), given("b-heater", "heater", "guide2010"))
    (found,) = conflicts(kb)
    assert {found.one, found.other} == {"a-icer", "b-heater"}
    assert found.reason == "other drugs for one purpose: only able2001 names Icer, only guide2010 Heater"


def test_a_shorter_list_and_a_class_of_the_drugs_agree() -> None:
    mine = given("a-warmol", "warmol"), given("a-water", "hot-water")
    assert pairs(*mine, given("b-warmol", "warmol", "guide2010")) == []
    assert pairs(*mine, given("b-heater", "heater", "guide2010")) == []


@pytest.mark.parametrize(
    "fields", [{"indication": "seizure"}, {"indication": None}, {"role": None}, {"voice": "opposed"}]
)
def test_drugs_for_another_purpose_or_in_no_role_are_not_compared(fields: dict[str, Any]) -> None:
    assert pairs(given("one", "warmol"), given("other", "coolin", "guide2010", **fields)) == []


def test_a_narrower_purpose_is_a_part_of_the_broader_one() -> None:
    other = given("other", "coolin", "guide2010", indication="rigors")
    assert pairs(given("one", "warmol"), other) == [("one", "other")]


@pytest.mark.parametrize("drug", ["hot-water", "heater"])
def test_scheduled_in_one_source_and_as_needed_in_the_other_differs(drug: str) -> None:
    mine, theirs = given("mine", "hot-water"), given("theirs", drug, "guide2010", role="as-needed")
    assert pairs(mine, theirs) == [("mine", "theirs")]
    assert pairs(mine, theirs, given("also", "hot-water", role="as-needed")) == []
    assert pairs(mine, given("theirs", drug, role="as-needed")) == []
    assert pairs(mine, given("theirs", drug, "guide2010", role="as-needed", indication="seizure")) == []


# Two regimens of one drug


def regimens(one: str, other: str, kind: str = "medication", **fields: Any) -> list[str]:
    given = {"dose": "20 mg", "frequency": "every 8 h"} if kind == "medication" else fields
    mine = fact("mine", kind, **{**given, "intervention": one})
    theirs = fact("theirs", kind, **{**given, "frequency": "every 6 h", "intervention": other, "cite": "guide2010"})
    return [f"{pair.verdict.value}: {pair.reason}" for pair in conflicts(base(mine, theirs))]


def test_care_under_regimens_beside_each_other_differs_at_most() -> None:
    expected = ["differs: in another regimen: the intervals differ"]
    assert regimens("high-dose-zelvarin", "slow-zelvarin") == expected
    assert regimens("slowest-zelvarin", "high-dose-zelvarin") == expected
    assert regimens("high-dose-zelvarin", "zelvarin") == ["contradicts: the intervals differ"]
    assert regimens("slower-zelvarin", "slowest-zelvarin") == []


def test_results_of_two_regimens_are_not_compared() -> None:
    facts = fact("one", "rate", value="20/100"), fact("other", "rate", value="90/100", intervention="slow-zelvarin")
    assert said(*facts) == []


# Parts above their wholes


def rate(id: str, value: str, **fields: Any) -> Fact:
    return fact(id, "rate", measure="toxicity", value=value, **{"parameter": "coma", "cohort": "trial-one", **fields})


DISPUTED = {"status": "disputed", "reason": "A part can't exceed its whole."}


def test_a_disputed_severe_rate_above_any_grade_of_the_same_patients_differs() -> None:
    severe = rate("severe", "14 %", ctcae_grade="3-4", **DISPUTED)
    assert said(severe, rate("any", "11 %", cite="guide2010")) == ["differs"]
    assert said(severe, rate("any", "14 %", cite="guide2010")) == []
    assert said(severe, rate("any", "11 %", cohort=None, cite="guide2010")) == []
    assert said(severe, rate("any", "11 %", parameter="confusion")) == []
    assert said(rate("severe", "14 %", ctcae_grade="3-4"), rate("any", "11 %")) == []


def test_a_disputed_subset_above_its_measure_differs() -> None:
    complete = fact("complete", "rate", measure="complete-response", value="30 %", **DISPUTED)
    assert said(complete, fact("any", "rate", value="20 %")) == ["differs"]


def test_what_two_facts_are_about_is_named_where_it_differs() -> None:
    coma = rate("coma", "8 %", disagrees_with="confusion")
    kb = base(coma, rate("confusion", "5 %", parameter="confusion"))
    (pair,) = conflicts(kb)
    message = remark_on(kb, pair).message
    assert message.startswith("Confusion 5% (able2001) differs from Coma 8% (able2001") or message.startswith(
        "Coma 8% (able2001) differs from Confusion 5% (able2001"
    )


# Work


def test_the_work_of_each_kind_grows_with_the_facts(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []
    for kind in crossing.KINDS:
        alone = kind.between
        monkeypatch.setattr(kind, "between", lambda *given, alone=alone: calls.append(1) or alone(*given))

    def work(copies: int) -> int:
        calls.clear()
        facts: list[Fact] = [RULE]
        for index in range(copies):
            cite, when = f"author{2000 + index}", {"parameter": "creatinine", "is": f"> {index + 10} mg/dL"}
            facts.append(fact(f"stop{index}", "stop", when={"present": "rigors"}))
            facts.append(fact(f"remedy{index}", "remedy", when={"present": "chills"}, do="end", cite=cite))
            facts.append(fact(f"demand{index}", "stance", stance="required", when=when, cite=cite))
            facts.append(fact(f"barred{index}", "stance", stance="contraindicated", when=when))
            facts.append(fact(f"given{index}", "medication", drug="warmol", indication="chills", cite=cite))
            facts.append(fact(f"slow{index}", "stop", when={"present": "chills"}, intervention="slow-zelvarin"))
            facts.append(rate(f"rate{index}", "8 %", cohort=f"trial{index}", **DISPUTED))
        kb = base(*facts)
        for kind in crossing.KINDS:
            list(kind.found(kb))
        return len(calls)

    assert work(800) <= 2.2 * work(400)
