"""Criteria whose outcome is a tier in one source and an action in the other, and circumstances of criteria."""

from __future__ import annotations

from typing import Any

import pytest

from kb.compare import compare, comparisons
from kb.judgement import Comparison, Verdict
from kb.model import Fact
from tests.made_base import fact, made
from tests.reasons import checked

COUNT = {"id": "absolute-count", "type": "parameter", "label": "Absolute criteria", "unit": "", "counts": "absolute"}
ENTRIES: tuple[dict[str, Any], ...] = (
    {**COUNT, "whole_numbers": "true"},
    {"id": "score", "type": "parameter", "label": "Score", "unit": "", "whole_numbers": "true"},
    {"id": "skip", "type": "verb", "label": "Skip the dose", "action": "withhold", "order": "4"},
    {"id": "end", "type": "verb", "label": "End treatment", "action": "stop", "order": "6"},
    {"id": "stop-rule", "kind": "action", "label": "What a criterion leads to", "topic": "stopping"},
    {"id": "goal", "kind": "quantity", "label": "Goal", "topic": "stopping", "unit": "mg/dL", "treatment": "goes-on"},
    {"id": "go-rule", "kind": "criterion", "label": "Go on", "topic": "stopping", "treatment": "goes-on"},
    {"id": "stay-off", "kind": "criterion", "label": "Never again", "topic": "stopping", "broader": "stop-criterion"},
    {"id": "hold-rule", "kind": "criterion", "label": "Hold", "topic": "stopping", "treatment": "holds"},
)
SEIZURE = {"when": {"present": "seizure"}}
OTHER = {"cite": "guide2010"}


def both(one: Fact, other: Fact, *more: Fact) -> Comparison | None:
    """The comparison of two facts, the same in both orders and in the sweep."""
    kb = made(one, other, *more, entries=ENTRIES)
    found, back = compare(kb, one, other), compare(kb, other, one)
    swept = [pair for pair in comparisons(kb) if {pair.one, pair.other} == {one.id, other.id}]
    assert [(pair.verdict, pair.stricter) for pair in swept] == ([(found.verdict, found.stricter)] if found else [])
    assert (found and checked(found).verdict) == (back and checked(back).verdict)
    return found


def criteria(one: dict[str, Any], other: dict[str, Any], *more: Fact) -> str:
    found = both(fact("one", "stop", **one), fact("other", "stop", **{**OTHER, **other}), *more)
    return f"{found.verdict.value} {found.stricter}".strip() if found else "not compared"


def rule(do: str, limit: str = ">= 1") -> Fact:
    return fact("rule", "remedy", measure="stop-rule", do=do, when={"parameter": "absolute-count", "is": limit})


ACTION = {**SEIZURE, "tier": None}


@pytest.mark.parametrize(
    ("rules", "action", "words"),
    [
        ([], "withhold", "compatible"),
        ([rule("end")], "withhold", "differs one"),
        ([rule("skip")], "withhold", "compatible"),
        ([rule("skip")], "stop", "differs other"),
        ([rule("end", "1-2")], "withhold", "differs one"),
        ([rule("end", ">= 3")], "withhold", "compatible"),
        ([rule("end")], "never-again", "compatible"),
    ],
)
def test_a_tier_is_what_the_rule_of_its_own_source_leads_to(rules: list[Fact], action: str, words: str) -> None:
    assert criteria(SEIZURE, {**ACTION, "action": action}, *rules) == words


def test_two_actions_for_one_criterion_differ_by_their_own_ladder() -> None:
    one = {**ACTION, "action": "withhold"}
    assert criteria(one, {**ACTION, "action": "stop"}) == "differs other"
    assert criteria(one, {**ACTION, "action": "withhold"}) == "agrees"


def test_a_stricter_step_that_asks_for_more_is_escalation() -> None:
    lasting = {"tier": None, "action": "stop", "when": {"present": "seizure", "lasting": "> 2 h"}}
    assert criteria({**ACTION, "action": "withhold"}, lasting) == "compatible"
    assert criteria({**ACTION, "action": "never-again"}, lasting) == "differs one"


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"lasting": "> 2 h"}, "it must last in one source only"),
        ({"despite": "give"}, "it counts at once in one source, only after correction in the other"),
    ],
)
def test_what_one_source_alone_asks_for_makes_the_other_the_stricter(more: dict[str, str], reason: str) -> None:
    found = both(fact("one", "stop", **SEIZURE), fact("other", "stop", **OTHER, when={"present": "seizure", **more}))
    assert found is not None
    assert (found.verdict, found.reason, found.stricter) == (Verdict.DIFFERS, reason, "one")


def test_above_one_is_at_least_two_where_only_whole_numbers_occur() -> None:
    assert (
        criteria({"when": {"parameter": "score", "is": "> 1"}}, {"when": {"parameter": "score", "is": ">= 2"}})
        == "agrees"
    )
    assert (
        criteria({"when": {"parameter": "score", "is": "> 1"}}, {"when": {"parameter": "score", "is": ">= 3"}})
        == "differs one"
    )


def test_bands_that_touch_in_one_point_do_not_meet() -> None:
    low, high = ({"when": {"parameter": "creatinine", "is": text}} for text in ("1-1.5 mg/dL", "1.5-2 mg/dL"))
    assert criteria({**low, "tier": "relative"}, high) == "not compared"
    wide = {"when": {"parameter": "creatinine", "is": "1.4-2 mg/dL"}}
    assert criteria({**low, "tier": "relative"}, wide) == "differs other"


def test_alternatives_are_compared_one_by_one() -> None:
    listed = {"any": [{"present": "seizure"}, {"present": "chills"}]}
    assert criteria({"when": listed}, {**SEIZURE}) == "agrees"
    assert criteria({"when": listed, "tier": "relative"}, {**SEIZURE}) == "differs other"
    assert criteria({"when": {"all": listed["any"]}}, {**SEIZURE}) == "not compared"
    longer = {"any": [*listed["any"], {"parameter": "creatinine", "is": "> 3 mg/dL"}]}
    assert criteria({"when": listed, "tier": "relative"}, {"when": longer}) == "differs other"


def test_a_criterion_is_compared_with_those_of_a_broader_measure() -> None:
    never = {"measure": "stay-off", **ACTION, "action": "never-again"}
    assert criteria({**ACTION, "action": "stop"}, never) == "differs other"
    assert criteria({**ACTION, "action": "never-again"}, never) == "compatible"


def held(limit: str, **fields: Any) -> Fact:
    return fact(
        "held", "stop", **{"measure": "hold-rule", "when": {"parameter": "creatinine", "is": limit}, **OTHER, **fields}
    )


@pytest.mark.parametrize(
    ("goal", "words"),
    [
        ("< 3 mg/dL", "differs held"),
        ("< 2 mg/dL", "not compared"),
        ("1-2 mg/dL", "not compared"),
        ("< 2.5-3 mg/dL", "not compared"),
    ],
)
def test_a_goal_within_the_values_at_which_another_source_holds_differs(goal: str, words: str) -> None:
    aim = fact("aim", "dose", measure="goal", parameter="creatinine", value=goal)
    found = both(aim, held(">= 2 mg/dL"))
    assert (f"{found.verdict.value} {found.stricter}" if found else "not compared") == words


def test_a_milder_criterion_and_one_of_the_same_source_do_not_speak_against_a_goal() -> None:
    aim = fact("aim", "dose", measure="goal", parameter="creatinine", value="< 3 mg/dL")
    assert both(aim, held(">= 2 mg/dL", tier="relative")) is None
    assert both(aim, held(">= 2 mg/dL", cite="able2001")) is None
    assert both(aim, held(">= 2 mg/dL", population="elderly")) is None
    assert both(aim, held(">= 2 mg/dL", population="severe-fever-patients")) is not None


def test_a_rule_for_going_on_is_held_against_one_for_stopping() -> None:
    go = fact("go", "stop", measure="go-rule", tier=None, when={"parameter": "creatinine", "is": "< 3 mg/dL"})
    found = both(go, held(">= 2 mg/dL"))
    assert found is not None and found.reason == "one goes on where the other leaves a dose out"
    sign = fact("sign", "stop", measure="go-rule", tier=None, when={"present": "seizure"})
    assert both(sign, held(">= 2 mg/dL")) is None


def test_thresholds_that_differ_at_the_limit_alone_say_so() -> None:
    def reason(one: str, other: str) -> str:
        facts = (
            fact(id, "stop", when={"parameter": "creatinine", "is": text}, cite=cite)
            for id, text, cite in (("one", one, "able2001"), ("other", other, "guide2010"))
        )
        found = both(*facts)
        return found.reason if found else ""

    assert reason("> 3 mg/dL", ">= 3 mg/dL") == "the thresholds differ only at the limit itself"
    assert reason("> 3 mg/dL", ">= 4 mg/dL") == "the thresholds differ"
