"""Disagreements that no comparison key shows, each kind in a module of its own, and those declared by an editor.

Here: of a target with a criterion for stopping. Of one trigger with two steps: `kb.trigger_step`; of one rule for more
cases: `kb.wider_scope`; of a demand with an exclusion: `kb.complement`, with a lower step: `kb.ladder`; of the choice
of drugs: `kb.drug_choice`; of one regimen with another: `kb.sibling`; of a part with its whole: `kb.part_above_whole`.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from kb import complement, drug_choice, ladder, part_above_whole, sibling, trigger_step, wider_scope
from kb.criteria import goes_on_where_other_holds, set_that_holds, sets_that_go_on
from kb.judgement import Comparison, Verdict
from kb.model import SCOPE_FIELDS, Fact, KnowledgeBase
from kb.value import Value

DECLARED: Final = "declared to disagree"
"""What is said of facts that an editor declared; the explanation beside says the rest."""

MOST_HOLDS: Final = 100
"""Criteria on one parameter that each target on it is compared with at most."""


KINDS: Final = (trigger_step, wider_scope, complement, ladder, drug_choice, sibling, part_above_whole)
"""The kinds of disagreement beside, each with `found` for a base and `between` for two facts."""


def crossings(kb: KnowledgeBase) -> Iterator[Comparison]:
    """Pairs of which one goes on with treatment where the other leaves a dose out, other kinds, then those declared."""
    holds: dict[str, list[Fact]] = defaultdict(list)
    goes_on: list[Fact] = []
    for fact in kb.facts.values():
        treatment = _treatment(kb, fact)
        if treatment == "goes-on":
            goes_on.append(fact)
        elif treatment == "holds" and (held := set_that_holds(fact)):
            holds[held[0]].append(fact)
    for fact in goes_on:
        for parameter in dict.fromkeys(parameter for parameter, _ in sets_that_go_on(kb, fact)):
            for other in itertools.islice(holds[parameter], MOST_HOLDS):
                yield from filter(None, (_opposed(kb, fact, other),))
    for kind in KINDS:
        yield from kind.found(kb)
    for fact in kb.facts.values():
        for id in fact.disagrees_with:
            if id in kb.facts:
                yield from filter(None, (_declared(fact, kb.facts[id]),))


def crossing(kb: KnowledgeBase, one: Fact, other: Fact) -> Comparison | None:
    """The disagreement of two facts that their comparison keys do not show, where there is one."""
    treatments = _treatment(kb, one), _treatment(kb, other)
    opposed = None
    if treatments == ("goes-on", "holds"):
        opposed = _opposed(kb, one, other)
    elif treatments == ("holds", "goes-on"):
        opposed = _opposed(kb, other, one)
    declared = other.id in one.disagrees_with or one.id in other.disagrees_with
    others = (kind.between(kb, one, other) for kind in KINDS)
    return opposed or next(filter(None, others), None) or (_declared(one, other) if declared else None)


def _treatment(kb: KnowledgeBase, fact: Fact) -> str:
    measure = kb.measure(fact)
    return measure.treatment if measure and fact.status != "retired" and fact.voice == "own" else ""


def _opposed(kb: KnowledgeBase, goes_on: Fact, holds: Fact) -> Comparison | None:
    held = set_that_holds(holds)
    if held is None or goes_on.cite == holds.cite:
        return None
    if not all(kb.vocabulary.overlap(getattr(goes_on, name), getattr(holds, name)) for name in SCOPE_FIELDS):
        return None
    values: list[Value] = [value for parameter, value in sets_that_go_on(kb, goes_on) if parameter == held[0]]
    if not any(goes_on_where_other_holds(value, held[1]) for value in values):
        return None
    return Comparison(goes_on.id, holds.id, Verdict.DIFFERS, "one goes on where the other leaves a dose out", holds.id)


def _declared(one: Fact, other: Fact) -> Comparison | None:
    if one.id == other.id or "retired" in (one.status, other.status):
        return None
    return Comparison(one.id, other.id, Verdict.DIFFERS, DECLARED)
