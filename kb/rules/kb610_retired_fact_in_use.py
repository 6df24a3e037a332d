"""A retired fact that something still rests on.

What it checks
    No active fact restates or is derived from a retired one. This is said at the use, and where the other is retired.

Why it matters at the bedside
    A figure withdrawn for a reason lives on in whatever is computed from it.

How to fix
    Point to the fact that supersedes it, or retire this one too.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each use of a retired fact, at the use and at the fact."""
    for fact in kb.facts.values():
        if fact.status == "retired":
            continue
        links = [(f"restates.{index}", id) for index, id in enumerate(fact.restates)]
        links += [(f"derived.inputs.{name}", id) for name, id in fact.derived.inputs.items()] if fact.derived else []
        for path, id in links:
            used = kb.facts.get(id)
            if used is not None and used.status == "retired":
                yield Remark(
                    kb.place(fact, path),
                    f"'{id}' is retired ({kb.place(used, 'status')}): {used.reason or 'no reason given'}",
                    "Use the fact that supersedes it.",
                    fact.id,
                )
                message = f"'{id}' is retired, and '{fact.id}' still rests on it ({kb.place(fact, path)})"
                yield Remark(kb.place(used, "status"), message, "Let that fact use the one that supersedes it.", id)
