"""A fact that restates a figure of something else.

What it checks
    A fact that `restates` others reports the measure, grade and parameter of at least one of them.

Why it matters at the bedside
    Overall survival quoted as progression-free survival, or a grade 3 rate quoted as that of any grade, is a number
    that nobody measured.

How to fix
    Read what the secondary source says that it reports. Correct the measure, or `restates`. If the source itself mixed
    them up, point to what it should have restated and write an explanation of type `restated-wrongly`.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Fact, KnowledgeBase

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each restatement of another measure, grade or parameter."""
    for fact in kb.facts.values():
        primaries = [kb.facts[id] for id in fact.restates if id in kb.facts]
        if not primaries or fact.status == "retired" or any(_same(fact, primary) for primary in primaries):
            continue
        primary = primaries[0]
        field = (
            "measure"
            if fact.measure != primary.measure
            else "parameter"
            if _apart(fact.parameter, primary.parameter)
            else "ctcae_grade"
        )
        message = f"'{getattr(fact, field)}' restates '{getattr(primary, field)}' of '{primary.id}' ({primary.cite})"
        help = f"Correct the {field.replace('ctcae_grade', 'grade')}, or 'restates'."
        for path in (field, "restates"):
            yield Remark(kb.place(fact, path), message, help, fact.id)


def _same(fact: Fact, primary: Fact) -> bool:
    if fact.measure != primary.measure:
        return False
    return not _apart(fact.parameter, primary.parameter) and not _apart(fact.ctcae_grade, primary.ctcae_grade)


def _apart(one: str, other: str) -> bool:
    return bool(one and other and one != other)
