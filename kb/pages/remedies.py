"""What a source says to do about a criterion: its measures, medicines and stances for the same event."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kb.model import Fact
from kb.pages.fact_view import FactView, FactViews
from kb.pages.wording import condition_words, labels, lowered, safe_spelling
from kb.value import Relation, relation
from kb.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Remedy:
    """One fact that says what to do or to give, and for what, in the source's own limits.

    `narrower` where it is meant for a special case of the criterion only, which the patient need not have.
    """

    fact: FactView
    trigger: str
    narrower: bool


def remedies_for(
    facts: FactViews, criterion: Fact, measures: Sequence[str], stands_for: Mapping[str, tuple[str, ...]]
) -> tuple[Remedy, ...]:
    """The remedies of a criterion's own source, in the order of the measures and then of the facts.

    A remedy belongs to a criterion where a term of its trigger or indication is a term of the criterion, broader or
    narrower. It is left out where both name limits of one parameter that no patient can meet together.
    """
    kb = facts.kb
    about = _terms(criterion, stands_for)
    return tuple(
        Remedy(facts[fact.id], _trigger(kb.vocabulary, fact), not _covers(kb.vocabulary, _triggers(fact), about))
        for measure in measures
        for fact in kb.facts.values()
        if fact.measure == measure
        and fact.cite == criterion.cite
        and fact.status != "retired"
        and fact.voice == "own"
        and kb.vocabulary.overlap(fact.intervention, criterion.intervention)
        and (_covers(kb.vocabulary, _triggers(fact), about) or _covers(kb.vocabulary, about, _triggers(fact)))
        and not _exclude_each_other(criterion, fact)
    )


def _terms(criterion: Fact, stands_for: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    own = {*criterion.condition, *_triggers(criterion)}
    return frozenset(own.union(*(stands_for.get(term, ()) for term in own)))


def _triggers(fact: Fact) -> Iterator[str]:
    yield from fact.indication
    for leaf in fact.when.leaves() if fact.when else ():
        if leaf.present or leaf.parameter:
            yield leaf.present or leaf.parameter


def _covers(vocabulary: Vocabulary, broad: Iterable[str], narrow: Iterable[str]) -> bool:
    narrow = tuple(narrow)
    return any(vocabulary.covers(one, other) for one in broad for other in narrow)


def _exclude_each_other(criterion: Fact, remedy: Fact) -> bool:
    """Whether limits on one parameter are apart; where either side has alternatives, nothing is excluded."""
    if criterion.when is None or remedy.when is None or criterion.when.any or remedy.when.any:
        return False
    return any(
        relation(one.is_, other.is_) is Relation.APART
        for one in criterion.when.leaves()
        for other in remedy.when.leaves()
        if one.parameter and one.parameter == other.parameter and one.is_ is not None and other.is_ is not None
    )


def _trigger(vocabulary: Vocabulary, fact: Fact) -> str:
    words = condition_words(vocabulary, fact.when) or labels(vocabulary, fact.indication)
    return lowered(safe_spelling(words))
