"""What figures a printed text holds: the numbers, comparators and units that values are held against."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.held_figures import unit_of
from kb.printed import Figure, figures, times_a_day


def said(printed: str) -> list[str]:
    """The figures that are no loose words, as `operator number unit/basis`."""
    return [
        f"{figure.operator} {figure.number:f} {'/'.join(figure.units)}".strip()
        for figure in figures(printed)
        if not figure.loose
    ]


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("600,000 IU/kg", ["600000 IU/kg"]),
        ("0.6 million IU/kg", ["0.6 IU/kg"]),
        ("15-17%", ["15 %", "17 %"]),
        ("1 to 1.5 mcg/kg/min", ["1 ug/kg/min", "1.5 ug/kg/min"]),
        ("1\u20131.5 \xb5g/kg/min", ["1 ug/kg/min", "1.5 ug/kg/min"]),
        ("20 or 40 milligrams per kilogram of body weight", ["20 mg/kg", "40 mg/kg"]),
        ("> 3 mg/dL", ["> 3 mg/dL"]),
        ("\u2265 3 mg/dL", [">= 3 mg/dL"]),
        ("3 mg/dL or above", [">= 3 mg/dL"]),
        ("at least 3 mg per dL", [">= 3 mg/dL"]),
        ("no more than 14 doses", ["<= 14 dose"]),
        ("not less than 80 mm Hg", [">= 80 mmHg"]),
        ("below 10 mL/h", ["< 10 mL/h"]),
        ("about 54 months", ["~ 54 mo"]),
        ("30 % of patients or more", [">= 30 %"]),
        ("<30,000/mm3", ["< 30000 /mm3"]),
        ("every 8 hours", ["8 h"]),
        ("q4-6h", ["4 h", "6 h"]),
        ("fifteen minutes", ["15 min"]),
        ("twenty-five doses", ["25 dose"]),
        ("15-minute infusion", ["15 min"]),
        ("5 more days", ["5 d"]),
        ("days 15 to 19", ["15 d", "19 d"]),
        ("Daily after day 2", ["> 2 d"]),
        ("37/255", ["37", "255"]),
        ("100.5 F (38 C)", ["100.5 degF", "38 degC"]),
        ("not reached", []),
        ("able2001", []),
    ],
)
def test_figures_of_print(printed: str, found: list[str]) -> None:
    assert said(printed) == found


def test_a_fraction_is_also_a_share() -> None:
    first, second = figures("1/3")
    assert (
        first == Figure(Decimal(1), ratio=first.ratio)
        and first.ratio
        and round(first.ratio, 2) == round(first.ratio, 2)
    )
    assert float(first.ratio or 0) == pytest.approx(100 / 3) and second.number == 3


def test_words_that_may_be_no_number_are_loose() -> None:
    assert {figure.loose for figure in figures("a dose each day, any time, no more")} == {True}
    assert [figure.loose for figure in figures("two")] == [False]


def test_a_million_is_kept_apart_from_its_number() -> None:
    (figure,) = figures("18 million IU")
    assert (figure.number, figure.multiplier, figure.units) == (18, 10**6, ("IU",))


def test_how_sure_a_bound_is() -> None:
    assert [figure.said_by for figure in figures("> 1, at least 2, over 3")] == ["sign", "words", "loose words"]


def test_times_a_day() -> None:
    assert times_a_day("500 mg PO bid") == {2} and times_a_day("at bedtime") == {1} and times_a_day("weekly") == set()


@given(st.text(max_size=60))
def test_any_text_has_figures_or_none(printed: str) -> None:
    for figure in figures(printed):
        assert figure.number.is_finite()
        unit_of(figure)


@given(st.integers(1, 10**9), st.sampled_from(["mg", "mL", "h", "%", "IU/kg", "ug/kg/min"]))
def test_a_plain_figure_is_found_with_its_unit(number: int, unit: str) -> None:
    assert said(f"{number:,} {unit}") == [f"{number} {unit}"]
