"""A fact of another age group than its print, its cohort or its source.

What it checks
    Where a fact names an age group, it is the one of its cohort, as the report that it cites has it, and of its source
    record; and where the print names age groups, it is among those.

Why it matters at the bedside
    Children clear drugs otherwise and tolerate less fluid. A dose tried in adults is not a child's dose, and a limit
    set for children holds an adult's treatment back without reason.

How to fix
    Read of whom the source speaks, and correct `age_group`; or correct the record of the cohort or the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kb.analysis_sets import scope_of
from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Fact, KnowledgeBase
from kb.vocabulary import Term

SEVERITY = Severity.CRITICAL


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each fact whose age group is not that of the patients it speaks of."""
    words = {entry.id: _named(entry) for entry in kb.vocabulary.of_type("age-group") if isinstance(entry, Term)}
    for fact in kb.facts.values():
        if not fact.age_group:
            continue
        for whose, known in _known(kb, fact, words).items():
            if known and not kb.vocabulary.overlap(fact.age_group, known):
                given, meant = "', '".join(fact.age_group), "', '".join(known)
                message = f"the age group is '{given}', {whose} '{meant}'"
                yield Remark(kb.place(fact, "age_group"), message, f"Did you mean '{meant}'?", fact.id)
                break


def _known(kb: KnowledgeBase, fact: Fact, words: Mapping[str, re.Pattern[str]]) -> dict[str, tuple[str, ...]]:
    """The age groups that the print, the cohort and the source record name, by whose they are."""
    printed = tuple(id for id, named in words.items() if named.search(fact.printed))
    cohort, record = kb.cohorts.get(fact.cohort), kb.source_records.get(fact.cite)
    return {
        f"the printed figure '{fact.printed}' says": printed,
        f"the cohort '{fact.cohort}' is of": scope_of(cohort, fact, "age_group") if cohort else (),
        f"the source '{fact.cite}' is about": record.age_group if record else (),
    }


def _named(term: Term) -> re.Pattern[str]:
    """What a term is called in print."""
    spellings = (term.id.replace("-", " "), term.label, *term.synonyms)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, spellings))})\b", re.IGNORECASE)
