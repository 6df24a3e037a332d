"""Frozen types around facts: Cohort, Explanation, Ledger, and the KnowledgeBase that holds everything that was read.

Records are made by the loader from text that has a place; nothing here reads a file.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from functools import cached_property
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

from pydantic.dataclasses import dataclass

from kb.bibliography import Reference
from kb.cohort import AnalysisSet, Cohort, Report
from kb.fact import (
    SCOPE_FIELDS,
    Certainty,
    Component,
    Condition,
    Fact,
    Preparation,
    Reading,
    SignOff,
    Waiver,
    fingerprint,
)
from kb.fields import CLOSED, CitationKey, Date, Identifier, ShortText, Text, Texts
from kb.finding import Place, Problem, Remark
from kb.source_file import NOWHERE, RecordPlaces
from kb.source_record import SourceRecord
from kb.value import Value
from kb.vocabulary import Entry, Measure, Term, Vocabulary

__all__ = [
    "SCOPE_FIELDS",
    "SECTION_OF",
    "AnalysisSet",
    "Certainty",
    "Cohort",
    "Component",
    "Condition",
    "Explanation",
    "ExplanationType",
    "Fact",
    "KnowledgeBase",
    "Ledger",
    "LedgerEntry",
    "Preparation",
    "Reading",
    "Remainder",
    "RemainderPattern",
    "Report",
    "SignOff",
    "SourceRecord",
    "Waiver",
    "fingerprint",
]

ExplanationType = Literal[
    "population", "regimen", "denominator", "endpoint", "time-point", "data-cutoff", "jurisdiction", "era",
    "superseded", "rounding", "restated-wrongly", "misprint", "practice-variation", "unresolved",
]  # fmt: skip


@dataclass(frozen=True, slots=True, config=CLOSED)
class Explanation:
    """An editor's typed reason why named facts with named values differ; it lapses when a value changes."""

    between: dict[str, ShortText]
    type: ExplanationType
    because: Text
    by: ShortText
    on: Date
    shown: Literal["both", ""] = ""
    prefer: Identifier = ""
    settled_by: Text = ""


RemainderPattern = Literal[
    "mark-in-brackets", "mark-at-line-end", "author-year", "journal-reference", "list-number", "figure-or-table-number",
    "part-of-a-name", "one-of-several",
]  # fmt: skip


@dataclass(frozen=True, slots=True, config=CLOSED)
class Remainder:
    """A numeral of a source text that no fact needs to carry, or a whole class of such marks, and why."""

    cite: CitationKey
    because: Text
    printed: ShortText = ""
    near: Texts = ()
    pattern: RemainderPattern | Literal[""] = ""


class LedgerEntry(NamedTuple):
    """That a figure was found in a text: the fact as it then was, and where in which text it stood.

    `fields` holds a short digest of each field of the fact as it then was, none in a ledger of an earlier form.
    """

    fingerprint: str
    passage: str
    offset: int
    fields: Mapping[str, str] = MappingProxyType({})


class Ledger(NamedTuple):
    """What was found in the text of one reference, and the hash of that text."""

    file: str
    text: str
    entries: Mapping[str, LedgerEntry]


SECTION_OF: Final[dict[type, str]] = {Fact: "fact", Cohort: "cohort", SourceRecord: "source"}
"""The section under which the place of a record is kept, by its type; all others are entries of the vocabulary."""


class KnowledgeBase:
    """Everything that was read from one base, and where it stands.

    `facts`, `references`, `cohorts`, `ledgers` and `source_records` are keyed by id or key; `problems` are the faults
    met while reading; `today` is the only clock that rules may look at; `files` are all files read, with their sizes;
    `templates` and `scripts` are the texts of the site's pages and tools by path.
    """

    def __init__(
        self,
        facts: Mapping[str, Fact],
        vocabulary: Vocabulary,
        references: Mapping[str, Reference],
        cohorts: Mapping[str, Cohort],
        explanations: tuple[Explanation, ...],
        today: datetime.date,
        places: Mapping[tuple[str, str], RecordPlaces] | None = None,
        problems: tuple[Problem, ...] = (),
        ledgers: Mapping[str, Ledger] | None = None,
        files: Mapping[str, int] | None = None,
        remainders: tuple[Remainder, ...] = (),
        templates: Mapping[str, str] | None = None,
        source_records: Mapping[str, SourceRecord] | None = None,
        scripts: Mapping[str, str] | None = None,
    ) -> None:
        self.facts = facts
        self.vocabulary = vocabulary
        self.references = references
        self.cohorts = cohorts
        self.explanations = explanations
        self.today = today
        self.problems = problems
        self.ledgers = ledgers or {}
        self.files = files or {}
        self.remainders = remainders
        self.templates = templates or {}
        self.scripts = scripts or {}
        self.source_records = source_records or {}
        self._places = places or {}
        self._fingerprints: dict[str, str] = {}

    @cached_property
    def looks(self) -> Mapping[tuple[str, str], tuple[Fact, ...]]:
        """By cohort and measure: the facts that name the cohort and a data cutoff themselves."""
        found: dict[tuple[str, str], list[Fact]] = {}
        for fact in self.facts.values():
            if fact.cohort and fact.data_cutoff and fact.status != "retired":
                found.setdefault((fact.cohort, fact.measure), []).append(fact)
        return {key: tuple(facts) for key, facts in found.items()}

    @cached_property
    def rules_on_counts(self) -> Mapping[tuple[str, str], tuple[Fact, ...]]:
        """By source and tier: what the source does as soon as one criterion of that tier is met."""
        found: dict[tuple[str, str], list[Fact]] = {}
        for fact in self.facts.values():
            tier = self._tier_counted(fact) if fact.do and fact.when is not None and fact.when.parameter else ""
            if tier:
                found.setdefault((fact.cite, tier), []).append(fact)
        return {key: tuple(facts) for key, facts in found.items()}

    @cached_property
    def rules_on_limits(self) -> Mapping[tuple[str, str, str], frozenset[Value]]:
        """By source, measure and parameter: the distinct limits for which the source says what to do."""
        found: dict[tuple[str, str, str], set[Value]] = {}
        for fact in self.facts.values():
            if (fact.do or fact.stance) and fact.when is not None and fact.when.parameter and fact.when.is_ is not None:
                found.setdefault((fact.cite, fact.measure, fact.when.parameter), set()).add(fact.when.is_)
        return {key: frozenset(limits) for key, limits in found.items()}

    @cached_property
    def signs_ruled(self) -> Mapping[str, frozenset[str]]:
        """By source: the signs that its criteria name, alone or with others."""
        found: dict[str, set[str]] = {}
        for fact in self.facts.values():
            if fact.when is not None and (fact.tier or fact.action) and fact.status != "retired":
                found.setdefault(fact.cite, set()).update(leaf.present for leaf in fact.when.leaves() if leaf.present)
        return {cite: frozenset(signs) for cite, signs in found.items()}

    @cached_property
    def medications(self) -> Mapping[str, tuple[Fact, ...]]:
        """By source: the facts of its own advice that name a drug, the role in which it is given, and what for."""
        found: dict[str, list[Fact]] = {}
        for fact in self.facts.values():
            named = fact.drug and fact.role and fact.indication and self.kind(fact) == "medication"
            if named and fact.status != "retired" and fact.voice == "own":
                found.setdefault(fact.cite, []).append(fact)
        return {cite: tuple(facts) for cite, facts in found.items()}

    def _tier_counted(self, fact: Fact) -> str:
        assert fact.when is not None
        entry, limit = self.vocabulary.entries.get(fact.when.parameter), fact.when.is_
        first = limit.intervals[0] if limit is not None and limit.intervals else None
        if not isinstance(entry, Term) or first is None or first.low is None:
            return ""
        return entry.counts if first.low == 0 or (first.low == 1 and not first.low_open) else ""

    def measure(self, fact: Fact) -> Measure | None:
        """The measure of a fact, or None where the vocabulary has no such measure."""
        return self.vocabulary.measure(fact.measure)

    def kind(self, fact: Fact) -> str:
        """The kind of a fact, an empty text where its measure is unknown."""
        return self._kinds.get(fact.measure, "")

    @cached_property
    def _kinds(self) -> Mapping[str, str]:
        return {entry.id: entry.kind for entry in self.vocabulary if isinstance(entry, Measure)}

    def place(self, record: Fact | Cohort | Explanation | Remainder | SourceRecord | Entry, path: str = "") -> Place:
        """Where a record, or a field of it under a dotted path, stands."""
        if isinstance(record, Explanation | Remainder):
            section = "explanation" if isinstance(record, Explanation) else "remainder"
            key = (section, self._positions[id(record)])
        else:
            key = (SECTION_OF.get(type(record), "entry"), record.id)
        return self._places.get(key, NOWHERE).place(path)

    @cached_property
    def _positions(self) -> Mapping[int, str]:
        """The position in its list of each record that has no id, by which record it is and not by what it says."""
        lists: tuple[tuple[Explanation | Remainder, ...], ...] = (self.explanations, self.remainders)
        return {id(record): str(position) for records in lists for position, record in enumerate(records)}

    def fingerprint(self, fact: Fact) -> str:
        """The fingerprint of a fact, computed once."""
        known = self._fingerprints.get(fact.id)
        if known is None:
            known = self._fingerprints[fact.id] = fingerprint(fact)
        return known

    def met(self, name: str) -> Iterator[Remark]:
        """The faults of one name that were met while reading, as remarks: the check of a rule about reading."""
        for problem in self.problems:
            if problem.name == name:
                yield Remark(problem.place, problem.message, problem.help, problem.subject)

    def verification(self, fact: Fact) -> str:
        """Whether the printed figure was found in its source: `verified`, `changed` since, or `no-text`."""
        ledger = self.ledgers.get(fact.cite)
        entry = ledger.entries.get(fact.id) if ledger else None
        if entry is None:
            return "no-text"
        return "verified" if entry.fingerprint == self.fingerprint(fact) else "changed"
