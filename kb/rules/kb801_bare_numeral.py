"""A figure that stands in a template.

What it checks
    The prose of page templates holds no clinical figure of its own, in digits or in words with a unit. Figures come in
    through facts.

Why it matters at the bedside
    A number typed into a page opens to no source, and stays when the fact it once repeated is corrected.

How to fix
    Take the figure from a fact, by its id. If no fact has it yet, write the fact first.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Place, Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase
from kb.template_prose import bare_numerals

SEVERITY = Severity.CRITICAL


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each figure in the prose of a template."""
    for path, text in kb.templates.items():
        for line, column, token in bare_numerals(text):
            message = f"'{token.strip()}' stands in a template and opens to no source"
            yield Remark(Place(path, line, column), message, 'Take the figure from a fact: {{ fact("its-id") }}.')
