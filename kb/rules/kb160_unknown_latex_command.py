"""A LaTeX command that stands for no character.

What it checks
    What LaTeX writes in the bibliography becomes plain text. A command for which there is no character is named
    here.

Why it matters at the bedside
    The command would show on the page of the source, in the place of a sign of its title: of a "less than" or of a
    Greek letter that tells two drugs apart.

How to fix
    Write the character itself, or the plain word for it, in place of the command.
"""

from __future__ import annotations

from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR
WAIVABLE = False


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for every field that is not plain text."""
    return kb.met("unknown-latex-command")
