"""Which facts are compared, which never, and that the work grows with the facts and not with the pairs."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kb.compare
from kb.compare import MOST_PAIRS, compare, comparisons
from kb.judgement import Comparison, Verdict
from kb.model import Fact, KnowledgeBase
from tests.made_base import fact, made


def compared(kind: str, one: dict[str, Any], other: dict[str, Any]) -> bool:
    first, second = (
        fact("one", kind, **{"value": "40 mg/kg", **one}),
        fact("other", kind, **{"value": "48 mg/kg", "cite": "guide2010", **other}),
    )
    kb = made(first, second)
    found = compare(kb, first, second) is not None
    assert found == bool(comparisons(kb)), "the sweep and the single comparison must agree"
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {}),
        ({"intervention": "zelvarin"}, {}),
        ({"population": ["severe-fever-patients", "elderly"]}, {}),
        ({"population": None}, {}),
        ({"setting": "ward"}, {}),
        ({"statistic": "median"}, {}),
        ({"route": "oral"}, {}),
        ({"status": "disputed", "reason": "Doubtful."}, {}),
        ({"cycle": "1 cycle"}, {}),
        (
            {"when": {"parameter": "heart-rate", "is": "> 100 /min"}},
            {"when": {"parameter": "heart-rate", "is": "> 120 /min"}},
        ),
    ],
)
def test_facts_are_compared_where_every_part_of_the_key_overlaps(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert compared("dose", one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"measure": "dosing-interval", "value": "every 8 h"}, {}),
        ({"population": "elderly"}, {}),
        ({"setting": "ward"}, {"setting": "intensive-care"}),
        ({"route": "oral"}, {"route": "intravenous"}),
        ({"statistic": "median"}, {"statistic": "maximum"}),
        ({"subgroup": "responders"}, {}),
        ({"parameter": "heart-rate"}, {"parameter": "creatinine"}),
        ({"drug": "warmol"}, {"drug": "coolin"}),
        ({"cycle": "1 cycle"}, {"cycle": "2 cycles"}),
        ({"timepoint": "1 a"}, {"timepoint": "2 a"}),
        ({"status": "retired", "reason": "Read wrongly."}, {}),
        ({"voice": "reported"}, {}),
        ({"voice": "opposed"}, {}),
        ({"measure": "no-such-measure"}, {"measure": "no-such-measure"}),
        (
            {"when": {"parameter": "heart-rate", "is": "> 120 /min"}},
            {"when": {"parameter": "heart-rate", "is": "< 100 /min"}},
        ),
        ({"when": {"present": "seizure"}}, {"when": {"present": "chills"}}),
    ],
)
def test_facts_are_not_compared_where_some_part_lies_apart(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert not compared("dose", one, other)


def test_a_rate_at_a_time_point_is_not_a_rate_without_one() -> None:
    assert not compared("rate", {"value": "20 %", "timepoint": "1 a"}, {"value": "40 %"})


def test_a_grade_that_is_not_named_is_any_grade() -> None:
    assert compared("rate", {"value": "20 %", "ctcae_grade": "any"}, {"value": "40 %"})
    assert not compared("rate", {"value": "20 %", "ctcae_grade": "3-4"}, {"value": "40 %"})


def test_a_measure_that_describes_a_cohort_is_compared_within_it_only() -> None:
    entry = {
        "id": "patients-treated",
        "kind": "quantity",
        "label": "Patients",
        "topic": "outcomes",
        "unit": "patients",
        "describes_cohort": "true",
    }
    same = {"measure": "patients-treated", "cohort": "trial-one"}

    def found(one: dict[str, Any], other: dict[str, Any]) -> list[Comparison]:
        facts = [
            fact(id, "dose", **fields)
            for id, fields in (("one", {**one, "value": "100 patients"}), ("other", {**other, "value": "90 patients"}))
        ]
        return comparisons(made(*facts, entries=(entry,)))

    assert len(found(same, same)) == 1
    assert found(same, {"measure": "patients-treated"}) == []
    assert found({"measure": "patients-treated"}, {"measure": "patients-treated"}) == []
    assert found({**same, "data_cutoff": "June 2000"}, {**same, "data_cutoff": "June 2001"}) == []
    assert found(same, {**same, "population": "elderly"}) == []


def test_a_drug_is_compared_with_its_class_for_quantities_only() -> None:
    entry = {"id": "heater", "type": "drug", "label": "Heater"}
    narrow = {"id": "hot-water", "type": "drug", "label": "Hot water", "broader": "heater"}

    def found(kind: str, **fields: Any) -> list[Comparison]:
        facts = fact("one", kind, drug="heater", **fields), fact("other", kind, drug="hot-water", **fields)
        return comparisons(made(*facts, entries=(entry, narrow)))

    assert len(found("dose", value="40 mg/kg")) == 1
    assert found("medication", dose="40 mg") == []


def declared(*, says: str = "Many recover.", of: str = "other", **fields: Any) -> list[Comparison]:
    one = fact("one", "dose", measure="remark", says=says, disagrees_with=of)
    other = fact("other", "rate", value="20 %", cite="guide2010", **fields)
    kb = made(one, other)
    swept = comparisons(kb)
    assert bool(swept) == (compare(kb, one, other) is not None) == (compare(kb, other, one) is not None)
    return swept


def test_a_declared_disagreement_crosses_kinds_and_measures() -> None:
    (found,) = declared()
    assert (found.verdict, found.reason) == (Verdict.DIFFERS, "declared to disagree")


def test_a_declared_disagreement_with_nothing_or_what_is_retired_says_nothing() -> None:
    assert declared(of="gone") == []
    assert declared(of="one") == []
    assert declared(status="retired", reason="Read wrongly.") == []


def test_a_declaration_does_not_soften_what_is_found() -> None:
    one = fact("one", "dose", value="40 mg/kg", disagrees_with=["other", "same"])
    other, same = (
        fact(id, "dose", value=value, cite="guide2010") for id, value in (("other", "48 mg/kg"), ("same", "40 mg/kg"))
    )
    found = {
        comparison.other: comparison.verdict
        for comparison in comparisons(made(one, other, same))
        if comparison.one == "one"
    }
    assert found == {"other": Verdict.CONTRADICTS, "same": Verdict.DIFFERS}


def test_a_fact_that_restates_is_compared_as_one_of_its_primary_patients() -> None:
    primary = fact("primary", "rate", value="20 %", cohort="trial-one", data_cutoff="June 2000")
    quoted = fact("quoted", "rate", value="24 %", cite="guide2010", restates="primary")
    assert [one.verdict for one in comparisons(made(primary, quoted))] == [Verdict.CONTRADICTS]


def test_restating_in_a_circle_ends() -> None:
    one, other = (
        fact("one", "rate", value="20 %", restates="other"),
        fact("other", "rate", value="40 %", restates="one", cite="guide2010"),
    )
    assert len(comparisons(made(one, other))) == 1


POSITIONS = st.tuples(
    st.sampled_from(["20 mg/kg", "20.0 mg/kg", "0.02 g/kg", "40 mg/kg", "30-50 mg/kg", "20 or 40 mg/kg"]),
    st.sampled_from([None, "ward", "intensive-care"]),
    st.sampled_from([None, "oral", "intravenous"]),
    st.sampled_from([None, "> 100 /min", "< 90 /min"]),
)


def all_of(positions: list[tuple[str, str | None, str | None, str | None]]) -> KnowledgeBase:
    facts = []
    for index, (value, setting, route, threshold) in enumerate(positions):
        condition = {"parameter": "heart-rate", "is": threshold} if threshold else None
        facts.append(fact(f"f{index}", "dose", value=value, setting=setting, route=route, when=condition))
    return made(*facts)


def conflicting(kb: KnowledgeBase, found: list[Comparison]) -> set[frozenset[object]]:
    """Disagreements as pairs of positions, in which facts that stand for each other are one."""
    return {
        frozenset((_position(kb.facts[one.one]), _position(kb.facts[one.other])))
        for one in found
        if one.verdict.is_conflict
    }


def _position(one: Fact) -> object:
    return (one.value, one.setting, one.route, one.when)


@settings(max_examples=60, deadline=None)
@given(st.lists(POSITIONS, max_size=9))
def test_the_sweep_misses_no_disagreement_that_pairs_would_show(
    positions: list[tuple[str, str | None, str | None, str | None]],
) -> None:
    kb = all_of(positions)
    facts = list(kb.facts.values())
    pairs = [compare(kb, one, other) for index, one in enumerate(facts) for other in facts[index + 1 :]]
    assert conflicting(kb, comparisons(kb)) == conflicting(kb, [pair for pair in pairs if pair is not None])


@settings(max_examples=30, deadline=None)
@given(st.permutations(range(6)))
def test_the_order_of_the_facts_changes_no_verdict(order: list[int]) -> None:
    values = ["20 mg/kg", "40 mg/kg", "30-50 mg/kg", "20 mg/kg", "20 or 40 mg/kg", "60 mg/kg"]
    facts = [fact(f"f{index}", "dose", value=values[index]) for index in order]
    kb = made(*facts)
    assert {len(pair) for pair in conflicting(kb, comparisons(kb))} == {2}
    assert len(conflicting(kb, comparisons(kb))) == 7


def test_beyond_the_most_pairs_a_changed_copy_is_still_found() -> None:
    facts = [fact(f"f{index}", "dose", value=f"{index + 1} mg/kg", setting=None) for index in range(MOST_PAIRS + 50)]
    kb = made(*facts, fact("changed", "dose", value="100.5 mg/kg", cite="guide2010"))
    assert any("changed" in (one.one, one.other) and one.verdict is Verdict.CONTRADICTS for one in comparisons(kb))


def test_beyond_the_most_pairs_neighbours_by_value_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kb.compare.MOST_PAIRS", 3)
    monkeypatch.setattr("kb.compare.NEIGHBOURS", 1)
    values = {"a": "30 mg/kg", "b": "0.01 g/kg", "c": None, "d": "0.04 g/kg", "e": "20 mg/kg"}
    found = comparisons(made(*(fact(id, "dose", value=value) for id, value in values.items())))
    assert [(one.one, one.other, one.verdict) for one in found] == [
        ("b", "e", Verdict.CONTRADICTS),
        ("e", "a", Verdict.CONTRADICTS),
        ("a", "d", Verdict.CONTRADICTS),
    ]


def test_the_work_grows_with_the_facts_and_not_with_the_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    judged = kb.compare.verdict_of
    monkeypatch.setattr(kb.compare, "verdict_of", lambda *arguments: calls.append(1) or judged(*arguments))

    def work(copies: int) -> int:
        calls.clear()
        comparisons(made(*(fact(f"f{index}", "dose", value=f"{20 + index % 5} mg/kg") for index in range(copies))))
        return len(calls)

    few, many = work(200), work(2000)
    assert many <= 12 * few and many < 2100

    def distinct(count: int) -> int:
        calls.clear()
        comparisons(made(*(fact(f"f{index}", "dose", value=f"{1000 + index} mg/kg") for index in range(count))))
        return len(calls)

    assert distinct(2000) <= 2.2 * distinct(1000)
