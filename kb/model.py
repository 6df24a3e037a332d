"""Frozen types: Fact and its kinds, Cohort, Explanation, and the KnowledgeBase that holds them.

A fact is what ONE reference reports about one measure, at one place in it. Records are made by the loader from text
that has a place; nothing here reads a file.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import field, fields
from typing import Annotated, Any, Final, Literal, NamedTuple

from pydantic import Field
from pydantic.dataclasses import dataclass

from kb.bibliography import Reference
from kb.fields import CLOSED, LISTED, Count, Date, Identifier, Identifiers, ShortText, Text, Texts, Truth, ValueField
from kb.finding import Place, Problem, Remark
from kb.source_file import NOWHERE, RecordPlaces
from kb.value import Value, canonical_text
from kb.vocabulary import Action, Entry, Formula, Measure, Stance, Tier, Vocabulary

Access = Literal["full-text", "table", "abstract", "secondhand"]
Status = Literal["active", "disputed", "retired"]
Confidence = Literal["low", "moderate", "high"]
Voice = Literal["own", "reported", "opposed"]
Statistic = Literal["rate", "median", "mean", "minimum", "maximum", "range", "point", "rank"]
CtcaeGrade = Literal["any", "1", "2", "3", "4", "5", "1-2", "2-3", "3-4", "3-5", "4-5"]
ExplanationType = Literal[
    "population", "regimen", "denominator", "endpoint", "time-point", "data-cutoff", "jurisdiction", "era",
    "superseded", "rounding", "restated-wrongly", "misprint", "practice-variation", "unresolved",
]  # fmt: skip


@dataclass(frozen=True, slots=True, config=CLOSED)
class Condition:
    """When something applies: a parameter within a set, a sign present or absent, or several joined as printed.

    `lasting` is how long it must last, `times` how often it must occur, `within` how recent it is, `at` when it is
    measured, `despite` what has been tried or corrected before.
    """

    parameter: Identifier = ""
    is_: Annotated[ValueField | None, Field(alias="is")] = None
    present: Identifier = ""
    absent: Identifier = ""
    all: Annotated[tuple[Condition, ...], LISTED] = ()
    any: Annotated[tuple[Condition, ...], LISTED] = ()
    lasting: ValueField | None = None
    times: Count = 0
    within: ValueField | None = None
    at: Identifier = ""
    despite: Identifiers = ()

    def leaves(self) -> Iterator[Condition]:
        """The conditions that are not joins themselves, in the order printed."""
        joined = self.all + self.any
        if not joined:
            yield self
        for part in joined:
            yield from part.leaves()


@dataclass(frozen=True, slots=True, config=CLOSED)
class Component:
    """One drug of a fixed combination, with the amount of it in one unit of the product."""

    drug: Identifier
    dose: ValueField


@dataclass(frozen=True, slots=True, config=CLOSED)
class Preparation:
    """How an infusion is made up: an amount in a volume. It is not a dose."""

    amount: ValueField
    volume: ValueField


@dataclass(frozen=True, slots=True, config=CLOSED)
class Reading:
    """A lost or damaged glyph: what is printed, how it is read, on what grounds, and how sure that is."""

    printed: ShortText
    read_as: ShortText
    because: Text
    confidence: Confidence


@dataclass(frozen=True, slots=True, config=CLOSED)
class Waiver:
    """Permission for one rule to stay silent about one fact until a day, with a reason and an owner."""

    rule: Identifier
    reason: Text
    owner: ShortText
    until: Date


@dataclass(frozen=True, slots=True, config=CLOSED)
class SignOff:
    """Who approved a fact, in what role, when, and the fingerprint of the fact as it then was."""

    by: ShortText
    role: Literal["author", "pharmacist", "nurse", "physician", "editor"]
    on: Date
    fingerprint: ShortText


@dataclass(frozen=True, slots=True, config=CLOSED)
class Certainty:
    """How far a body of evidence can be trusted (GRADE), who rated it and why."""

    rating: Literal["very-low", "low", "moderate", "high"]
    by: ShortText
    because: Text


@dataclass(frozen=True, slots=True, config=CLOSED)
class Fact:
    """What one reference reports about one measure, at one place in it.

    The first group of fields says of what and of whom; the second what the source reports, by kind; the third where
    it stands and how that is known; the fourth its standing in this base.
    """

    id: Identifier
    measure: Identifier
    intervention: Identifiers = ()
    population: Identifiers = ()
    subgroup: Identifier = ""
    condition: Identifiers = ()
    setting: Identifiers = ()
    phase: Identifiers = ()
    cycle: ValueField | None = None
    timepoint: ValueField | None = None
    endpoint: Identifier = ""
    statistic: Statistic | Literal[""] = ""
    ctcae_grade: CtcaeGrade | Literal[""] = ""
    parameter: Identifier = ""
    system: Identifier = ""
    when: Condition | None = None

    value: ValueField | None = None
    events: Count | None = None
    total: Count | None = None
    interval: ValueField | None = None
    confidence: ValueField | None = None
    range: ValueField | None = None
    range_censored: Truth = False
    p_value: ValueField | None = None
    compared_with: Identifier = ""
    tier: Tier | Literal[""] = ""
    action: Action | Literal[""] = ""
    stance: Stance | Literal[""] = ""
    drug: Identifier = ""
    components: Annotated[tuple[Component, ...], LISTED] = ()
    dose: ValueField | None = None
    frequency: ValueField | None = None
    timing: Identifiers = ()
    over: ValueField | None = None
    rate: ValueField | None = None
    preparation: Preparation | None = None
    route: Identifiers = ()
    role: Literal["scheduled", "as-needed", ""] = ""
    indication: Identifiers = ()
    do: Identifiers = ()
    target: Condition | None = None
    says: Text = ""
    hedge: ShortText = ""

    cite: Identifier = ""
    locator: ShortText = ""
    printed: ShortText = ""
    near: Texts = ()
    access: Access | Literal[""] = ""
    cohort: Identifier = ""
    data_cutoff: ShortText = ""
    restates: Identifiers = ()
    cites_as: ShortText = ""
    reading: Reading | None = None
    misprint: Text = ""
    voice: Voice = "own"
    graded: ShortText = ""
    derived: Formula | None = None

    status: Status = "active"
    reason: Text = ""
    supersedes: Identifiers = ()
    certainty: Certainty | None = None
    note: Text = ""
    waivers: Annotated[tuple[Waiver, ...], LISTED] = ()
    signoffs: Annotated[tuple[SignOff, ...], LISTED] = ()


SCOPE_FIELDS: Final = ("intervention", "population", "condition", "setting", "phase")
"""Fields compared through the vocabulary's broader terms."""

_FINGERPRINTED: Final = tuple(
    entry.name for entry in fields(Fact) if entry.name not in ("signoffs", "waivers", "note")
)


def fingerprint(fact: Fact) -> str:
    """Twelve hexadecimal digits that change with every field a reviewer relies on (not notes, waivers, sign-offs)."""
    digest = hashlib.sha256()
    for name in _FINGERPRINTED:
        if value := getattr(fact, name):
            digest.update(f"{name}={_canonical(value)}\n".encode())
    return digest.hexdigest()[:12]


def _canonical(value: Any) -> str:
    if isinstance(value, Value):
        return canonical_text(value)
    if isinstance(value, tuple):
        return "[" + ",".join(_canonical(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ",".join(f"{key}:{_canonical(value[key])}" for key in sorted(value)) + "}"
    if hasattr(value, "__dataclass_fields__"):
        pairs = ((entry.name, getattr(value, entry.name)) for entry in fields(value))
        return "{" + ",".join(f"{name}:{_canonical(item)}" for name, item in pairs if item not in (None, "", (), 0)) + "}"
    return str(value)


@dataclass(frozen=True, slots=True, config=CLOSED)
class Report:
    """One look at a cohort: the reference that reports it and the data cutoff of that look."""

    cite: Identifier
    data_cutoff: ShortText = ""


@dataclass(frozen=True, slots=True, config=CLOSED)
class Cohort:
    """A set of patients, declared once; several papers may report it, at several cutoffs."""

    id: Identifier
    label: ShortText
    population: Identifiers
    intervention: Identifiers = ()
    total: Count | None = None
    analysis_sets: dict[str, Count] = field(default_factory=dict)
    treated: ShortText = ""
    reports: Annotated[tuple[Report, ...], LISTED] = ()
    part_of: Identifiers = ()
    overlaps: Identifiers = ()
    selected_on_outcome: Truth = False
    note: Text = ""


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

    cite: Identifier
    because: Text
    printed: ShortText = ""
    near: Texts = ()
    pattern: RemainderPattern | Literal[""] = ""


class LedgerEntry(NamedTuple):
    """That a figure was found in a text: the fact as it then was, and where in which text it stood."""

    fingerprint: str
    passage: str
    offset: int


class Ledger(NamedTuple):
    """What was found in the text of one reference, and the hash of that text."""

    file: str
    text: str
    entries: Mapping[str, LedgerEntry]


class KnowledgeBase:
    """Everything that was read from one base, and where it stands.

    `facts`, `references`, `cohorts` and `ledgers` are keyed by id; `problems` are the faults met while reading;
    `today` is the only clock that rules may look at; `files` are all files read, with their sizes.
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
        self._places = places or {}
        self._fingerprints: dict[str, str] = {}

    def measure(self, fact: Fact) -> Measure | None:
        """The measure of a fact, or None where the vocabulary has no such measure."""
        return self.vocabulary.measure(fact.measure)

    def kind(self, fact: Fact) -> str:
        """The kind of a fact, an empty text where its measure is unknown."""
        entry = self.vocabulary.entries.get(fact.measure)
        return entry.kind if isinstance(entry, Measure) else ""

    def place(self, record: Fact | Cohort | Explanation | Remainder | Entry, path: str = "") -> Place:
        """Where a record, or a field of it under a dotted path, stands."""
        if isinstance(record, Explanation):
            key = ("explanation", str(self.explanations.index(record)))
        elif isinstance(record, Remainder):
            key = ("remainder", next(str(index) for index, one in enumerate(self.remainders) if one is record))
        else:
            section = "fact" if isinstance(record, Fact) else "cohort" if isinstance(record, Cohort) else "entry"
            key = (section, record.id)
        return self._places.get(key, NOWHERE).place(path)

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
