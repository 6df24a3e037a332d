"""A page that asks for a fact which does not exist.

What it checks
    Every id that a page template asks for by `fact("...")` is the id of a fact of this base.

Why it matters at the bedside
    The dose is renamed or deleted, and the page that shows it can't be built any more, or shows an older one.

How to fix
    Use the id that the help proposes, or restore the fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.finding import Place, Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase
from kb.source_file import nearest

SEVERITY = Severity.ERROR
WAIVABLE = False

_ASKED = re.compile(r"(?<![\w.])fact\(\s*[\"']([^\"']+)[\"']")
_LOCAL = re.compile(r"\{%-?\s*(?:macro\s+fact\b|set\s+fact\b|for\s+fact\b|from[^%]*\bfact\b)")


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each id in a template that names no fact."""
    for path, text in kb.templates.items():
        if "fact(" not in text or _LOCAL.search(text):
            continue
        for found in _ASKED.finditer(text):
            if found[1] not in kb.facts:
                place = Place.in_text(path, text, found.start(1))
                close = nearest(found[1], kb.facts)
                help = f"Did you mean '{close}'?" if close else "Use the id of a fact, or restore it."
                yield Remark(place, f"no fact has the id '{found[1]}'", help)
