"""Terms and their broader terms; scope overlap.

A term names something that facts speak of: a measure, an intervention, a population, a condition, a drug. Each may
name `broader` terms, so that whether two scopes overlap is computed and never guessed. The ladders at the top are
the same for every subject: steps of a stance, of an action, of a tier.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Final, Literal, get_args

from pydantic.dataclasses import dataclass

from kb.fields import CLOSED, Count, Identifier, Identifiers, ShortText, Text, Texts, Truth, UnitField, ValueField
from kb.finding import Place
from kb.source_file import NOWHERE, RecordPlaces, nearest

Stance = Literal["required", "recommended", "preferred", "permitted", "caution", "not-recommended", "contraindicated"]
STANCES: Final[tuple[str, ...]] = get_args(Stance)
"""From the strongest word for something to the strongest word against it."""

Action = Literal["continue", "reassess", "delay", "withhold", "stop-cycle", "stop", "exclude", "never-again"]
ACTIONS: Final[tuple[str, ...]] = get_args(Action)
"""What a criterion leads to, from the mildest to the strictest: `delay` waits for recovery, `withhold` leaves a dose
out, `stop-cycle` ends the cycle, `stop` ends treatment, `exclude` bars a start, `never-again` bars retreatment."""

Tier = Literal["relative", "absolute", "open"]
"""Tiers of a criterion, from the milder to the stricter; `open` where the source does not show which."""

MeasureKind = Literal[
    "quantity", "proportion", "time-to-event", "criterion", "stance", "medication", "action", "statement",
]  # fmt: skip
MEASURE_KINDS: Final[tuple[str, ...]] = get_args(MeasureKind)

TermType = Literal[
    "intervention", "population", "subgroup", "condition", "setting", "phase", "drug", "route", "system", "sign",
    "parameter", "endpoint", "statistic", "verb", "timing", "topic", "outcome", "age-group",
]  # fmt: skip
TERM_TYPES: Final[tuple[str, ...]] = get_args(TermType)


@dataclass(frozen=True, slots=True, config=CLOSED)
class Formula:
    """A formula over named inputs: facts, where a fact is derived; measures, where a measure is bounded by others."""

    formula: ShortText
    inputs: dict[str, Identifier]


@dataclass(frozen=True, slots=True, config=CLOSED)
class Term:
    """A word of the vocabulary that is not a measure: an intervention, a population, a sign, a drug and so on.

    `together` names the groups that a population counts together in one figure, which is the figure of neither.
    `beside` names other regimens of the same drug, whose rules of treatment are compared with those of this one.
    Of parameters: `whole_numbers` says that only whole numbers occur, so that `> 1` is `>= 2`; `counts` names the tier
    of which it counts the criteria that are met. Of verbs: `action` is the action of a criterion that it carries out;
    `opposed_to` verbs that can't be done as well; `outcome` is the measure that counts the patients of a subgroup
    (responses, for responders). `upheld_by` names what a level is held up with: a lower
    bound of it beside an amount of that is what the amount is to bring about. `order` is the step on a ladder: of verbs
    from correcting to stopping, of what stances are about from what asks least (places of care, from a ward on).
    """

    id: Identifier
    type: TermType
    label: ShortText
    plural: ShortText = ""
    broader: Identifiers = ()
    together: Identifiers = ()
    beside: Identifiers = ()
    synonyms: Texts = ()
    misprints: Texts = ()
    system: Identifier = ""
    unit: UnitField | None = None
    units: Texts = ()
    plausible: ValueField | None = None
    same_amount_as: Identifier = ""
    upheld_by: Identifiers = ()
    safety_critical: Truth = False
    whole_numbers: Truth = False
    counts: Tier | Literal[""] = ""
    action: Action | Literal[""] = ""
    outcome: Identifier = ""
    opposed_to: Identifiers = ()
    order: Count = 0
    note: Text = ""


@dataclass(frozen=True, slots=True, config=CLOSED)
class Measure:
    """What a fact reports, defined once: its kind, unit, plausible range and relations to other measures.

    `units` lists further units in which a source may print it; `plausible` bounds what a figure can be at all;
    `parts` are measures whose counts add up to this one; `partition` names a set of categories that exclude each
    other; `subset_of` is a measure that this one can never exceed in the same patients; `at_most` is a formula over
    other measures of the same source that this one can't exceed; `describes_cohort` marks what is told of the patients
    of one cohort (their number, the doses they received) and compared with nothing outside it; `ordinal` marks the
    number of a day counted from a first one (`day 15`), which is no span of days; `over_time` says that a
    rate can only fall (survival) or only rise (recovery) from one time point to the next; `hazard_of` names the time
    whose hazards this ratio compares; `same_amount_as` names the
    measure of which this one is the same amount in a unit that doesn't convert (mass of a dose in International Units,
    volume an hour of one a shift), so that their ratio is constant within a source; `limit` marks a cap, of which two
    sources with other highest values differ even where one value lies within the other; `prescribed` marks what one
    source must not leave open where another fixes it (a dose); `treatment` says whether its
    facts tell where treatment `goes-on` (a target) or `holds` (a criterion for stopping).
    """

    id: Identifier
    kind: MeasureKind
    label: ShortText
    topic: Identifier
    plural: ShortText = ""
    unit: UnitField | None = None
    units: Texts = ()
    plausible: ValueField | None = None
    safety_critical: Truth = False
    broader: Identifiers = ()
    synonyms: Texts = ()
    misprints: Texts = ()
    parts: Identifiers = ()
    partition: Identifier = ""
    subset_of: Identifiers = ()
    at_most: Formula | None = None
    describes_cohort: Truth = False
    ordinal: Truth = False
    over_time: Literal["falls", "rises", ""] = ""
    hazard_of: Identifier = ""
    limit: Truth = False
    prescribed: Truth = False
    treatment: Literal["goes-on", "holds", ""] = ""
    same_amount_as: Identifier = ""
    system: Identifier = ""
    order: Count = 0
    note: Text = ""

    @property
    def type(self) -> str:
        """Measures and terms share one namespace; this is a measure's type."""
        return "measure"


Entry = Term | Measure


class Vocabulary:
    """All terms and measures of a base, and the questions asked of them."""

    def __init__(self, entries: Iterable[Entry], places: Mapping[str, RecordPlaces] | None = None) -> None:
        self.entries: dict[str, Entry] = {}
        for entry in entries:
            self.entries.setdefault(entry.id, entry)
        self._places = places or {}
        self._lineages: dict[str, frozenset[str]] = {}

    def __contains__(self, id: str) -> bool:
        return id in self.entries

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries.values())

    def __len__(self) -> int:
        return len(self.entries)

    def measure(self, id: str) -> Measure | None:
        """The measure of this id, or None where the id is unknown or names another type."""
        entry = self.entries.get(id)
        return entry if isinstance(entry, Measure) else None

    def of_type(self, type: str) -> Iterator[Entry]:
        """All entries of one type, in the order of the files."""
        return iter(self._by_type.get(type, ()))

    @cached_property
    def _by_type(self) -> Mapping[str, list[Entry]]:
        found: dict[str, list[Entry]] = {}
        for entry in self.entries.values():
            found.setdefault(entry.type, []).append(entry)
        return found

    @cached_property
    def steps_of_actions(self) -> Mapping[str, int]:
        """The step on the verbs' ladder of each action that a verb carries out."""
        verbs = (entry for entry in self.entries.values() if isinstance(entry, Term) and entry.action)
        return {verb.action: verb.order for verb in verbs}

    def steps_of(self, verbs: Iterable[str]) -> tuple[int, ...]:
        """The steps on the ladder from correcting to stopping of those verbs that stand on it."""
        return tuple(entry.order for verb in verbs if (entry := self.entries.get(verb)) and entry.order)

    def opposed(self, one: str, other: str) -> bool:
        """Whether two verbs are declared as what can't both be done."""
        first, second = self.entries.get(one), self.entries.get(other)
        return other in getattr(first, "opposed_to", ()) or one in getattr(second, "opposed_to", ())

    def label(self, id: str) -> str:
        """How a term is written on a page; an unknown id stands for itself."""
        entry = self.entries.get(id)
        return entry.label if entry else id

    def place(self, id: str, path: str = "id") -> Place:
        """Where an entry, or a field of it, stands."""
        return self._places.get(id, NOWHERE).place(path)

    def lineage(self, id: str) -> frozenset[str]:
        """The term and all its broader terms; a cycle in `broader` ends the walk."""
        known = self._lineages.get(id)
        if known is not None:
            return known
        lineage: set[str] = set()
        waiting = [id]
        while waiting:
            current = waiting.pop()
            if current in lineage:
                continue
            lineage.add(current)
            entry = self.entries.get(current)
            if entry:
                waiting.extend(entry.broader)
        self._lineages[id] = frozenset(lineage)
        return self._lineages[id]

    def covers(self, broad: str, narrow: str) -> bool:
        """Whether the first term is the second or one of its broader terms."""
        return broad in self.lineage(narrow)

    def overlap(self, one: Iterable[str], other: Iterable[str]) -> bool:
        """Whether two scopes share anything: some term of one is a term of the other, or broader or narrower.

        An empty scope says nothing of this part and overlaps with everything.
        """
        first, second = tuple(one), tuple(other)
        if not first or not second:
            return True
        for a in first:
            above = self.lineage(a)
            for b in second:
                if b in above or a in self.lineage(b):
                    return True
        return False

    @cached_property
    def besides(self) -> frozenset[frozenset[str]]:
        """The pairs of interventions of which one names the other as another regimen of the same drug."""
        terms = (entry for entry in self.entries.values() if isinstance(entry, Term))
        return frozenset(frozenset((term.id, other)) for term in terms for other in term.beside)

    def beside(self, one: str, other: str) -> bool:
        """Whether two interventions, or broader ones of theirs, are regimens of one drug beside each other."""
        sides = ((pair & self.lineage(one), pair & self.lineage(other)) for pair in self.besides)
        return any(len(first) == len(second) == 1 and first != second for first, second in sides)

    def apart(self, ids: Iterable[str]) -> frozenset[str]:
        """The terms, each that counts others together replaced by those others."""
        found: set[str] = set()
        for id in ids:
            entry = self.entries.get(id)
            found.update((isinstance(entry, Term) and entry.together) or (id,))
        return frozenset(found)

    def nearest(self, word: str, type: str = "") -> str:
        """The id that an unknown word most resembles by id, label, synonym or recorded misprint; else an empty text."""
        spellings: dict[str, str] = {}
        for entry in self.entries.values():
            if not type or entry.type == type:
                for spelling in (entry.id, entry.label, *entry.synonyms, *entry.misprints):
                    spellings.setdefault(spelling.lower(), entry.id)
        return spellings.get(nearest(word.lower(), spellings), "")
