"""Forest plots of proportions: one row a cohort, never a paper, with everything measured out that the drawing needs.

A cohort is drawn once, from the latest look of a study that gives counts. What other sources print about the same
patients stands with that row; sources that name no cohort are hollow marks without an interval.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple

from kb.estimate import effective_cohort, estimate, interval_of
from kb.graph import ClaimGraph
from kb.model import Cohort, Fact, KnowledgeBase
from kb.pages.drawing import Layout, Tick, shortened, wrapped
from kb.pages.fact_view import FactView, FactViews
from kb.pages.wording import cutoff_said, interval_words, labels, rounded, safe_spelling
from kb.value import Interval

STUDIES: Final = frozenset({"primary_study", "pooled_analysis"})
"""Kinds of reference that look at patients themselves; labels, reviews and makers repeat them."""
TOP: Final = 6
FOOT: Final = 26
TICK_DROP: Final = 17
LINE_DROP: Final = 14
LEAST_SIDE: Final = 6
MOST_SIDE: Final = 18


WIDE: Final = Layout("wide", 760, 320, 640, 44)
NARROW: Final = Layout("narrow", 340, 10, 236, 72)
LABEL_DROP: Final = 14
MOST_LABEL_LINES: Final = 3
LABEL_LETTERS: Final = 42
DETAIL_LETTERS: Final = 54
"""How many letters fit beside the plot, and above a row of a narrow one."""


@dataclass(frozen=True, slots=True)
class ForestRow:
    """One cohort, or one source that names none. Percentages and intervals are words; `low` to `high` are numbers."""

    heading: str
    label: str
    detail: tuple[str, ...]
    total: int | None
    percent: str
    counts: str
    interval: str
    origin: str
    estimate: Decimal
    low: Decimal
    high: Decimal
    hollow: bool
    fact: FactView
    also: tuple[FactView, ...]
    shares_patients_with: str
    named: bool


class DrawnRow(NamedTuple):
    """A row with its places in a drawing: the line from `start` to `end`, the square of `side` around `centre`."""

    row: ForestRow
    y: int
    start: float
    end: float
    centre: float
    side: float
    width: float
    left: float
    top: float
    label_lines: tuple[str, ...]
    detail: str
    label_y: int
    detail_y: int
    number_y: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """One drawing of a plot at one width."""

    layout: Layout
    height: int
    top: int
    axis_y: int
    tick_drop: int
    line_drop: int
    label_drop: int
    label_x: int
    number_x: int
    ticks: tuple[Tick, ...]
    rows: tuple[DrawnRow, ...]


@dataclass(frozen=True, slots=True)
class ForestPlot:
    """A plot of one measure in one population group: its rows, its drawings, and what it shows in words."""

    id: str
    title: str
    description: str
    rows: tuple[ForestRow, ...]
    drawings: tuple[Drawing, ...]


def forest_plot(
    facts: FactViews, graph: ClaimGraph, measure: str, population: str, intervention: str
) -> ForestPlot | None:
    """The plot of a measure for a population and its narrower ones under an intervention; None if nothing can be drawn.

    Disputed, retired and reported figures, subgroups, words and time points are left to the tables.
    """
    kb = graph.kb
    chosen = [
        fact for fact in kb.facts.values() if fact.measure == measure and _drawable(kb, fact, population, intervention)
    ]
    rows = [*_cohort_rows(facts, kb, chosen), *_hollow_rows(facts, kb, chosen)]
    if not rows:
        return None
    title = f"{facts[chosen[0].id].measure_label}, {kb.vocabulary.label(population)}"
    drawings = tuple(_drawing(rows, layout) for layout in (WIDE, NARROW))
    return ForestPlot(f"forest-{measure}-{population}", title, _description(rows), tuple(rows), drawings)


def _description(rows: list[ForestRow]) -> str:
    hollow = sum(1 for row in rows if row.hollow)
    solid = len(rows) - hollow
    groups = "1 group of patients, drawn" if solid == 1 else f"{solid} groups of patients, each drawn once"
    words = [f"{groups} with its 95% interval; the size of a square grows with the number of patients."]
    if hollow:
        words.append(
            "Hollow: 1 source that names no group." if hollow == 1 else f"Hollow: {hollow} sources that name no group."
        )
    return " ".join([*words, "The table holds the same."])


def _drawable(kb: KnowledgeBase, fact: Fact, population: str, intervention: str) -> bool:
    value = estimate(fact)
    if fact.status != "active" or fact.voice != "own" or fact.subgroup or value is None or not value.intervals:
        return False
    if value.form == "word" or fact.ctcae_grade or fact.timepoint is not None or not fact.population:
        return False
    covers = kb.vocabulary.covers
    return all(covers(population, id) for id in fact.population) and any(
        covers(intervention, id) for id in fact.intervention
    )


def _cohort_rows(facts: FactViews, kb: KnowledgeBase, chosen: list[Fact]) -> Iterable[ForestRow]:
    by_cohort: dict[str, list[Fact]] = {}
    for fact in chosen:
        cohort = effective_cohort(kb, fact)[0]
        if cohort and interval_of(fact) is not None:
            by_cohort.setdefault(cohort, []).append(fact)
    rows = []
    for cohort, members in by_cohort.items():
        best = max(members, key=lambda fact: _weight(kb, cohort, fact))
        also = [facts[fact.id] for fact in chosen if effective_cohort(kb, fact)[0] == cohort and fact is not best]
        rows.append(_row(facts, kb, best, tuple(also), hollow=False, among=by_cohort))
    return sorted(rows, key=lambda row: (-(row.total or 0), row.label))


def _weight(kb: KnowledgeBase, cohort: str, fact: Fact) -> tuple[bool, int, bool, bool, str]:
    """Which report of a cohort is drawn: a study before a label, then the latest look, an own report, counts."""
    looks = [(report.cite, report.data_cutoff) for report in kb.cohorts[cohort].reports] if cohort in kb.cohorts else []
    look = looks.index((fact.cite, fact.data_cutoff)) if (fact.cite, fact.data_cutoff) in looks else -1
    reference = kb.references.get(fact.cite)
    study = reference is not None and reference.kind in STUDIES and fact.access != "secondhand"
    return (study, look, not fact.restates, fact.events is not None, fact.id)


def _hollow_rows(facts: FactViews, kb: KnowledgeBase, chosen: list[Fact]) -> Iterable[ForestRow]:
    found = [fact for fact in chosen if not effective_cohort(kb, fact)[0]]
    rows = [_row(facts, kb, fact, (), hollow=interval_of(fact) is None) for fact in found]
    return sorted(rows, key=lambda row: (row.hollow, row.label))


def _row(
    facts: FactViews,
    kb: KnowledgeBase,
    fact: Fact,
    also: tuple[FactView, ...],
    *,
    hollow: bool,
    among: Iterable[str] = (),
) -> ForestRow:
    view, value = facts[fact.id], estimate(fact)
    assert value is not None
    ends = value.intervals[0].low or Decimal(0), value.intervals[-1].high or Decimal(100)
    spread = interval_of(fact)
    drawn = spread if spread is not None and not hollow else Interval(*ends)
    computed = bool(fact.total or value.total)
    cohort = kb.cohorts.get(effective_cohort(kb, fact)[0])
    return ForestRow(
        heading=labels(kb.vocabulary, fact.population),
        label=safe_spelling(cohort.label) if cohort else view.source.name,
        detail=tuple(
            filter(None, (view.source.name if cohort else "", cutoff_said(fact.data_cutoff), view.source_kind))
        ),
        total=value.total or fact.total,
        percent=f"{rounded(ends[0])}%" if ends[0] == ends[1] else interval_words(Interval(*ends)),
        counts=_counts(fact),
        interval=interval_words(drawn) if not hollow else "",
        origin="" if hollow else "computed" if computed else "printed",
        estimate=(ends[0] + ends[1]) / 2,
        low=drawn.low or Decimal(0),
        high=drawn.high if drawn.high is not None else Decimal(100),
        hollow=hollow,
        fact=view,
        also=also,
        shares_patients_with=_sharing(kb, cohort, among) if cohort else "",
        named=cohort is not None,
    )


def _sharing(kb: KnowledgeBase, cohort: Cohort, among: Iterable[str]) -> str:
    """Other cohorts of the plot that hold some of the same patients, as either of the two declares it."""
    named = [*cohort.part_of, *cohort.overlaps]
    named += [other.id for other in kb.cohorts.values() if cohort.id in (*other.part_of, *other.overlaps)]
    here = [id for id in dict.fromkeys(named) if id in among and id in kb.cohorts]
    return safe_spelling(", ".join(kb.cohorts[id].label for id in here))


def _counts(fact: Fact) -> str:
    value = estimate(fact)
    events, total = (value.events, value.total) if value is not None and value.total else (fact.events, fact.total)
    return f"{events:,} of {total:,}" if events is not None and total else f"n = {total:,}" if total else ""


def _drawing(rows: list[ForestRow], layout: Layout) -> Drawing:
    top = math.ceil(max(float(row.high) for row in rows) / 10) * 10 or 10
    step = 5 if top <= 30 else 10 if top <= 60 else 20

    def x(percent: Decimal | int) -> float:
        return round(layout.left + (layout.right - layout.left) * float(percent) / top, 1)

    largest = max((row.total or 0 for row in rows), default=0) or 1
    lines = [wrapped(row.label, LABEL_LETTERS, MOST_LABEL_LINES) for row in rows]
    tops = list(itertools.accumulate((layout.row + LABEL_DROP * (len(one) - 1) for one in lines), initial=TOP))
    drawn = tuple(_drawn(*one, layout, x, largest) for one in zip(rows, lines, tops, strict=False))
    axis = tops[-1] + 4
    ticks = tuple(Tick(x(percent), f"{percent}%") for percent in range(0, top + 1, step))
    return Drawing(layout, axis + FOOT, TOP, axis, TICK_DROP, LINE_DROP, LABEL_DROP, 4, layout.right + 14, ticks, drawn)


def _drawn(
    row: ForestRow, lines: tuple[str, ...], top: int, layout: Layout, x: Callable[[Decimal], float], largest: int
) -> DrawnRow:
    wide, more = layout.wide, LABEL_DROP * (len(lines) - 1)
    y = top + ((layout.row + more) // 2 if wide else layout.row + more - 22)
    label_y = y - 3 - more // 2 if wide else top + 14
    share = math.sqrt((row.total or 0) / largest)
    side = 9.0 if row.hollow else round(LEAST_SIDE + (MOST_SIDE - LEAST_SIDE) * share, 1)
    start, end, centre = x(row.low), x(row.high), x(row.estimate)
    width = max(side, round(end - start, 1)) if row.hollow else side
    return DrawnRow(
        row=row,
        y=y,
        start=start,
        end=end,
        centre=centre,
        side=side,
        width=width,
        left=round(centre - width / 2, 1),
        top=round(y - side / 2, 1),
        label_lines=lines,
        detail=_fitting(row.detail),
        label_y=label_y,
        detail_y=label_y + more + (15 if wide else 16),
        number_y=y - 2,
    )


def _fitting(parts: tuple[str, ...]) -> str:
    """As many of the parts as fit on a line, the first of them in any case; the table says the rest."""
    said = ""
    for part in parts:
        longer = f"{said} \u00b7 {part}" if said else part
        if said and len(longer) > DETAIL_LETTERS:
            break
        said = longer
    return shortened(said, DETAIL_LETTERS)
