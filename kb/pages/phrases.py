"""Values and labels as they stand in a sentence: without trailing zeros, with the capital that their place asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from kb.value import Interval, Value, in_words
from kb.vocabulary import Vocabulary

_NUMBER: Final = r"\d+(?:,\d{3})*(?:\.\d+)?"
_TRAILING_ZEROS: Final = re.compile(rf"({_NUMBER})(?<=\d)(?![\d,])")
_NAMED: Final = re.compile("^[^-]+[A-Z]|-[A-Z][a-z]|['\u2019]s$")


def value_words(value: Value) -> str:
    """A value as a page shows it: in full words, without trailing zeros."""
    return _TRAILING_ZEROS.sub(lambda match: _without_trailing_zeros(match[1]), in_words(value))


def _without_trailing_zeros(number: str) -> str:
    return number.rstrip("0").rstrip(".") if "." in number else number


def rounded(number: Decimal) -> str:
    """A percentage to one decimal, without a trailing zero."""
    return _without_trailing_zeros(format(number.quantize(Decimal("0.1"), ROUND_HALF_UP), "f"))


def interval_words(interval: Interval, unit: str = "%") -> str:
    """An interval with an en dash; an open side reads `at least` or `at most`."""
    if interval.low is None or interval.high is None:
        end = interval.low if interval.low is not None else interval.high
        return f"at {'least' if interval.low is not None else 'most'} {rounded(end)}{unit}" if end is not None else ""
    return f"{rounded(interval.low)}\u2013{rounded(interval.high)}{unit}"


def lowered(label: str) -> str:
    """A label inside a sentence; a first word that is an abbreviation, or a name by its look, keeps its capital.

    Such a look is a further capital (`TIL`, `PaO2`), the `'s` of a person (`Marrow's fever`) or a name after a dash
    (`Neo-Warmol`, but not `anti-ABCD`). `A` alone is an article.
    """
    first = label.split(" ", 1)[0]
    named = first != "A" and (not first[1:2].islower() or _NAMED.search(first))
    return label if named else label[:1].lower() + label[1:]


def capitalized(words: str) -> str:
    """Words with a capital at their beginning and nothing else changed."""
    return words[:1].upper() + words[1:]


def labels(vocabulary: Vocabulary, ids: Iterable[str]) -> str:
    """Labels of terms as one phrase: joined by commas, all but the first as inside a sentence."""
    words = [vocabulary.label(id) for id in ids]
    return ", ".join([*words[:1], *map(lowered, words[1:])])
