"""A page that loads something from another host.

What it checks
    No template loads a picture, a script, a style, a font or a frame from another host; links may lead there.

Why it matters at the bedside
    The site is read behind hospital walls and offline: what is not in it is missing there, and whoever serves it learns
    who reads what.

How to fix
    Take the file into `site_templates/assets`, or link to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kb.finding import Place, Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR

_LOADED: Final = re.compile(
    r"<(?:img|script|iframe|link|source|video|audio|embed|object|input)\b(?![^>]*\brel=[\"']?(?:canonical|alternate|license|author|me)\b)[^>]*?"
    r"\b(?:src|href|data|srcset|poster)\s*=\s*[\"']?\s*((?:https?:)?//[^\s\"'>]*)"
    r"|(?:url\(|@import)\s*[\"']?((?:https?:)?//[^\s\"')]*)",
    re.IGNORECASE,
)


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at each address of another host that a template loads."""
    for path, text in kb.templates.items():
        for found in _LOADED.finditer(text):
            offset = found.start(1 if found[1] else 2)
            place = Place(path, text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset))
            message = f"'{found[1] or found[2]}' is loaded from another host"
            yield Remark(place, message, "Keep the file with the site, or link to it.")
