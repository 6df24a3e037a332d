"""A secondary source that is cited as if it had counted the patients itself.

What it checks
    A count of patients (events of a total) that cites a review, a patient page, a maker's page or a machine-written
    text says with `restates` whose figure it repeats, or with `cites_as` which mark the source gives for it.

Why it matters at the bedside
    A count copied three times looks like three studies. If the copy is wrong, only the way back to the people who
    counted shows it.

How to fix
    Find the study in which the patients were counted and name its fact in `restates`; or record the source's own
    citation mark in `cites_as`.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR

SECONDARY = frozenset({"review", "patient_information", "manufacturer_page", "ai_generated", "lay"})


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each count that a secondary source gives without saying whose it is."""
    for fact in kb.facts.values():
        reference = kb.references.get(fact.cite)
        if reference is None or reference.kind not in SECONDARY or fact.restates or fact.cites_as or fact.cohort:
            continue
        counted = (fact.events is not None and fact.total is not None) or (
            fact.value is not None and fact.value.total is not None
        )
        if counted and fact.status == "active" and kb.kind(fact) == "proportion":
            kind = reference.kind.replace("_", " ")
            message = f"'{fact.cite}' is a secondary source ({kind}), and nothing says whose count this is"
            yield Remark(
                kb.place(fact, "cite"),
                message,
                "Name the fact of the study in 'restates', or the mark in 'cites_as'.",
                fact.id,
            )
