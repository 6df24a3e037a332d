"""What it means that two criteria agree or not: what they lead to, from which limit, in what circumstances."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kb.judgement import Judgement, Said, Verdict
from kb.model import Condition, Fact, KnowledgeBase
from kb.value import Relation, Value, bound_is_vague, in_whole_numbers, meet_in_points, relation
from kb.vocabulary import ACTIONS, Term

HOLDS: Final = ACTIONS.index("withhold")
"""The mildest action that leaves a dose out."""


def subject_of(leaf: Condition) -> str:
    """What a leaf of a condition is about: a parameter or a sign."""
    return leaf.parameter or leaf.present or leaf.absent


def leaves_on(condition: Condition | None, on: str = "") -> list[Condition]:
    """The leaves of a condition by subject; where a subject is given, those about it."""
    leaves = condition.leaves() if condition else ()
    return sorted((leaf for leaf in leaves if on in ("", subject_of(leaf))), key=subject_of)


def triggers_of(fact: Fact) -> tuple[Condition, ...]:
    """The leaves of a condition of which each alone is enough; none where several must be met together."""
    when = fact.when
    if when is None or when.all:
        return ()
    return tuple(part for part in when.any if not (part.all or part.any)) if when.any else (when,)


def limit_of(kb: KnowledgeBase, leaf: Condition) -> Value | None:
    """The limit of a leaf, in whole numbers where its parameter knows no others."""
    entry = kb.vocabulary.entries.get(leaf.parameter)
    whole = isinstance(entry, Term) and entry.whole_numbers and leaf.is_ is not None and leaf.is_.unit.factor == 1
    return in_whole_numbers(leaf.is_) if whole and leaf.is_ is not None else leaf.is_


def apart(one: Value | None, other: Value | None) -> bool:
    """Whether two limits share no value; to touch at one end is not to share."""
    if one is None or other is None:
        return False
    return relation(one, other) in (None, Relation.APART) or meet_in_points(one, other)


def _pairs(one: Fact, other: Fact, on: str) -> list[tuple[Condition, Condition]]:
    leaves = zip(leaves_on(one.when, on), leaves_on(other.when, on), strict=False)
    return [(a, b) for a, b in leaves if subject_of(a) == subject_of(b)]


def criterion(kb: KnowledgeBase, one: Fact, other: Fact, on: str = "") -> Judgement:
    """The verdict on two criteria, or on the thresholds of two stances; `on` names the one subject to compare."""
    if "open" in (one.tier, other.tier):
        return Verdict.COMPATIBLE, "the tier is open in one of the sources"
    pairs = _pairs(one, other, on)
    if not _same_outcome(one, other):
        return _outcomes(kb, one, other, pairs, on)
    return _thresholds(kb, one, other, pairs) or _circumstances(one, other, pairs, on) or _the_same(one, other)


def _the_same(one: Fact, other: Fact) -> Said:
    if one.measure != other.measure:
        return Verdict.COMPATIBLE, "the same criterion of two measures"
    return Verdict.AGREES, "the same criterion"


def _same_outcome(one: Fact, other: Fact) -> bool:
    if one.tier or other.tier or one.action or other.action:
        return bool((one.tier and one.tier == other.tier) or (one.action and one.action == other.action))
    return True


def steps(kb: KnowledgeBase, one: Fact, other: Fact) -> tuple[int, int] | None:
    """How strict what two criteria lead to is, on one ladder; None where a source does not say.

    Two tiers stand on their own ladder, and so do two actions. A tier against an action is what the source of the tier
    does about it by its own rule on the number of such criteria, against the verb that carries out the action.
    """
    if one.tier and other.tier:
        return int(one.tier == "absolute"), int(other.tier == "absolute")
    if one.action and other.action:
        return ACTIONS.index(one.action), ACTIONS.index(other.action)
    found = step_of(kb, one), step_of(kb, other)
    return found if all(found) else None


def step_of(kb: KnowledgeBase, fact: Fact) -> int:
    """The step on the verbs' ladder that a fact leads to by its verbs, its action or its tier; 0 where none is said."""
    if fact.do:
        return max(kb.vocabulary.steps_of(fact.do), default=0)
    if fact.action:
        return kb.vocabulary.steps_of_actions.get(fact.action, 0)
    rules = kb.rules_on_counts.get((fact.cite, fact.tier), ())
    return max((step for rule in rules for step in kb.vocabulary.steps_of(rule.do)), default=0)


def _outcomes(
    kb: KnowledgeBase, one: Fact, other: Fact, pairs: list[tuple[Condition, Condition]], on: str
) -> Judgement:
    found = steps(kb, one, other)
    if found is None:
        return Verdict.COMPATIBLE, "a tier in one source, an action in the other; what the tier leads to is not said"
    if found[0] == found[1]:
        said = _thresholds(kb, one, other, pairs) or _circumstances(one, other, pairs, on)
        return said or (Verdict.COMPATIBLE, "the same step, a tier in one source and an action in the other")
    strict = one if found[0] > found[1] else other
    turned = pairs if strict is one else [(b, a) for a, b in pairs]
    if any(asks_for_more(kb, a, b) for a, b in turned):
        return Verdict.COMPATIBLE, "the stricter step asks for more"
    if one.tier and other.tier:
        return Verdict.DIFFERS, "relative in one source, absolute in the other", strict.id
    return Verdict.DIFFERS, "the criterion leads to another step", strict.id


def asks_for_more(kb: KnowledgeBase, strict: Condition, mild: Condition) -> bool:
    """Whether the criterion of the stricter step must last, persist, recur or lie further out than the milder one."""
    if (strict.lasting and not mild.lasting) or (set(strict.despite) - set(mild.despite)) or strict.times > mild.times:
        return True
    return escalates(limit_of(kb, mild), limit_of(kb, strict))


def escalates(mild: Value | None, strict: Value | None) -> bool:
    """Whether the stricter limit lies beyond the milder one and points the same way."""
    if mild is None or strict is None or len(mild.intervals) != 1:
        return False
    half_line = (mild.intervals[0].low is None) != (mild.intervals[0].high is None)
    return half_line and relation(strict, mild) is Relation.WITHIN


def _thresholds(kb: KnowledgeBase, one: Fact, other: Fact, pairs: list[tuple[Condition, Condition]]) -> Judgement:
    """How the limits differ; None where all are the same."""
    found: list[Said] = []
    for a, b in pairs:
        first, second = limit_of(kb, a), limit_of(kb, b)
        if first is None and second is None:
            continue
        how = relation(first, second) if first is not None and second is not None else None
        if how is None or first is None or second is None:
            return Verdict.COMPATIBLE, "one source gives a threshold where the other gives none"
        if how is not Relation.EQUAL:
            found.append(_at_the_limit(kb, one, other, first, second) or _limits_differ(one, other, how))
    return next((said for said in found if len(said) < 4), found[0] if found else None)


def _limits_differ(one: Fact, other: Fact, how: Relation) -> Said:
    return Verdict.DIFFERS, "the thresholds differ", {Relation.CONTAINS: one.id, Relation.WITHIN: other.id}.get(how, "")


def _at_the_limit(kb: KnowledgeBase, one: Fact, other: Fact, first: Value, second: Value) -> Said | None:
    """What is said of limits that differ only in whether the limit itself belongs to them; None of others.

    `15 %` against `> 15 %` is slight: who prints the bare figure has not said from which side it counts. So is
    `>= 15 %` against `> 15 %`, unless a dose or a hold or stop decision rests on it: there both signs were chosen.
    """
    if first.unit != second.unit or not first.intervals or not second.intervals:
        return None
    if _ends_of(first) == _ends_of(second):
        wider = one.id if relation(first, second) is Relation.CONTAINS else other.id
        critical = any(measure.safety_critical for measure in map(kb.measure, (one, other)) if measure)
        reason = "the thresholds differ only at the limit itself"
        return (Verdict.DIFFERS, reason, wider) if critical else (Verdict.DIFFERS, reason, wider, True)
    for bare, bound, stricter in ((first, second, one.id), (second, first, other.id)):
        ends = bound.intervals[0][:2]
        if bare.form in ("point", "ratio") and bound.form == "bound" and set(ends) == {bare.intervals[0].low, None}:
            reason = "the thresholds differ only at the limit itself, which one source prints without a sign"
            return Verdict.DIFFERS, reason, stricter, True
    return None


def _ends_of(value: Value) -> list[tuple[object, object]]:
    return [part[:2] for part in value.intervals]


def _circumstances(one: Fact, other: Fact, pairs: list[tuple[Condition, Condition]], on: str) -> Judgement:
    """How criteria with the same thresholds differ: in how they are joined, how often or how long they must be met."""
    if len(pairs) > 1 and not on and one.when and other.when and bool(one.when.any) != bool(other.when.any):
        stricter = one.id if one.when.any else other.id
        return Verdict.DIFFERS, "joined by 'or' in one source, by 'and' in the other", stricter
    for a, b in pairs:
        if a.times and b.times and a.times != b.times:
            return Verdict.DIFFERS, "how often it must be met differs", one.id if a.times < b.times else other.id
        if a.lasting is not None and b.lasting is not None and relation(a.lasting, b.lasting) is not Relation.EQUAL:
            return Verdict.DIFFERS, "how long it must last differs"
        if (a.lasting is None) != (b.lasting is None):
            return Verdict.DIFFERS, "it must last in one source only", one.id if a.lasting is None else other.id
        if bool(a.despite) != bool(b.despite):
            reason = "it counts at once in one source, only after correction in the other"
            return Verdict.DIFFERS, reason, other.id if a.despite else one.id
    return None


def sets_that_go_on(kb: KnowledgeBase, fact: Fact) -> Iterator[tuple[str, Value]]:
    """The parameter and the values at which a fact says that treatment goes on."""
    if fact.parameter and fact.value is not None:
        yield fact.parameter, fact.value
    for leaf in leaves_on(fact.when) if kb.kind(fact) == "criterion" else ():
        if leaf.parameter and leaf.is_ is not None:
            yield leaf.parameter, leaf.is_


def set_that_holds(fact: Fact) -> tuple[str, Value] | None:
    """The parameter and the values at which a fact says that a dose is left out: of a criterion that stands alone."""
    strict = fact.tier == "absolute" or (fact.action and ACTIONS.index(fact.action) >= HOLDS)
    if not strict or fact.when is None or fact.when.is_ is None or fact.when.lasting or fact.when.despite:
        return None
    return fact.when.parameter, fact.when.is_


def goes_on_where_other_holds(goes_on: Value, holds: Value) -> bool:
    """Whether one set of values is in part that at which the other source leaves a dose out."""
    if bound_is_vague(goes_on) or bound_is_vague(holds):
        return False
    return not apart(goes_on, holds)
