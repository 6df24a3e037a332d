"""The comparison key: which facts speak of the same thing, so that they can agree or disagree at all.

Two facts are compared only if every part of their comparison key overlaps. Parts that name a group of results
(measure, subgroup, endpoint, grade) must be equal; parts that name a scope (intervention, population, condition,
setting, phase) overlap where some term of one is a term of the other or broader or narrower.
"""

from __future__ import annotations

from typing import Final

from kb.criteria import apart, escalates, leaves_on, limit_of, steps, subject_of
from kb.estimate import effective_cohort
from kb.model import SCOPE_FIELDS, Condition, Fact, KnowledgeBase
from kb.value import Relation, Value, relation

RATES: Final = frozenset({"proportion", "time-to-event"})

Key = tuple[str, ...]


def keys_of(kb: KnowledgeBase, fact: Fact) -> dict[str, Key]:
    """By subject, the parts of the comparison key that must be equal; empty for a fact that is not compared at all.

    Only a criterion that lists alternatives has more than the one key without a subject of its own: one for each
    alternative. Retired facts, views that a source reports or opposes, and bare statements are not compared; a measure
    that describes a cohort (how many patients, how many courses) is compared within that cohort and look only. Criteria
    of a measure are compared with those of its broader measures.
    """
    kind = kb.kind(fact)
    if not kind or kind == "statement" or fact.status == "retired" or fact.voice != "own":
        return {}
    grade = (fact.ctcae_grade or "any") if kind in RATES else fact.ctcae_grade
    drug = ("named" if fact.drug else "") if kind == "quantity" else fact.drug
    about = sorted(subjects(fact.when)) if kind == "criterion" else []
    look = _look(kb, fact)
    if look is None:
        return {}
    measure = widest(kb, fact.measure) if kind == "criterion" else fact.measure
    start, end = (measure, fact.subgroup, fact.endpoint, grade, fact.parameter, drug), look
    keys = {"": (*start, "+".join(about), *end)}
    if kind == "criterion" and fact.when is not None and fact.when.any and len(about) > 1:
        keys |= {subject: (*start, subject, *end) for subject in about}
    return keys


def widest(kb: KnowledgeBase, measure: str) -> str:
    """The broadest measure above a measure, which may be itself."""
    roots = [id for id in kb.vocabulary.lineage(measure) if (one := kb.vocabulary.measure(id)) and not one.broader]
    return min(roots, default=measure)


def _look(kb: KnowledgeBase, fact: Fact) -> tuple[str, ...] | None:
    """Cohort, cutoff and population of what describes a cohort; empty for the rest; None where it has no cohort."""
    measure = kb.measure(fact)
    if measure is None or not measure.describes_cohort:
        return ("", "", "")
    cohort, cutoff = effective_cohort(kb, fact)
    return (cohort, cutoff, "+".join(sorted(fact.population))) if cohort else None


def subjects(condition: Condition | None) -> set[str]:
    """What the leaves of a condition are about: parameters and signs."""
    return {subject_of(leaf) for leaf in condition.leaves()} if condition else set()


def common_subjects(kb: KnowledgeBase, one: Fact, other: Fact) -> list[str]:
    """The subjects on which two facts share a key: the empty one for the whole of both, else alternatives."""
    first, second = keys_of(kb, one), keys_of(kb, other)
    if not first or not second:
        return []
    if first[""] == second[""]:
        return [""]
    shared = set(first.values()) & set(second.values())
    named = {key: subject for keys in (first, second) for subject, key in keys.items() if subject}
    return sorted(named[key] for key in shared if key in named)


def scopes_overlap(kb: KnowledgeBase, one: Fact, other: Fact, on: str = "", but: str = "") -> bool:
    """Whether every part of the comparison key that is a scope, time or condition overlaps; `but` names one to skip."""
    vocabulary = kb.vocabulary
    for name in SCOPE_FIELDS:
        first, second = getattr(one, name), getattr(other, name)
        if name != but and first != second and not vocabulary.overlap(first, second):
            return False
    if kb.kind(one) in RATES and (one.timepoint is None) != (other.timepoint is None):
        return False
    if _apart(one.timepoint, other.timepoint) or _apart(one.cycle, other.cycle):
        return False
    if one.statistic != other.statistic and one.statistic and other.statistic:
        return False
    return _kind_scopes_overlap(kb, one, other, on)


def of_one_scope(kb: KnowledgeBase, one: Fact, other: Fact) -> bool:
    """Whether every part of two facts that is a scope overlaps; times, grades and conditions are not looked at."""
    return all(kb.vocabulary.overlap(getattr(one, name), getattr(other, name)) for name in SCOPE_FIELDS)


def scope_of(fact: Fact) -> tuple[object, ...]:
    """The parts of a fact that are a scope, as one key: facts with the same are in scope for the same others."""
    return tuple(getattr(fact, name) for name in SCOPE_FIELDS)


def _kind_scopes_overlap(kb: KnowledgeBase, one: Fact, other: Fact, on: str) -> bool:
    vocabulary, kind = kb.vocabulary, kb.kind(one)
    if not vocabulary.overlap(one.route, other.route):
        return False
    if kind == "medication":
        if one.role and other.role and one.role != other.role:
            return False
        return vocabulary.overlap(one.indication, other.indication)
    if kind == "criterion":
        same = (one.tier and one.tier == other.tier) or (one.action and one.action == other.action)
        return bool(same) or _bands_meet(kb, one, other, on)
    if kind in ("stance", "action"):
        return _triggers_overlap(kb, one, other)
    if kind == "quantity" and one.drug and other.drug and not vocabulary.overlap((one.drug,), (other.drug,)):
        return False
    return not _conditions_apart(kb, one.when, other.when)


def _apart(one: Value | None, other: Value | None) -> bool:
    return one is not None and other is not None and relation(one, other) in (None, Relation.APART)


def _bands_meet(kb: KnowledgeBase, one: Fact, other: Fact, on: str) -> bool:
    """Whether criteria of different steps claim a common value: one source goes on where another stops.

    A stricter limit beyond a milder one that points the same way is escalation, whichever source prints it.
    """
    if one.cite == other.cite or one.when is None or other.when is None:
        return False
    found = steps(kb, one, other)
    mild, strict = (other, one) if found and found[0] > found[1] else (one, other)
    for a, b in zip(leaves_on(mild.when, on), leaves_on(strict.when, on), strict=False):
        first, second = limit_of(kb, a), limit_of(kb, b)
        if apart(first, second) or a.times != b.times or escalates(first, second):
            return False
    return True


def _conditions_apart(kb: KnowledgeBase, one: Condition | None, other: Condition | None) -> bool:
    """Whether two conditions exclude each other: no sign in common, or limits on one parameter that are apart.

    Where limits are alternatives, one that can be met is enough.
    """
    if one is None or other is None:
        return False
    first, second = tuple(one.leaves()), tuple(other.leaves())
    limits = [
        apart(limit_of(kb, a), limit_of(kb, b))
        for a in first for b in second if a.parameter and a.parameter == b.parameter
    ]  # fmt: skip
    if limits and (all(limits) if one.any or other.any else any(limits)):
        return True
    signs = [leaf.present for leaf in first if leaf.present], [leaf.present for leaf in second if leaf.present]
    return bool(signs[0] and signs[1]) and not kb.vocabulary.overlap(*signs)


def _triggers_overlap(kb: KnowledgeBase, one: Fact, other: Fact) -> bool:
    """Whether two triggers can be the same event: every subject of one is met by one of the other.

    What a source says without a condition, and of one named thing, holds under the condition of another source too.
    """
    if one.when is None or other.when is None:
        same_thing = bool(one.parameter or one.drug or set(one.do) & set(other.do))
        return one.when is other.when or (one.cite != other.cite and same_thing)
    if _has_a_nearer_rule(kb, one, other) or _has_a_nearer_rule(kb, other, one):
        return False
    first, second = subjects(one.when), subjects(other.when)
    met = all(any(kb.vocabulary.overlap((a,), (b,)) for b in second) for a in first)
    return met and len(first) == len(second) and not _conditions_apart(kb, one.when, other.when)


def _has_a_nearer_rule(kb: KnowledgeBase, wide: Fact, narrow: Fact) -> bool:
    """Whether the source of the wider of two triggers has another rule, for exactly the narrower one."""
    if wide.cite == narrow.cite or not (wide.when and narrow.when and wide.when.is_ and narrow.when.is_):
        return False
    if (
        wide.when.parameter != narrow.when.parameter
        or relation(wide.when.is_, narrow.when.is_) is not Relation.CONTAINS
    ):
        return False
    return narrow.when.is_ in kb.rules_on_limits.get((wide.cite, wide.measure, wide.when.parameter), ())
