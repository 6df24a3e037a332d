"""What comparison relies on: overlap of scopes is computed from broader terms."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kb.finding import Place
from kb.vocabulary import Term, Vocabulary

VOCABULARY = Vocabulary(
    [
        Term(id="illness", type="population", label="Illness"),
        Term(id="fever", type="population", label="Fever", broader=("illness",), synonyms=("pyrexia",)),
        Term(id="marrow-fever", type="population", label="Marrow's fever", broader=("fever",)),
        Term(id="rash", type="population", label="Rash", broader=("illness",)),
        Term(id="warmol", type="drug", label="Warmol", misprints=("Wramol",)),
        Term(id="round", type="sign", label="Round", broader=("about",)),
        Term(id="about", type="sign", label="About", broader=("round",)),
    ]
)
IDS = st.sampled_from([entry.id for entry in VOCABULARY])


def test_a_term_covers_itself_and_what_is_narrower() -> None:
    assert VOCABULARY.covers("illness", "marrow-fever")
    assert VOCABULARY.covers("fever", "fever")
    assert not VOCABULARY.covers("marrow-fever", "fever")


def test_scopes_overlap_where_one_term_is_broader_or_the_same() -> None:
    assert VOCABULARY.overlap(("fever",), ("rash", "marrow-fever"))
    assert not VOCABULARY.overlap(("fever",), ("rash",)), "two terms under one broader term do not overlap"
    assert VOCABULARY.overlap((), ("rash",)), "a scope that says nothing restricts nothing"


@given(st.lists(IDS, max_size=3), st.lists(IDS, max_size=3))
def test_overlap_is_symmetric(one: list[str], other: list[str]) -> None:
    assert VOCABULARY.overlap(one, other) == VOCABULARY.overlap(other, one)


@given(IDS, IDS, IDS)
def test_covering_is_transitive(a: str, b: str, c: str) -> None:
    assert not (VOCABULARY.covers(a, b) and VOCABULARY.covers(b, c)) or VOCABULARY.covers(a, c)


def test_a_circle_of_broader_terms_ends() -> None:
    assert VOCABULARY.lineage("round") == {"round", "about"}


def test_an_unknown_word_is_led_to_the_preferred_term() -> None:
    assert VOCABULARY.nearest("pyrexa") == "fever"
    assert VOCABULARY.nearest("Wramol", "drug") == "warmol"
    assert VOCABULARY.nearest("marrow-fevre") == "marrow-fever"
    assert VOCABULARY.nearest("xyzzy") == ""


def test_an_unknown_id_is_its_own_label_and_stands_nowhere() -> None:
    assert VOCABULARY.label("unheard-of") == "unheard-of"
    assert VOCABULARY.place("unheard-of") == Place("facts", 1, 1)
