"""Frozen types of a cohort: a set of patients, the looks that were taken at it, and its denominators.

Records are made by the loader from text that has a place; nothing here reads a file.
"""

from __future__ import annotations

from typing import Annotated

from pydantic.dataclasses import dataclass

from kb.fields import CLOSED, LISTED, CitationKey, CitationKeys, Count, Identifier, Identifiers, ShortText, Text, Truth


@dataclass(frozen=True, slots=True, config=CLOSED)
class Report:
    """One look at a cohort: the reference that reports it, the data cutoff, and of how many of which patients it tells.

    What is not given is that of the cohort. `measures` are named where one reference has a look of its own for them.
    """

    cite: CitationKey
    data_cutoff: ShortText = ""
    population: Identifiers = ()
    intervention: Identifiers = ()
    age_group: Identifiers = ()
    total: Count | None = None
    measures: Identifiers = ()


@dataclass(frozen=True, slots=True, config=CLOSED)
class AnalysisSet:
    """A denominator of a cohort: how many patients, and whose figures are of them.

    A fact belongs to a set if it has one of its references, measures and subgroups, its population, intervention and
    condition. A set without `cite`, `intervention` or `measures` is that of any; one without `population` has the
    population of the report or the cohort; one without `subgroup` or `condition` is of patients without one.
    """

    id: Identifier
    n: Count
    label: ShortText = ""
    cite: CitationKeys = ()
    population: Identifiers = ()
    subgroup: Identifiers = ()
    intervention: Identifiers = ()
    condition: Identifiers = ()
    measures: Identifiers = ()


@dataclass(frozen=True, slots=True, config=CLOSED)
class Cohort:
    """A set of patients, declared once; several papers may report it, at several cutoffs."""

    id: Identifier
    label: ShortText
    population: Identifiers
    intervention: Identifiers = ()
    age_group: Identifiers = ()
    total: Count | None = None
    analysis_sets: Annotated[tuple[AnalysisSet, ...], LISTED] = ()
    treated: ShortText = ""
    reports: Annotated[tuple[Report, ...], LISTED] = ()
    part_of: Identifiers = ()
    overlaps: Identifiers = ()
    selected_on_outcome: Truth = False
    note: Text = ""
