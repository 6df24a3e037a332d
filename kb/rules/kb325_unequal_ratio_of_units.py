"""One amount in two units, in two ratios.

What it checks
    Where the vocabulary says that a measure or parameter is the same amount as another in a unit that does not convert
    (`same_amount_as`: milligrams of a dose in International Units, milliliters an hour of milliliters a shift), the
    figures of one source stand in one ratio throughout, rounding allowed for.

Why it matters at the bedside
    Whoever draws up the dose from the milligrams and whoever checks it in International Units get different volumes.

How to fix
    Read both figures of the pair again in the source, and those of the other pairs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Final, NamedTuple

from kb.bands import single_leaf
from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import SCOPE_FIELDS, Fact, KnowledgeBase
from kb.value import Value

SEVERITY = Severity.ERROR

_MOST_FACTS: Final = 30


class Ratio(NamedTuple):
    """The bounds between which the ratio of two ends lies, and where they stand."""

    low: Fraction
    high: Fraction
    fact: Fact
    other: Fact
    path: str
    units: str
    said: str


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at each pair whose ratio is not that of the other pairs of its source."""
    same = {entry.id: entry.same_amount_as for entry in kb.vocabulary if entry.same_amount_as}
    if not same:
        return
    by_source: dict[tuple[str, str], list[Ratio]] = defaultdict(list)
    for ratio in _ratios(kb, same):
        by_source[ratio.fact.cite, ratio.units].append(ratio)
    for ratios in by_source.values():
        yield from _unequal(kb, ratios)


def _unequal(kb: KnowledgeBase, ratios: list[Ratio]) -> Iterator[Remark]:
    """Of the ratios of one source those that fewer others share than the usual one; the later of two that differ."""
    shared = [sum(1 for other in ratios if one.low <= other.high and other.low <= one.high) for one in ratios]
    usual = ratios[shared.index(max(shared))]
    told: set[str] = set()
    for one in ratios:
        if (one.low > usual.high or usual.low > one.high) and one.fact.id not in told:
            told.add(one.fact.id)
            help = f"'{one.fact.id}' and '{one.other.id}' should be one amount: read both again."
            yield Remark(
                kb.place(one.fact, one.path), f"{one.said}; {usual.said} ('{usual.fact.id}')", help, one.fact.id
            )


def _ratios(kb: KnowledgeBase, same: dict[str, str]) -> Iterator[Ratio]:
    """The ratio of each end of each figure to the matching end of its twin of the same source and scope."""
    subjects = {*same, *same.values()}
    found: dict[tuple[str, object, str], list[tuple[Fact, str, Value]]] = defaultdict(list)
    for fact in kb.facts.values():
        if fact.status == "active" and fact.voice == "own":
            for subject, path, value in _figures(fact):
                if subject in subjects:
                    found[fact.cite, _beside(fact, path), subject].append((fact, path, value))
    for (cite, beside, subject), facts in found.items():
        twins = found.get((cite, beside, same.get(subject, "")), [])
        for fact, path, value in facts[:_MOST_FACTS]:
            fitting = [twin for twin in twins[:_MOST_FACTS] if _same_scope(kb, fact, twin[0])]
            if len(fitting) == 1:
                yield from _of_pair(fact, path, value, fitting[0])


def _figures(fact: Fact) -> Iterator[tuple[str, str, Value]]:
    leaf = single_leaf(fact.when)
    if leaf is not None and leaf.is_ is not None and not leaf.is_.every:
        yield leaf.parameter, "when.is", leaf.is_
    if fact.value is not None and fact.value.form in ("point", "range", "bound") and not fact.value.every:
        yield fact.parameter or fact.measure, "value", fact.value
        if fact.parameter:
            yield fact.measure, "value", fact.value


def _beside(fact: Fact, path: str) -> object:
    """What a figure and its twin share: the row of a criterion; nothing for a figure of its own measure."""
    return (path, fact.measure, fact.tier, fact.action, fact.do) if path == "when.is" else path


def _same_scope(kb: KnowledgeBase, one: Fact, other: Fact) -> bool:
    if one.statistic != other.statistic or one.subgroup != other.subgroup or one.drug != other.drug:
        return False
    return all(kb.vocabulary.overlap(getattr(one, name), getattr(other, name)) for name in SCOPE_FIELDS)


def _of_pair(fact: Fact, path: str, value: Value, twin: tuple[Fact, str, Value]) -> Iterator[Ratio]:
    other, _, base = twin
    scale = base.unit.factor / value.unit.factor
    for one, two in zip(value.intervals, base.intervals, strict=False):
        for end, matching in ((one.low, two.low), (one.high, two.high)):
            if end and matching and end > value.half_unit:
                low = Fraction(matching - base.half_unit) / Fraction(end + value.half_unit) * scale
                high = Fraction(matching + base.half_unit) / Fraction(end - value.half_unit) * scale
                yield Ratio(low, high, fact, other, path, _units(value, base), _said(end, matching, value, base))


def _units(value: Value, base: Value) -> str:
    """The two dimensions, without the bases that they share: International Units and mass, per kg or not."""
    one, two = value.unit.dimension.split(" per "), base.unit.dimension.split(" per ")
    return f"{one[0]}, {two[0]}" if one[1:] == two[1:] else f"{value.unit.dimension}, {base.unit.dimension}"


def _said(end: Decimal, matching: Decimal, value: Value, base: Value) -> str:
    ratio = Decimal(f"{matching / end:.4g}")
    return f"{matching:f} {base.unit.text} to {end:f} {value.unit.text} is {ratio:,f} to 1"
