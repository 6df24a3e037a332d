"""The dose table, the course and the regimens: every number against a second way of working it out."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.load import load_base
from kb.pages import Site, UnknownName
from kb.pages.dose_arithmetic import Strength, amounts, exactly, half_up
from kb.pages.dose_table import DoseTable, Level, UnfitFact, dose_row
from kb.render import RenderProblem, render_site
from tests.conftest import TESTS, TODAY
from tests.dose_tools_site import lay_out_dose_tools
from tests.second_base_site import load_second_base, second_views
from tests.whole_number_doses import Vial, Worked, worked

LABEL_VIAL = Vial(22_000_000, 18_000_000, 12, 11)
LEVELS = (("label-dose", (("cycle", ("label-most",)), ("course", ("label-most", "label-cycles")))), ("able-dose", ()))
CONSTANTS = {"vial": "label-vial", "concentration": "label-strength", "volume": "label-diluent"}
MASS = {"concentration_mass": "label-strength-mass"}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay_out_dose_tools(tmp_path_factory.mktemp("dose tools") / "base")


@pytest.fixture(scope="module")
def site(root: Path) -> Site:
    return second_views(load_second_base(root))


@pytest.fixture(scope="module")
def table(site: Site) -> DoseTable:
    return site.tools.dose_table(LEVELS, **CONSTANTS, **MASS)


def test_every_row_and_total_is_what_whole_numbers_give(table: DoseTable) -> None:
    assert [row.weight for row in table.rows] == [str(weight) for weight in range(40, 151, 5)]
    for row in table.rows:
        for entry, per_kg in zip(row.levels, (400_000, 500_000), strict=True):
            hundredths = int(row.weight) * 100
            dose = entry.dose
            assert Worked(dose.amount, dose.mass, dose.volume, dose.vials) == worked(hundredths, per_kg, LABEL_VIAL)
            for total, limit in zip(entry.totals, entry.level.limits, strict=True):
                expected = worked(hundredths, per_kg, LABEL_VIAL, limit.doses, millions=True)
                assert Worked(total.amount, total.mass, total.volume, total.vials) == expected


def test_a_limit_is_the_product_of_its_facts(table: DoseTable) -> None:
    assert [(limit.over, limit.doses) for _, limit in table.limits] == [("cycle", 14), ("course", 28)]


@given(
    st.integers(3_000, 25_000),
    st.integers(1, 2_000_000),
    st.integers(1, 40),
    st.builds(Vial, st.integers(1, 10**9), st.integers(1, 10**9), st.integers(1, 100), st.integers(1, 100)),
)
def test_any_weight_dose_and_vial_come_to_what_whole_numbers_give(
    hundredths: int, per_kg: int, doses: int, vial: Vial
) -> None:
    strength = Strength(
        Decimal(vial.content), Decimal(vial.per_ml), Decimal(vial.diluent_tenths) / 10, Decimal(vial.mass_tenths) / 10
    )
    found = amounts(Decimal(hundredths) / 100, Decimal(per_kg), strength).times(doses)
    expected = worked(hundredths, per_kg, vial, doses)
    assert exactly(found.amount) == expected.amount
    assert found.mass is not None
    assert (half_up(found.mass), half_up(found.volume)) == (expected.mass, expected.volume)
    low, high = sorted((found.vials, found.vials_drawn))
    assert expected.vials == (f"{low:,}" if low == high else f"{low:,} or {high:,}")


@given(st.integers(0, 10**9), st.integers(1, 10**6), st.integers(0, 6))
def test_rounding_is_within_half_a_last_digit_and_upward_at_the_half(over: int, under: int, places: int) -> None:
    number = Fraction(over, under)
    shown = Fraction(half_up(number, places).replace(",", ""))
    off = (shown - number) * 10**places
    assert -Fraction(1, 2) < off <= Fraction(1, 2)


@pytest.mark.parametrize(
    ("number", "words"), [("2.005", "2.01"), ("2.004999", "2"), ("0.999", "1"), ("1234.5", "1,234.5"), ("0", "0")]
)
def test_a_rounded_number_has_no_trailing_zero(number: str, words: str) -> None:
    assert half_up(Fraction(number)) == words


def test_a_weight_at_which_a_vial_is_just_used_up_shows_both_numbers_of_vials() -> None:
    level = Level(fact=None, per_kg=Decimal(600_000), limits=())  # type: ignore[arg-type]
    strength = Strength(Decimal(22_000_000), Decimal(18_000_000), Decimal("1.2"))
    vials = {kg: dose_row(Decimal(kg), [level], strength).levels[0].dose.vials for kg in ("72", "73", "73.34", "110")}
    assert vials == {"72": "2", "73": "2 or 3", "73.34": "3", "110": "3 or 4"}


def test_a_drug_that_is_not_measured_by_mass_has_no_milligrams(site: Site) -> None:
    table = site.tools.dose_table(LEVELS, **CONSTANTS)
    assert (table.mass, table.mass_ways, table.rows[0].levels[0].dose.mass) == (None, (), "")


@pytest.mark.parametrize(
    ("dose", "changed", "message"),
    [
        ("page-range", {}, "the fact 'page-range' is no single exact number above zero"),
        ("label-interval", {}, "the fact 'label-interval' is no dose per kg of body weight"),
        ("label-dose", {"vial": "label-diluent"}, "the fact 'label-diluent' cannot be used here: mL (volume)"),
        ("label-dose", {"volume": "guide-remark"}, "the fact 'guide-remark' is no single exact number above zero"),
    ],
)
def test_a_fact_that_fits_no_table_is_refused_by_name(
    site: Site, dose: str, changed: dict[str, str], message: str
) -> None:
    with pytest.raises(UnfitFact) as caught:
        site.tools.dose_table([(dose, [])], **CONSTANTS | changed)
    assert str(caught.value).startswith(message)


def test_a_misspelt_fact_is_named_with_the_nearest(site: Site) -> None:
    with pytest.raises(UnknownName, match="no fact has the id 'label-vail'; did you mean 'label-vial'"):
        site.tools.dose_table(LEVELS, **CONSTANTS | {"vial": "label-vail"})


def test_a_course_is_laid_out_from_the_figures_of_its_own_source_alone(site: Site) -> None:
    courses = site.tools.courses(
        "zelvarin", "later-part", interval="dosing-interval", doses="most-doses", days="days", first_day="first-day",
        last_day="last-day", rest="rest",
    )  # fmt: skip
    told = {
        plan.source.name: tuple(
            (span.words + " computed" * span.computed) if span else ""
            for span in (plan.days, plan.rest, plan.second, plan.last)
        )
        for plan in courses.plans
    }
    assert told == {
        "Prescribing information 2015 (US)": ("5", "9 computed", "15", "19"),
        "Able 2001": ("5", "5–9", "11–15 computed", "15–19 computed"),
        "Cole 2005": ("4–5 computed", "7", "12–13 computed", "15–17 computed"),
    }
    assert [plan.source.name for plan in courses.undrawn] == ["Web page 2020"]
    slots = courses.slot_lists[0].slots
    assert [(slot.number, slot.day, slot.hour) for slot in slots] == [
        (number, (number - 1) * 8 // 24 + 1, str((number - 1) * 8)) for number in range(1, 16)
    ]
    assert [slot.only for slot in slots[12:]] == ["", "", "Able 2001"]


def test_regimens_hold_what_each_source_gives_and_nothing_of_others(site: Site) -> None:
    found = site.tools.regimens(["zelvarin", "low-zelvarin"], {"dose": "same", "most-doses": "at-most"})
    told = {(row.source.name, row.name): [cell.numbers for cell in row.cells] for row in found.rows}
    assert told[("Able 2001", "Low-dose zelvarin")] == ['[["40000", "40000", false, false]]', "[]"]
    assert told[("Web page 2020", "Zelvarin")] == ['[["400000", "500000", false, false]]', "[]"]
    assert told[("Cole 2005", "Zelvarin")] == [
        '[["400000", "400000", false, false], ["500000", "500000", false, false]]', '[["12", "14", false, false]]'
    ]  # fmt: skip
    assert [(one.rule, one.unit, one.lowest, one.highest) for one in found.asked] == [
        ("same", "International Units/kg", "1000", "10000000"), ("at-most", "doses", "1", "40")
    ]  # fmt: skip


def test_pages_with_tools_wait_for_sign_off(root: Path, site: Site) -> None:
    rendered = render_site(site, root / "site_templates")
    assert set(rendered.unsigned_tools) == {"dose-table.md", "schedule.md", "regimen.md"}
    assert {"label-dose", "able-dose"} <= set(rendered.unsigned_tools["dose-table.md"])
    assert "Demand a second check" in rendered["dose-table.md"]


def test_a_mistake_in_a_template_is_named_at_its_line(root: Path, site: Site, tmp_path: Path) -> None:
    copy = lay_out_dose_tools(tmp_path / "base")
    page = copy / "site_templates" / "pages" / "dose-table.md.j2"
    page.write_text(page.read_text().replace('"label-strength-mass"', '"label-vial"'))
    with pytest.raises(RenderProblem) as caught:
        render_site(site, copy / "site_templates")
    place = "site_templates/pages/dose-table.md.j2:7: the fact 'label-vial' cannot be used here"
    assert caught.value.messages[0].startswith(place)


@pytest.fixture(scope="module")
def real() -> Site:
    kb = load_base(TESTS.parent, TODAY)
    return second_views(kb)


def test_the_constants_of_the_first_base_are_those_of_its_label(real: Site) -> None:
    table = real.tools.dose_table(
        [("label2024-dose", []), ("rosenberg1994-dose", [])],
        vial="label2024-vial-content",
        concentration="label2024-concentration",
        volume="label2024-reconstitution-volume",
        concentration_mass="label2024-concentration-mass",
    )
    for row in table.rows:
        for entry, per_kg in zip(row.levels, (600_000, 720_000), strict=True):
            dose = entry.dose
            found = Worked(dose.amount, dose.mass, dose.volume, dose.vials)
            assert found == worked(int(row.weight) * 100, per_kg, LABEL_VIAL)
    assert table.unit == "International Units"
