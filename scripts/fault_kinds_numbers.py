"""Slips of numbers: a digit, a decimal point, a sign, a percentage that no count gives."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from fault_kinds_changes import first_number, replaced
from fault_kinds_ground import Draw, Ground, Mutant, register
from fault_kinds_units import FIGURES, MEASURED

COUNTED = (
    "percent-ratio-mismatch", "impossible-percentage", "events-over-total", "impossible-ratio",
    "counts-of-unlike-totals",
)  # fmt: skip
FIGURE = (
    "number-not-in-printed", "precision-exceeds-printed", *MEASURED, *COUNTED, "estimate-outside-interval",
    "median-outside-range", "range-inverted", "number-format", "unit-printed-mismatch", "unsatisfiable-criterion",
    "value-syntax", "wrong-derivation", "figure-not-held",
)  # fmt: skip
WRITTEN = ("number-format", "value-syntax", "not-a-number")
SUMS = (
    "parts-unequal-to-whole", "partition-over-hundred", "subset-larger-than-whole", "denominator-not-of-cohort",
    "total-unlike-its-group",
)  # fmt: skip


def number(
    change: Callable[[str, random.Random], str | None],
    *expected: str,
    paths: tuple[str, ...] = FIGURES,
    raw: bool = False,
    like: str = r"\d",
) -> Draw:
    """One number of a figure changed by a function."""

    def draw(ground: Ground) -> Mutant | None:
        scalar = ground.pick_field(*paths, like=like)
        return replaced(ground, scalar, lambda text: change(text, ground.random), expected, raw=raw)

    return draw


def any_number(text: str, chance: random.Random, change: Callable[[str], str | None]) -> str | None:
    """A text with one random number of it changed."""
    found = list(re.finditer(r"(?<![A-Za-z\d.])\d+(?:\.\d+)?", text))
    one = chance.choice(found)
    new = change(one.group())
    return text[: one.start()] + new + text[one.end() :] if new is not None else None


def transposed(text: str, chance: random.Random) -> str | None:
    def change(number: str) -> str | None:
        pairs = [
            at
            for at in range(len(number) - 1)
            if number[at] != number[at + 1] and number[at : at + 2].isdigit() and not (at == 0 and number[1] == "0")
        ]
        if not pairs:
            return None
        at = chance.choice(pairs)
        return number[:at] + number[at + 1] + number[at] + number[at + 2 :]

    return any_number(text, chance, change)


def shifted(text: str, chance: random.Random) -> str | None:
    up = chance.random() < 0.5

    def change(number: str) -> str | None:
        if up:
            return number + "0" if "." not in number else f"{float(number) * 10:g}"
        return f"{float(number) / 10:.6f}".rstrip("0").rstrip(".")

    return any_number(text, chance, change)


def digit_lost(text: str, chance: random.Random) -> str | None:
    def change(number: str) -> str | None:
        whole = number.partition(".")[0]
        if len(whole) < 2 or "." in number:
            return None
        at = chance.randrange(1, len(number))
        return number[:at] + number[at + 1 :]

    return any_number(text, chance, change)


def digit_doubled(text: str, chance: random.Random) -> str | None:
    return any_number(text, chance, lambda number: number[0] + number if number[0] != "0" else None)


def neighbour(text: str, chance: random.Random) -> str | None:
    return any_number(
        text,
        chance,
        lambda number: (
            str(int(number) + chance.choice((-1, 1, 2))) if number.isdigit() and number not in ("0", "1") else None
        ),
    )


def merged(text: str, _: random.Random) -> str | None:
    found = re.search(r"(\d)(?:-| to )(\d)", text)
    return text[: found.start()] + found[1] + found[2] + text[found.end() :] if found else None


def one_end(text: str, _: random.Random) -> str | None:
    found = re.match(r"([\d.]+)(?:-| to )([\d.]+)( .*)?$", text)
    return f"{found[1]}{found[3] or ''}" if found else None


def sign_lost(text: str, _: random.Random) -> str | None:
    return (
        text.replace("-", "", 1)
        if text.startswith("-")
        else f"-{text}"
        if text[0].isdigit() and "every" not in text
        else None
    )


def truncated(text: str, _: random.Random) -> str | None:
    found = re.search(r"(\d+)\.(\d+)", text)
    return text[: found.start()] + found[1] + text[found.end() :] if found else None


def commas(text: str, _: random.Random) -> str | None:
    found = re.search(r"(\d)(\d\d\d)\b", text)
    return text[: found.end(1)] + "," + text[found.end(1) :] if found else None


register("N01", "digits exchanged", number(transposed, *FIGURE))
register("N02", "decimal point shifted", number(shifted, *FIGURE))
register("N02b", "digit lost", number(digit_lost, *FIGURE))
register("N02c", "digit doubled", number(digit_doubled, *FIGURE))
register("N02d", "number off by one or two", number(neighbour, *FIGURE))
register("N02e", "ends of a range run together", number(merged, *FIGURE, "unused-waiver"))
register(
    "N18",
    "decimals cut off",
    number(truncated, *FIGURE, "unexplained-safety-difference", paths=("value", "dose", "rate", "when.is")),
)
register(
    "N19",
    "false precision",
    number(lambda text, _: first_number(text, lambda n: n + ("3" if "." in n else ".3")), *FIGURE),
)
register("N22", "sign lost or invented", number(sign_lost, *FIGURE, paths=("value", "dose", "rate")))
register(
    "U14",
    "fraction stored as percent",
    number(
        lambda text, _: f"{float(text.split()[0]) / 100:g} %" if re.fullmatch(r"\d+(\.\d+)? ?%", text) else None,
        *FIGURE,
        paths=("value",),
    ),
)
register(
    "U16",
    "thousands separator lost or misread",
    number(lambda text, _: re.sub(r"(\d+)000\b", r"\1", text, count=1), *FIGURE, like=r"\d000\b"),
    number(lambda text, _: re.sub(r"(\d+)(\d\d\d)\b", r"\1.\2", text, count=1), *FIGURE, like=r"\d{4}"),
)
register(
    "N24",
    "range written as one of its ends",
    number(
        one_end,
        *FIGURE,
        "unexplained-contradiction",
        "unexplained-safety-difference",
        paths=("value", "dose", "rate", "when.is"),
    ),
)
register(
    "F07",
    "sexagesimal number",
    number(
        lambda _, chance: f"{chance.randint(1, 9)}:{chance.randint(10, 59)}",
        *WRITTEN,
        paths=("value", "dose", "over", "when.is"),
    ),
    decided_by="S",
)
register(
    "F08",
    "leading zero or octal number",
    number(
        lambda text, chance: first_number(text, lambda n: chance.choice(("0", "0o", "0x")) + n),
        *WRITTEN,
        "unknown-unit",
    ),
    decided_by="S",
)
register(
    "F09",
    "underscore or exponent in a number",
    number(lambda text, _: re.sub(r"(\d)(\d\d\d)\b", r"\1_\2", text, count=1), *WRITTEN),
    number(lambda text, _: first_number(text, lambda n: n + "e1"), *WRITTEN, "unknown-unit"),
    decided_by="S",
)
register(
    "F10",
    "number with a comma",
    number(commas, *WRITTEN),
    number(lambda text, _: text.replace(".", ",", 1), *WRITTEN, raw=False),
    decided_by="S",
)
register(
    "F11",
    "digits of another script",
    number(
        lambda text, chance: first_number(
            text, lambda n: "".join(chr(ord("\u0660") + int(one)) if one != "." else one for one in n)
        ),
        *WRITTEN,
        "mixed-script-token",
        "invisible-character",
    ),
    number(
        lambda text, chance: first_number(
            text, lambda n: "".join(chr(ord("\uff10") + int(one)) if one != "." else one for one in n)
        ),
        *WRITTEN,
        "mixed-script-token",
        "invisible-character",
    ),
    decided_by="S",
)
register(
    "F14n",
    "no number at all",
    number(
        lambda _, chance: chance.choice(("NaN", "Infinity", "-inf", "unknown", "~", "null", "about ten", "?")),
        *WRITTEN,
        paths=("value", "dose", "events", "total"),
    ),
    decided_by="S",
)
