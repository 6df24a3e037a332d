"""A word that the vocabulary does not have.

What it checks
    Every measure, intervention, population, condition, parameter, sign, drug, route and verb that a fact, a term, a
    cohort or a source record names is an id of the vocabulary, and of the type that its field takes.

Why it matters at the bedside
    A misspelt drug or population takes a fact out of every comparison: its disagreement is not seen.

How to fix
    Use the id that the help proposes, or add the term to the vocabulary with its broader terms.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from kb.cohort import AnalysisSet, Report
from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Cohort, Condition, Fact, KnowledgeBase, SourceRecord
from kb.suggestions import Suggestions
from kb.vocabulary import Entry, Measure, Term

SEVERITY = Severity.ERROR
WAIVABLE = False

_MANY: Final = {
    "intervention": "intervention", "population": "population", "condition": "", "setting": "setting", "phase": "phase",
    "route": "route", "timing": "timing", "indication": "", "do": "verb", "age_group": "age-group",
}  # fmt: skip
_ONE: Final = {
    "measure": "measure", "subgroup": "subgroup", "endpoint": "endpoint", "parameter": "", "system": "system",
    "drug": "drug", "compared_with": "",
}  # fmt: skip
"""Fields of a fact that hold several terms and one; and the type that the terms must have, where it must be one."""

_OF_CONDITIONS: Final = ("parameter", "present", "absent", "at")
_OF_MEASURES: Final = {"topic": "topic", "system": "system", "same_amount_as": ""}
_LISTS: Final = {
    "broader": "measure",
    "together": "population",
    "beside": "intervention",
    "parts": "measure",
    "subset_of": "measure",
    "opposed_to": "verb",
    "upheld_by": "",
}
_one = operator.attrgetter(*_ONE)
_many = operator.attrgetter(*_MANY)

Say = Callable[[Fact | Cohort | SourceRecord | Entry, str, str, str], tuple[Remark, ...]]


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each name that is no id of the vocabulary, or of another type than its field takes."""
    say = _saying(kb)
    types = {id: entry.type for id, entry in kb.vocabulary.entries.items()}
    for fact in kb.facts.values():
        for (field, type), word in zip(_ONE.items(), _one(fact), strict=True):
            if word and (word not in types or (type and types[word] != type)):
                yield from say(fact, field, word, type)
        for (field, type), words in zip(_MANY.items(), _many(fact), strict=True):
            for index, word in enumerate(words):
                if word not in types or (type and types[word] != type):
                    yield from say(fact, f"{field}.{index}", word, type)
        for index, component in enumerate(fact.components):
            yield from say(fact, f"components.{index}.drug", component.drug, "drug")
        for path, condition in (("when", fact.when), ("target", fact.target)):
            if condition is not None:
                yield from _condition(fact, condition, path, say)
    for entry in kb.vocabulary:
        yield from _entry(entry, say)
    for cohort in kb.cohorts.values():
        yield from _cohort(cohort, say)
    for record in kb.source_records.values():
        yield from _named(record, record, ("population", "age_group"), "", say)


def _saying(kb: KnowledgeBase) -> Say:
    """What is said of one name; the nearest word is looked for once, however often a name is misspelt alike."""
    entries, near = kb.vocabulary.entries, dict[str, Suggestions]()

    def say(record: Fact | Cohort | SourceRecord | Entry, path: str, word: str, type: str) -> tuple[Remark, ...]:
        entry = entries.get(word)
        if entry is not None and (not type or entry.type == type):
            return ()
        if type not in near:
            near[type] = Suggestions((), lambda unknown: kb.vocabulary.nearest(unknown, type))
        close = near[type].nearest(word)
        help = f"Did you mean '{close}'?" if close else "Add it to the vocabulary, with its broader terms."
        wrong = f"'{word}' is of type {entry.type}, not {type}" if entry else f"'{word}' is not in the vocabulary"
        return (Remark(kb.place(record, path), wrong, help, record.id),)

    return say


def _condition(fact: Fact, condition: Condition, path: str, say: Say) -> Iterator[Remark]:
    for field in _OF_CONDITIONS:
        if getattr(condition, field):
            yield from say(fact, f"{path}.{field}", getattr(condition, field), "")
    for index, word in enumerate(condition.despite):
        yield from say(fact, f"{path}.despite.{index}", word, "")
    for field in ("all", "any"):
        for index, part in enumerate(getattr(condition, field)):
            yield from _condition(fact, part, f"{path}.{field}.{index}", say)


def _cohort(cohort: Cohort, say: Say) -> Iterator[Remark]:
    """A cohort's own scope, and that of its reports and its denominators."""
    yield from _named(cohort, cohort, ("population", "intervention", "age_group"), "", say)
    for index, report in enumerate(cohort.reports):
        fields = ("population", "intervention", "age_group", "measures")
        yield from _named(cohort, report, fields, f"reports.{index}.", say)
    for index, one in enumerate(cohort.analysis_sets):
        parts = ("population", "subgroup", "intervention", "condition", "measures")
        yield from _named(cohort, one, parts, f"analysis_sets.{index}.", say)


def _named(
    record: Cohort | SourceRecord,
    part: Cohort | Report | AnalysisSet | SourceRecord,
    fields: Iterable[str],
    path: str,
    say: Say,
) -> Iterator[Remark]:
    for field in fields:
        type = {"age_group": "age-group", "measures": "measure", "condition": ""}.get(field, field)
        for index, word in enumerate(getattr(part, field)):
            yield from say(record, f"{path}{field}.{index}", word, type)


def _entry(entry: Entry, say: Say) -> Iterator[Remark]:
    one = _OF_MEASURES if isinstance(entry, Measure) else {"system": "system", "same_amount_as": ""}
    for field, type in one.items():
        if getattr(entry, field):
            yield from say(entry, field, getattr(entry, field), type)
    for field, type in _LISTS.items():
        for index, word in enumerate(getattr(entry, field, ())):
            wanted = entry.type if field == "broader" and isinstance(entry, Term) else type
            yield from say(entry, f"{field}.{index}", word, wanted)
    if isinstance(entry, Measure) and entry.at_most is not None:
        for name, word in entry.at_most.inputs.items():
            yield from say(entry, f"at_most.inputs.{name}", word, "measure")
