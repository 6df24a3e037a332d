"""Sets of characters that are told without compiling a regular expression."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from kb.characters import CharacterSet
from kb.hostile_text import BIDIRECTIONAL, CONTROL, INVISIBLE

WRITTEN = f"{CONTROL}{BIDIRECTIONAL}{INVISIBLE}"
HIDDEN = CharacterSet(WRITTEN)
HIDDEN_AND_NOT = (
    "a 9\u00e9\x08\x0b\x0e\u061c\u061d\u202a\u202e\u202f\u2066\u2069\u206a\ufe00\ufe10\ufeff\U000e0000\U000e1000"
)
CHARACTERS = st.one_of(
    st.characters(exclude_categories=()),
    st.sampled_from(HIDDEN_AND_NOT),
)


@given(st.lists(CHARACTERS).map("".join))
def test_the_first_of_a_set_is_where_a_regular_expression_finds_it(text: str) -> None:
    found, expected = HIDDEN.search(text), re.search(f"[{WRITTEN}]", text)
    assert (found and found.span()) == (expected and expected.span())


def test_a_hyphen_at_either_end_is_itself() -> None:
    signs = CharacterSet("-a-c+-")
    assert [bool(signs.search(one)) for one in "-abcd+,"] == [True, True, True, True, False, True, False]
