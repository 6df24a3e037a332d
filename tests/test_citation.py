"""How references print and how other programs read them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.bibliography import Author, Reference, read_bibliography
from kb.export.citation import bibtex, csl_json, format_reference, ris, short_name, short_names
from kb.finding import Place

PLACE = Place("references.bib", 1, 1)
ROOT = Path(__file__).parent.parent
REFERENCES, _ = read_bibliography((ROOT / "references.bib").read_bytes(), "references.bib")
ARTICLE = Reference(
    "kroll2001",
    "article",
    PLACE,
    title="Zelvarin in Marrow's fever",
    authors=(Author("Kroll", "Jane A."), Author("van den Berg", "Joost"), Author("Zelvarin Society")),
    year="2001",
    journal="Journal of Fevers",
    volume="24",
    number="4",
    pages="287\u2013293",
    doi="10.1000/jf.24",
    pmid="11565830",
)
BARE = Reference("kroll", "misc", PLACE)


def test_an_article_in_ama_style() -> None:
    assert format_reference(ARTICLE) == (
        "Kroll JA, van den Berg J, Zelvarin Society. Zelvarin in Marrow's fever. Journal of Fevers. "
        "2001;24(4):287-293. doi:10.1000/jf.24"
    )
    assert "<i>Journal of Fevers</i>. 2001;24(4)" in format_reference(ARTICLE, "html")


@pytest.mark.parametrize(
    ("changes", "printed"),
    [
        ({"authors": ()}, "Zelvarin in Marrow's fever. Journal of Fevers. 2001;24(4):287-293. doi:10.1000/jf.24"),
        (
            {"authors": (Author("Kroll", "Jane"),), "and_others": True, "doi": ""},
            "Kroll J, et al. Zelvarin in Marrow's fever. Journal of Fevers. 2001;24(4):287-293.",
        ),
        (
            {"authors": (Author("Kroll", "Jane, Jr"),), "doi": "", "title": "Is zelvarin safe?"},
            "Kroll J Jr. Is zelvarin safe? Journal of Fevers. 2001;24(4):287-293.",
        ),
        (
            {"authors": (), "volume": "", "number": "", "pages": "", "doi": ""},
            "Zelvarin in Marrow's fever. Journal of Fevers. 2001.",
        ),
        (
            {"authors": (), "volume": "", "number": "", "pages": "", "doi": "", "journal": "", "year": ""},
            "Zelvarin in Marrow's fever.",
        ),
        (
            {"authors": tuple(Author(f"Lund{letter}", "Ada") for letter in "abcdefg"), "doi": ""},
            "Lunda A, Lundb A, Lundc A, et al. Zelvarin in Marrow's fever. Journal of Fevers. 2001;24(4):287-293.",
        ),
    ],
)
def test_what_is_missing_is_left_out(changes: dict[str, object], printed: str) -> None:
    assert format_reference(replace(ARTICLE, **changes)) == printed  # type: ignore[arg-type]


def test_a_web_page_has_its_organization_for_an_author_and_its_day_of_access() -> None:
    page = replace(BARE, entry_type="online", title="Zelvarin", organization="Zelvarin Society", year="2019")
    assert format_reference(page) == "Zelvarin Society. Zelvarin. 2019."
    seen = replace(page, url="https://example.org/a", urldate="2026-11-22")
    assert (
        format_reference(seen) == "Zelvarin Society. Zelvarin. 2019. Accessed November 22, 2026. https://example.org/a"
    )
    unknown = replace(page, url="https://example.org/a", urldate="not recorded")
    assert format_reference(unknown) == "Zelvarin Society. Zelvarin. 2019. https://example.org/a"


def test_markup_in_a_title_reaches_a_page_escaped() -> None:
    hostile = replace(ARTICLE, title="A <b>bold</b> & <script>x</script> P <0.05", authors=(Author("<i>Kroll", "J"),))
    printed = format_reference(hostile, "html")
    assert "&lt;i&gt;Kroll" in printed
    assert "A &lt;b&gt;bold&lt;/b&gt; &amp; &lt;script&gt;x&lt;/script&gt; P &lt;0.05" in printed
    assert set(re.findall("<[^>]*>", printed)) == {"<i>", "</i>"}
    assert "A <b>bold</b> & <script>x</script> P <0.05" in format_reference(hostile)


@pytest.mark.parametrize("key", REFERENCES)
def test_every_reference_of_this_project_prints_cleanly(key: str) -> None:
    printed = format_reference(REFERENCES[key])
    assert REFERENCES[key].title.rstrip("?") in printed
    assert printed.count(REFERENCES[key].title) == 1
    assert not re.search(r"None|n\.d\.|\.\.|\?\.|,,|  | \.|[\ue000-\uf8ff]|Published online|^1\.", printed)
    assert set(re.findall("<[^>]*>", format_reference(REFERENCES[key], "html"))) <= {"<i>", "</i>"}
    assert short_name(REFERENCES[key])


TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=25)
ANY = st.builds(
    Reference,
    key=st.just("kroll"),
    entry_type=st.sampled_from(["article", "misc", "book", "report", "thesis", "inproceedings", "other"]),
    place=st.just(PLACE),
    title=TEXT,
    authors=st.lists(st.builds(Author, TEXT.filter(str.strip), TEXT), max_size=8).map(tuple),
    and_others=st.booleans(),
    year=st.sampled_from(["", "2001", "0000", "in press"]),
    journal=TEXT,
    volume=TEXT,
    number=TEXT,
    pages=TEXT,
    organization=TEXT,
    url=TEXT,
    urldate=st.sampled_from(["", "2001", "2001-02", "2001-02-03", "not recorded"]),
)


@settings(max_examples=120, deadline=None)
@given(ANY)
def test_any_reference_prints(reference: Reference) -> None:
    format_reference(reference)
    assert set(re.findall("<[^>]*>", format_reference(reference, "html"))) <= {"<i>", "</i>"}
    assert short_name(reference)
    assert len(json.loads(csl_json([reference]))) == 1
    assert ris([reference]).endswith("ER  - \r\n")


@pytest.mark.parametrize(
    ("reference", "name"),
    [
        (ARTICLE, "Kroll 2001"),
        (replace(BARE, authors=(Author("Zelvarin Society"),), year="2019"), "Zelvarin Society 2019"),
        (replace(BARE, organization="Zelvarin Society"), "Zelvarin Society"),
        (replace(BARE, kind="label", year="2019", jurisdiction="US"), "Prescribing information 2019 (US)"),
        (replace(BARE, kind="label", short_title="US label 2019"), "US label 2019"),
        (replace(BARE, title="Zelvarin"), "Zelvarin"),
        (replace(BARE, title="Zelvarin " * 8), "Zelvarin Zelvarin Zelvarin Zelvarin Zelvarin\u2026"),
        (BARE, "kroll"),
    ],
)
def test_short_names(reference: Reference, name: str) -> None:
    assert short_name(reference) == name


def test_short_names_that_would_be_the_same_are_told_apart() -> None:
    references = {key: replace(ARTICLE, key=key) for key in ("b", "a")} | {"c": replace(ARTICLE, key="c", year="2002")}
    assert short_names(references) == {"b": "Kroll 2001b", "a": "Kroll 2001a", "c": "Kroll 2002"}


def test_csl_json_has_what_the_entry_has_and_no_more() -> None:
    assert json.loads(csl_json([ARTICLE])) == [
        {
            "id": "kroll2001",
            "type": "article-journal",
            "title": "Zelvarin in Marrow's fever",
            "author": [
                {"family": "Kroll", "given": "Jane A."},
                {"family": "van den Berg", "given": "Joost"},
                {"literal": "Zelvarin Society"},
            ],
            "container-title": "Journal of Fevers",
            "issued": {"date-parts": [[2001]]},
            "volume": "24",
            "issue": "4",
            "page": "287-293",
            "DOI": "10.1000/jf.24",
            "PMID": "11565830",
        }
    ]
    assert json.loads(csl_json([BARE])) == [{"id": "kroll", "type": "webpage"}]


def test_ris() -> None:
    assert ris([ARTICLE, BARE]).split("\r\n") == [
        "TY  - JOUR",
        "AU  - Kroll, Jane A.",
        "AU  - van den Berg, Joost",
        "AU  - Zelvarin Society",
        "TI  - Zelvarin in Marrow's fever",
        "T2  - Journal of Fevers",
        "PY  - 2001",
        "VL  - 24",
        "IS  - 4",
        "SP  - 287",
        "EP  - 293",
        "DO  - 10.1000/jf.24",
        "AN  - 11565830",
        "ID  - kroll2001",
        "ER  - ",
        "TY  - ELEC",
        "ID  - kroll",
        "ER  - ",
        "",
    ]


def test_exported_bibtex_reads_back_as_the_same_references() -> None:
    again, problems = read_bibliography(bibtex(REFERENCES.values()).encode(), "references.bib")
    assert problems == []
    assert [replace(reference, place=PLACE) for reference in again.values()] == [
        replace(reference, place=PLACE) for reference in REFERENCES.values()
    ]


def test_a_refused_link_is_not_exported() -> None:
    entry = b"@misc{a, title = {x}, url = {javascript:x}, keywords = {lay}}"
    references, _ = read_bibliography(entry, "references.bib")
    assert "javascript" not in bibtex(references.values()) + csl_json(references.values()) + ris(references.values())
