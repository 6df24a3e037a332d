"""A link to a fact that does not exist.

What it checks
    Every id under `restates`, `supersedes` and the inputs of a derivation is the id of a fact, and
    not of the fact itself.

Why it matters at the bedside
    A figure that says it repeats another, or is computed from it, can't be followed back to where it was measured.

How to fix
    Correct the id as the help proposes, or restore the fact.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Fact, KnowledgeBase
from kb.source_file import nearest

SEVERITY = Severity.ERROR
WAIVABLE = False


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each link that leads nowhere."""
    for fact in kb.facts.values():
        for path, id in _links(fact):
            if id not in kb.facts:
                close = nearest(id, kb.facts)
                help = f"Did you mean '{close}'?" if close else "Correct the id, or restore the fact."
                yield Remark(kb.place(fact, path), f"no fact has the id '{id}'", help, fact.id)
            elif id == fact.id and not path.startswith("derived"):
                yield Remark(kb.place(fact, path), f"'{id}' names itself", "Name another fact.", fact.id)


def _links(fact: Fact) -> Iterator[tuple[str, str]]:
    for field in ("restates", "supersedes"):
        for index, id in enumerate(getattr(fact, field)):
            yield f"{field}.{index}", id
    if fact.derived is not None:
        for name, id in fact.derived.inputs.items():
            yield f"derived.inputs.{name}", id
