"""Intervals of proportions: against published values, and what must hold for every count."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.statistics import exact_interval, implied_count, leeway, median_interval, wald_interval, wilson_interval

COUNTS = st.integers(1, 5000).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))


@pytest.mark.parametrize(
    ("events", "total", "low", "high"),
    [
        # Newcombe RG, Stat Med 1998;17:857-872, table I, method 3
        (81, 263, "25.53", "36.62"),
        (15, 148, "6.24", "16.05"),
        (0, 20, "0.00", "16.11"),
        (1, 29, "0.61", "17.18"),
    ],
)
def test_wilson_gives_the_published_intervals(events: int, total: int, low: str, high: str) -> None:
    found = wilson_interval(events, total)
    assert [f"{end:.2f}" for end in found] == [low, high]


@pytest.mark.parametrize(
    ("events", "total", "low", "high"),
    [(81, 263, "25.27", "36.76"), (15, 148, "5.78", "16.17"), (0, 20, "0.00", "16.84"), (1, 29, "0.09", "17.76")],
)
def test_clopper_and_pearson_give_the_published_intervals(events: int, total: int, low: str, high: str) -> None:
    found = exact_interval(events, total)
    assert [f"{end:.2f}" for end in found] == [low, high]


def test_the_normal_approximation_is_clipped() -> None:
    assert [f"{end:.2f}" for end in wald_interval(81, 263)] == ["25.22", "36.38"]
    assert wald_interval(1, 29)[0] == 0
    assert wald_interval(28, 29)[1] == 100
    assert wald_interval(0, 20) == (0, 0)


@settings(deadline=None)
@given(COUNTS)
def test_an_interval_holds_its_estimate_and_stays_a_percentage(counts: tuple[int, int]) -> None:
    events, total = counts
    low, high = wilson_interval(events, total)
    assert 0 <= low <= Decimal(events) * 100 / total <= high <= 100
    assert low < high


@settings(deadline=None)
@given(COUNTS)
def test_an_interval_mirrors_that_of_the_others(counts: tuple[int, int]) -> None:
    events, total = counts
    low, high = wilson_interval(events, total)
    mirrored = wilson_interval(total - events, total)
    assert abs(mirrored[0] - (100 - high)) < Decimal("1e-20")
    assert abs(mirrored[1] - (100 - low)) < Decimal("1e-20")


@settings(deadline=None)
@given(st.integers(1, 400).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_the_exact_interval_holds_its_estimate(counts: tuple[int, int]) -> None:
    events, total = counts
    low, high = exact_interval(events, total)
    assert low <= Decimal(events) * 100 / total + Decimal("0.001") and Decimal(events) * 100 / total <= high + Decimal(
        "0.001"
    )


@settings(deadline=None)
@given(COUNTS)
def test_a_count_is_found_again_from_its_percentage(counts: tuple[int, int]) -> None:
    events, total = counts
    assert implied_count(Decimal(events) * 100 / total, total) == events


def test_rounding_to_the_same_digits_keeps_the_order() -> None:
    assert leeway(Decimal("0.5"), Decimal("0.5")) == 0
    assert leeway(Decimal("0.5"), Decimal("0.05")) == Decimal("0.5")


def test_the_interval_of_a_median_narrows_with_the_patients() -> None:
    low, high = median_interval(Decimal("16.3"), 255)
    assert (round(low, 1), round(high, 1)) == (Decimal("13.7"), Decimal("19.4"))
    wide = median_interval(Decimal("16.3"), 20)
    assert wide[0] < low < Decimal("16.3") < high < wide[1]
    assert abs(low * high - Decimal("16.3") ** 2) < Decimal("1e-20")
