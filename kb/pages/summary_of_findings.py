"""Summary of findings: what happened to how many of 100 patients, with interval and certainty, one row a cohort."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from kb.model import KnowledgeBase
from kb.pages.fact_view import FactView
from kb.pages.forest_plot import ForestPlot, ForestRow
from kb.pages.wording import cutoff_said

UNRATED: Final = "not yet rated"
CERTAINTY_WORDS: Final = {"very-low": "very low", "low": "low", "moderate": "moderate", "high": "high", "": UNRATED}


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One outcome in one cohort; `shares_patients_with` names other rows of the same outcome.

    `per_100` and `interval` are whole patients of 100, or have one decimal below 1.
    """

    group: str
    population: str
    fact: FactView
    total: int | None
    per_100: str
    interval: str
    origin: str
    cutoff: str
    certainty: str
    shares_patients_with: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome in one population, with its rows."""

    label: str
    rows: tuple[FindingRow, ...]


def summary_of_findings(kb: KnowledgeBase, plots: Iterable[ForestPlot | None]) -> tuple[Outcome, ...]:
    """The rows of some plots in absolute numbers; sources that name no cohort or give no counts are left out."""
    outcomes = []
    for plot in plots:
        rows = [] if plot is None else [row for row in plot.rows if not row.hollow and row.named]
        if plot is not None and rows:
            outcomes.append(Outcome(plot.title, tuple(_finding(kb, row) for row in rows)))
    return tuple(outcomes)


def _finding(kb: KnowledgeBase, row: ForestRow) -> FindingRow:
    fact = kb.facts[row.fact.id]
    return FindingRow(
        group=row.label,
        population=row.heading,
        fact=row.fact,
        total=row.total,
        per_100=of_100(row.estimate),
        interval=f"{of_100(row.low)}\u2013{of_100(row.high)}",
        origin=f"95%, {row.origin}",
        cutoff=cutoff_said(fact.data_cutoff),
        certainty=CERTAINTY_WORDS[fact.certainty.rating if fact.certainty else ""],
        shares_patients_with=row.shares_patients_with,
    )


def of_100(percent: Decimal) -> str:
    """How many of 100 patients a percentage comes to, rounded half up: whole, or to one decimal below 1."""
    step = Decimal(1) if percent >= 1 or percent == 0 else Decimal("0.1")
    return f"{percent.quantize(step, ROUND_HALF_UP).normalize():f}"
