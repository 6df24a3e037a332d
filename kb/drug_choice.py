"""Which drugs sources name for one indication and role, as sets; and one drug, scheduled here and as needed there.

Sources that name different drugs for the same purpose differ, unless one of them lists only what the other lists too:
a shorter list excludes nothing. A class of drugs stands for each drug of it.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from kb.judgement import Comparison, Verdict
from kb.model import Fact, KnowledgeBase
from kb.scope import of_one_scope, scope_of

MOST_LISTS: Final = 40
"""Different lists of drugs for one indication and role of which each is compared with all others."""

MOST_ROLES: Final = 40
"""Facts on one drug in another role that each fact on it is compared with at most."""


def found(kb: KnowledgeBase) -> Iterator[Comparison]:
    """Each drug that one of two lists lacks against the first that the other lacks; then drugs with other roles.

    Of the facts of one source on one drug in one role the first stands for all.
    """
    groups: dict[str, dict[object, Fact]] = defaultdict(dict)
    own: set[str] = set()
    for fact in itertools.chain.from_iterable(kb.medications.values()):
        own.update(fact.indication)
        for term in sorted({broad for sign in fact.indication for broad in kb.vocabulary.lineage(sign)}):
            groups[term].setdefault((fact.cite, fact.drug, fact.role, scope_of(fact)), fact)
    for term in sorted(own):
        group = list(groups[term].values())
        yield from _choices(kb, group)
        yield from _roles(kb, group)


def between(kb: KnowledgeBase, one: Fact, other: Fact) -> Comparison | None:
    """The disagreement of two facts of different sources on the choice or the role of a drug, where there is one."""
    named = one in kb.medications.get(one.cite, ()) and other in kb.medications.get(other.cite, ())
    if one.cite == other.cite or not named or not _for_one_purpose(kb, one, other):
        return None
    if one.role != other.role:
        return _roles_differ(kb, one, other)
    mine, theirs = _listed(kb, one, other), _listed(kb, other, one)
    only = _only(kb, mine, theirs), _only(kb, theirs, mine)
    if one.drug not in only[0] or other.drug not in only[1]:
        return None
    first, second = (", ".join(map(kb.vocabulary.label, drugs)) for drugs in only)
    reason = f"other drugs for one purpose: only {one.cite} names {first}, only {other.cite} {second}"
    return Comparison(one.id, other.id, Verdict.DIFFERS, reason)


def _for_one_purpose(kb: KnowledgeBase, one: Fact, other: Fact) -> bool:
    same = one.measure == other.measure and kb.vocabulary.overlap(one.indication, other.indication)
    return same and of_one_scope(kb, one, other)


def _listed(kb: KnowledgeBase, fact: Fact, against: Fact) -> list[Fact]:
    """What the source of a fact names in its role for the purpose of another fact."""
    listed = kb.medications.get(fact.cite, ())
    return [one for one in listed if one.role == fact.role and _for_one_purpose(kb, one, against)]


def _only(kb: KnowledgeBase, some: Sequence[Fact], others: Sequence[Fact]) -> list[str]:
    """Those drugs that the others have neither by their name nor by their class."""
    named = dict.fromkeys(fact.drug for fact in others)
    drugs = dict.fromkeys(fact.drug for fact in some)
    return [drug for drug in drugs if not any(_same_drug(kb, drug, other) for other in named)]


def _same_drug(kb: KnowledgeBase, one: str, other: str) -> bool:
    return kb.vocabulary.covers(one, other) or kb.vocabulary.covers(other, one)


def _choices(kb: KnowledgeBase, group: Sequence[Fact]) -> Iterator[Comparison]:
    """As few pairs as join every drug that one of two lists lacks with one that the other lacks."""
    for role in ("scheduled", "as-needed"):
        by_source: dict[str, list[Fact]] = defaultdict(list)
        for fact in group:
            if fact.role == role:
                by_source[fact.cite].append(fact)
        lists: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
        for facts in by_source.values():
            lists[tuple(sorted({fact.drug for fact in facts}))].extend(facts)
        for mine, theirs in itertools.combinations(itertools.islice(lists.values(), MOST_LISTS), 2):
            drugs = _only(kb, mine, theirs), _only(kb, theirs, mine)
            if all(drugs):
                firsts, others = (
                    [fact for fact in facts if fact.drug in names]
                    for facts, names in zip((mine, theirs), drugs, strict=True)
                )
                pairs = [(firsts[0], other) for other in others] + [(one, others[0]) for one in firsts[1:]]
                yield from filter(None, (between(kb, one, other) for one, other in pairs))


def _roles(kb: KnowledgeBase, group: Sequence[Fact]) -> Iterator[Comparison]:
    """Facts of a drug, or of a class that it is of, in two roles."""
    by_drug: dict[str, list[Fact]] = defaultdict(list)
    for fact in group:
        for drug in kb.vocabulary.lineage(fact.drug):
            by_drug[drug].append(fact)
    for fact in group:
        others = (other for other in by_drug[fact.drug] if other.role != fact.role)
        for other in itertools.islice(others, MOST_ROLES):
            yield from filter(None, (between(kb, fact, other),))


def _roles_differ(kb: KnowledgeBase, one: Fact, other: Fact) -> Comparison | None:
    """The disagreement on the role of the narrower of two drugs, if neither source gives it in the other's role too."""
    if not _same_drug(kb, one.drug, other.drug):
        return None
    drug = other.drug if kb.vocabulary.covers(one.drug, other.drug) else one.drug
    mine, theirs = (
        {fact.role for fact in kb.medications.get(fact_of.cite, ()) if _gives(kb, fact, drug, fact_of)}
        for fact_of in (one, other)
    )
    if mine & theirs:
        return None
    return Comparison(one.id, other.id, Verdict.DIFFERS, "scheduled in one source, as needed in the other")


def _gives(kb: KnowledgeBase, fact: Fact, drug: str, like: Fact) -> bool:
    """Whether a fact gives a drug, by its name or by its class, for the purpose of another fact of its source."""
    return kb.vocabulary.covers(fact.drug, drug) and _for_one_purpose(kb, fact, like)
