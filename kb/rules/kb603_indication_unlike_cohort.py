"""A fact whose population or treatment is not that of its cohort or its source.

What it checks
    The population of a fact overlaps with the population of its cohort, as the report that it cites has it, and is no
    wider; its intervention overlaps with the cohort's. So do those of a fact and of a fact that it restates. Where the
    source record says whom a source is about, the population of each of its facts overlaps with that.

Why it matters at the bedside
    A response rate of one disease read as that of another misleads the patient who has the other.

How to fix
    Read who the patients were, in the source, and correct the population or the cohort of the fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kb.analysis_sets import scope_of
from kb.estimate import effective_cohort
from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Cohort, Fact, KnowledgeBase

SEVERITY = Severity.CRITICAL


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each fact outside its cohort, or unlike the facts that it restates."""
    for fact in kb.facts.values():
        if not fact.cohort and not fact.restates:
            yield from _unlike_source(kb, fact)
            continue
        cohort = kb.cohorts.get(fact.cohort or effective_cohort(kb, fact)[0])
        for field in ("population", "intervention"):
            if cohort is not None and not _overlap(kb, getattr(fact, field), scope_of(cohort, fact, field)):
                yield _unlike_cohort(kb, fact, cohort, field)
            elif field == "population" and cohort is not None and fact.cohort and (wide := _wider(kb, fact, cohort)):
                yield wide
            elif fact.restates and not _like_any(kb, fact, field):
                named = "', '".join(getattr(fact, field))
                message = f"'{named}' is not the {field} of what it restates ('{fact.restates[0]}')"
                help = "Read who the patients were and what they were given, or correct 'restates'."
                yield Remark(kb.place(fact, field), message, help, fact.id)


def _overlap(kb: KnowledgeBase, one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether the first scope shares anything with the second; of groups counted together each group must."""
    own, declared = tuple(one), tuple(other)
    if kb.vocabulary.overlap(own, declared):
        return True
    parts, whole = kb.vocabulary.apart(own), kb.vocabulary.apart(declared)
    shared = [kb.vocabulary.overlap((part,), whole) for part in parts]
    return all(shared) if parts != frozenset(own) else any(shared)


def _unlike_source(kb: KnowledgeBase, fact: Fact) -> Iterator[Remark]:
    record = kb.source_records.get(fact.cite)
    if record is not None and not _overlap(kb, fact.population, record.population):
        named, declared = "', '".join(fact.population), "', '".join(record.population)
        message = f"'{named}' is not the population that '{fact.cite}' is about ('{declared}')"
        help = f"Read who the patients were, or correct the record at {kb.place(record, 'population')}."
        yield Remark(kb.place(fact, "population"), message, help, fact.id)


def _unlike_cohort(kb: KnowledgeBase, fact: Fact, cohort: Cohort, field: str) -> Remark:
    named, declared = "', '".join(getattr(fact, field)), "', '".join(scope_of(cohort, fact, field))
    message = f"'{named}' is not the {field} of the cohort '{cohort.id}' ('{declared}')"
    return Remark(kb.place(fact, field), message, "Read who the patients were and what they were given.", fact.id)


def _wider(kb: KnowledgeBase, fact: Fact, cohort: Cohort) -> Remark | None:
    """What is said of a population of which the patients of the cohort are only some."""
    declared = kb.vocabulary.apart(scope_of(cohort, fact, "population"))
    for index, term in enumerate(fact.population):
        for part in kb.vocabulary.apart((term,)):
            narrower = sorted(one for one in declared if part != one and kb.vocabulary.covers(part, one))
            if narrower and not any(kb.vocabulary.covers(one, part) for one in declared):
                message = f"'{part}' is wider than the patients of the cohort '{cohort.id}' ('{', '.join(narrower)}')"
                help = f"Did you mean {' or '.join(narrower)}?"
                return Remark(kb.place(fact, f"population.{index}"), message, help, fact.id)
    return None


def _like_any(kb: KnowledgeBase, fact: Fact, field: str) -> bool:
    """Whether a fact shares a scope with some fact that it restates; unknown ids are left to another rule."""
    primaries = [kb.facts[id] for id in fact.restates if id in kb.facts]
    own = getattr(fact, field)
    return not primaries or any(kb.vocabulary.overlap(own, getattr(primary, field)) for primary in primaries)
