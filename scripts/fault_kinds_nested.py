"""Slips inside joined conditions, and in their durations, counts and targets."""

from __future__ import annotations

import re
from collections.abc import Callable

from fault_kinds_changes import first_number, replaced
from fault_kinds_ground import Draw, Ground, Mutant, register
from fault_kinds_logic import MOVED, REVERSED, SIGN
from fault_kinds_numbers import FIGURE

FELT = (*FIGURE, *SIGN, "timing-not-held", "lapsed-explanation", "unknown-unit", "times-printed-mismatch")
NESTED = r"(when|target)\.(all|any)\.\d.*\.is"
TIMING = r"(when|target)(\.(all|any)\.\d)*\.(lasting|within)"


def inside(
    paths: str, change: Callable[[str, Ground], str | None], of_print: str = r"\d", *, alone: bool = False
) -> Draw:
    """A figure within a condition of a fact in use changed, where the print holds it; `alone`: without a trigger."""

    def draw(ground: Ground) -> Mutant | None:
        facts = ground.kb.facts
        scalar = ground.pick(
            lambda one: (
                re.fullmatch(paths, one.path)
                and facts[one.owner].status == "active"
                and any(number in facts[one.owner].printed for number in re.findall(r"\d+", one.content))
                and re.search(of_print, facts[one.owner].printed)
                and not (alone and facts[one.owner].when is not None)
            )
        )
        return replaced(ground, scalar, lambda text: change(text, ground), FELT)

    return draw


def signed(change: dict[str, str]) -> Callable[[str, Ground], str | None]:
    def turned(text: str, ground: Ground) -> str | None:
        found = re.match(r"[<>]=?", text)
        return change[found.group()] + text[found.end() :] if found else None

    return turned


def raised(text: str, ground: Ground) -> str | None:
    return first_number(text, lambda n: f"{float(n) + ground.random.choice((1, 2, 5)):g}")


def in_days(text: str, ground: Ground) -> str | None:
    return re.sub(r" h$", " d", text) if text.endswith(" h") else re.sub(r" (d|min)$", " h", text)


register("L20", "number in a joined condition changed", inside(NESTED, raised))
register("L20b", "comparator in a joined condition reversed", inside(NESTED, signed(REVERSED), r"[<>≤≥]"))
register("L20c", "target changed", inside(r"target\.is", raised, alone=True))
register("L20d", "target reversed", inside(r"target\.is", signed(REVERSED), r"[<>≤≥]"))
register("L21", "how often a sign must occur changed", inside(r"(when|target)(\.(all|any)\.\d)*\.times", raised))
register("L22", "how long a sign must last changed", inside(TIMING, raised))
register("L22b", "how long a sign must last in another unit", inside(TIMING, in_days))
register("L23", "boundary in a joined condition included or excluded", inside(NESTED, signed(MOVED), r"[<>≤≥]"))
