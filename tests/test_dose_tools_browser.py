"""The dose tools in a real Chromium: exact, never stale, refusing what could be misread, usable by keyboard alone."""

from __future__ import annotations

import datetime
import functools
import random
import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from tests.accessibility import broken_rules
from tests.chromium import Watched, expect
from tests.dose_tools_site import dose_tools_site
from tests.serving import served
from tests.whole_number_doses import Vial, worked

pytestmark = pytest.mark.browser

VIAL = Vial(22_000_000, 18_000_000, 12, 11)
PER_KG = (400_000, 500_000)
LIMITS = ((14, 28), (15,))
ROWS = [str(weight) for weight in range(40, 151, 5)]
BULK = 100_000
PAGES = ("dose-table.html", "schedule.html", "regimen.html")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with served(dose_tools_site().site) as address:
        yield address


@pytest.fixture
def watched(browser: Any, address: str) -> Iterator[Watched]:
    screen = {"width": 1280, "height": 900}
    watched = Watched(browser, address, viewport=screen, timezone_id="Europe/Berlin")
    yield watched
    assert (watched.errors, watched.outside) == ([], [])
    watched.context.close()


def hundredths_of(text: str) -> int | None:
    """A text as hundredths of a kg; None where the page must refuse it."""
    if not re.fullmatch(r"[0-9]+(\.[0-9]{1,2})?", text):
        return None
    found = Decimal(text) * 100
    return int(found) if 3_000 <= found <= 25_000 else None


@functools.cache
def expected(hundredths: int) -> list[list[str]]:
    """What the page must show: each level's dose, then its limits."""
    found = []
    for per_kg, limits in zip(PER_KG, LIMITS, strict=True):
        found.append(list(worked(hundredths, per_kg, VIAL)))
        found += [list(worked(hundredths, per_kg, VIAL, doses, millions=True)) for doses in limits]
    return found


SPOILED = (
    "{},5", "{}e1", "-{}", "+{}", "{} lb", "{}lbs", "{}.123", "1{}000", "{}.", ".{}", "{} {}", "0x{}", "{}\u0663"
)  # fmt: skip
WORKED = """texts => texts.map(text => window.doseTable.refusal(text) ? "" : window.doseTable.worked(text).flatMap(
    level => [level.dose, ...level.totals].map(cell => [cell.amount, cell.mass, cell.volume, cell.vials].join("|"))
).join("/"))"""


def random_inputs(count: int) -> list[str]:
    """Weights as people may write them, a fifth of them spoiled in some way."""
    chance = random.Random(20261122)
    texts = []
    for _ in range(count):
        whole = str(chance.randint(0, 299))
        plain = chance.choice([whole, whole, f"{whole}.{chance.randint(0, 9)}", f"{whole}.{chance.randint(0, 99):02d}"])
        texts.append(chance.choice(SPOILED).replace("{}", plain) if chance.random() < 0.2 else plain)
    return texts


def test_a_hundred_thousand_inputs_are_exact_or_refused_every_weight_among_them(watched: Watched) -> None:
    page = watched.go("dose-table.html")
    every = [f"{hundredths // 100}.{hundredths % 100:02d}" for hundredths in range(3_000, 25_001)]
    texts = every + random_inputs(BULK - len(every))
    told = [hundredths_of(text) for text in texts]
    answers = ["" if one is None else "/".join("|".join(row) for row in expected(one)) for one in told]
    found = page.evaluate(WORKED, texts)
    assert [(text, *pair) for text, *pair in zip(texts, found, answers, strict=True) if pair[0] != pair[1]] == []
    assert len(every) < sum(1 for answer in answers if answer) < BULK - 10_000


STATE = """() => ({
    text: document.querySelector("#weight").value,
    hidden: document.querySelector(".result").hidden,
    caption: document.querySelector(".result caption").textContent,
    rows: Array.from(document.querySelectorAll(".result tbody tr")).map(
        row => Array.from(row.querySelectorAll("td")).map(cell => cell.textContent)),
    working: Array.from(document.querySelectorAll(".working li")).map(
        item => Array.from(item.querySelectorAll("var")).map(spot => spot.textContent)),
    entered: Array.from(document.querySelectorAll(".is-entered")).map(row => row.dataset.weight),
    said: document.querySelector(".said").textContent,
    invalid: document.querySelector("#weight").getAttribute("aria-invalid"),
})"""


def check_state(page: Any) -> dict[str, Any]:
    """The page must say what its field says, and nothing of an earlier one."""
    state: dict[str, Any] = page.evaluate(STATE)
    hundredths = hundredths_of(re.sub(r"\s*kg$", "", state["text"].strip(), flags=re.I))
    if hundredths is None:
        assert state["hidden"] and state["entered"] == [], state
        assert {cell for row in state["rows"] for cell in row} == {""}
        assert all(not re.search(r"\d", word) for item in state["working"] for word in item)
        assert "International Units," not in state["said"]
        return state
    whole, rest = divmod(hundredths, 100)
    shown = f"{whole}.{rest:02d}".rstrip("0").rstrip(".")
    assert not state["hidden"] and state["invalid"] == "false"
    assert state["caption"] == f"Doses for {shown} kg"
    assert state["rows"] == expected(hundredths)
    assert state["entered"] == ([shown, shown] if shown in ROWS else [])
    for item, per_kg in zip(state["working"], PER_KG, strict=True):
        dose = worked(hundredths, per_kg, VIAL)
        assert item[:2] == [f"{shown} kg", dose.amount] and dose.volume in item and dose.mass in item
        assert f"{dose.amount} International Units, {dose.volume} mL" in state["said"]
    return state


def test_what_stands_on_the_page_is_exact_for_a_hundred_weights_typed_in(watched: Watched) -> None:
    page = watched.go("dose-table.html")
    chance = random.Random(5)
    for _ in range(100):
        text = f"{chance.randint(30, 249)}" + chance.choice(["", ".5", f".{chance.randint(0, 99):02d}", " kg"])
        page.locator("#weight").fill(text)
        check_state(page)
    for text in ROWS:
        page.locator("#weight").fill(text)
        assert check_state(page)["entered"] == [text, text]


REFUSED = {
    "154 lb": "“154 lb” is refused: only kilograms are taken, and nothing is converted here. Weigh in kilograms.",
    "70,5": "“70,5” is refused: a comma can be read in two ways. Write decimals with a point, or enter whole kilograms."
    " Did you mean 70.5?",
    "1,000": "“1,000” is refused: a comma can be read in two ways. Write decimals with a point, or enter whole"
    " kilograms.",
    "7e1": "“7e1” is refused: write the number out, without an exponent.",
    "-70": "“-70” is refused: write the weight without a sign.",
    "seventy": "“seventy” is refused: write digits, with at most one point between them.",
    "7.0.5": "“7.0.5” is refused: write digits, with at most one point between them.",
    "\u0667\u0660": "“\u0667\u0660” is refused: write digits, with at most one point between them.",
    "70.125": "“70.125” is refused: at most 2 decimals.",
    "29.99": "29.99 kg is below 30 kg: a slip, or another unit, is likelier than such a patient. Check the weight.",
    "0": "0 kg is below 30 kg: a slip, or another unit, is likelier than such a patient. Check the weight.",
    "250.01": "250.01 kg is above 250 kg: pounds, or a lost point, are likelier than such a patient. Check the weight.",
    "705": "705 kg is above 250 kg: pounds, or a lost point, are likelier than such a patient. Check the weight.",
    "<b>70</b>": "“<b>70</b>” is refused: write digits, with at most one point between them.",
    "": "Enter a body weight in kilograms.",
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_could_be_misread_is_refused_with_its_reason(text: str, watched: Watched) -> None:
    page = watched.go("dose-table.html")
    page.locator("#weight").fill("80")
    page.locator("#weight").fill(text)
    page.keyboard.press("Enter")
    state = check_state(page)
    assert (state["said"], state["invalid"]) == (REFUSED[text], "true")


def test_who_is_still_typing_is_not_told_off(watched: Watched) -> None:
    page = watched.go("dose-table.html")
    page.locator("#weight").focus()
    said = []
    for key in "105.5":
        page.keyboard.press(key)
        state = check_state(page)
        said.append((state["invalid"], state["said"] == "", state["hidden"]))
    waiting, worked_out = ("false", True, True), ("false", False, False)
    assert said == [waiting, waiting, worked_out, waiting, worked_out]


def test_no_sequence_of_edits_leaves_anything_stale(watched: Watched) -> None:
    page = watched.go("dose-table.html")
    chance = random.Random(11)
    page.locator("#weight").focus()
    for _ in range(500):
        act = chance.random()
        if act < 0.7:
            page.keyboard.press(chance.choice("0123456789" * 3 + ".,e-l"))
        elif act < 0.9:
            page.keyboard.press(chance.choice(["Backspace", "Backspace", "Backspace", "Delete", "Home", "End"]))
        elif act < 0.96:
            page.keyboard.press("Enter")
        elif act < 0.98:
            page.locator("#weight").fill(chance.choice(["80", "70,5", "110.25", "", "999"]))
        else:
            page.locator(".tool button[type=reset]").click()
        check_state(page)


def test_the_keyboard_is_enough(watched: Watched) -> None:
    page = watched.go("dose-table.html")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "weight":
            break
    page.keyboard.type("81.3")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert check_state(page)["text"] == "81.3"
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    state = check_state(page)
    assert (state["text"], state["said"], page.evaluate("document.activeElement.id")) == ("", "", "weight")


def test_nothing_is_stored_and_a_reload_forgets(watched: Watched) -> None:
    page = watched.go("dose-table.html")
    before = page.evaluate("Object.keys(localStorage).join()")
    page.locator("#weight").fill("80")
    check_state(page)
    kept = "[Object.keys(localStorage).join(), sessionStorage.length, document.cookie, location.search + location.hash]"
    assert page.evaluate(kept) == [before, 0, "", ""]
    page.reload()
    assert check_state(page)["text"] == ""


def test_constants_beside_the_result_open_to_their_source(watched: Watched) -> None:
    page = watched.go("dose-table.html")
    page.locator("#weight").fill("80")
    shown = page.locator(".working a.figure").evaluate_all("all => [...new Set(all.map(one => one.dataset.fact))]")
    vial = {"label-strength", "label-strength-mass", "label-vial", "label-diluent"}
    assert set(shown) == {"label-dose", "able-dose"} | vial
    page.locator('.working a.figure[data-fact="label-vial"]').first.click()
    expect(page.locator("#proof")).to_contain_text("22,000,000 International Units", use_inner_text=True)


def test_without_scripts_the_tables_are_whole_and_no_form_pretends(browser: Any, address: str) -> None:
    watched = Watched(browser, address, java_script_enabled=False)
    for path, rows in zip(PAGES, (2 * len(ROWS), 3, 6), strict=True):
        page = watched.go(path)
        expect(page.locator(".tool")).to_be_hidden()
        assert page.locator(".md-content table").locator("visible=true").first.locator("tbody tr").count() >= rows - 1
    watched.context.close()


STARTS = """starts => starts.map(text => {
    const start = window.coursePlan.minutes(text);
    if (start === null) return null;
    const plans = Array.from(document.querySelectorAll("[data-plan]")).map(row => JSON.parse(row.dataset.plan));
    const words = window.coursePlan.words;
    return [window.coursePlan.slots(start, 480, 15).map(words),
        plans.map(plan => { const found = window.coursePlan.laidOut(start, plan);
            return [plan.source, found.last.map(words), found.lastDays, found.second.map(words)]; })];
})"""
DOSES = {"Prescribing information 2015 (US)": (14, 14), "Able 2001": (15, 15), "Cole 2005": (12, 14)}
SECOND = {"Prescribing information 2015 (US)": (15, 15), "Able 2001": (11, 15), "Cole 2005": (12, 13)}


def clock(time: datetime.datetime) -> str:
    return f"{time:%a} {time.day} {time:%b} {time.year}, {time:%H:%M}"


def test_clock_times_of_a_course_are_exact(watched: Watched) -> None:
    page = watched.go("schedule.html")
    chance = random.Random(3)
    first = datetime.datetime(2000, 1, 1)
    starts = [first + datetime.timedelta(minutes=chance.randrange(52_000_000)) for _ in range(1_000)]
    found = page.evaluate(STARTS, [f"{start:%Y-%m-%dT%H:%M}" for start in starts])
    for start, (slots, plans) in zip(starts, found, strict=True):
        assert slots == [clock(start + datetime.timedelta(hours=8 * number)) for number in range(15)]
        assert len(plans) == 3
        for source, last, days, second in plans:
            ends = [start + datetime.timedelta(hours=8 * (count - 1)) for count in DOSES[source]]
            assert last == [clock(end) for end in ends]
            assert days == [(end.date() - start.date()).days + 1 for end in ends]
            assert second == [clock(start + datetime.timedelta(days=day - 1)) for day in SECOND[source]]


def test_what_is_no_day_and_time_is_refused(watched: Watched) -> None:
    page = watched.go("schedule.html")
    wrong = ["", "2026-02-29T08:00", "2026-13-01T08:00", "2026-11-22", "2026-11-22T24:00"]
    wrong += ["1999-12-31T08:00", "2100-01-01T00:00"]
    assert page.evaluate(STARTS, wrong) == [None] * len(wrong)
    page.locator(".tool button[type=submit]").click()
    assert page.locator(".said").inner_text() == "Enter a whole date and time, from the year 2000 to 2099."


def test_a_start_fills_the_page_and_clearing_it_empties_it(watched: Watched) -> None:
    page = watched.go("schedule.html")
    clocks = "Array.from(document.querySelectorAll('[data-clock]')).map(one => one.textContent).filter(Boolean)"
    page.locator("#start").fill("2026-10-24T16:00")
    shown = page.evaluate(clocks)
    assert "Sat 24 Oct 2026, 16:00" in shown and "▲ on day 6 by the calendar, past the last one printed" in shown
    expect(page.locator(".clock-change")).to_contain_text(
        "Clocks of this device’s time zone change", use_inner_text=True
    )
    page.locator("#start").fill("2026-11-24T07:00")
    shown = page.evaluate(clocks)
    assert not any("Oct" in one or "▲" in one for one in shown) and "Tue 24 Nov 2026, 07:00" in shown
    expect(page.locator(".clock-change")).to_be_hidden()
    page.locator(".tool button[type=reset]").click()
    assert (page.evaluate(clocks), page.locator(".said").inner_text()) == ([], "")


HELD = "cases => cases.map(([text, numbers, rule]) => window.regimenMatch.held(text, numbers, rule).kind)"


def test_a_regimen_is_held_against_sets_exactly(watched: Watched) -> None:
    page = watched.go("regimen.html")
    chance = random.Random(7)
    cases, answers = [], []
    for _ in range(5_000):
        spans = []
        for _ in range(chance.randint(0, 2)):
            low = chance.randint(1, 60)
            spans.append([str(low), str(low + chance.choice([0, 0, 3])), chance.random() < 0.2, False])
            spans[-1][2] = spans[-1][2] and spans[-1][0] != spans[-1][1]
        rule = chance.choice(["same", "at-most"])
        text = str(chance.randint(1, 60)) + chance.choice(["", ".0", ".5", ".25"])
        cases.append([text, spans, rule])
        number = Fraction(text)
        ends = [(Fraction(low), Fraction(high), opened) for low, high, opened, _ in spans]
        inside = [low <= number <= high and not (opened and number == low) for low, high, opened in ends]
        fits = any(inside) if rule == "same" else bool(spans) and number <= max(Fraction(span[1]) for span in spans)
        answers.append("silent" if not spans else "fits" if fits else "differs")
    assert page.evaluate(HELD, cases) == answers


def verdicts(page: Any) -> dict[str, str]:
    found = page.locator("[data-regimen]").evaluate_all(
        "rows => rows.map(row => [row.dataset.regimen + ', ' + row.dataset.name,"
        " row.querySelector('[data-verdict=all]').textContent])"
    )
    return dict(found)


def test_a_regimen_is_compared_source_by_source_with_its_rule_beside_it(watched: Watched) -> None:
    page = watched.go("regimen.html")
    page.locator("#asked-dose").fill("400,000")
    page.locator("#asked-most-doses").fill("15")
    assert verdicts(page) == {
        "Able 2001, Zelvarin": "≠ differs: dose",
        "Prescribing information 2015 (US), Zelvarin": "≠ differs: most doses a cycle",
        "Cole 2005, Zelvarin": "≠ differs: most doses a cycle",
        "Web page 2020, Zelvarin": "fits in part: 1 of 2 entered, nothing found on the rest",
        "Able 2001, Low-dose zelvarin": "≠ differs: dose",
    }
    cells = page.locator('[data-verdict="cell"]').evaluate_all("all => all.map(one => one.textContent).filter(Boolean)")
    assert {"✓ = 400,000: equal", "✓ 400,000: within its range", "≠ 15 > 14: above its maximum"} <= set(cells)
    page.locator("#asked-most-doses").fill("14")
    assert verdicts(page)["Prescribing information 2015 (US), Zelvarin"] == "✓ fits in all 2 things entered"
    page.locator(".tool button[type=reset]").click()
    assert set(verdicts(page).values()) == {""}
    expect(page.locator(".said")).to_have_text("", use_inner_text=True)


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("dose", "600.000", "Dose: “600.000” is refused: thousands and decimals can be confused here."
         " Write thousands with commas or without a mark."),
        ("dose", "0.6 million", "Dose: “0.6 million” is refused: write a number in International Units/kg,"
         " with a point for decimals."),
        ("dose", "12", "Dose: “12” is refused: a number from 1,000 to 10,000,000 International Units/kg"
         " is plausible here."),
        ("most-doses", "14.5", "Most doses a cycle: “14.5” is refused: write a whole number."),
        ("rest", "7,5", "Rest: “7,5” is refused: write a number in days, with a point for decimals."),
    ],
)  # fmt: skip
def test_a_figure_that_could_be_misread_empties_the_comparison(
    field: str, text: str, said: str, watched: Watched
) -> None:
    page = watched.go("regimen.html")
    page.locator("#asked-dosing-interval").fill("8")
    assert "✓ fits in the 1 thing entered" in verdicts(page).values()
    page.locator(f"#asked-{field}").fill(text)
    assert set(verdicts(page).values()) == {""}
    expect(page.locator(".said")).to_have_text(said, use_inner_text=True)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_tools_fit_their_screen_and_break_no_rule_of_accessibility(
    browser: Any, address: str, scheme: str, width: int
) -> None:
    watched = Watched(browser, address, viewport={"width": width, "height": 900}, color_scheme=scheme)
    entered = {"#weight": "110", "#start": "2026-10-24T16:00", "#asked-dose": "400000"}
    found = []
    for path, (field, text) in zip(PAGES, entered.items(), strict=True):
        page = watched.go(path)
        if width < 1000:
            page.locator(field).fill(text)
        else:
            page.locator(".tool button[type=submit]").click()
        page.wait_for_timeout(200)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
        found += [(path, *broken) for broken in broken_rules(page, only_colours=scheme == "dark")]
    assert (watched.errors, watched.outside) == ([], [])
    watched.context.close()
    assert found == []
