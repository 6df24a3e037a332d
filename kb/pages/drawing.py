"""What drawings share: how wide a page is and where the plot stands in it, marks of a scale, labels that fit."""

from __future__ import annotations

import textwrap
from typing import NamedTuple


class Layout(NamedTuple):
    """Width of a drawing in its own units, where its plot begins and ends, and the height of a row."""

    name: str
    width: int
    left: int
    right: int
    row: int

    @property
    def wide(self) -> bool:
        """Whether labels stand beside the plot; else each stands above its row."""
        return self.name == "wide"


class Tick(NamedTuple):
    """A mark of the scale."""

    x: float
    words: str


def wrapped(label: str, letters: int, lines: int) -> tuple[str, ...]:
    """A label broken between words into lines of so many letters, at most so many lines; what is left over is cut."""
    return tuple(textwrap.wrap(label, letters, max_lines=lines, placeholder="\u2026")) or ("",)


def shortened(label: str, letters: int) -> str:
    """A label that fits its column, cut between words; the table beside a drawing has it whole."""
    if len(label) <= letters:
        return label
    return label[: letters - 1].rpartition(" ")[0].rstrip(" ,;\u00b7") + "\u2026"
