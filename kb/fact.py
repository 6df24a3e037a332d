"""Frozen types of a fact: what ONE reference reports about one measure, at one place in it.

Records are made by the loader from text that has a place; nothing here reads a file.
"""

from __future__ import annotations

import hashlib
import operator
from collections.abc import Iterator
from dataclasses import fields
from typing import Annotated, Any, Final, Literal

from pydantic import Field
from pydantic.dataclasses import dataclass

from kb.fields import (
    CLOSED,
    LISTED,
    CitationKey,
    Count,
    Date,
    Identifier,
    Identifiers,
    ShortText,
    Text,
    Texts,
    Truth,
    ValueField,
)
from kb.value import Value, canonical_text
from kb.vocabulary import Action, Formula, Stance, Tier

Access = Literal["full-text", "table", "abstract", "secondhand"]
Status = Literal["active", "disputed", "retired"]
Confidence = Literal["low", "moderate", "high"]
Voice = Literal["own", "reported", "opposed"]
Statistic = Literal["rate", "median", "mean", "minimum", "maximum", "range", "point", "rank"]
CtcaeGrade = Literal["any", "1", "2", "3", "4", "5", "1-2", "2-3", "3-4", "3-5", "4-5"]


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
    """Permission for one rule to stay silent about one fact until a day, with a reason and an owner.

    `fingerprint` is that of the fact as it was when this was granted: a fact that was changed since is heard again.
    """

    rule: Identifier
    reason: Text
    owner: ShortText
    until: Date
    fingerprint: ShortText = ""


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
    age_group: Identifiers = ()
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
    tier_inferred: Text = ""
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

    cite: CitationKey = ""
    locator: ShortText = ""
    printed: ShortText = ""
    near: Texts = ()
    access: Access | Literal[""] = ""
    cohort: Identifier = ""
    data_cutoff: ShortText = ""
    restates: Identifiers = ()
    disagrees_with: Identifiers = ()
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


SCOPE_FIELDS: Final = ("intervention", "population", "age_group", "condition", "setting", "phase")
"""Fields compared through the vocabulary's broader terms."""

_FINGERPRINTED: Final = tuple(
    entry.name for entry in fields(Fact) if entry.name not in ("signoffs", "waivers", "note", "disagrees_with")
)
_fingerprinted = operator.attrgetter(*_FINGERPRINTED)


def fingerprint(fact: Fact) -> str:
    """Twelve hexadecimal digits that change with every field a reviewer relies on.

    Notes, waivers, sign-offs and declared disagreements are not among them.
    """
    said = (
        f"{name}={value if type(value) is str else _canonical(value)}\n"
        for name, value in zip(_FINGERPRINTED, _fingerprinted(fact), strict=True)
        if value or type(value) is int
    )
    return hashlib.sha256("".join(said).encode()).hexdigest()[:12]


def field_digests(fact: Fact) -> dict[str, str]:
    """Three hexadecimal digits of each field that the fingerprint is made of, by its dotted path.

    They prove nothing; they tell which field was changed where the fingerprint says that one was.
    """
    return {
        path: hashlib.sha256(said.encode()).hexdigest()[:3]
        for name in _FINGERPRINTED
        if name != "id"
        for path, said in _leaves(name, getattr(fact, name))
    }


def _leaves(path: str, value: Any) -> Iterator[tuple[str, str]]:
    """The parts of a field that are written apart, each with its canonical text; nothing of an empty one."""
    if not isinstance(value, Value) and hasattr(value, "__dataclass_fields__"):
        for entry in fields(value):
            yield from _leaves(f"{path}.{entry.name.removesuffix('_')}", getattr(value, entry.name) or "")
    elif isinstance(value, dict):
        for key in sorted(value):
            yield f"{path}.{key}", _canonical(value[key])
    elif isinstance(value, tuple) and any(hasattr(item, "__dataclass_fields__") for item in value):
        for index, item in enumerate(value):
            yield from _leaves(f"{path}.{index}", item)
    elif value or type(value) is int:
        yield path, _canonical(value)


def _canonical(value: Any) -> str:
    if isinstance(value, Value):
        return canonical_text(value)
    if isinstance(value, tuple):
        return "[" + ",".join(_canonical(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ",".join(f"{key}:{_canonical(value[key])}" for key in sorted(value)) + "}"
    if hasattr(value, "__dataclass_fields__"):
        pairs = ((entry.name, getattr(value, entry.name)) for entry in fields(value))
        said = (f"{name}:{_canonical(item)}" for name, item in pairs if item not in (None, "", (), 0))
        return "{" + ",".join(said) + "}"
    return str(value)
