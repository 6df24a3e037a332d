"""What a list can be filtered by: the values that its rows have, in words, with how many rows have each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Values = Iterable[str]


@dataclass(frozen=True, slots=True)
class Option:
    """One value to choose: as it stands in an address, in words, and how many rows have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """One thing to filter by, with the values that occur; `name` is what an address calls it."""

    name: str
    label: str
    options: tuple[Option, ...]


def facet(name: str, label: str, words: Mapping[str, str], rows: Iterable[Values]) -> Facet:
    """A facet over rows, each given by its values; options stand in the order of `words`, which has them by value.

    A value without words stands last, under itself, so that no row goes missing from a filter.
    """
    counts = Counter(value for values in rows for value in dict.fromkeys(values))
    order = [*(value for value in words if counts[value]), *sorted(value for value in counts if value not in words)]
    return Facet(name, label, tuple(Option(value, words.get(value, value), counts[value]) for value in order))
