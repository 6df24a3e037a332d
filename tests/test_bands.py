"""Bands of one source on one parameter: gaps, overlaps, escalation, and which way is worse."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.bands import Band, bands, directions, gap_between, inside, may_share_values, overlap_of, single_leaf
from kb.model import Fact
from kb.value import parse_value
from tests.made_base import fact, made


def band(text: str, **fields: str) -> Band:
    value = parse_value(text)
    return Band(
        fact("one", "stop", when={"parameter": "creatinine", "is": text}, **fields),
        value.intervals[0],
        value.half_unit * 2,
    )


@pytest.mark.parametrize(
    ("lower", "upper", "gap"),
    [
        ("2.5-2.9", ">= 3", None),
        ("2.5-2.9", "> 3", "3.0"),
        ("2.5-2.9", ">= 3.1", "3.0"),
        ("< 3", ">= 3", None),
        ("< 3", "> 3", "3"),
        ("<= 3", "> 3", None),
        ("1-2", "2-3", None),
        ("1-2", "3-4", None),
        ("1-2", "4-5", "3"),
        ("> 5", "> 7", None),
    ],
)
def test_a_gap_is_a_printed_value_that_no_band_holds(lower: str, upper: str, gap: str | None) -> None:
    found = gap_between(band(lower), band(upper))
    assert found == (None if gap is None else Decimal(gap))


@pytest.mark.parametrize(
    ("lower", "upper", "shared"),
    [
        ("2.5-2.9", ">= 3", None),
        ("2.5-2.9", ">= 2.7", "2.7"),
        ("1-1.5", "1.5-2", "1.5"),
        ("< 3", ">= 3", None),
        ("<= 3", ">= 3", "3"),
        ("<= 3", "> 3", None),
        ("< 10", "< 8", "7"),
        ("> 2", "> 5", "6"),
    ],
)
def test_an_overlap_is_a_printed_value_that_both_hold(lower: str, upper: str, shared: str | None) -> None:
    found = overlap_of(band(lower), band(upper))
    assert found == (None if shared is None else Decimal(shared))


STEPS = st.integers(0, 60).map(lambda tenths: Decimal(tenths) / 10)


@settings(deadline=None)
@given(STEPS, STEPS, STEPS, STEPS)
def test_what_is_called_a_gap_or_an_overlap_is_one(a: Decimal, b: Decimal, c: Decimal, d: Decimal) -> None:
    low, middle, high, top = sorted((a, b, c, d))
    lower, upper = band(f"{low:.1f}-{middle:.1f}"), band(f"{high:.1f}-{top:.1f}")
    gap, shared = gap_between(lower, upper), overlap_of(lower, upper)
    if gap is not None:
        assert middle < gap < high
    if shared is not None:
        assert high <= shared <= middle
    assert gap is None or shared is None


def groups(*facts: Fact) -> list[list[str]]:
    return [[one.fact.id for one in group] for group in bands(made(*facts))]


def limit(id: str, text: str, tier: str | None = "absolute", **fields: object) -> Fact:
    return fact(id, "stop", when={"parameter": "creatinine", "is": text}, tier=tier, **fields)


def test_bands_are_those_of_one_source_in_order() -> None:
    assert groups(
        limit("high", ">= 3 mg/dL"),
        limit("low", "2.5-2.9 mg/dL", "relative"),
        limit("other", "> 1 mg/dL", cite="guide2010"),
    ) == [["low", "high"]]


@pytest.mark.parametrize(
    "fields",
    [
        {"statistic": "maximum"},
        {"population": "elderly"},
        {"status": "disputed", "reason": "Lost."},
        {"voice": "reported"},
    ],
)
def test_thresholds_of_something_else_stand_apart(fields: dict[str, str]) -> None:
    assert groups(limit("high", ">= 3 mg/dL"), limit("low", "2.5-2.9 mg/dL", "relative", **fields)) == []


def test_units_are_converted_before_bands_are_ordered() -> None:
    assert groups(limit("high", ">= 30 mg/L"), limit("low", "2.5-2.9 mg/dL", "relative")) == [["low", "high"]]


def test_a_threshold_with_more_to_it_is_no_band() -> None:
    assert (
        single_leaf(fact("one", "stop", when={"parameter": "creatinine", "is": "> 3 mg/dL", "times": "2"}).when) is None
    )
    assert single_leaf(fact("one", "stop", when={"all": [{"parameter": "creatinine", "is": "> 3 mg/dL"}]}).when) is None
    assert single_leaf(fact("one", "stop", when={"present": "seizure"}).when) is None
    assert single_leaf(None) is None


@pytest.mark.parametrize(
    ("one", "other", "may"),
    [
        (("> 100", "relative"), ("> 130", "absolute"), True),
        (("> 100", "absolute"), ("> 130", "relative"), True),
        (("100-120", "relative"), ("> 110", "absolute"), False),
        (("> 100", "relative"), (">= 100", "relative"), True),
        (("> 100", "relative"), ("> 100", "absolute"), False),
    ],
)
def test_a_graver_step_inside_a_milder_one_may_share_its_values(
    one: tuple[str, str], other: tuple[str, str], may: bool
) -> None:
    assert may_share_values(made(), band(one[0], tier=one[1]), band(other[0], tier=other[1])) is may


def test_inside_is_strict_and_knows_open_ends() -> None:
    def within(one: str, other: str) -> bool:
        return inside(parse_value(one).intervals[0], parse_value(other).intervals[0])

    assert within("> 3", ">= 3") and not within(">= 3", "> 3") and not within("> 3", "> 3")
    assert within("1-2", "< 3") and within("1-2", "<= 2") and not within("1-2", "< 2")


def test_which_way_is_worse_is_read_from_nearly_all_limits() -> None:
    up = [limit(f"up-{n}", f"> {n} mg/dL") for n in range(3)]
    assert directions(made(*up)) == {"creatinine": 1}
    assert directions(made(*up, limit("down", "< 1 mg/dL"))) == {"creatinine": 1}
    assert directions(made(*up[:2], limit("down", "< 1 mg/dL"))) == {}
    assert directions(made(limit("a", "< 1 mg/dL"), limit("b", "< 2 mg/dL"))) == {"creatinine": -1}
