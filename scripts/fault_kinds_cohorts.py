"""Slips of cohorts and links: totals and sets changed, facts given to another cohort, links turned elsewhere."""

from __future__ import annotations

import re
from collections import Counter

from fault_kinds_changes import field_removed, first_number, replaced
from fault_kinds_ground import Draw, Ground, Mutant, register
from fault_kinds_numbers import FIGURE, SUMS

COHORT = (
    *FIGURE, *SUMS, "unknown-cohort", "look-not-of-cohort", "indication-unlike-cohort", "cohort-larger-than-its-whole",
    "unexplained-contradiction", "restated-figure-drift", "restates-another-measure", "years-backwards",
    "secondary-cited-as-primary", "unit-printed-mismatch", "explanation-against-the-data", "idle-explanation",
    "subset-larger-than-whole", "duplicate-fact", "dangling-link", "unknown-term", "one-place-two-figures",
)  # fmt: skip


def cohort(ground: Ground) -> Mutant | None:
    """A fact given to a cohort that its source never reported."""
    scalar = ground.pick_field("cohort")
    if scalar is None:
        return None
    cite = ground.kb.facts[scalar.owner].cite
    others = [
        id
        for id, one in sorted(ground.kb.cohorts.items())
        if one.reports and cite not in {report.cite for report in one.reports}
    ]
    return replaced(ground, scalar, lambda _: ground.random.choice(others) if others else None, COHORT)


def record(path: str) -> Draw:
    """A number in the record of a cohort changed, to which facts are held."""

    def draw(ground: Ground) -> Mutant | None:
        held = {(fact.cohort, str(fact.total)) for fact in ground.kb.facts.values()}
        scalar = ground.pick(lambda one: re.fullmatch(path, one.path) and (one.owner, one.content) in held, "cohort")
        return replaced(ground, scalar, lambda text: first_number(text, lambda n: str(int(n) - 3)), COHORT)

    return draw


def whole(ground: Ground) -> Mutant | None:
    """The cohort of a rate left away: its total stands alone."""
    rates = ("proportion", "time-to-event")
    own = [fact for fact in ground.kb.facts.values() if ground.kb.kind(fact) in rates and fact.voice == "own"]
    many = Counter((fact.cite, ground.kb.kind(fact)) for fact in own if fact.cohort and not fact.restates)
    lone = [fact.id for fact in own if not fact.restates and many[fact.cite, ground.kb.kind(fact)] > 3]
    scalar = ground.pick_field("cohort", of=lambda fact: fact.id in lone)
    return field_removed(ground, scalar, (*COHORT, "cohort-left-away"))


def elsewhere(ground: Ground) -> Mutant | None:
    """A figure that repeats another told to repeat a third, of another measure."""
    scalar = ground.pick(lambda one: re.fullmatch(r"restates(\.0)?", one.path))
    if scalar is None:
        return None
    measure = ground.kb.facts[scalar.owner].measure
    kind = ground.kb.kind(ground.kb.facts[scalar.owner])
    others = [
        fact.id
        for fact in ground.kb.facts.values()
        if fact.measure != measure and ground.kb.kind(fact) == kind and fact.cohort
    ]
    return replaced(ground, scalar, lambda _: ground.random.choice(others) if others else None, COHORT)


register("P11", "cohort of another trial", cohort)
register("P12", "total in the record of a cohort changed", record("total"))
register("P12b", "size of an analysis set changed", record(r"analysis_sets\.\d+\.n"))
register("P13", "cohort of a rate left away", whole)
register("P14", "repeated figure tied to another measure", elsewhere)
