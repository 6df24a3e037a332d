"""A template whose marks do not close.

What it checks
    In a template each block that is opened is closed (`for`, `if`, `macro`, `block`, `call`, `filter`, `set`), and so
    is each pair of braces, with the brackets and the quotes between them.

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

_OUTSIDE: Final = re.compile(
    r"{#.*?#}|{%[-+]?\s*raw\b.*?{%[-+]?\s*endraw\s*[-+]?%}|(?P<closed>[%}#]})|(?P<mark>{[{%#])", re.DOTALL
)
_INSIDE: Final = re.compile(r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|%}|}}|[][(){}\"']|[^][(){}\"'%]+|%", re.DOTALL)
_PROGRAM: Final = re.compile(r"<(style|script)\b.*?</\1", re.DOTALL | re.IGNORECASE)
"""Where braces close those of a style or a program."""

_TAG: Final = re.compile(r"[-+]?\s*(\w*)")
_CLOSING: Final = {")": "(", "]": "[", "}": "{"}
_BLOCKS: Final = frozenset({"for", "if", "macro", "block", "call", "filter", "set", "with", "autoescape"})


class _OddMark(Exception):
    """A mark that opens or closes nothing: where it stands, and what is wrong with it."""

    def __init__(self, offset: int, message: str) -> None:
        self.offset, self.message = offset, message


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at the first mark of each template that opens or closes nothing."""
    for path, text in kb.templates.items():
        try:
            _read(text)
        except _OddMark as odd:
            yield Remark(Place.in_text(path, text, odd.offset), odd.message, "Close it, or take the odd mark away.")


def _read(text: str) -> None:
    """Follow the marks of a template to its end; raises `_OddMark`."""
    opened: list[tuple[str, int]] = []
    marks: list[tuple[int, int]] = []
    position = 0
    while found := _OUTSIDE.search(text, position):
        position, start = found.end(), found.start()
        if found["closed"] and not _closes_in_program(text, start, marks):
            raise _OddMark(start, f"'{found['closed']}' has no counterpart")
        if found["mark"]:
            position = _end_of_mark(text, start)
            marks.append((start, position))
            if found["mark"] == "{%":
                _follow(text[start + 2 : position - 2], start, opened)
    if opened:
        raise _OddMark(opened[-1][1], f"'{opened[-1][0]}' is never closed")


def _closes_in_program(text: str, at: int, marks: list[tuple[int, int]]) -> bool:
    """Whether a closing brace may be that of a style or a program: of as many as it opened before, marks left aside."""
    program = next((one for one in _PROGRAM.finditer(text) if one.start() < at < one.end()), None)
    if program is None:
        return False
    start, opened = program.start(), 0
    for mark, end in [*((mark, end) for mark, end in marks if mark > start), (at, at)]:
        opened += text.count("{", start, mark) - text.count("}", start, mark)
        start = end
    return opened >= (2 if text.startswith("}}", at) else 1)


def _end_of_mark(text: str, start: int) -> int:
    """Where the mark ends that begins at `start`: its closing braces, outside quotes and brackets."""
    closing = {"{%": "%}", "{{": "}}"}.get(text[start : start + 2])
    brackets: list[str] = []
    position = start + 2
    while token := _INSIDE.match(text, position):
        said = token.group()
        position = token.end()
        if said == closing and not brackets:
            return position
        if said in ("}}", "%}"):
            said, position = "}", position - (said == "}}")
        if said in ('"', "'"):
            break
        if said in ("(", "[", "{"):
            brackets.append(said)
        elif said in _CLOSING and (not brackets or brackets.pop() != _CLOSING[said]):
            break
    raise _OddMark(start, f"'{text[start : start + 2]}' has no counterpart")


def _follow(said: str, start: int, opened: list[tuple[str, int]]) -> None:
    """Open or close what a tag opens or closes."""
    found = _TAG.match(said)
    word = found[1] if found else ""
    if word.startswith("end"):
        if not opened or opened.pop()[0] != word[3:]:
            raise _OddMark(start, f"'{word}' closes nothing that is open here")
    elif word in ("else", "elif") and (not opened or opened[-1][0] not in ("if", "for")):
        raise _OddMark(start, f"'{word}' belongs to nothing that is open here")
    elif word in _BLOCKS and not (word == "set" and "=" in said):
        opened.append((word, start))
