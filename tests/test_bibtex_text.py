"""The bibliography scanner: what it reads, what it refuses, and that it says exactly where."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.bibtex_text import LARGEST_FILE, Entry, key_is_well_formed, scan_bibliography
from kb.finding import Place, Problem

FILE = "references.bib"
GOOD = """% References.

@article{kroll2001,
  author = {Kroll, Jane},
  title  = "Zelvarin {AND} others",
  year   = 2001,
  month  = mar,
}
"""
NEXT = "\n@misc{next2002, title = {Next}}\n"


def scan(text: str) -> tuple[list[Entry], list[Problem]]:
    return scan_bibliography(text.encode(), FILE)


def keys(entries: list[Entry]) -> list[str]:
    return [entry.key for entry in entries]


def test_an_entry_and_its_places() -> None:
    (entry,), problems = scan(GOOD)
    assert problems == []
    assert (entry.entry_type, entry.key) == ("article", "kroll2001")
    assert (entry.place, entry.key_place) == (Place(FILE, 3, 1), Place(FILE, 3, 10))
    assert [(field.name, field.value) for field in entry.fields] == [
        ("author", "Kroll, Jane"),
        ("title", "Zelvarin {AND} others"),
        ("year", "2001"),
        ("month", "March"),
    ]
    assert [field.name_place.column for field in entry.fields] == [3, 3, 3, 3]
    assert [(field.value_place.line, field.value_place.column) for field in entry.fields] == [
        (4, 13),
        (5, 13),
        (6, 12),
        (7, 12),
    ]


REFUSED = {
    "no closing brace of an entry": (
        "@misc{kroll2001,\n  title = {Zelvarin},\n",
        "bib-syntax",
        (1, 6),
        "the entry 'kroll2001' has no closing '}'; 1 entry is lost",
    ),
    "no closing brace of a value": (
        "@misc{kroll2001,\n  title = {Zelvarin,\n  year = {2001}\n}\n",
        "bib-syntax",
        (2, 11),
        "in the entry 'kroll2001' the value of 'title' has no closing '}' before the field 'year' at line 3; "
        "1 entry is lost",
    ),
    "no closing brace, in the last field": (
        "@misc{kroll2001,\n  title = {Zelvarin\n}\n",
        "bib-syntax",
        (1, 6),
        "the entry 'kroll2001' has no closing '}'; 1 entry is lost",
    ),
    "two entries in one lost stretch": (
        "@misc{kroll2001, title = {Zelvarin @misc{lund2002, year = {2002}}\n",
        "bib-syntax",
        (1, 26),
        "in the entry 'kroll2001' the value of 'title' has no closing '}'; 2 entries are lost",
    ),
    "no closing quote": (
        '@misc{kroll2001,\n  title = "Zelvarin,\n}\n',
        "bib-syntax",
        (3, 1),
        "'}' closes nothing in the field 'title'; 1 entry is lost",
    ),
    "a brace too many": (
        "@misc{kroll2001,\n  title = {Zelvarin}},\n  year = {2001}\n}\n",
        "bib-syntax",
        (2, 21),
        "the entry 'kroll2001' is closed here, but fields or braces follow; 1 entry is lost",
    ),
    "no comma": (
        "@misc{kroll2001,\n  title = {Zelvarin}\n  year = {2001}\n}\n",
        "bib-syntax",
        (3, 3),
        "in the entry 'kroll2001' a comma, a field or '}' is due here, not 'year = {2001}'; 1 entry is lost",
    ),
    "round brackets": ("@misc(kroll2001, year = 2001)\n", "bib-syntax", (1, 1), "no entry starts with this '@'"),
    "string": ('@string{jo = "Journal"}\n', "bib-macro-not-allowed", (1, 1), "'@string' is not allowed"),
    "preamble": ('@Preamble{"x"}\n', "bib-macro-not-allowed", (1, 1), "'@preamble' is not allowed"),
    "comment entry": ("@comment{x}\n", "bib-macro-not-allowed", (1, 1), "'@comment' is not allowed"),
    "joined texts": (
        '@misc{kroll2001, title = "a" # "b"}\n',
        "bib-macro-not-allowed",
        (1, 30),
        "'#' joins texts in the field 'title'; 1 entry is lost",
    ),
    "macro": (
        "@misc{kroll2001,\n  journal = jofm\n}\n",
        "bib-macro-not-allowed",
        (2, 13),
        "'jofm' in the field 'journal' is a macro; 1 entry is lost",
    ),
    "path as key": (
        "@misc{../etc/kroll, year = 2001}\n",
        "bib-key-syntax",
        (1, 7),
        "'../etc/kroll' cannot be the key of an entry; 1 entry is lost",
    ),
    "letter of another script in a key": (
        "@misc{kr\u043ell, year = 2001}\n",
        "bib-key-syntax",
        (1, 7),
        "'kr\u043ell' cannot be the key of an entry; 1 entry is lost",
    ),
    "no key": ("@misc{, year = 2001}\n", "bib-key-syntax", (1, 7), "'' cannot be the key of an entry; 1 entry is lost"),
    "deep nesting": (
        "@misc{kroll2001, title = {" + "{" * 20 + "}" * 20 + "}}\n",
        "nesting-too-deep",
        (1, 38),
        "more than 12 braces stand in one another in the field 'title'; 1 entry is lost",
    ),
    "long value": (
        "@misc{kroll2001, title = {" + "x" * 60_001 + "}}\n",
        "oversized-text",
        (1, 26),
        "the field 'title' has 60,001 characters; at most 60,000 are read; 1 entry is lost",
    ),
    "text outside": ("see below\n", "bib-syntax", (1, 1), "'see below' stands outside of any entry"),
    "entry in a comment": (
        "% @misc{kroll2001, year = 2001}\n",
        "bib-syntax",
        (1, 3),
        "'@misc{' stands in a comment: some programs read the entry and others do not",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_is_named_with_its_place_and_the_next_entry_is_read(case: str) -> None:
    text, name, (line, column), message = REFUSED[case]
    entries, problems = scan(text + NEXT)
    assert [(problem.name, problem.place, problem.message) for problem in problems] == [
        (name, Place(FILE, line, column), message)
    ]
    assert problems[0].help
    assert keys(entries) == ["next2002"]


def test_a_key_used_twice_names_the_first_line_and_the_first_entry_stays() -> None:
    entries, problems = scan("@misc{a, year = 1}\n@misc{b, year = 2}\n@misc{a, year = 3}\n")
    assert keys(entries) == ["a", "b"]
    message = "the key 'a' is used twice, first at line 1"
    help_text = "Rename or delete one of the two entries."
    assert problems == [Problem("duplicate-bib-key", Place(FILE, 3, 7), message, help_text, "a")]


def test_keys_that_differ_only_in_capital_letters() -> None:
    _, problems = scan("@misc{kroll, year = 1}\n@misc{Kroll, year = 2}\n")
    assert [(problem.name, problem.place, problem.message) for problem in problems] == [
        (
            "case-colliding-bib-key",
            Place(FILE, 2, 7),
            "the keys 'Kroll' and 'kroll' (line 1) differ only in capital letters",
        )
    ]


def test_a_field_given_twice_keeps_its_first_value() -> None:
    (entry,), problems = scan("@misc{a,\n  year = {2001},\n  Year = {2002}\n}\n")
    assert [field.value for field in entry.fields] == ["2001"]
    assert [(problem.name, problem.place, problem.message) for problem in problems] == [
        ("duplicate-bib-field", Place(FILE, 3, 3), "the entry 'a' has the field 'year' twice, first at line 2")
    ]


@pytest.mark.parametrize(
    ("character", "name", "what"),
    [
        ("\x07", "control-character", "control character U+0007"),
        ("\u202e", "bidi-control-character", "bidirectional control character U+202E"),
        ("\u200b", "invisible-character", "invisible character U+200B"),
    ],
)
def test_characters_that_nobody_sees(character: str, name: str, what: str) -> None:
    entries, problems = scan(f"@misc{{a,\n  title = {{40{character} mg}}\n}}\n")
    assert [(problem.name, problem.place, problem.message) for problem in problems] == [
        (name, Place(FILE, 2, 14), f"the file holds the {what}")
    ]
    assert keys(entries) == ["a"]


def test_a_byte_order_mark_is_named_and_the_entries_are_read() -> None:
    entries, problems = scan_bibliography(b"\xef\xbb\xbf" + GOOD.encode(), FILE)
    assert [(problem.name, problem.place) for problem in problems] == [("invisible-character", Place(FILE, 1, 1))]
    assert keys(entries) == ["kroll2001"]


def test_other_encodings_are_refused_at_their_line() -> None:
    _, problems = scan_bibliography(b"% fine\n% M\xf6ller\n", FILE)
    assert problems == [
        Problem("encoding-not-utf8", Place(FILE, 2), "byte 0xf6 is not UTF-8", "Save the file as UTF-8.")
    ]


def test_an_oversized_file_is_not_read() -> None:
    entries, problems = scan_bibliography(b" " * (LARGEST_FILE + 1), FILE)
    assert entries == []
    assert [(problem.name, problem.message) for problem in problems] == [
        ("oversized-file", "the file has 4,000,001 bytes; at most 4,000,000 are read")
    ]


def test_windows_line_ends_change_nothing_but_bytes() -> None:
    assert scan(GOOD.replace("\n", "\r\n"))[1] == []
    assert keys(scan(GOOD.replace("\n", "\r\n"))[0]) == ["kroll2001"]


@pytest.mark.parametrize("key", ["kroll2001", "explainer-one", "A_1", "1"])
def test_keys_that_are_allowed(key: str) -> None:
    assert key_is_well_formed(key)


@pytest.mark.parametrize("key", ["", "-a", "a b", "a/b", "a.b", "k\u0430", "a\n", "x" * 65])
def test_keys_that_are_not(key: str) -> None:
    assert not key_is_well_formed(key)


def test_a_macro_bomb_is_refused_and_never_expanded() -> None:
    lines = ['@string{a0 = "zelvarin zelvarin"}']
    lines += [f"@string{{a{n} = a{n - 1} # a{n - 1}}}" for n in range(1, 60)]
    start = time.process_time()
    entries, problems = scan("\n".join([*lines, "@misc{bomb, title = a59}", NEXT]))
    assert time.process_time() - start < 1
    assert keys(entries) == ["next2002"]
    assert {problem.name for problem in problems} == {"bib-macro-not-allowed"}
    assert len(problems) == 61


HOSTILE = [
    "{", "}", "@", '"', "@a{", "@a{a,", "@a{a,b={", "\n@a{a,b={", "% @a{", "a", " ", "\n", "#", ",", "=", "\\",
    "\n@a{a,b={c\nd={", "@a{a" + "," * 9, "\u202e", "\n@string{", '@a{a,b="{}"',
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_takes_time_in_proportion_to_its_length(piece: str) -> None:
    start = time.process_time()
    scan(piece * (100_000 // len(piece)))
    assert time.process_time() - start < 3, "0.1 MB should take well under a second"


PIECES = st.sampled_from([*HOSTILE, GOOD, NEXT, "title = {x}", "\r", "\ufeff", "\u00e9", "@comment{", "(", ")", "%"])


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400) | st.lists(PIECES, max_size=25).map(lambda pieces: "".join(pieces).encode()))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    entries, problems = scan_bibliography(data, FILE)
    assert problems == sorted(problems, key=lambda problem: problem.place)
    last_line = data.count(b"\n") + 1
    for problem in problems:
        assert 1 <= problem.place.line <= last_line
        assert problem.place.column >= 1
        assert problem.message
        assert problem.help
    assert len({entry.key for entry in entries}) == len(entries)


FIELD_TEXT = st.text(st.sampled_from("abcXYZ 0123,.:;-'()\u00e9\u00b5%&=@\n{}"), max_size=40).filter(
    lambda text: "{" not in text.replace("{}", "") and "}" not in text.replace("{}", "")
)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from(["kroll", "lund", "Moe2"]), st.tuples(FIELD_TEXT, FIELD_TEXT), min_size=1))
def test_what_is_accepted_reads_the_same_in_pybtex(sources: dict[str, tuple[str, str]]) -> None:
    from pybtex.database import parse_string  # type: ignore[import-untyped]

    text = "".join(
        f'@misc{{{key},\n title = {{{first}}},\n note = "{second}"\n}}\n' for key, (first, second) in sources.items()
    )
    entries, problems = scan(text)
    if problems:
        return
    theirs = parse_string(text, "bibtex").entries
    assert list(theirs) == keys(entries)
    for entry in entries:
        ours = {field.name: " ".join(field.value.split(" ")) for field in entry.fields}
        assert {name: " ".join(value.split()) for name, value in ours.items()} == {
            name: " ".join(value.split()) for name, value in theirs[entry.key].fields.items()
        }


def test_the_bibliography_of_this_project_reads_the_same_in_pybtex() -> None:
    from pybtex.database import parse_bytes

    data = (Path(__file__).parent.parent / "references.bib").read_bytes()
    entries, problems = scan_bibliography(data, FILE)
    theirs = parse_bytes(data, "bibtex").entries
    assert problems == []
    assert list(theirs) == keys(entries)
    for entry in entries:
        ours = {field.name: field.value for field in entry.fields if field.name != "author"}
        assert dict(theirs[entry.key].fields) == ours
