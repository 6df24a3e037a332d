"""Judges cases of a figure and a text that somebody wrote down, to examine the search with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kb.quotation.search import Match, Reading, Refusal, find_figure
from kb.quotation.text import prepare
from kb.quotation.tokens import LOST_GLYPH

_READ_AS = ("read_as", "as", "reads")


def judge_cases(cases: Iterable[Any]) -> list[tuple[Any, Match | Refusal]]:
    """Each case with its verdict.

    A case is a mapping with `text` and `printed`, and where they apply `near` (a word or a list of words) and `reading`
    (a mapping with `printed` and `read_as`, or only what the lost character is read as). A case that is not of this
    shape is refused with what is wrong with it.
    """
    return [(case, _judge(case)) for case in cases]


def _judge(case: Any) -> Match | Refusal:
    if not isinstance(case, Mapping):
        return Refusal("the case is not a mapping with text and printed", "")
    for name in ("text", "printed"):
        if not isinstance(case.get(name), str):
            return Refusal(f"the case has no {name} that is text: write it in quotation marks", "")
    near = case.get("near") or []
    near = [near] if isinstance(near, str) else near
    if not isinstance(near, list) or not all(isinstance(word, str) for word in near):
        return Refusal("near is neither a word nor a list of words", "")
    reading = _reading(case.get("reading"))
    if isinstance(reading, Refusal):
        return reading
    return find_figure(prepare(case["text"]), case["printed"], near, reading)


def _reading(written: Any) -> Reading | Refusal | None:
    if written is None:
        return None
    if isinstance(written, str):
        return Reading(LOST_GLYPH, written)
    if isinstance(written, Mapping):
        printed = written.get("printed", LOST_GLYPH)
        read_as = next((written[name] for name in _READ_AS if name in written), None)
        if isinstance(printed, str) and isinstance(read_as, str):
            return Reading(printed, read_as)
    return Refusal("reading is not a mapping with printed and read_as", "")
