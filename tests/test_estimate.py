"""What of a fact is compared: its patients, its interval, and the total that a count and its percentage imply."""

from __future__ import annotations

from typing import Any

import pytest

from kb.estimate import MOST_SAID, compared_value, counted_source, effective_cohort, implied_total, interval_of
from kb.value import parse_value
from tests.made_base import fact, made


def ends(**fields: Any) -> str:
    found = interval_of(fact("one", "rate", **fields))
    return "none" if found is None else f"{found.low:.2f} {found.high:.2f}"


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"value": "20/100"}, "13.34 28.88"),
        ({"value": "20 %", "total": "100"}, "13.34 28.88"),
        ({"value": "20 %", "total": "1000"}, "17.64 22.59"),
        ({"value": "20 %", "events": "20"}, "13.34 28.88"),
        ({"value": "0 %", "total": "100"}, "0.00 3.70"),
        ({"value": "0/100"}, "0.00 3.70"),
        ({"events": "0", "total": "100"}, "0.00 3.70"),
        ({"events": "100", "total": "100"}, "96.30 100.00"),
        ({"events": "3"}, "none"),
        ({"events": "3", "value": "most"}, "none"),
        ({"events": "3", "value": "15-25 %"}, "none"),
        ({"events": "3", "value": "0 %"}, "none"),
        ({"value": "15-25 %", "total": "100"}, "none"),
        ({"value": "20 %"}, "none"),
        ({"value": "20 %", "events": "120", "total": "100"}, "none"),
        ({"value": "20 %", "events": "120", "total": "100", "interval": "12-31 %"}, "12.00 31.00"),
    ],
)
def test_the_interval_is_that_of_the_counts_else_as_printed(fields: dict[str, Any], found: str) -> None:
    assert ends(**fields) == found


@pytest.mark.parametrize(
    ("events", "percentage", "total"),
    [
        (3, None, None),
        (3, "12 %", 25),
        (14, "10 %", 140),
        (3, "0.5 %", 600),
        (5, "100 %", 5),
        (5, "101 %", None),
        (0, "0 %", None),
        (3, "12/25", None),
        (3, "12 mg", None),
    ],
)
def test_a_count_and_its_percentage_imply_a_total(events: int, percentage: str | None, total: int | None) -> None:
    assert implied_total(events, parse_value(percentage) if percentage else None) == total


def test_a_restated_figure_speaks_of_the_patients_of_its_primary() -> None:
    first = fact("first", "rate", value="20/100", cohort="trial-one", data_cutoff="June 2000")
    again = fact("again", "rate", value="20 %", restates="first", cite="guide2010")
    third = fact("third", "rate", value="20 %", restates="again", cite="page2020")
    own = fact("own", "rate", value="3/8", cohort="trial-two", restates="first", cite="baker2002")
    kb = made(first, again, third, own)
    assert effective_cohort(kb, third) == ("trial-one", "June 2000")
    assert effective_cohort(kb, own) == ("trial-two", "")
    assert [counted_source(kb, one).id for one in (third, own, first)] == ["first", "own", "first"]


def test_figures_that_restate_each_other_or_nothing_are_nobodys() -> None:
    one = fact("one", "rate", value="20 %", restates="other")
    other = fact("other", "rate", value="20 %", restates="one", data_cutoff="June 2000")
    lost = fact("lost", "rate", value="20 %", restates="gone")
    kb = made(one, other, lost)
    assert effective_cohort(kb, one)[0] == effective_cohort(kb, other)[0] == effective_cohort(kb, lost)[0] == ""
    assert counted_source(kb, lost) is lost
    assert counted_source(kb, one) in (one, other)


def test_a_long_statement_is_named_by_its_beginning() -> None:
    one = fact("one", "dose", measure="remark", says="Many recover. " * 40)
    assert compared_value(made(one), one) == ("Many recover. " * 40)[:MOST_SAID]
    none = fact("none", "rate")
    assert compared_value(made(none), none) == ""
