"""What an editor relies on: every numeral of a source is carried by a fact, declared as a remainder, or shown."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

from kb.cli import main
from kb.coverage import Coverage, Standing, coverage
from kb.coverage_patterns import marks
from kb.load import load_base
from kb.model import RemainderPattern
from kb.quotation import prepare
from kb.verify import verify
from tests.conftest import TESTS, TODAY

BASE = TESTS / "rules" / "base"
FACT = """facts:
  - id: {id}
    measure: dose
    value: 5 mg/kg
    cite: manual2012
    locator: p 2
    printed: '{printed}'
    near: {near}
"""
REMAINDER = """remainder:
  - cite: manual2012
    because: Not a figure.
    {record}
"""


class Workshop:
    """The common base with facts of one more source, and the text of that source."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.sources = root.parent / "sources"
        self.sources.mkdir()
        references = root / "references.bib"
        entry = "@misc{manual2012, title = {Giving zelvarin: a manual}, year = {2012}, keywords = {guideline}}"
        references.write_text(f"{references.read_text(encoding='utf-8')}\n{entry}\n", encoding="utf-8")

    def fact(self, id: str, printed: str, near: str = "[]") -> None:
        self._write(f"facts/{id}.yaml", FACT.format(id=id, printed=printed, near=near))

    def remainder(self, name: str, record: str) -> None:
        self._write(f"facts/remainder/{name}.yaml", REMAINDER.format(record=record))

    def _write(self, path: str, text: str) -> None:
        (self.root / path).parent.mkdir(exist_ok=True)
        (self.root / path).write_text(text, encoding="utf-8")

    def of(self, text: str) -> Coverage:
        path = self.sources / "manual2012.txt"
        path.write_text(text, encoding="utf-8")
        kb = load_base(self.root, TODAY)
        assert not kb.problems
        (verified,) = verify(kb, {"manual2012": path})
        return coverage(kb, verified)


@pytest.fixture
def workshop(lay_out: Callable[..., Path]) -> Workshop:
    return Workshop(lay_out(BASE))


def standings(measured: Coverage) -> list[tuple[str, str]]:
    return [(numeral.printed, numeral.standing.name.lower()) for numeral in measured.numerals]


def missing(measured: Coverage) -> list[tuple[int, str]]:
    return [(numeral.line, numeral.printed) for numeral in measured.unaccounted]


def test_a_numeral_inside_a_printed_figure_is_accounted_for_and_its_neighbour_is_not(workshop: Workshop) -> None:
    workshop.fact("loading", "5 mg/kg", "[loading]")
    measured = workshop.of("The loading dose is 5 mg/kg.\n\nThen 2 mg/kg follow.\n")
    assert standings(measured) == [("5", "accounted"), ("2", "unaccounted")]
    assert missing(measured) == [(3, "2")]


def test_a_number_inside_another_number_accounts_for_nothing(workshop: Workshop) -> None:
    workshop.fact("loading", "5 mg/kg")
    measured = workshop.of("The loading dose is 15 mg/kg.\n")
    assert missing(measured) == [(1, "15")]
    assert [fact.id for fact in measured.not_found] == ["loading"]


def test_what_stands_between_the_parts_of_a_figure_is_not_of_it(workshop: Workshop) -> None:
    workshop.fact("absolute", "Sodium … <120 mmol/L")
    assert missing(workshop.of("Sodium 120–130 mmol/L Sodium <120 mmol/L\n")) == [(1, "120"), (1, "130")]


def test_the_middle_part_of_a_figure_is_of_it(workshop: Workshop) -> None:
    workshop.fact("three-parts", "Weight 60 kg … 5 mL … every 8 h")
    assert missing(workshop.of("Weight 60 kg volume 7 mL or 5 mL given every 8 h\n")) == [(1, "7")]


@pytest.mark.parametrize("later", ["The loading dose, 5 mg/kg, is given slowly.", "Loading (5 mg/kg) takes time."])
def test_the_same_figure_with_the_same_near_words_is_a_repetition(workshop: Workshop, later: str) -> None:
    workshop.fact("loading", "5 mg/kg", "[loading]")
    measured = workshop.of(f"The loading dose is 5 mg/kg.\n\n{later}\n")
    assert standings(measured) == [("5", "accounted"), ("5", "repeated")]


def test_two_cells_of_one_row_are_the_figure_and_its_repetition(workshop: Workshop) -> None:
    workshop.fact("pulse", "Every 4 h", "[Pulse]")
    measured = workshop.of("Pulse Every 4 h Every 4 h\n\nBreathing Every 4 h\n")
    assert standings(measured) == [("4", "accounted"), ("4", "repeated"), ("4", "unaccounted")]


def test_a_bare_number_never_repeats(workshop: Workshop) -> None:
    workshop.fact("loading", "5 mg/kg")
    measured = workshop.of("The loading dose is 5 mg/kg.\n\nRabbits were given 5 mg/kg.\n")
    assert standings(measured) == [("5", "accounted"), ("5", "unaccounted")]


def test_a_repetition_with_another_sign_is_none(workshop: Workshop) -> None:
    workshop.fact("platelets", "<20,000", "[platelets]")
    assert missing(workshop.of("Platelets <20,000 hold.\n\nPlatelets >20,000 go on.\n")) == [(3, "20,000")]


def test_a_retired_fact_accounts_for_nothing(workshop: Workshop) -> None:
    workshop.fact("loading", "5 mg/kg")
    path = workshop.root / "facts/loading.yaml"
    path.write_text(path.read_text().replace("near:", "status: retired\n    reason: Entered in error.\n    near:"))
    assert missing(workshop.of("The loading dose is 5 mg/kg.\n")) == [(1, "5")]


def test_the_grade_that_a_fact_keeps_is_accounted_for(workshop: Workshop) -> None:
    workshop.fact("loading", "5 mg/kg")
    path = workshop.root / "facts/loading.yaml"
    path.write_text(path.read_text().replace("near:", "graded: Category 2B\n    near:"))
    measured = workshop.of("A dose of 5 mg/kg is advised (Category 2B).\n\nRest is advised (Category 2B).\n")
    assert standings(measured) == [("5", "accounted"), ("2B", "accounted"), ("2B", "unaccounted")]


@pytest.mark.parametrize(
    ("text", "numerals"),
    [
        ("for fifteen minutes", ["fifteen"]),
        ("in one third of patients", ["one", "third"]),
        ("twice daily, and once a week", ["Twice", "once"]),
        ("once the fever has gone", []),
        ("0.6 million units", ["0.6", "million"]),
        ("a few percent of patients", ["percent"]),
        ("in 5 percent", ["5"]),
        ("share (%)", []),
        ("after over a decade", ["decade"]),
        ("each five-day cycle of twenty-five doses", ["five-day", "twenty-five"]),
        ("Category 2B, stage T4", ["2B", "T4"]),
        ("<50,000/mm3", ["50,000"]),
        ("1⁄3 up, ½ tablet", ["1⁄3", "½"]),
        ("most patients, the first dose", []),
    ],
)
def test_what_counts_as_a_numeral(workshop: Workshop, text: str, numerals: list[str]) -> None:
    assert [numeral.printed.lower() for numeral in workshop.of(text).numerals] == [
        prepare(word).cleaned.lower() for word in numerals
    ]


def test_a_remainder_justifies_its_figure_and_no_other(workshop: Workshop) -> None:
    workshop.remainder("manual2012", "printed: page 12\n    near: [journal]")
    measured = workshop.of("See page 12 of this journal.\n\nOn page 13 is more.\n")
    assert standings(measured) == [("12", "justified"), ("13", "unaccounted")]
    assert measured.idle == ()


def test_a_remainder_of_another_source_justifies_nothing(workshop: Workshop) -> None:
    workshop.remainder("manual2012", "pattern: list-number")
    path = workshop.root / "facts/remainder/manual2012.yaml"
    path.write_text(path.read_text().replace("cite: manual2012", "cite: able2001"))
    assert missing(workshop.of("1. Weigh the patient\n")) == [(1, "1")]


def test_a_fact_goes_before_a_remainder_and_leaves_it_idle(workshop: Workshop) -> None:
    workshop.fact("loading", "5 mg/kg", "[loading]")
    workshop.remainder("manual2012", "printed: dose of 5 mg/kg")
    measured = workshop.of("A loading dose of 5 mg/kg.\n")
    assert standings(measured) == [("5", "accounted")]
    assert [idle.reason for idle in measured.idle] == ["facts carry all that it names"]


def test_a_remainder_that_is_not_in_the_text_is_idle_and_says_why(workshop: Workshop) -> None:
    workshop.remainder("manual2012", "printed: page 12")
    (idle,) = workshop.of("See page 123.\n").idle
    assert idle.reason == "page 12 stands in the text only inside 123"


@pytest.mark.parametrize(
    ("pattern", "text", "covered"),
    [
        ("mark-in-brackets", "as shown (1–3), and [4, 5]", ["1", "3", "4", "5"]),
        ("mark-in-brackets", "in some (17 patients) and (5%) and (2.5)", []),
        ("mark-at-line-end", "in early trials 1, 2\n\nNext", ["1", "2"]),
        ("mark-at-line-end", "• seen (15%) 2\n• and zelvarin T-2 1\n", ["2", "1"]),
        ("mark-at-line-end", "up to a maximum of 14\n\nNext", []),
        ("mark-at-line-end", "performance status 1\n\nNext", []),
        ("mark-at-line-end", "reached after 14\ndoses", []),
        ("author-year", "rare [Able 2001], (Able 2001; Baker et al. 2002)", ["2001", "2001", "2002"]),
        ("author-year", "rare [Able\xa02001]", ["2001"]),
        ("author-year", "approved (in June 2001), since 2002", []),
        ("journal-reference", "J Inv Med. 2001 Jul-Aug;24(4):287-93.", ["2001", "24", "4", "287", "93"]),
        ("journal-reference", "In 2001, 24 patients: 12 men", []),
        ("list-number", "2. Weigh the patient\n3) Wait", ["2", "3"]),
        ("list-number", "a dose of\n2.5 mg", []),
        ("figure-or-table-number", "see Tables 1 and 2, Fig. 3.", ["1", "2", "3"]),
        ("figure-or-table-number", "the table 5 mg", []),
        ("figure-or-table-number", "the figure 5% and 6.5", []),
        ("part-of-a-name", "T4, CO2, FEV1 and the Zelvarin-2-based course", ["T4", "CO2", "FEV1", "Zelvarin-2-based"]),
        ("part-of-a-name", "grade-3 and day-8, over-65 and mg-2, Fever2, 2B, CO2.5", []),
        ("one-of-several", "one of the effects, any one, one would say", ["one", "one", "one"]),
        ("one-of-several", "one of 12 patients, one kidney, one third, one of the 12", []),
    ],
)
def test_a_class_of_marks_covers_marks_only(pattern: RemainderPattern, text: str, covered: list[str]) -> None:
    source = prepare(text)
    words = [source.raw(index) for places in marks(source, pattern) for index in places]
    assert [word for word in words if word == "one" or any(map(str.isdigit, word))] == covered


def test_the_report_names_counts_lines_and_a_few_words(workshop: Workshop, capsys: pytest.CaptureFixture[str]) -> None:
    workshop.fact("loading", "5 mg/kg", "[loading]")
    workshop.fact("weekly", "7 mg/kg")
    workshop.remainder("manual2012", "pattern: list-number")
    workshop.remainder("tables", "pattern: figure-or-table-number")
    words = "Then, as all of us who gave it have seen for years, 2 mg/kg follow every evening until the very end."
    workshop.of(f"Table 1. The loading dose is 5 mg/kg.\n\n{words}\n")
    arguments = ["coverage", "--sources", str(workshop.sources), "--root", str(workshop.root)]
    before = sorted(path for path in workshop.root.rglob("*"))
    assert main(arguments) == 1
    said = capsys.readouterr()
    assert said.err == ""
    assert said.out == (
        "manual2012: 3 numerals: 1 accounted for, 0 repeated, 1 justified, 1 unaccounted for\n"
        "    line 3: 2 in: seen for years, 2 mg/kg follow every evening\n"
        "    facts/weekly.yaml:7:14: '7 mg/kg' is not in the text, so it accounts for nothing: see kb verify\n"
        "    facts/remainder/manual2012.yaml:2:5: the remainder list-number accounts for nothing:"
        " it names no numeral of the text\n"
        "3 numerals in 1 text looked at, 1 unaccounted for\n"
    )
    assert sorted(path for path in workshop.root.rglob("*")) == before


def test_the_exit_code_is_zero_when_everything_is_accounted_for(workshop: Workshop) -> None:
    workshop.fact("loading", "5 mg/kg", "[loading]")
    workshop.of("The loading dose is 5 mg/kg slowly.\n")
    assert main(["coverage", "--sources", str(workshop.sources), "--root", str(workshop.root), "manual2012"]) == 0


def test_a_reference_without_a_text_is_refused(workshop: Workshop, capsys: pytest.CaptureFixture[str]) -> None:
    workshop.of("Nothing.\n")
    assert main(["coverage", "--sources", str(workshop.sources), "--root", str(workshop.root), "manual2011"]) == 2
    help = "Did you mean 'manual2012'?"
    assert capsys.readouterr().err == f"kb: there is no text of 'manual2011' among the sources. {help}\n"


def test_many_repetitions_of_many_figures_take_no_long_time(workshop: Workshop) -> None:
    workshop.fact("loading", "5 mg/kg", "[loading]")
    measured = workshop.of("The loading dose is 5 mg/kg.\n\n" * 3000)
    assert measured.count(Standing.ACCOUNTED) == 1
    assert measured.count(Standing.REPEATED) + len(measured.unaccounted) == 2999


@pytest.mark.parametrize("piece", ["a-", "(1,", "[Able 2001", "2001 Jul", "1. ", "Table 1, ", "T4", "one of ", "a 1, "])
def test_no_text_makes_a_class_of_marks_slow(piece: str) -> None:
    source = prepare(piece * 20_000)
    began = time.perf_counter()
    for pattern in get_args(RemainderPattern):
        sum(1 for _ in marks(source, pattern))
    assert time.perf_counter() - began < 5


def test_the_same_text_gives_the_same_answer(workshop: Workshop) -> None:
    workshop.fact("loading", "5 mg/kg", "[loading]")
    text = "The loading dose is 5 mg/kg, then 2 mg/kg.\n\nLoading: 5 mg/kg twice.\n"
    assert workshop.of(text) == workshop.of(text)
