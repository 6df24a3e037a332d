"""An explanation of a type that the facts themselves contradict.

What it checks
    `population`: the populations, subgroups or cohorts differ. `jurisdiction`: the references' jurisdictions differ.
    `data-cutoff`: the cutoffs differ. `denominator`: the totals differ. `time-point`: the time points differ.
    `superseded`: one of the references is superseded. `rounding`: the values are no further apart than their printed
    precision allows.

Why it matters at the bedside
    "They studied other patients" closes a question. It must not be said of two facts about the same patients.

How to fix
    Choose the type that the facts bear out, or complete the facts' fields from their sources.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from kb.estimate import estimate
from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Fact, KnowledgeBase

SEVERITY = Severity.ERROR
WAIVABLE = False

_BASES: dict[str, tuple[str, Callable[[KnowledgeBase, Fact], Any]]] = {
    "population": (
        "population, subgroup, condition and setting",
        lambda kb, fact: (fact.population, fact.subgroup, fact.condition, fact.setting, fact.cohort),
    ),
    "jurisdiction": (
        "jurisdiction",
        lambda kb, fact: kb.references[fact.cite].jurisdiction if fact.cite in kb.references else "",
    ),
    "data-cutoff": ("data cutoff", lambda kb, fact: fact.data_cutoff),
    "denominator": ("total", lambda kb, fact: fact.total or (fact.value.total if fact.value else None)),
    "time-point": ("time point", lambda kb, fact: fact.timepoint),
}


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each explanation whose stated ground is not there."""
    for explanation in graph.standing_explanations:
        facts = [kb.facts[id] for id in explanation.between]
        if explanation.type in _BASES:
            words, ground = _BASES[explanation.type]
            if len({repr(ground(kb, fact)) for fact in facts}) == 1:
                message = f"the type is '{explanation.type}', but the {words} of these facts are the same"
                yield Remark(kb.place(explanation, "type"), message, "Choose the type that the facts bear out.")
        if explanation.type == "superseded" and not any(_superseded(kb, fact) for fact in facts):
            message = "the type is 'superseded', but none of these facts rests on a superseded reference"
            yield Remark(
                kb.place(explanation, "type"), message, "Record the standing of the reference, or choose another type."
            )
        if explanation.type == "rounding" and not _within_rounding(facts):
            message = "the type is 'rounding', but the values are further apart than their printed digits allow"
            yield Remark(kb.place(explanation, "type"), message, "Choose the type that the facts bear out.")


def _superseded(kb: KnowledgeBase, fact: Fact) -> bool:
    reference = kb.references.get(fact.cite)
    return bool(fact.supersedes) or (reference is not None and reference.standing == "superseded")


def _within_rounding(facts: list[Fact]) -> bool:
    values = [value for fact in facts if (value := estimate(fact)) is not None and value.numbers]
    coarsest = max((value.half_unit for value in values), default=0)
    numbers = [value.numbers[0] for value in values]
    return not numbers or max(numbers) - min(numbers) <= 2 * coarsest
