"""A template whose marks do not close.

What it checks
    In a template each block that is opened is closed (`for`, `if`, `macro`, `block`, `call`, `filter`, `set`), and so
    is each pair of braces.

Why it matters at the bedside
    The page can not be made, or holds only a part of what its readers look for.

How to fix
    Close what is named, or take away the mark that closes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kb.finding import Place, Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

SEVERITY = Severity.ERROR

_MARK: Final = re.compile(
    r"{#.*?#}|{%-?\+?\s*raw\b.*?endraw\s*-?%}|{%-?\+?\s*(\w+)((?:[^%]|%(?!}))*)%}|{{(?:[^{}]|{(?:[^{}]|{(?:[^{}]|{[^{}]*})*})*}|}(?!}))*}}|({[{%#]|[%#}]})",
    re.DOTALL,
)
_BLOCKS: Final = frozenset({"for", "if", "macro", "block", "call", "filter", "set", "with", "autoescape"})


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at the first mark of each template that opens or closes nothing."""
    for path, text in kb.templates.items():
        fault = _fault(text)
        if fault is not None:
            offset, message = fault
            line = text.count("\n", 0, offset) + 1
            column = offset - text.rfind("\n", 0, offset)
            yield Remark(Place(path, line, column), message, "Close it, or take the odd mark away.")


def _fault(text: str) -> tuple[int, str] | None:
    opened: list[tuple[str, int]] = []
    for found in _MARK.finditer(text):
        word = found[1] or ""
        if found[3]:
            return found.start(), f"'{found[3]}' has no counterpart"
        if word.startswith("end"):
            if not opened or opened[-1][0] != word[3:]:
                return found.start(), f"'{word}' closes nothing that is open here"
            opened.pop()
        elif word in _BLOCKS and not (word == "set" and "=" in found[2]):
            opened.append((word, found.start()))
    return (opened[-1][1], f"'{opened[-1][0]}' is never closed") if opened else None
