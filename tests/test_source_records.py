"""Source records: what they are held against, how titles are compared, and what a citation key may look like."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.check import check
from kb.load import load_base
from kb.render import render_site
from kb.source_record import same_words
from tests.conftest import TESTS, TODAY, check_base
from tests.second_base_site import lay_out_second_base, load_second_base, second_views

BASE = TESTS / "rules" / "base"
RECORD = """  - key: {key}
    kind: {kind}
    title: "{title}"
    first_author: {author}
    year: {year}
    as_of: 2026-11-01
    looked_up: The journal itself.
    retraction_checked: 2026-11-01
"""
KNOWN = {
    "able2001": ("primary_study", "Zelvarin in marrow's fever: a first trial", "Able", 2001),
    "baker2002": ("pooled_analysis", "Zelvarin in marrow's fever: the second look", "Baker", 2002),
    "guide2010": ("guideline", "Giving zelvarin: a guideline", "Guide", 2010),
}
LABEL = """  - key: label2015
    kind: label
    title: ZELVARIN prescribing information
    year: 2015
    jurisdiction: US
    as_of: 2026-11-01
    looked_up: The label itself.
    retraction_checked: 2026-11-01
"""


def records(**more: str) -> str:
    """Records of the four sources of the common base, with further lines for some of them."""
    rows = [
        RECORD.format(key=key, kind=kind, title=title, author=author, year=year) + more.get(key, "")
        for key, (kind, title, author, year) in KNOWN.items()
    ]
    return "sources:\n" + "".join(rows) + LABEL + more.get("label2015", "")


@pytest.fixture
def said(lay_out: Callable[..., Path]) -> Callable[..., list[tuple[str, str, str]]]:
    """The findings of the common base with other records and another bibliography: name, place and help."""

    def found(sources: str, *changes: tuple[str, str]) -> list[tuple[str, str, str]]:
        root = lay_out(BASE)
        (root / "facts" / "sources.yaml").write_text(sources, encoding="utf-8")
        path = root / "references.bib"
        text = path.read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
        return [(one.name, str(one.place), one.help) for one in check_base(root).findings]

    return found


Said = Callable[..., list[tuple[str, str, str]]]


def test_entries_like_their_records_are_clean(said: Said) -> None:
    assert said(records()) == []


def test_exchanged_identifiers_are_named_at_both_entries(said: Said) -> None:
    sources = records(able2001="    pmid: 22334455\n", baker2002="    pmid: 22334456\n")
    exchanged = [("pages    = {1--9}", "pmid = {22334456}"), ("pages    = {10--19}", "pmid = {22334455}")]
    assert said(sources, *exchanged) == [
        (
            "identifier-conflict", "references.bib:9:11",
            "It is that of 'baker2002': were the two exchanged? Did you mean '22334455'?",
        ),
        (
            "identifier-conflict", "references.bib:19:11",
            "It is that of 'able2001': were the two exchanged? Did you mean '22334456'?",
        ),
    ]  # fmt: skip


def test_an_identifier_that_nobody_looked_up_is_not_taken(said: Said) -> None:
    ((name, place, help),) = said(records(), ("pages    = {1--9}", "doi = {10.5555/made.up}"))
    assert (name, place) == ("identifier-conflict", "references.bib:9:10")
    assert help == "Look it up and add it at facts/sources.yaml:2:5, or leave it out."


def test_an_identifier_on_record_must_not_be_lost(said: Said) -> None:
    ((name, place, help),) = said(records(able2001="    doi: 10.5555/jim.1\n"))
    assert (name, place, help) == ("bib-metadata-mismatch", "references.bib:3:1", "Add doi = {10.5555/jim.1}.")


def test_identifiers_and_keys_without_a_record_are_still_held_against_their_years(said: Said) -> None:
    others = "sources:\n" + LABEL
    old = ("pages    = {20--29}", "pmid = {8123456}")
    names = {name for name, _, _ in said(others, old)}
    assert names == {"identifier-conflict", "source-without-record"}


@pytest.mark.parametrize(
    ("old", "new", "line", "meant"),
    [
        ("{2001}", "{2003}", 7, "2001"),
        ("{Able, Ann}", "{Baker, Bo and Able, Ann}", 4, "Able"),
        ("a first trial", "a last trial", 5, "Zelvarin in marrow's fever: a first trial"),
        ("{primary_study}", "{guideline}", 10, "primary_study"),
    ],
)
def test_what_an_entry_says_of_its_source_is_what_the_record_says(
    said: Said, old: str, new: str, line: int, meant: str
) -> None:
    ((name, place, help),) = said(records(), (old, new))
    assert (name, place) == ("bib-metadata-mismatch", f"references.bib:{line}:15")
    assert help == f"Did you mean '{meant}'? The record is at facts/sources.yaml:2:5."


@pytest.mark.parametrize(
    "title",
    [
        "Zelvarin in Marrow{'}s Fever --- a first trial",
        "{ZELVARIN} in marrow's fever. A first trial.",
        "Zelv{\\'a}rin in marrow's fever: a first trial",
        "``Zelvarin'' in marrow's fever -- a first trial",
    ],
)
def test_typographic_differences_and_latex_are_forgiven(said: Said, title: str) -> None:
    assert said(records(), ("Zelvarin in marrow's fever: a first trial", title)) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Interferon-α & zelvarin", "Interferon alpha and Zelvarin"),
        ("Na\N{LATIN SMALL LETTER I WITH DIAERESIS}ve \N{LATIN SMALL LIGATURE FI}ndings", "Naive findings"),
        ("A 5\N{EN DASH}year look", "A 5-year look"),
    ],
)
def test_spellings_of_the_same_words(one: str, other: str) -> None:
    assert same_words(one, other)


@given(
    st.lists(st.sampled_from(["zelvarin", "fever", "5", "15", "not", "and"]), min_size=1, max_size=6), st.integers(0, 5)
)
def test_a_word_more_or_less_is_another_title(words: list[str], at: int) -> None:
    title = " ".join(words)
    assert same_words(title, "  ".join(words).upper() + ".")
    assert not same_words(title, " ".join([*words[:at], "after", *words[at:]]))


def test_a_record_alone_can_tell_that_a_source_is_gone(said: Said) -> None:
    """Nobody need edit the bibliography first: the facts are accused where they stand."""
    retracted = "    status: retracted\n    notice: Journal of Invented Medicine 30, p 1\n"
    assert [(name, place) for name, place, _ in said(records(guide2010=retracted))] == [
        ("retracted-source", "facts/base.yaml:28:11"),
        ("retracted-source", "references.bib:23:1"),
        ("standing-unlike-record", "references.bib:23:1"),
    ]
    superseded = "    status: superseded\n    by: baker2002\n"
    assert [(name, place) for name, place, _ in said(records(guide2010=superseded))] == [
        ("superseded-source", "references.bib:23:1"),
        ("standing-unlike-record", "references.bib:23:1"),
    ]
    preprint = "    status: preprint\n    by: baker2002\n"
    assert [(name, place) for name, place, _ in said(records(guide2010=preprint))] == [
        ("preprint-cited", "facts/base.yaml:28:11")
    ]


def test_a_source_is_held_to_whom_it_is_about(said: Said) -> None:
    ((name, place, help),) = said(records(label2015="    population: elderly\n"))
    assert (name, place) == ("indication-unlike-cohort", "facts/base.yaml:5:17")
    assert help == "Read who the patients were, or correct the record at facts/sources.yaml:34:17."


@pytest.mark.parametrize(
    ("line", "name", "words"),
    [
        ("    status: superseded\n", "missing-field", "a source that is superseded needs 'by'"),
        ("    status: retracted\n", "missing-field", "a source that is retracted needs 'notice'"),
        ("    status: gone\n", "type-mismatch", "'gone' is none of the words allowed for 'status'"),
        ("    statsu: current\n", "unknown-field", "unknown field 'statsu'"),
        ("    population: elderley\n", "unknown-term", "'elderley' is not in the vocabulary"),
    ],
)
def test_a_record_that_is_not_whole_is_refused_at_its_place(
    lay_out: Callable[..., Path], line: str, name: str, words: str
) -> None:
    root = lay_out(BASE)
    (root / "facts" / "sources.yaml").write_text(records(label2015=line), encoding="utf-8")
    found = {one.name: (one.message, one.place) for one in check_base(root).findings}
    assert found[name][0] == words
    assert found[name][1].file == "facts/sources.yaml"
    assert found[name][1].line in (26, 34)


def test_the_day_of_a_record_must_have_come(said: Said) -> None:
    ((name, place, _),) = said(records().replace("as_of: 2026-11-01", "as_of: 2026-11-23", 1))
    assert (name, place) == ("future-date", "facts/sources.yaml:7:12")


def test_a_second_record_of_one_source_is_refused(said: Said) -> None:
    found = sorted((name, place) for name, place, _ in said(records() + LABEL))
    assert [name for name, _ in found] == ["duplicate-id", "duplicate-id"]
    assert "facts/sources.yaml:34:5" in {place for _, place in found}


def test_a_check_says_how_many_sources_were_looked_up(lay_out: Callable[..., Path]) -> None:
    root = lay_out(BASE)
    (root / "facts" / "sources.yaml").write_text(records(), encoding="utf-8")
    assert "4 sources on record (4 checked for retraction)" in str(check(load_base(root, TODAY)).coverage)


def test_keys_may_have_capital_letters_as_in_bibtex(lay_out: Callable[..., Path]) -> None:
    root = lay_out(BASE)
    for path in (root / "references.bib", root / "facts" / "base.yaml"):
        path.write_text(path.read_text(encoding="utf-8").replace("able2001", "Able_2001"), encoding="utf-8")
    assert check_base(root).findings == ()
    assert "Able_2001" in load_base(root, TODAY).references


def test_a_key_in_other_capitals_is_another_key(lay_out: Callable[..., Path]) -> None:
    root = lay_out(BASE)
    path = root / "facts" / "base.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("cite: label2015", "cite: LABEL2015"), encoding="utf-8")
    found = {one.name: one for one in check_base(root).findings}
    assert found["dangling-citation"].help == "Did you mean 'label2015'?"


@pytest.mark.parametrize("key", ["../able", "a b", "able.2001", "con", "NUL", "x" * 65, "-able"])
def test_a_key_that_could_not_name_a_page_is_refused(lay_out: Callable[..., Path], key: str) -> None:
    root = lay_out(BASE)
    path = root / "facts" / "base.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("cite: label2015", f"cite: '{key}'"), encoding="utf-8")
    assert ("id-syntax", f"'{key[:60]}' is not a citation key") in {
        (one.name, one.message) for one in check_base(root).findings
    }


def _page(tmp_path: Path, status: str) -> str:
    root = lay_out_second_base(tmp_path / "base")
    record = f"""sources:
  - key: able2001
    status: {status}
    as_of: 2026-11-01
    looked_up: The journal, <b>itself</b>.
    retraction_checked: none yet
"""
    (root / "facts" / "sources.yaml").write_text(record, encoding="utf-8")
    pages = render_site(second_views(load_second_base(root)), root / "site_templates")
    return pages["references/able2001.md"]


def test_the_page_of_a_source_says_what_its_record_knows(tmp_path: Path) -> None:
    text = _page(tmp_path, "current")
    assert "Compared with its record on 1 November 2026. The journal, &lt;b&gt;itself&lt;/b&gt;." in text
    assert "No database of retractions has been asked about it yet." in text
    assert "mark-disputed" not in text.partition("What would fall")[0]


@pytest.mark.parametrize(
    ("status", "shown"),
    [
        ("superseded\n    by: cole2005", "Superseded by <a"),
        ("retracted\n    notice: Journal 30", "Retracted: Journal 30"),
        ("preprint\n    by: cole2005", "Preprint; the final version is <a"),
        ("corrected\n    notice: Journal 31", "Corrected after it appeared: Journal 31"),
    ],
)
def test_the_page_of_a_source_shows_what_became_of_it(tmp_path: Path, status: str, shown: str) -> None:
    assert f'<span aria-hidden="true">!</span> {shown}' in _page(tmp_path, status)
