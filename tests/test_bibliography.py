"""References as facts cite them: fields, names, LaTeX, kinds and standings, and what is said of bad ones."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.bibliography import (
    KINDS,
    Author,
    Reference,
    doi_is_well_formed,
    pmid_is_well_formed,
    read_bibliography,
)
from kb.bibtex_plain import author_of, plain_text, split_names
from kb.finding import Place, Problem

FILE = "references.bib"
ROOT = Path(__file__).parent.parent
LABEL = "@misc{label, title = {Zelvarin label}, keywords = {label}}\n"


def read(text: str) -> tuple[dict[str, Reference], list[Problem]]:
    return read_bibliography(text.encode(), FILE)


def one(fields: str) -> tuple[Reference, list[Problem]]:
    """The reference of an entry that has these fields from line 2 on and is otherwise complete."""
    references, problems = read(f"@misc{{kroll2001,\n{fields},\n  keywords = {{review}}\n}}\n")
    return references["kroll2001"], problems


def test_a_whole_entry() -> None:
    references, problems = read(
        r"""@article{kroll2001,
  author   = {Kroll, Jane A. and van den Berg, Joost and {Zelvarin Society} and others},
  title    = {Zelvarin in {Marrow's} fever --
              a trial},
  journal  = {Journal of Fevers},
  year     = 2001,
  volume   = {24},
  number   = {4},
  pages    = {287--293},
  doi      = {10.1000/jf.24_4},
  pmid     = {11565830},
  keywords = {primary_study}
}
"""
    )
    reference = references["kroll2001"]
    assert problems == []
    assert reference.authors == (("Kroll", "Jane A."), ("van den Berg", "Joost"), ("Zelvarin Society", ""))
    assert reference.and_others
    assert reference.title == "Zelvarin in Marrow's fever \u2013 a trial"
    assert (reference.journal, reference.year, reference.pages) == ("Journal of Fevers", "2001", "287\u2013293")
    assert (reference.doi, reference.pmid, reference.kind) == ("10.1000/jf.24_4", "11565830", "primary_study")
    assert (reference.standing, reference.url, reference.note) == ("current", "", "")
    assert reference.place == Place(FILE, 1, 1)
    assert reference.place_of("doi") == Place(FILE, 10, 15)
    assert reference.place_of("url") == reference.place
    assert reference.fields["pages"] == "287--293"
    assert hash(reference) == hash(reference)


BAD_FIELDS = {
    "  colour = {red}": ("unknown-bib-field", (2, 3), "'colour' is not a known field"),
    "  year = {20O1}": ("bib-field-format", (2, 11), "'20O1' is not a value of the field 'year'"),
    "  urldate = {yesterday}": ("bib-field-format", (2, 14), "'yesterday' is not a value of the field 'urldate'"),
    "  jurisdiction = {usa}": ("bib-field-format", (2, 19), "'usa' is not a value of the field 'jurisdiction'"),
    "  standing = {old}": ("unknown-standing", (2, 15), "'old' is not a standing of a source"),
    "  url = {javascript:alert(1)}": (
        "url-scheme-not-allowed",
        (2, 10),
        "'javascript:alert(1)' is not a link of http or https",
    ),
    "  title = {Zelvarin <script>alert(1)</script>}": (
        "markup-not-allowed",
        (2, 12),
        "the field 'title' holds '<script>', which is not plain text",
    ),
    r"  title = {Zelvarin \{\{ secret \}\}}": (
        "template-syntax",
        (2, 12),
        "the field 'title' holds '{{', which is not plain text",
    ),
    r"  title = {Zelvarin \input{/etc/passwd}}": (
        "unknown-latex-command",
        (2, 12),
        r"the field 'title' holds '\input', which is not plain text",
    ),
    "  supersededby = {nobody},\n  standing = {superseded}": (
        "dangling-bib-link",
        (2, 19),
        "'nobody' in the field 'supersededby' is not the key of another entry",
    ),
    "  versionof = {kroll2001}": (
        "dangling-bib-link",
        (2, 16),
        "'kroll2001' in the field 'versionof' is not the key of another entry",
    ),
    "  standing = {retracted}": (
        "inconsistent-standing",
        (2, 15),
        "the entry 'kroll2001' has standing = {retracted} but not the field 'retracted'",
    ),
    "  retracted = {2020-02-03}, standing = {current}": (
        "inconsistent-standing",
        (2, 16),
        "the entry 'kroll2001' has the field 'retracted' but not standing = {retracted}",
    ),
    "  author = {Kroll, Jane et al.}": ("bib-name-syntax", (2, 13), "'Kroll, Jane et al.' is not a name"),
    "  author = {Kroll, Jane and and Lund}": ("bib-name-syntax", (2, 13), "'and Lund' is not a name"),
    "  author = {Kroll, a, b, c}": ("bib-name-syntax", (2, 13), "'Kroll, a, b, c' is not a name"),
}


@pytest.mark.parametrize("fields", BAD_FIELDS)
def test_a_bad_field_is_named_at_its_place(fields: str) -> None:
    name, (line, column), message = BAD_FIELDS[fields]
    _, problems = one(fields)
    assert [(problem.name, problem.place, problem.message) for problem in problems] == [
        (name, Place(FILE, line, column), message)
    ]
    assert problems[0].help
    assert problems[0].subject == "kroll2001"


def test_a_near_miss_is_met_with_the_right_word() -> None:
    _, problems = one("  jurnal = {Journal of Fevers}")
    assert problems[0].help == "Did you mean 'journal'?"


def test_a_refused_link_never_becomes_a_link() -> None:
    assert one("  url = {javascript:alert(1)}")[0].url == ""
    assert one("  url = {https://example.org/a?b=c}")[0].url == "https://example.org/a?b=c"
    assert one("  url = {https://ex\u0430mple.org/}")[0].url == "", "a letter of another script"
    assert one('  url = {https://example.org/" onclick=x}')[0].url == ""


@pytest.mark.parametrize(
    ("keywords", "name", "message"),
    [
        ("", "missing-source-kind", "the entry 'a' does not say what kind of source it is"),
        (", keywords = {blog}", "unknown-source-kind", "'blog' is not a known kind of source"),
        (", keywords = {label, lay}", "several-source-kinds", "'keywords' names 2 kinds of source and must name one"),
    ],
)
def test_the_kind_of_source_is_one_of_a_list(keywords: str, name: str, message: str) -> None:
    references, problems = read(f"@misc{{a, title = {{x}}{keywords}}}")
    assert [(problem.name, problem.message) for problem in problems] == [(name, message)]
    assert references["a"].kind == ""
    assert problems[0].help == f"Write one of these in 'keywords': {', '.join(KINDS)}."


def test_an_unknown_type_of_entry() -> None:
    _, problems = read("@artcle{a, keywords = {lay}}")
    message = "'@artcle' is not a known type of entry"
    assert problems == [Problem("unknown-entry-type", Place(FILE), message, "Did you mean 'article'?", "a")]


def test_a_superseded_label_names_its_successor() -> None:
    references, problems = read(
        "@misc{old, keywords = {label}, jurisdiction = {US}, standing = {superseded}, supersededby = {label}}\n" + LABEL
    )
    assert problems == []
    assert (references["old"].standing, references["old"].superseded_by) == ("superseded", "label")


def test_labels_that_supersede_each_other() -> None:
    entry = "@misc{%s, keywords = {label}, standing = {superseded}, supersededby = {%s}}\n"
    _, problems = read(entry % ("one", "two") + entry % ("two", "one"))
    assert [(problem.name, problem.place, problem.message) for problem in problems] == [
        (
            "supersession-cycle",
            Place(FILE, 1, len(entry % ("one", "")) - 2),
            "the entry 'one' is superseded, by way of others, by itself",
        )
    ]


def test_a_hidden_character_is_a_problem_and_does_not_reach_the_text() -> None:
    reference, problems = one("  title = {Zel\u200bvarin}")
    assert [problem.name for problem in problems] == ["invisible-character"]
    assert reference.title == "Zelvarin"


@pytest.mark.parametrize(
    ("latex", "plain"),
    [
        (r"M{\"o}ller \& {NCCN} -- x --- y", "M\u00f6ller & NCCN \u2013 x \u2014 y"),
        (r"fever in 5% of \"a", "fever in 5% of \u00e4"),
        (r"50\% and \$5 and \_", "50% and $5 and _"),
        (r"$\alpha$ 2~mg", "\u03b1 2 mg"),
        ("``quoted''", "\u201cquoted\u201d"),
        ("{{Zelvarin Society}}", "Zelvarin Society"),
        ("a\n\n   b", "a b"),
        (r"P <0.05 & 5 > 3", "P <0.05 & 5 > 3"),
    ],
)
def test_latex_becomes_plain_text(latex: str, plain: str) -> None:
    assert plain_text(latex) == plain


@pytest.mark.parametrize(
    ("name", "family", "given_name"),
    [
        ("Kroll, Jane A.", "Kroll", "Jane A."),
        ("Jane A. Kroll", "Kroll", "Jane A."),
        ("van den Berg, Joost", "van den Berg", "Joost"),
        ("Ludwig van den Berg", "van den Berg", "Ludwig"),
        ("King, Jr, Martin", "King", "Martin, Jr"),
        (r"M{\"o}ller, {\'E}va", "M\u00f6ller", "\u00c9va"),
        ("{Zelvarin Society of Marrow and Bone}", "Zelvarin Society of Marrow and Bone", ""),
        ("Plato", "Plato", ""),
    ],
)
def test_names_are_taken_apart(name: str, family: str, given_name: str) -> None:
    assert author_of(name) == Author(family, given_name)


NAME = st.text(st.sampled_from("abAB .-',\u00e9"), min_size=1, max_size=14)


@settings(max_examples=150, deadline=None)
@given(st.lists(NAME, min_size=1, max_size=4))
def test_plain_names_are_split_and_taken_apart_as_pybtex_does(names: list[str]) -> None:
    from pybtex.bibtex.utils import split_name_list  # type: ignore[import-untyped]
    from pybtex.database import Person  # type: ignore[import-untyped]

    text = " ".join(" and ".join(names).split())
    ours = split_names(text)
    assert ours == (split_name_list(text) or [""])
    for name in ours:
        author = author_of(name)
        if author is None or name.count(",") != 1:
            continue
        person = Person(name)
        assert plain_text(author.family) == plain_text(" ".join(person.prelast_names + person.last_names))
        assert plain_text(author.given) == plain_text(" ".join(person.first_names + person.middle_names))


@pytest.mark.parametrize("doi", ["10.1200/JCO.2003.02.122", "10.1186/2051-1426-3-S2-P225", "10.1000.10/a(b)c"])
def test_a_bare_doi_is_well_formed(doi: str) -> None:
    assert doi_is_well_formed(doi)


@pytest.mark.parametrize(
    "doi",
    ["", "https://doi.org/10.1/2", "doi:10.1000/1", "10.1000/", "10.1000/a b", "10.1000/a.", "11.1000/a", "10.1/a\n"],
)
def test_other_forms_of_a_doi_are_not(doi: str) -> None:
    assert not doi_is_well_formed(doi)


@pytest.mark.parametrize(
    ("pmid", "expected"), [("7884429", True), ("0123", False), ("", False), ("PMC12", False), ("1" * 9, False)]
)
def test_the_form_of_a_pmid(pmid: str, expected: bool) -> None:
    assert pmid_is_well_formed(pmid) is expected


PIECES = st.sampled_from(
    ["@misc{a, ", "@article{b,", "author = {", "title = {", "year = ", "}", "},", "\n", " and ", ",", r"\"o", r"{\"o}"]
    + ["$", "~", "%", "\\", "keywords = {lay}", "url = {https://x}", "supersededby = {a}", "standing = {superseded},"]
    + ["Kroll, Jane", "{", "others"]
)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200) | st.lists(PIECES, max_size=30).map(lambda pieces: "".join(pieces).encode()))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    references, problems = read_bibliography(data, FILE)
    assert problems == sorted(problems, key=lambda problem: problem.place)
    assert all(problem.message and problem.help for problem in problems)
    assert all(reference.key == key for key, reference in references.items())


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from("\\\"'`^~=.cHvukrabd{}$%&#_ -\n\u00e9"), max_size=30))
def test_any_latex_is_decoded_or_left(text: str) -> None:
    assert plain_text(text) == " ".join(plain_text(text).split())


@pytest.mark.parametrize("piece", ['{\\"o}', "\\", "\\a", "$", "{a} and ", "a and ", ", ", "{}"])
def test_long_fields_take_no_longer_than_their_length_allows(piece: str) -> None:
    text = piece * (59_000 // len(piece))
    start = time.process_time()
    one(f"  title = {{{text}}},\n  author = {{{text}}}")
    assert time.process_time() - start < 10, "0.06 MB should take well under a second"


def test_plain_entries_are_read_without_pybtex_and_latexcodec() -> None:
    code = (
        "import sys; from kb.bibliography import read_bibliography;"
        f"read_bibliography(open({str(ROOT / FILE)!r}, 'rb').read(), 'r');"
        "print([name for name in sys.modules if name.split('.')[0] in ('pybtex', 'latexcodec', 'citeproc')])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_bibliography_of_this_project_has_no_problem() -> None:
    references, problems = read_bibliography((ROOT / FILE).read_bytes(), FILE)
    assert problems == []
    assert len(references) >= 39
    assert all(reference.kind and reference.title for reference in references.values())
    assert all(doi_is_well_formed(reference.doi) for reference in references.values() if reference.doi)
    assert all(pmid_is_well_formed(reference.pmid) for reference in references.values() if reference.pmid)
    assert all(reference.jurisdiction for reference in references.values() if reference.kind == "label")
    assert references["label2019"].superseded_by == "label2024"
    assert all(reference.urldate for reference in references.values() if reference.url)
    assert all(reference.urldate for reference in references.values() if reference.entry_type == "online")
