"""A fact that restates a figure of something else.

What it checks
    A fact that `restates` others reports the measure, grade, parameter and drug of each of them, as of the same kind of
    figure (a median is no mean) and by the same route.

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
        if not fact.restates or fact.status == "retired":
            continue
        fields = [_field_apart(kb, fact, kb.facts[id]) if id in kb.facts else "" for id in fact.restates]
        if all(fields):
            yield from _remarks(kb, fact, fields[0], fact.restates[0], (fields[0], "restates"))
        else:
            for index, (field, id) in enumerate(zip(fields, fact.restates, strict=True)):
                if field:
                    yield from _remarks(kb, fact, field, id, (f"restates.{index}",))


def _remarks(kb: KnowledgeBase, fact: Fact, field: str, id: str, paths: tuple[str, ...]) -> Iterator[Remark]:
    primary = kb.facts[id]
    own, restated = (_written(getattr(one, field)) for one in (fact, primary))
    message = f"'{own}' restates '{restated}' of '{primary.id}' ({primary.cite})"
    help = f"Correct the {field.replace('ctcae_grade', 'grade')}, or 'restates'."
    for path in paths:
        yield Remark(kb.place(fact, path), message, help, fact.id)


def _field_apart(kb: KnowledgeBase, fact: Fact, primary: Fact) -> str:
    """The field in which a fact is of something else than what it restates; an empty text where there is none."""
    if fact.measure != primary.measure:
        return "measure"
    fields = ("parameter", "ctcae_grade", "drug", "statistic")
    found = next((field for field in fields if _apart(getattr(fact, field), getattr(primary, field))), "")
    return found or ("" if kb.vocabulary.overlap(fact.route, primary.route) else "route")


def _written(held: str | tuple[str, ...]) -> str:
    return held if isinstance(held, str) else ", ".join(held)


def _apart(one: str, other: str) -> bool:
    return bool(one and other and one != other)
