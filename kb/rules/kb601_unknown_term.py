"""A word that the vocabulary does not have.

What it checks
    Every measure, intervention, population, condition, parameter, sign, drug, route and verb that a fact, a term or a
    cohort names is an id of the vocabulary.

Why it matters at the bedside
    A misspelt drug or population takes a fact out of every comparison: its disagreement is not seen.

How to fix
    Use the id that the help proposes, or add the term to the vocabulary with its broader terms.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Condition, Fact, KnowledgeBase

SEVERITY = Severity.ERROR
WAIVABLE = False

_TYPES = {
    "measure": "measure", "intervention": "intervention", "population": "population", "subgroup": "subgroup",
    "condition": "", "setting": "setting", "phase": "phase", "endpoint": "endpoint", "parameter": "", "system": "system",
    "drug": "drug", "compared_with": "intervention", "route": "route", "timing": "timing", "indication": "", "do": "verb",
}  # fmt: skip


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each name that is no id of the vocabulary, or of another type than its field takes."""
    for fact in kb.facts.values():
        for field, type in _TYPES.items():
            named = getattr(fact, field)
            words = [(field, named)] if isinstance(named, str) else [(f"{field}.{index}", word) for index, word in enumerate(named)]
            for path, word in words:
                yield from _unknown(kb, fact, path, word, type)
        for index, component in enumerate(fact.components):
            yield from _unknown(kb, fact, f"components.{index}.drug", component.drug, "drug")
        for path in ("when", "target"):
            yield from _condition(kb, fact, getattr(fact, path), path)
    yield from _of_entries(kb)


def _unknown(kb: KnowledgeBase, fact: Fact, path: str, word: str, type: str) -> Iterator[Remark]:
    entry = kb.vocabulary.entries.get(word)
    if not word or (entry is not None and (not type or entry.type == type)):
        return
    close = kb.vocabulary.nearest(word, type)
    help = f"Did you mean '{close}'?" if close else "Add it to the vocabulary, with its broader terms."
    wrong = f"'{word}' is a {entry.type}, not a {type}" if entry else f"'{word}' is not in the vocabulary"
    yield Remark(kb.place(fact, path), wrong, help, fact.id)


def _condition(kb: KnowledgeBase, fact: Fact, condition: Condition | None, path: str) -> Iterator[Remark]:
    if condition is None:
        return
    for field in ("parameter", "present", "absent", "at"):
        yield from _unknown(kb, fact, f"{path}.{field}", getattr(condition, field), "")
    for index, word in enumerate(condition.despite):
        yield from _unknown(kb, fact, f"{path}.despite.{index}", word, "")
    for field in ("all", "any"):
        for index, part in enumerate(getattr(condition, field)):
            yield from _condition(kb, fact, part, f"{path}.{field}.{index}")


def _of_entries(kb: KnowledgeBase) -> Iterator[Remark]:
    for entry in kb.vocabulary:
        names = [(f"broader.{index}", word) for index, word in enumerate(entry.broader)] + [("system", entry.system)]
        for path, word in names:
            if word and word not in kb.vocabulary:
                close = kb.vocabulary.nearest(word)
                help = f"Did you mean '{close}'?" if close else "Add it to the vocabulary."
                yield Remark(kb.place(entry, path), f"'{word}' is not in the vocabulary", help, entry.id)
    for cohort in kb.cohorts.values():
        for field in ("population", "intervention"):
            for index, word in enumerate(getattr(cohort, field)):
                if word not in kb.vocabulary:
                    yield Remark(kb.place(cohort, f"{field}.{index}"), f"'{word}' is not in the vocabulary", _near(kb, word), cohort.id)


def _near(kb: KnowledgeBase, word: str) -> str:
    close = kb.vocabulary.nearest(word)
    return f"Did you mean '{close}'?" if close else "Add it to the vocabulary."
