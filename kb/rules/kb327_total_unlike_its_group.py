"""A total that is not the number of patients given for the same group at the same place.

What it checks
    A fact without a cohort that gives a total, where the same source gives at the same place a number of patients of
    the same scope: the total is that number, unless the figure is printed with another.

Why it matters at the bedside
    A rate of another number of patients is another rate, and its interval is wrong as well.

How to fix
    Read both numbers again. If the rate is of a part of the patients, say of which in `subgroup`, or record a cohort
    with its analysis sets.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.held_figures import printed_text
from kb.model import SCOPE_FIELDS, Fact, KnowledgeBase
from kb.printed import figures

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each total that is none of the numbers of patients at its place."""
    sizes: dict[object, dict[Decimal, str]] = defaultdict(dict)
    for fact in kb.facts.values():
        if fact.status == "active" and _is_a_number_of_patients(fact):
            assert fact.value is not None
            sizes[_group(fact)][fact.value.numbers[0]] = fact.id
    for fact in kb.facts.values() if sizes else ():
        known = sizes.get(_group(fact)) if fact.total is not None and not fact.cohort else None
        if known and fact.total not in known and fact.status == "active" and not _is_printed(fact):
            said = " or ".join(f"{number:f} ('{id}')" for number, id in known.items())
            message = f"the total {fact.total} is not the number of patients at this place: {said}"
            help = "Read both again; of a part of the patients, say of which in 'subgroup'."
            yield Remark(kb.place(fact, "total"), message, help, fact.id)


def _is_a_number_of_patients(fact: Fact) -> bool:
    return fact.value is not None and fact.value.form == "point" and fact.value.unit.text == "patient"


def _is_printed(fact: Fact) -> bool:
    """Whether the print gives this total: as a number of patients, or as one without a unit that is not the count."""
    found = [one for one in figures(printed_text(fact)) if one.number == fact.total and one.units in ((), ("patient",))]
    return len(found) > (fact.events == fact.total)


def _group(fact: Fact) -> tuple[object, ...]:
    """Whose numbers they are, and where they stand."""
    scope = tuple(getattr(fact, name) for name in SCOPE_FIELDS)
    return (fact.cite, fact.locator, fact.subgroup, fact.timepoint, fact.cycle, *scope)
