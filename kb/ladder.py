"""Demands on a ladder: who requires a higher step does not take the lower one that another source allows.

Steps are terms with an `order`, such as places of care from a ward to intensive care. Stances that name them are about
one thing although they name different terms.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from kb.judgement import Comparison, Verdict
from kb.model import Fact, KnowledgeBase
from kb.scope import of_one_scope, scope_of
from kb.vocabulary import STANCES, Term

MOST_STEPS: Final = 40
"""Stances of one measure on lower steps that each demand is compared with at most."""

_FOR: Final = STANCES[: STANCES.index("caution")]


def found(kb: KnowledgeBase) -> Iterator[Comparison]:
    """Pairs of a demand and of a stance of another source for a lower step."""
    by_measure: dict[str, dict[object, Fact]] = defaultdict(dict)
    for fact in kb.facts.values():
        if _step(kb, fact):
            by_measure[fact.measure].setdefault((fact.cite, fact.parameter, fact.stance, scope_of(fact)), fact)
    for stances in by_measure.values():
        for demand in stances.values():
            if demand.stance == "required":
                lower = (other for other in stances.values() if _step(kb, other) < _step(kb, demand))
                for other in itertools.islice(lower, MOST_STEPS):
                    yield from filter(None, (between(kb, demand, other),))


def between(kb: KnowledgeBase, one: Fact, other: Fact) -> Comparison | None:
    """The disagreement of a demand with what another source asks for on a lower step; the demand is stricter."""
    steps = _step(kb, one), _step(kb, other)
    if not all(steps) or steps[0] == steps[1] or one.measure != other.measure or one.cite == other.cite:
        return None
    higher = one if steps[0] > steps[1] else other
    if higher.stance != "required" or not of_one_scope(kb, one, other):
        return None
    return Comparison(one.id, other.id, Verdict.DIFFERS, "one source requires more than the other asks for", higher.id)


def _step(kb: KnowledgeBase, fact: Fact) -> int:
    """The step that an unconditional stance is for; 0 for none."""
    if fact.stance not in _FOR or fact.when is not None or fact.status == "retired" or fact.voice != "own":
        return 0
    entry = kb.vocabulary.entries.get(fact.parameter)
    return entry.order if isinstance(entry, Term) else 0
