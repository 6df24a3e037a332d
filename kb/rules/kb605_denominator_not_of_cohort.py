"""A total that is none of the cohort's, or of other patients of the cohort.

What it checks
    A fact belongs to the analysis set of its cohort that has its reference, population, subgroup, treatment, condition
    and measure, else to all patients of the report or the cohort. Its total, or the number of patients that it gives,
    is the number of that set. The total of a part for which no set is recorded does not exceed the largest. Where none
    of the facts that belong to a set has its number, this is said at the record as well.

Why it matters at the bedside
    Enrolled patients are not evaluable patients, and those with one disease are not those with the other. A rate with a
    borrowed denominator is the rate of nobody.

How to fix
    Read the denominator in the source, and whose it is. If it is a set of its own, record it under `analysis_sets` of
    the cohort, with the population, subgroup or measures that it belongs to.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from kb.analysis_sets import Denominator, counted, denominators, fitting, largest, scope_of
from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Cohort, Fact, KnowledgeBase

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each denominator that the cohort's record does not have for such a fact."""
    known = {id: tuple(denominators(cohort)) for id, cohort in kb.cohorts.items()}
    users: dict[tuple[str, Denominator], list[bool]] = defaultdict(list)
    for fact in kb.facts.values():
        if known.get(fact.cohort) and fact.status != "retired" and (found := counted(kb, fact)):
            own = fitting(kb, known[fact.cohort], fact)
            yield from _judged(kb, fact, known[fact.cohort], own, *found)
            for one in own:
                users[fact.cohort, one].append(found[0] in {each.n for each in own})
    for (id, one), agree in users.items():
        if not any(agree):
            message = f"no fact of the cohort '{id}' has the {one.n} of '{one.name}': {len(agree)} should, and differ"
            help = "Read the number of the record again in its reports, or those of the facts."
            yield Remark(kb.place(kb.cohorts[id], _path(kb.cohorts[id], one)), message, help, id)


def _path(cohort: Cohort, own: Denominator) -> str:
    """The field of a cohort's record that holds the size of a set."""
    for index, one in enumerate(cohort.analysis_sets):
        if own.is_part and (one.n, one.label or one.id) == (own.n, own.name):
            return f"analysis_sets.{index}.n"
    for index, report in enumerate(cohort.reports):
        if own.cite == (report.cite,) and report.total == own.n:
            return f"reports.{index}.total"
    return "total"


def _judged(
    kb: KnowledgeBase, fact: Fact, known: Sequence[Denominator], own: list[Denominator], total: int, field: str
) -> Iterator[Remark]:
    if own and any(total == one.n for one in own):
        return
    most = largest(known, fact)
    sizes = {one.n for one in known}
    if own:
        yield from _of_another_set(kb, fact, known, total, field, own)
    elif not own and most is not None and (total > most or (_is_whole(kb, fact) and total not in sizes)):
        yield _none_of(kb, fact, known, total, field)


def _of_another_set(
    kb: KnowledgeBase, fact: Fact, known: Sequence[Denominator], total: int, field: str, own: list[Denominator]
) -> Iterator[Remark]:
    """The total of other patients: said at the total, at the population, or at both where nothing tells which."""
    others = [one for one in fitting(kb, known, fact, any_population=True) if one.n == total]
    of_own = " or ".join(f"{one.n} ({one.name})" for one in own)
    at_population = bool(others) and not _speaks_for(fact, own[0].n, but_not=total)
    if not at_population or not _speaks_for(fact, total, but_not=own[0].n):
        named = next((one.name for one in known if one.n == total), "")
        where = f"that of '{named}'" if named else "none of the sets"
        message = f"the total {total} is {where} in the cohort '{fact.cohort}'; this fact is of {of_own}"
        help = "Read the denominator again, or record under 'analysis_sets' whose it is."
        yield Remark(kb.place(fact, field), message, help, fact.id)
    if at_population:
        named, meant = "', '".join(fact.population), "', '".join(others[0].population)
        message = f"'{named}' has {of_own} in the cohort '{fact.cohort}', the total here is {total}"
        yield Remark(kb.place(fact, "population"), message, f"Did you mean '{meant}', which has {total}?", fact.id)


def _speaks_for(fact: Fact, total: int, but_not: int) -> bool:
    """Whether the figure as printed holds one of two totals and not the other."""
    printed = {int(number.replace(",", "")) for number in re.findall(r"(?<![\d.])\d[\d,]*(?![\d.])", fact.printed)}
    return total in printed and but_not not in printed


def _none_of(kb: KnowledgeBase, fact: Fact, known: Sequence[Denominator], total: int, field: str) -> Remark:
    names = sorted({f"{one.name} {one.n}" for one in known})
    message = f"the total {total} is none of the cohort '{fact.cohort}' ({', '.join(names)})"
    help = "Read the denominator again, or record it under 'analysis_sets'."
    return Remark(kb.place(fact, field), message, help, fact.id)


def _is_whole(kb: KnowledgeBase, fact: Fact) -> bool:
    """Whether a fact speaks of all patients of its cohort, and not of a part of them."""
    part = fact.subgroup or fact.condition or fact.phase or fact.cycle or fact.setting or fact.timepoint
    whole = scope_of(kb.cohorts[fact.cohort], fact, "population")
    return not part and kb.vocabulary.apart(fact.population) == kb.vocabulary.apart(whole)
