"""A safety-critical figure that only a weak source reports.

What it checks
    Where a safety-critical measure (with its drug or parameter) is reported by machine-written or lay texts and by no
    other source of this base, the first such fact is named.

Why it matters at the bedside
    Nobody should give a dose, or withhold one, because a chatbot said so. Beside a guideline such a figure does little
    harm; alone on a page it is the answer.

How to fix
    Look for the figure in the label, a guideline or a study and record it from there. If there is none, nothing need
    be done: the page shows what kind of source it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Fact, KnowledgeBase

SEVERITY = Severity.INFO

WEAK = frozenset({"ai_generated", "lay"})


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at the first of the facts on a measure that only weak sources report."""
    resting: dict[tuple[str, str, str], list[Fact]] = {}
    for fact in kb.facts.values():
        measure = kb.measure(fact)
        if (
            measure
            and measure.safety_critical
            and measure.kind == "quantity"
            and fact.status == "active"
            and fact.derived is None
        ):
            resting.setdefault((fact.measure, fact.drug, fact.parameter), []).append(fact)
    for facts in resting.values():
        kinds = {kb.references[fact.cite].kind for fact in facts if fact.cite in kb.references}
        if kinds and kinds <= WEAK:
            fact = facts[0]
            sources = " and ".join(sorted({one.cite for one in facts}))
            message = f"{kb.vocabulary.label(fact.measure)}: only {sources} reports it"
            yield Remark(kb.place(fact, "cite"), message, "Look for it in the label, a guideline or a study.", fact.id)
