"""A printed figure is found in a source text if it stands there whole, and refused with a reason if it does not."""

from __future__ import annotations

import re
import time
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import kb.quotation
from kb.cli import main
from kb.quotation import Match, Reading, Refusal, find_figure, judge_cases, prepare
from kb.quotation.search import MOST_EXAMINED

CASES = Path(__file__).parent / "quotation_cases"
MICRO = Reading("\ufffd", "µ")


def load(path: Path) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return cases


def found(text: str, printed: str, near: tuple[str, ...] = (), reading: Reading | None = None) -> str:
    """What the text shows at the match; fails on a refusal."""
    verdict = find_figure(prepare(text), printed, near, reading)
    assert isinstance(verdict, Match), verdict
    return text[verdict.start : verdict.end]


def refused(text: str, printed: str, near: tuple[str, ...] = (), reading: Reading | None = None) -> str:
    """The reason of a refusal; fails on a match."""
    verdict = find_figure(prepare(text), printed, near, reading)
    assert isinstance(verdict, Refusal), text[verdict.start : verdict.end]
    assert len(verdict.nearest.split()) <= 8
    return verdict.reason


@pytest.mark.parametrize("topic", sorted(path.stem for path in CASES.glob("*.yaml")))
def test_every_hard_case_gets_its_verdict(topic: str) -> None:
    verdicts = judge_cases(load(CASES / f"{topic}.yaml"))
    wrong = [(case, verdict) for case, verdict in verdicts if (case["expect"] == "found") != isinstance(verdict, Match)]
    assert wrong == []


@pytest.mark.parametrize("topic", sorted(path.stem for path in CASES.glob("*.yaml")))
def test_every_hard_case_gets_its_verdict_in_the_same_words(topic: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`kb verify --cases FILE.yaml > FILE.txt` writes them anew; read the difference before you keep it."""
    assert main(["verify", "--cases", str(CASES / f"{topic}.yaml")]) == 0
    assert capsys.readouterr().out == (CASES / f"{topic}.txt").read_text(encoding="utf-8")


def test_there_are_hard_cases_enough_of_both_kinds_and_none_twice() -> None:
    cases = [case for path in CASES.glob("*.yaml") for case in load(path)]
    expected = [case["expect"] for case in cases]
    assert min(expected.count("found"), expected.count("refused")) >= 210
    assert len(cases) >= 420
    keys = [repr({name: case[name] for name in case if name not in {"why", "expect"}}) for case in cases]
    assert len(keys) == len(set(keys))
    assert all(case["why"] for case in cases)


class TestWhatTheVerdictSays:
    def test_a_match_gives_the_places_of_figure_and_passage_in_the_original_text(self) -> None:
        text = "Fever is common.\n\nThe dose of\u200b zelvarin is 40\u2009mg/\nkg. It is given\u200b twice.\n\nEnd."
        verdict = find_figure(prepare(text), "40 mg/kg", ["zelvarin", "twice"])
        assert isinstance(verdict, Match)
        assert text[verdict.start : verdict.end] == "40\u2009mg/\nkg"
        assert text[verdict.passage_start : verdict.passage_end].startswith("The dose of")
        assert text[verdict.passage_start : verdict.passage_end].endswith("twice.")

    @pytest.mark.parametrize(
        ("text", "printed", "reason"),
        [
            ("Seen in 15% of them", "5%", "5% stands in the text only inside 15%"),
            ("Seen in >5% of them", "<5%", "found, but the sign before it is > not <"),
            ("Seen in >5% of them", "5%", 'found, but the sign before it in the text is >: ">5%"'),
            ("Seen in 5% of them", "<5%", "found, but the sign before it is in not <"),
            ("Give fifteen doses", "15 doses", 'the text has the word "fifteen", not the figure 15'),
            ("Give twenty doses", "20 doses", 'the text has the word "twenty", not the figure 20'),
            ("It rose by 3 mmHg", "-3 mmHg", "3 stands in the text only without the minus sign"),
            ("Give 40 mg", "40 g", 'found, but the text has "mg" after it where the printed figure has "g"'),
            (
                "Give 40 mg",
                "take 40 mg",
                'found, but the text has "Give" before it where the printed figure has "take"',
            ),
            ("40 mg", "40 mg daily", 'found, but the text has "nothing" after it where the printed figure has "daily"'),
            (
                "Give 40 mg/kg/min now",
                "40 mg",
                'found, but the text goes on with "/kg/min": print the figure with its unit and basis',
            ),
            ("It is rare", "21 mg", '"21 mg" does not stand in the text'),
            ("It is rare", "most men", '"most men" does not stand in the text'),
            ("men recover mostly, most do", "most men", "its words stand in the text, but not one after the other"),
            ("2 mg", "2 \ufffdg", "the printed figure holds a lost character: declare how it is read"),
            ("2 mg", " ", "there is nothing to look for in one part of the printed figure"),
            (
                "2 mg " * 120,
                "2 mg " * 120,
                "the printed figure is too long: print the figure with its comparator, unit and denominator only",
            ),
            (
                "2 mg",
                "2 mg … daily",
                'found, but "daily" does not follow it in the same sentence, list item or table row',
            ),
        ],
    )
    def test_a_refusal_says_what_the_text_shows_instead(self, text: str, printed: str, reason: str) -> None:
        assert refused(text, printed) == reason

    def test_a_missing_near_word_is_named_and_so_are_several(self) -> None:
        text = "The dose is 40 mg/kg."
        one = 'found, but "approved" does not stand within the same passage'
        assert refused(text, "40 mg/kg", ("approved",)) == one
        two = 'found, but "approved" and "label" do not stand within the same passage'
        assert refused(text, "40 mg/kg", ("approved", "dose", "label")) == two

    def test_the_nearest_words_are_shown_without_their_line_breaks(self) -> None:
        text = "one two three four more\nsix 15% seven eight nine ten eleven twelve"
        verdict = find_figure(prepare(text), "5%")
        assert verdict == Refusal("5% stands in the text only inside 15%", "four more six 15% seven eight nine ten")

    def test_the_refusal_speaks_of_the_place_that_came_furthest(self) -> None:
        text = "In >40 mg. In 40 mg.\n\nThe label says nothing."
        assert "label" in refused(text, "40 mg", ("label",))


class TestReadings:
    def test_a_reading_may_not_supply_digits(self) -> None:
        reason = refused("2\ufffd mg", "2\ufffd mg", (), Reading("2\ufffd mg", "25 mg"))
        assert reason == "the declared reading changes digits: a reading can restore a sign or a letter, never a number"

    def test_a_reading_of_another_place_does_not_cover_this_one(self) -> None:
        reason = refused("at 2 \ufffdg", "2 \ufffdg", (), Reading("\ufffdmol", "µmol"))
        assert reason == "found, but the declared reading does not stand at the lost character"

    def test_a_declared_reading_covers_a_lost_sign_beside_the_figure(self) -> None:
        assert found("creatinine \ufffd3 mg/dL", "3 mg/dL", (), Reading("\ufffd3 mg/dL", "≥3 mg/dL")) == "3 mg/dL"

    def test_a_reading_at_the_very_beginning_of_the_text(self) -> None:
        assert "lost" in refused("\ufffd3 mg", "3 mg", (), Reading("x \ufffd", "x ≥"))

    def test_an_empty_reading_and_one_without_a_lost_character_change_nothing(self) -> None:
        assert found("40 mg", "40 mg", (), Reading("\ufffd", "")) == "40 mg"
        assert "mg" in refused("40 mg", "40 µg", (), Reading("mg", "µg"))

    def test_the_figure_may_be_written_as_it_is_read(self) -> None:
        assert found("give 0.5\n\ufffdg/kg/min", "0.5 \u03bcg/kg/min", (), MICRO) == "0.5\n\ufffdg/kg/min"


def test_a_number_in_a_long_list_of_citations_is_a_citation_and_in_a_longer_list_is_not() -> None:
    assert "citation" in refused(f"as shown [{', '.join(map(str, range(1, 20)))}].", "7")
    assert found(f"as shown [{', '.join(map(str, range(1, 90)))}].", "45") == "45"


class TestPassages:
    def test_near_words_are_found_up_to_sixty_tokens_away_in_a_long_sentence(self) -> None:
        filler = "word " * 50
        assert found(f"approved {filler} 40 mg", "40 mg", ("approved",)) == "40 mg"
        assert "approved" in refused(f"approved {filler} {filler} 40 mg", "40 mg", ("approved",))
        assert "approved" in refused(f"40 mg {filler} {filler} approved", "40 mg", ("approved",))

    def test_neighbouring_rows_belong_to_the_passage_distant_ones_do_not(self) -> None:
        rows = "".join(f"Row {name} holds some words here\n" for name in "abcdefghijkl")
        assert found(f"Zelvarin table\nDose 40 mg\n{rows}", "40 mg", ("zelvarin",)) == "40 mg"
        assert "zelvarin" in refused(f"Zelvarin table\n{rows}Dose 40 mg\n", "40 mg", ("zelvarin",))
        assert "zelvarin" in refused(f"Dose 40 mg\n{rows}Zelvarin table\n", "40 mg", ("zelvarin",))

    def test_a_page_break_inside_brackets_does_not_end_the_passage(self) -> None:
        assert found("Start fluids (lactated\n\nRinger) at 50 mL/h.", "50 mL/h", ("fluids",)) == "50 mL/h"

    def test_a_paragraph_below_does_not_belong_to_the_passage(self) -> None:
        assert "approved" in refused("Give 40 mg.\n\nIt was approved.", "40 mg", ("approved",))

    def test_a_long_block_above_is_no_heading(self) -> None:
        block = "approved " + "word " * 20
        assert "approved" in refused(f"{block}\n\nGive 40 mg", "40 mg", ("approved",))

    def test_headings_are_followed_upwards_only_so_far(self) -> None:
        assert "approved" in refused("Approved\n\n" + "Heading\n\n" * 80 + "Give 40 mg", "40 mg", ("approved",))


class TestCasesWrittenByOthers:
    @pytest.mark.parametrize(
        ("case", "reason"),
        [
            ("40 mg", "the case is not a mapping with text and printed"),
            ({"printed": "40 mg"}, "the case has no text that is text: write it in quotation marks"),
            ({"text": "40 mg", "printed": 40}, "the case has no printed that is text: write it in quotation marks"),
            ({"text": "40 mg", "printed": "40 mg", "near": 5}, "near is neither a word nor a list of words"),
            ({"text": "40 mg", "printed": "40 mg", "near": [5]}, "near is neither a word nor a list of words"),
            ({"text": "40 mg", "printed": "40 mg", "reading": 5}, "reading is not a mapping with printed and read_as"),
            (
                {"text": "40 mg", "printed": "40 mg", "reading": {"as": 5}},
                "reading is not a mapping with printed and read_as",
            ),
        ],
    )
    def test_a_malformed_case_is_refused_with_what_is_wrong(self, case: Any, reason: str) -> None:
        assert judge_cases([case]) == [(case, Refusal(reason, ""))]

    def test_a_single_near_word_and_a_reading_in_short_are_understood(self) -> None:
        text = "dopamine at 2 \ufffdg/kg"
        cases = [
            {"text": text, "printed": "2 \ufffdg/kg", "near": "dopamine", "reading": "µ"},
            {"text": text, "printed": "2 \ufffdg/kg", "near": None, "reading": {"reads": "µ"}},
        ]
        assert [isinstance(verdict, Match) for _, verdict in judge_cases(cases)] == [True, True]


FRAGMENTS = [
    "15", "5", "%", " ", "\n", "–", "-", "−", "<", ">", "≤", "±", ",", ".", "000", "720", "/", "kg", "mg", "µg",
    "g", "to", "or", "more", "\ufffd", "(", ")", "[", "]", "⁹", "^", "×", "x", "½", "1⁄3", "0.5", "at least", "up",
    "twice", "daily", "patients", "\u2009", "\u00a0", "\xad", "\u200b", "fifteen", "per", "cent", "a", "n", "=",
    "+", "~", "2000", "1.", "\n\n", "…", "'", '"', "*", "†", "and", "between", "not", "8", "12", "IU", "ZV-2", "ﬁ",
    "h", "3–4",
]  # fmt: skip
soup = st.lists(st.sampled_from(FRAGMENTS), max_size=25).map("".join) | st.lists(
    st.sampled_from(FRAGMENTS), max_size=25
).map(" ".join)


def digits(text: str) -> str:
    """The digits of a text without the raised ones that are footnote marks: those that touch no digit."""
    without_marks = re.sub(r"(?<=[^\s\d⁹])⁹+", "", re.sub("[\xad\u200b]", "", text))
    return "".join(re.findall(r"\d", unicodedata.normalize("NFKC", without_marks)))


class TestAlways:
    @given(text=st.text(), printed=st.text(), near=st.lists(st.text(), max_size=2), read_as=st.text())
    def test_no_text_and_no_figure_breaks_the_search(
        self, text: str, printed: str, near: list[str], read_as: str
    ) -> None:
        verdict = find_figure(prepare(text), printed, near, Reading("\ufffd", read_as))
        if isinstance(verdict, Match):
            assert 0 <= verdict.passage_start <= verdict.start < verdict.end <= verdict.passage_end <= len(text)

    @given(text=soup, printed=soup)
    def test_what_is_found_has_the_digits_and_signs_of_the_printed_figure(self, text: str, printed: str) -> None:
        verdict = find_figure(prepare(text), printed)
        if isinstance(verdict, Match) and "…" not in printed:
            shown = text[verdict.start : verdict.end]
            without_footnotes = re.sub(r"(?<=[a-z]{3})\d{1,2}(?!\w)", "", shown)
            assert digits(printed) in (digits(shown), digits(without_footnotes))
            for sign in "<>≤±~":
                assert (sign in shown) == (sign in printed)

    @given(text=soup, printed=st.sampled_from(["5", "5%", "15", "15%", "720", "8", "12", "5 mg", "15 mg/kg", "0.5 g"]))
    def test_no_digit_sign_or_percent_stands_beside_what_is_found(self, text: str, printed: str) -> None:
        verdict = find_figure(prepare(text), printed)
        if isinstance(verdict, Match):
            before = re.sub(r"[\xad\u200b]", "", text[: verdict.start])
            after = re.sub(r"[\xad\u200b]", "", text[verdict.end :])
            assert not re.search(r"[\d<>≤±~/×^\ufffd−]\s*$|[\d.,]$", before) or re.search(r"[\d]\s+$", before)
            assert printed[-1] == "%" or not re.match(r"\s*%|[.,]?\d|\s*[/×^±]|\ufffd", after)

    @given(number=st.integers(2, 999_999), unit=st.sampled_from(["mg", "mg/kg", "%", "IU/kg", "mL/h", "doses"]))
    def test_a_figure_is_found_however_it_is_set_and_never_inside_another(self, number: int, unit: str) -> None:
        printed = f"{number:,} {unit}"
        thin, line = f"{number:,}".replace(",", "\u2009"), f"{number:,}\n{unit}"
        for text in (
            f"gave {printed} once",
            f"gave {thin} {unit} once",
            f"gave {line} once",
            f"gave {number}{unit} once",
        ):
            found(text, printed)
        for text in (f"gave 7{number} {unit}", f"gave {number}7 {unit}", f"gave 0.{number} {unit}", f"gave >{printed}"):
            refused(text, printed)
        refused(f"gave 7,{number:06d} {unit}", printed)
        refused(f"gave 1–{printed}", printed)


@pytest.mark.parametrize(
    "unit",
    [
        "5 ",
        "5 mg or ",
        "1\xa0",
        "12 000 ",
        "a-\n",
        "1/",
        "-",
        "\ufffd",
        "per ",
        "Heading\n\n",
        "word ",
        "1,",
        "5–",
        "(5, ",
    ],
)
def test_time_grows_with_the_length_of_the_text_only(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    began = time.process_time()
    prepared = prepare(text)
    for printed in ("5", "5 mg", "5 … mg", "word"):
        find_figure(prepared, printed, ["word", "absent"])
    assert time.process_time() - began < 15


def test_a_figure_that_stands_too_often_is_refused_not_searched_for_ever() -> None:
    reason = refused("5% " * (MOST_EXAMINED + 5), "5")
    assert "%" in reason
    assert refused("5 mg " * (MOST_EXAMINED + 5), "5 mg", ("label",)).startswith("found")


def test_a_name_that_the_package_does_not_have_is_refused() -> None:
    with pytest.raises(AttributeError, match=r"^module 'kb.quotation' has no attribute 'find_figures'$"):
        kb.quotation.find_figures  # noqa: B018
