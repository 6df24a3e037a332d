"""A rate of some events above that of all such events in the same patients, of which one figure is disputed.

Sound figures cannot stand so: between active facts it is an error, which the rule subset-larger-than-whole reports.
A figure that an editor has marked as disputed is no error of arithmetic any more; here it disagrees with the other.

Parts are narrower ranges of grades of one toxicity, and measures that are a subset of another. A narrower sign is no
part of a broader one: tables of adverse events code each event once, so that the general term counts what no special
term fits, and may be the smaller.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from kb.estimate import effective_cohort
from kb.judgement import Comparison, Verdict
from kb.model import SCOPE_FIELDS, Fact, KnowledgeBase
from kb.same_patients import Rate, rate_of
from kb.statistics import leeway

_ALIKE: Final = ("parameter", "subgroup", "endpoint", "cycle", "timepoint", *SCOPE_FIELDS)
"""Fields in which a part and its whole are alike, beside the patients that they are of."""


def found(kb: KnowledgeBase) -> Iterator[Comparison]:
    """Each disputed figure against the wholes that it exceeds, and each figure that exceeds a disputed whole."""
    disputed = [fact for fact in kb.facts.values() if fact.status == "disputed" and _rate(kb, fact)]
    if not disputed:
        return
    groups: dict[object, dict[tuple[str, str], list[Fact]]] = {
        _patients(kb, fact): defaultdict(list) for fact in disputed
    }
    for fact in kb.facts.values():
        group = groups.get(_patients(kb, fact)) if kb.kind(fact) == "proportion" else None
        if group is not None and _rate(kb, fact):
            group[fact.measure, _grade(fact)].append(fact)
    for fact in disputed:
        group = groups[_patients(kb, fact)]
        for (measure, grade), others in group.items():
            if (measure, grade) != (fact.measure, _grade(fact)):
                yield from filter(None, (between(kb, fact, other) for other in others))


def between(kb: KnowledgeBase, one: Fact, other: Fact) -> Comparison | None:
    """The disagreement of a part with its whole, of which at least one is disputed, beyond rounding."""
    if "disputed" not in (one.status, other.status) or _patients(kb, one) != _patients(kb, other):
        return None
    for part, whole in ((one, other), (other, one)):
        first, second = _rate(kb, part), _rate(kb, whole)
        if first and second and _is_part(kb, part, whole) and _exceeds(first, second):
            return Comparison(part.id, whole.id, Verdict.DIFFERS, "a part above its whole in the same patients")
    return None


def covers_grade(wide: str, narrow: str) -> bool:
    """Whether a range of grades, written as in a fact, holds another and more."""
    if wide == narrow or narrow == "any":
        return False
    return wide == "any" or (wide[0] <= narrow[0] and narrow[-1] <= wide[-1])


def _patients(kb: KnowledgeBase, fact: Fact) -> tuple[object, ...]:
    """What two facts share that speak of one thing in the same patients: of a cohort at a cutoff, else of a source."""
    cohort, cutoff = effective_cohort(kb, fact)
    return (*(getattr(fact, name) for name in _ALIKE), cohort or fact.cite, cutoff)


def _is_part(kb: KnowledgeBase, part: Fact, whole: Fact) -> bool:
    if part.measure == whole.measure:
        return bool(part.parameter) and covers_grade(_grade(whole), _grade(part))
    measure = kb.measure(part)
    return measure is not None and whole.measure in measure.subset_of and _grade(part) == _grade(whole)


def _grade(fact: Fact) -> str:
    return fact.ctcae_grade or "any"


def _exceeds(part: Rate, whole: Rate) -> bool:
    return part.percent > whole.percent + leeway(part.slack, whole.slack)


def _rate(kb: KnowledgeBase, fact: Fact) -> Rate | None:
    if fact.status == "retired" or fact.voice != "own" or kb.kind(fact) != "proportion":
        return None
    return rate_of(fact)
