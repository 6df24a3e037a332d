"""An explanation of a type that the facts themselves contradict.

What it checks
    `population`: the populations, subgroups, conditions, settings or cohorts differ. `regimen`: the treatments, phases,
    cycles, drugs, routes or settings differ, or the cohorts that were given them, or what is said of them. `endpoint`:
    the measures, endpoints, statistics, parameters, grades, subgroups or what is said of them differ. `jurisdiction`:
    the references' jurisdictions differ. `data-cutoff`: the cutoffs differ. `era`: the references or the years of
    treatment differ. `denominator`: the totals differ. `time-point`: the time points differ. `superseded`: one of the
    references is superseded. `rounding`: the values are no further apart than their printed precision allows.
    `misprint`: one of the facts notes a misprint, a damaged reading or a dispute. `restated-wrongly`: one of the facts
    restates another, cites a mark of its source, or stands in a source that is not a first-hand one.

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

_Ground = Callable[[KnowledgeBase, Fact], Any]


def _fields(*names: str) -> _Ground:
    return lambda kb, fact: tuple(getattr(fact, name) for name in names)


def _of_reference(*names: str) -> _Ground:
    def ground(kb: KnowledgeBase, fact: Fact) -> Any:
        reference = kb.references.get(fact.cite)
        return tuple(getattr(reference, name, "") for name in names)

    return ground


_BASES: dict[str, tuple[str, _Ground]] = {
    "population": (
        "population, subgroup, condition, setting and cohort",
        _fields("population", "subgroup", "condition", "setting", "cohort"),
    ),
    "regimen": (
        "treatment, phase, cycle, drug, route, setting, cohort and wording",
        _fields(
            "intervention", "phase", "cycle", "drug", "route", "setting", "cohort", "timing", "compared_with", "says"
        ),
    ),
    "endpoint": (
        "measure, endpoint, statistic, parameter, grade, subgroup and wording",
        _fields(
            "measure", "endpoint", "statistic", "parameter", "ctcae_grade", "subgroup", "says", "when", "timepoint"
        ),
    ),
    "jurisdiction": ("jurisdiction", _of_reference("jurisdiction")),
    "era": ("reference and its year", _of_reference("key", "year")),
    "data-cutoff": ("data cutoff", _fields("data_cutoff")),
    "denominator": ("total", lambda kb, fact: fact.total or (fact.value.total if fact.value else None)),
    "time-point": ("time point", _fields("timepoint")),
}
_FIRST_HAND = frozenset({"primary_study", "pooled_analysis", "label"})


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each explanation whose stated ground is not there."""
    for explanation in graph.standing_explanations:
        facts = [kb.facts[id] for id in explanation.between]
        if explanation.type in _BASES:
            words, ground = _BASES[explanation.type]
            if len({repr(ground(kb, fact)) for fact in facts}) == 1:
                message = f"the type is '{explanation.type}', but the {words} of these facts are the same"
                yield Remark(kb.place(explanation, "type"), message, "Choose the type that the facts bear out.")
        fault = _unfounded(kb, explanation.type, facts)
        if fault:
            yield Remark(kb.place(explanation, "type"), fault, "Choose the type that the facts bear out.")
        if explanation.type == "superseded" and not any(_superseded(kb, fact) for fact in facts):
            message = "the type is 'superseded', but none of these facts rests on a superseded reference"
            yield Remark(
                kb.place(explanation, "type"), message, "Record the standing of the reference, or choose another type."
            )
        if explanation.type == "rounding" and not _within_rounding(facts):
            message = "the type is 'rounding', but the values are further apart than their printed digits allow"
            yield Remark(kb.place(explanation, "type"), message, "Choose the type that the facts bear out.")


def _unfounded(kb: KnowledgeBase, type: str, facts: list[Fact]) -> str:
    """What is missing for a misprint or a wrong restatement, or an empty text."""
    if type == "misprint" and not any(fact.misprint or fact.reading or fact.status == "disputed" for fact in facts):
        return "the type is 'misprint', but none of these facts notes a misprint"
    if type == "restated-wrongly" and not any(_repeats(kb, fact) for fact in facts):
        return "the type is 'restated-wrongly', but none of these facts restates another or is told at second hand"
    return ""


def _repeats(kb: KnowledgeBase, fact: Fact) -> bool:
    reference = kb.references.get(fact.cite)
    return bool(fact.restates or fact.cites_as or (reference is not None and reference.kind not in _FIRST_HAND))


def _superseded(kb: KnowledgeBase, fact: Fact) -> bool:
    reference = kb.references.get(fact.cite)
    return bool(fact.supersedes) or (reference is not None and reference.standing == "superseded")


def _within_rounding(facts: list[Fact]) -> bool:
    values = [value for fact in facts if (value := estimate(fact)) is not None and value.numbers]
    coarsest = max((value.half_unit for value in values), default=0)
    numbers = [value.numbers[0] for value in values]
    return not numbers or max(numbers) - min(numbers) <= 2 * coarsest
