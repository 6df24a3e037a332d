"""A secondary source whose figure is not that of the study it repeats.

What it checks
    Where a fact restates others, its value agrees with, lies within or rounds one of theirs; a range is not the figure
    that it merely contains, unless it is given as approximate. Where it does not fit, an explanation (as
    `restated-wrongly`, `rounding` or `data-cutoff`) must account for it.

Why it matters at the bedside
    Papers misquote their sources more often than their readers think, and the misquoted figure is often the one
    that people know.

How to fix
    Read both places. If the secondary source drifted, keep what it prints and write the explanation. If it repeats
    another look, correct `restates`.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.estimate import estimate
from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Fact, KnowledgeBase
from kb.value import Relation, in_words, relation, rounds_to

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each restatement that fits none of the figures it repeats."""
    explained = {id: set[str]() for explanation in graph.standing_explanations for id in explanation.between}
    for explanation in graph.standing_explanations:
        for id in explanation.between:
            explained[id].update(explanation.between)
    for fact in kb.facts.values():
        if not fact.restates or fact.status != "active":
            continue
        said = estimate(fact)
        primaries = [kb.facts[id] for id in fact.restates if id in kb.facts]
        known = [primary for primary in primaries if primary.measure == fact.measure and estimate(primary) is not None]
        if said is None or not known or any(_fits(fact, primary) for primary in known):
            continue
        if explained.get(fact.id, set()) & set(fact.restates):
            continue
        value = estimate(known[0])
        assert value is not None
        message = (
            f"{in_words(said)} restates {in_words(value)} of '{known[0].id}' ({known[0].cite}) and is not that figure"
        )
        help = "Read both places; if the source drifted, write an explanation of type restated-wrongly."
        yield Remark(kb.place(fact, "value" if fact.value else "events"), message, help, fact.id)


def _fits(fact: Fact, primary: Fact) -> bool:
    """Whether a figure may be that of a primary source: the same, rounded, contained, or not comparable at all."""
    said, value = estimate(fact), estimate(primary)
    if said is None or value is None:
        return True
    how = relation(said, value)
    widened = how is Relation.CONTAINS and said.form == "range" and value.form == "point" and not said.approximate
    if not widened and how in (Relation.EQUAL, Relation.CONTAINS, Relation.WITHIN, None):
        return True
    return rounds_to(said, value) or (said.form == "ratio" and rounds_to(value, said))
