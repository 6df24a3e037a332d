"""What one source demands of patients against what another excludes by one parameter: `> 75` against `< 60`.

The two limits share no value, so that no comparison of sets shows what they say of the values between: to one source
these patients may be treated, to the other not. Where the limits share values, one source asks for what the other bars.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from kb.criteria import limit_of
from kb.judgement import Comparison, Verdict
from kb.model import Condition, Fact, KnowledgeBase
from kb.scope import of_one_scope, scope_of
from kb.value import Interval, Value, bound_is_vague, in_unit
from kb.vocabulary import STANCES

MOST_EXCLUSIONS: Final = 40
"""Exclusions by one parameter that each demand on it is compared with at most."""

_CAUTION: Final = STANCES.index("caution")


def found(kb: KnowledgeBase) -> Iterator[Comparison]:
    """Pairs of a demand and an exclusion on one parameter that do not fit together."""
    sides: dict[str, dict[str, dict[object, Fact]]] = defaultdict(lambda: defaultdict(dict))
    for fact in kb.facts.values():
        side, limit = _side(kb, fact), _limit(fact)
        if side and limit is not None:
            sides[limit.parameter][side].setdefault((fact.cite, limit, scope_of(fact)), fact)
    for both in sides.values():
        for fact in both["demands"].values():
            for other in itertools.islice(both["excludes"].values(), MOST_EXCLUSIONS):
                yield from filter(None, (between(kb, fact, other),))


def between(kb: KnowledgeBase, one: Fact, other: Fact) -> Comparison | None:
    """The disagreement of a demand with an exclusion of another source; with values between, the demand is stricter.

    Half-lines that point away from each other and meet are the same rule; those that point the same way are too.
    """
    sides = _side(kb, one), _side(kb, other)
    if set(sides) != {"demands", "excludes"} or one.cite == other.cite or not of_one_scope(kb, one, other):
        return None
    demand, exclusion = (one, other) if sides[0] == "demands" else (other, one)
    ends = _ends(kb, demand, exclusion)
    if ends is None:
        return None
    above, below = ends
    assert above.low is not None and below.high is not None
    if below.high < above.low:
        reason = "between what one source demands and what the other excludes lie values that only one accepts"
        return Comparison(one.id, other.id, Verdict.DIFFERS, reason, demand.id)
    if below.high > above.low:
        return Comparison(
            one.id, other.id, Verdict.CONTRADICTS, "one source excludes what the other asks for", exclusion.id
        )
    return None


def _side(kb: KnowledgeBase, fact: Fact) -> str:
    """Whether a fact demands or excludes values of a parameter in patients, and asks for no test and no drug."""
    limit = _limit(fact)
    if limit is None or fact.parameter not in ("", limit.parameter) or fact.drug:
        return ""
    if fact.status == "retired" or fact.voice != "own" or fact.stance in ("permitted", "caution"):
        return ""
    if kb.kind(fact) == "criterion" and fact.action == "exclude":
        return "excludes"
    if kb.kind(fact) != "stance" or not fact.stance:
        return ""
    return "demands" if STANCES.index(fact.stance) < _CAUTION else "excludes"


def _limit(fact: Fact) -> Condition | None:
    """The condition of a fact where it is one limit of one parameter and nothing beside."""
    when = fact.when
    plain = when is not None and when.parameter and when.is_ is not None and not (when.lasting or when.times)
    return when if plain else None


def _ends(kb: KnowledgeBase, demand: Fact, exclusion: Fact) -> tuple[Interval, Interval] | None:
    """Of two half-lines that point away from each other, that without an end above and that without one below."""
    limits = _limit(demand), _limit(exclusion)
    if limits[0] is None or limits[1] is None or limits[0].parameter != limits[1].parameter:
        return None
    wanted, barred = (limit_of(kb, limit) for limit in limits if limit is not None)
    if wanted is None or barred is None or not _comparable(wanted, barred):
        return None
    above, below = wanted.intervals[0], in_unit(barred, wanted.unit).intervals[0]
    if above.low is None:
        above, below = below, above
    return (above, below) if above.high is None and below.low is None else None


def _comparable(one: Value, other: Value) -> bool:
    half_lines = all(
        value.form == "bound" and (value.intervals[0].low is None) != (value.intervals[0].high is None)
        and not bound_is_vague(value)
        for value in (one, other)
    )  # fmt: skip
    return half_lines and one.unit.convertible(other.unit)
