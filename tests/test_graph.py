"""Conflicts: who is in one, when it is closed, when an explanation lapses; and other questions asked of the graph."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.graph import ClaimGraph, Conflict
from kb.judgement import Verdict
from kb.model import Fact
from tests.made_base import fact, made

Link = dict[str, Any]


def doses(*values: str) -> list[Fact]:
    return [
        fact(f"f{index}", "dose", value=value, cite="able2001" if index % 2 else "guide2010")
        for index, value in enumerate(values)
    ]


def link(*ends: tuple[str, str], type: str = "practice-variation") -> Link:
    return {"between": dict(ends), "type": type}


def conflicts(facts: list[Fact], *explanations: Link) -> tuple[Conflict, ...]:
    return ClaimGraph(made(*facts, explanations=explanations)).conflicts


def test_facts_that_agree_make_no_conflict() -> None:
    assert conflicts(doses("40 mg/kg", "40 mg/kg", "0.04 g/kg")) == ()


def test_two_looks_at_one_cohort_make_no_conflict() -> None:
    first = fact("first", "rate", value="20 %", cohort="trial-one", data_cutoff="June 2000")
    later = fact("later", "rate", value="30 %", cohort="trial-one", data_cutoff="June 2001", cite="baker2002")
    assert conflicts([first, later]) == ()
    same = fact("later", "rate", value="30 %", cohort="trial-one", data_cutoff="June 2000", cite="baker2002")
    assert [one.verdict for one in conflicts([first, same])] == [Verdict.CONTRADICTS]


def test_a_conflict_names_its_facts_its_worst_verdict_and_who_agrees() -> None:
    (found,) = conflicts(doses("40 mg/kg", "48 mg/kg", "40 mg/kg"))
    assert (found.measure, found.verdict, found.facts, found.agreeing) == (
        "dose",
        Verdict.CONTRADICTS,
        ("f0", "f1"),
        ("f2",),
    )
    assert (found.state, found.explained) == ("unexplained", False)


def test_an_explanation_closes_a_conflict_and_unresolved_leaves_it_open() -> None:
    ends = ("f0", "40 mg/kg"), ("f1", "48 mg/kg")
    (explained,) = conflicts(doses("40 mg/kg", "48 mg/kg"), link(*ends))
    (admitted,) = conflicts(doses("40 mg/kg", "48 mg/kg"), link(*ends, type="unresolved"))
    assert (explained.state, admitted.state) == ("explained", "open")


def test_a_slight_difference_is_a_conflict_that_needs_no_explanation() -> None:
    limits = {"bare": "3 mg/dL", "bound": "> 3 mg/dL"}
    facts = [
        fact(id, "stop", when={"parameter": "creatinine", "is": limit}, cite=cite)
        for (id, limit), cite in zip(limits.items(), ("able2001", "guide2010"), strict=True)
    ]
    (slight,) = conflicts(facts)
    assert (slight.state, slight.explained, len(slight.slight_pairs)) == ("slight", True, 1)
    ends = [(id, f"absolute creatinine {limit}") for id, limit in limits.items()]
    (explained,) = conflicts(facts, link(*ends))
    assert (explained.state, explained.slight_pairs) == ("explained", ())


def test_an_explanation_lapses_when_a_value_under_it_changes() -> None:
    ends = ("f0", "40 mg/kg"), ("f1", "48 mg/kg")
    (found,) = conflicts(doses("40 mg/kg", "50 mg/kg"), link(*ends))
    assert found.state == "unexplained" and found.explanations == ()


def test_an_explanation_lapses_when_a_fact_under_it_is_gone() -> None:
    (found,) = conflicts(doses("40 mg/kg", "48 mg/kg"), link(("f0", "40 mg/kg"), ("gone", "48 mg/kg")))
    assert found.state == "unexplained"


def test_spacing_does_not_make_an_explanation_lapse() -> None:
    (found,) = conflicts(doses("40 mg/kg", "44-48 mg/kg"), link(("f0", "40mg/kg"), ("f1", "44\u201348 mg/kg")))
    assert found.state == "explained"


def test_an_explanation_may_name_a_fact_that_agrees_with_a_member() -> None:
    (found,) = conflicts(doses("40 mg/kg", "48 mg/kg", "40 mg/kg"), link(("f2", "40 mg/kg"), ("f1", "48 mg/kg")))
    assert found.state == "explained"


VALUES = ["10 mg/kg", "20 mg/kg", "30 mg/kg", "40 mg/kg", "50 mg/kg"]


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 5), st.data())
def test_k_values_need_k_minus_one_links(count: int, data: st.DataObject) -> None:
    values = VALUES[:count]
    every = list(itertools.combinations(range(count), 2))
    chosen = data.draw(st.lists(st.sampled_from(every), unique=True))
    groups = [{index} for index in range(count)]
    for one, other in chosen:
        joined = next(group for group in groups if one in group) | next(group for group in groups if other in group)
        groups = [group for group in groups if not group & joined] + [joined]
    links = [link((f"f{one}", values[one]), (f"f{other}", values[other])) for one, other in chosen]
    (found,) = conflicts(doses(*values), *links)
    assert found.explained == (len(groups) == 1)
    assert not found.explained or len(chosen) >= count - 1


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(4)))
def test_the_id_of_a_conflict_does_not_depend_on_the_order_of_the_files(order: list[int]) -> None:
    facts = doses(*VALUES[:4])
    (found,) = conflicts([facts[index] for index in order])
    (same,) = conflicts(facts)
    assert (found.id, found.facts) == (same.id, same.facts)


def test_the_id_of_a_conflict_changes_with_its_values_and_only_with_them() -> None:
    (one,) = conflicts(doses("40 mg/kg", "48 mg/kg"))
    (other,) = conflicts(doses("40 mg/kg", "49 mg/kg"))
    (noted,) = conflicts(doses("40 mg/kg", "48 mg/kg"), link(("f0", "40 mg/kg"), ("f1", "48 mg/kg")))
    assert one.id == noted.id != other.id
    assert one.id.startswith("dose-") and len(one.id) == len("dose-") + 8


def test_every_fact_of_a_conflict_knows_it() -> None:
    graph = ClaimGraph(made(*doses("40 mg/kg", "48 mg/kg", "40 mg/kg")))
    assert sorted(graph.conflicts_by_fact) == ["f0", "f1", "f2"]


def derived(id: str, *inputs: str) -> Fact:
    names = {f"n{index}": name for index, name in enumerate(inputs)}
    return fact(id, "dose", cite=None, value="40 mg/kg", derived={"formula": " + ".join(names), "inputs": names})


@pytest.mark.parametrize(
    ("facts", "cycles"),
    [
        ([derived("a", "b"), derived("b", "c"), fact("c", "dose", value="40 mg/kg")], []),
        ([derived("a", "a")], [("a",)]),
        ([derived("a", "b"), derived("b", "a"), derived("c", "a")], [("a", "b")]),
        ([derived("a", "b", "c"), derived("b", "d"), derived("c", "d"), fact("d", "dose", value="1 mg/kg")], []),
        ([derived("a", "gone")], []),
        (
            [derived("c", "b"), derived("b", "a"), derived("a", "c"), derived("x", "y"), derived("y", "x")],
            [("a", "c", "b"), ("x", "y")],
        ),
    ],
)
def test_circles_of_derivation_are_found(facts: list[Fact], cycles: list[tuple[str, ...]]) -> None:
    assert list(ClaimGraph(made(*facts)).derivation_cycles()) == cycles


def test_what_rests_on_a_reference_and_what_falls_with_it() -> None:
    graph = ClaimGraph(
        made(
            fact("a", "dose", value="1 mg/kg"),
            derived("b", "a"),
            derived("c", "b"),
            fact("d", "dose", value="1 mg/kg", cite="guide2010"),
        )
    )
    assert graph.resting_on("able2001") == ("a",)
    assert graph.falling_without("able2001") == ("a", "b", "c")
    assert graph.falling_without("nobody") == ()


def test_the_whole_graph_holds_every_kind_of_edge() -> None:
    one, other = doses("40 mg/kg", "48 mg/kg")
    kb = made(
        one,
        other,
        derived("sum", "f0"),
        fact("quoted", "rate", value="20 %", cohort="trial-one", restates="f0"),
        explanations=(link(("f0", "40 mg/kg"), ("f1", "48 mg/kg")),),
    )
    network = ClaimGraph(kb).network
    kinds = {key for _, _, key in network.edges(keys=True)}
    assert {
        "cites",
        "restates",
        "derives-from",
        "in-cohort",
        "is-about",
        "contradicts",
        "member-of",
        "explained-by",
    } <= kinds
    assert network.has_edge("fact:f0", "reference:guide2010")


def test_a_declared_disagreement_of_statements_is_explained_like_any_other() -> None:
    said = fact("said", "dose", measure="remark", says="Many recover.", disagrees_with="figure")
    figure = fact("figure", "rate", value="20 %", cite="guide2010")
    (found,) = conflicts([said, figure])
    assert (found.state, found.facts) == ("unexplained", ("figure", "said"))
    ends = ("said", "Many recover."), ("figure", "20 %")
    assert [one.state for one in conflicts([said, figure], link(*ends))] == ["explained"]
    changed = fact("said", "dose", measure="remark", says="Few recover.", disagrees_with="figure")
    assert [one.state for one in conflicts([changed, figure], link(*ends))] == ["unexplained"]
