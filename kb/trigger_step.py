"""One trigger, two steps: a criterion against an action, or a tier against an action, in one source or in two.

A source may list a sign among the criteria for a delay and say in another table, or in its text, that treatment stops
because of it. Criteria of one form are compared by their key, in `kb.verdict`.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from kb.criteria import asks_for_more, limit_of, step_of, subject_of, triggers_of
from kb.judgement import Comparison, Verdict
from kb.model import Condition, Fact, KnowledgeBase
from kb.scope import of_one_scope, scope_of
from kb.value import Relation, relation

MOST_RULES: Final = 40
"""Rules on one sign or parameter, or on a narrower one, that each rule on it is compared with at most."""

_OF_A_START: Final = ("exclude", "never-again", "continue")
"""Actions that are not about the next dose."""


def found(kb: KnowledgeBase) -> Iterator[Comparison]:
    """Pairs of rules in two forms, of which the stricter step has the same trigger or a broader one.

    Of rules of one source that say the same of the same trigger the first stands for all.
    """
    positions: dict[object, tuple[Fact, str, int]] = {}
    for fact in kb.facts.values():
        if form := _form(kb, fact):
            step = step_of(kb, fact)
            positions.setdefault((fact.cite, form, step, fact.when, scope_of(fact)), (fact, form, step))
    rules = list(positions.values())
    on: dict[str, list[tuple[Fact, str, int]]] = defaultdict(list)
    for rule in rules:
        triggers = triggers_of(rule[0])
        for subject in sorted({broad for leaf in triggers for broad in kb.vocabulary.lineage(subject_of(leaf))}):
            on[subject].append(rule)
    for strict, form, step in rules:
        for subject in dict.fromkeys(subject_of(leaf) for leaf in triggers_of(strict)):
            milder = (mild for mild, other_form, other in on[subject] if other < step and other_form != form)
            for mild in itertools.islice(milder, MOST_RULES):
                yield from filter(None, (between(kb, strict, mild),))


def between(kb: KnowledgeBase, one: Fact, other: Fact) -> Comparison | None:
    """The disagreement of two rules in two forms, where the stricter one has the same or the broader trigger."""
    forms, steps = (_form(kb, one), _form(kb, other)), (step_of(kb, one), step_of(kb, other))
    if not all(forms) or forms[0] == forms[1] or steps[0] == steps[1] or not of_one_scope(kb, one, other):
        return None
    strict, mild = (one, other) if steps[0] > steps[1] else (other, one)
    if not any(_includes(kb, a, b) for a in triggers_of(strict) for b in triggers_of(mild)):
        return None
    return Comparison(one.id, other.id, Verdict.DIFFERS, "the same trigger leads to another step", strict.id)


def _form(kb: KnowledgeBase, fact: Fact) -> str:
    """In which form a fact says what a trigger leads to; empty where it says no step, or not in its own voice."""
    if fact.when is None or fact.status == "retired" or fact.voice != "own" or fact.action in _OF_A_START:
        return ""
    form = {"criterion": "action" if fact.action else "tier", "action": "verb"}.get(kb.kind(fact), "")
    return form if form and step_of(kb, fact) else ""


def _includes(kb: KnowledgeBase, strict: Condition, mild: Condition) -> bool:
    """Whether the trigger of the stricter step is the milder one's or a broader one, and asks for nothing more."""
    if bool(strict.absent) != bool(mild.absent) or not kb.vocabulary.covers(subject_of(strict), subject_of(mild)):
        return False
    first, second = limit_of(kb, strict), limit_of(kb, mild)
    if first is not None or second is not None:
        how = relation(first, second) if first is not None and second is not None else None
        if how not in (Relation.EQUAL, Relation.CONTAINS):
            return False
    return not asks_for_more(kb, strict, mild)
