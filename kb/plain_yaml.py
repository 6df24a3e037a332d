"""Reads the ordinary form of a YAML file quickly: one field a line, as nearly every file of facts is written.

Going through libyaml's events takes most of the time of a check. `read_plain` understands only what an editor writes
every day (block mappings and lists, plain and quoted texts on one line, short flow lists, a folded text behind `>-`)
and returns None for everything else, so that the event reader of `kb.source_file` reads it, and says what is wrong
with it. It never reports a fault and never guesses: what it returns is what the event reader would return, place for
place, which the tests hold it to.
"""

from __future__ import annotations

import re
from typing import Any, Final

from kb.hostile_text import may_be_hostile, may_imitate
from kb.yaml_nodes import DEEPEST_NESTING, LONGEST_SCALAR, MOST_NODES, Mapping, Sequence, pack

_LINE: Final = re.compile(r"( *)(- )?([A-Za-z_][A-Za-z0-9_-]*):(?: +(.*))?")
_ITEM: Final = re.compile(r"( *)- ([^ ].*)")
_NOTHING: Final = re.compile(r" *(?:#.*)?")
_BEGIN: Final = r"[A-Za-z0-9(/.+~<=$^_;)\u00a1-\ud7ff\ue000-\U0010ffff]"
_PLAIN: Final = re.compile(rf"{_BEGIN}(?:[^:#]|:(?! |$)|(?<! )#)*")
_QUOTED: Final = re.compile(r""""[^"]*"|'[^']*'""")
_FLOW_PLAIN: Final = re.compile(rf"{_BEGIN}[^,\[\]{{}}:#?]*")
_FLOW_KEY: Final = re.compile(r"([A-Za-z_][A-Za-z0-9_-]*): +")


class _NotPlain(Exception):
    """The text has something that only the event reader may judge."""


def read_plain(text: str) -> Mapping | None:
    """The mapping that a text holds, or None where it is not wholly in the ordinary form.

    The text must be free of control characters and strange line breaks (`kb.hostile_text.character_fault`).
    """
    if "\t" in text or "\r" in text or "\\" in text or may_be_hostile(text) or may_imitate(text):
        return None
    try:
        return _PlainReader(text).read()
    except _NotPlain:
        return None


class _PlainReader:
    """Walks over the lines once; the stack holds the open mappings and lists with their indentation."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._at = 0
        self._nodes = 0
        self._stack: list[tuple[int, Mapping | Sequence]] = []
        self._waiting: tuple[Mapping, str, int, int] | None = None
        """A key without a value yet: its mapping, name, column and line."""

    def read(self) -> Mapping | None:
        lines = self._lines
        match_line, match_item, match_nothing = _LINE.fullmatch, _ITEM.fullmatch, _NOTHING.fullmatch
        while self._at < len(lines):
            line = lines[self._at]
            found = match_line(line)
            if found:
                indent = len(found[1])
                if found[2]:
                    self._list_at(indent)
                    self._open_item(indent)
                    indent += 2
                elif self._waiting is not None or not self._stack:
                    self._open_mapping(indent)
                else:
                    self._close_to(indent)
                self._field(self._stack[-1][1], found, indent)
            elif item := match_item(line):
                node = self._list_at(len(item[1]))
                value, column = self._scalar_or_flow(item[2], item.start(2)), item.start(2)
                node.append(value)
                node.marks.append(pack(self._at, column, self._at, column))
            elif not match_nothing(line):
                raise _NotPlain
            self._at += 1
        if self._waiting is not None or not self._stack or self._nodes > MOST_NODES:
            raise _NotPlain
        root = self._stack[0][1]
        return root if isinstance(root, Mapping) else None

    # --- structure ---

    def _open_mapping(self, indent: int) -> None:
        """A mapping begins on this line, as the root or as the value of the key that waits."""
        node = Mapping(self._at, indent)
        if self._waiting is not None:
            if indent <= self._stack[-1][0]:
                raise _NotPlain
            self._hang(node)
        self._push(indent, node)

    def _list_at(self, indent: int) -> Sequence:
        """The list that an item at this indentation belongs to, opened where a key waits for one."""
        if self._waiting is not None:
            if indent < self._stack[-1][0]:
                raise _NotPlain
            node = Sequence(self._at, indent)
            self._hang(node)
            self._push(indent, node)
            return node
        stack = self._stack
        while stack and stack[-1][0] > indent:
            stack.pop()
        if not stack or stack[-1][0] != indent or not isinstance(stack[-1][1], Sequence):
            raise _NotPlain
        return stack[-1][1]

    def _open_item(self, indent: int) -> None:
        node = Mapping(self._at, indent + 2)
        parent = self._stack[-1][1]
        assert isinstance(parent, Sequence)
        parent.append(node)
        parent.marks.append(pack(self._at, indent + 2, self._at, indent + 2))
        self._push(indent + 2, node)

    def _close_to(self, indent: int) -> None:
        """Leave what is indented more deeply; a list may stand at the indentation of its key."""
        stack = self._stack
        while stack and (stack[-1][0] > indent or (stack[-1][0] == indent and isinstance(stack[-1][1], Sequence))):
            stack.pop()
        if not stack or stack[-1][0] != indent:
            raise _NotPlain

    def _push(self, indent: int, node: Mapping | Sequence) -> None:
        self._nodes += 1
        self._stack.append((indent, node))
        if len(self._stack) >= DEEPEST_NESTING - 2:
            raise _NotPlain

    def _hang(self, node: Mapping | Sequence) -> None:
        assert self._waiting is not None
        container, key, column, line = self._waiting
        container[key] = node
        container.marks[key] = pack(line, column, node.line, node.column)
        self._waiting = None

    def _field(self, container: Mapping | Sequence, found: re.Match[str], indent: int) -> None:
        key, written = found[3], found[4]
        if not isinstance(container, Mapping) or key in container:
            raise _NotPlain
        self._nodes += 2
        if not written:
            container[key] = ""
            self._waiting = (container, key, indent, self._at)
            return
        line, column = self._at, found.start(4)
        container[key] = self._folded(indent) if written == ">-" else self._scalar_or_flow(written, column)
        container.marks[key] = pack(line, indent, line, column)

    # --- values ---

    def _scalar_or_flow(self, written: str, column: int) -> Any:
        written = written.rstrip(" ")
        if len(written) > LONGEST_SCALAR:
            raise _NotPlain
        first = written[0]
        if first == '"' or first == "'":
            if not _QUOTED.fullmatch(written):
                raise _NotPlain
            return written[1:-1]
        if first == "[" or first == "{":
            value, end = self._flow(written, 0, column, 0)
            if end != len(written):
                raise _NotPlain
            return value
        if not _PLAIN.fullmatch(written):
            raise _NotPlain
        return written

    def _folded(self, indent: int) -> str:
        """The text of the lines behind `>-`, all of one indentation and without blank lines between them."""
        lines = self._lines
        content = lines[self._at + 1] if self._at + 1 < len(lines) else ""
        depth = len(content) - len(content.lstrip(" "))
        if depth <= indent or not content:
            raise _NotPlain
        folded = []
        while self._at + 1 < len(lines):
            line = lines[self._at + 1]
            bare = line.lstrip(" ")
            if len(line) - len(bare) < depth and bare:
                break
            if not bare:
                self._end_of_folded(depth)
                break
            if len(line) - len(bare) > depth or line.endswith(" "):
                raise _NotPlain
            folded.append(bare)
            self._at += 1
        text = " ".join(folded)
        if len(text) > LONGEST_SCALAR:
            raise _NotPlain
        return text

    def _end_of_folded(self, depth: int) -> None:
        """Blank lines may follow a folded text, but no more of it."""
        for line in self._lines[self._at + 1 :]:
            bare = line.lstrip(" ")
            if bare:
                if len(line) - len(bare) >= depth:
                    raise _NotPlain
                return
            if line:
                raise _NotPlain

    def _flow(self, written: str, start: int, column: int, depth: int) -> tuple[Mapping | Sequence, int]:
        """A flow list or mapping from its bracket on, and the offset behind its closing bracket."""
        self._nodes += 1
        if depth + len(self._stack) >= DEEPEST_NESTING - 2:
            raise _NotPlain
        closing = "]" if written[start] == "[" else "}"
        node: Mapping | Sequence = (Sequence if closing == "]" else Mapping)(self._at, column + start)
        at = start + 1
        while True:
            at = _blank(written, at)
            at = self._flow_entry(node, written, at, column, depth)
            at = _blank(written, at)
            mark = written[at : at + 1]
            if mark == closing:
                return node, at + 1
            if mark != ",":
                raise _NotPlain
            at += 1

    def _flow_entry(self, node: Mapping | Sequence, written: str, at: int, column: int, depth: int) -> int:
        if isinstance(node, Sequence):
            value, end = self._flow_value(written, at, column, depth)
            node.append(value)
            node.marks.append(pack(self._at, column + at, self._at, column + at))
            return end
        found = _FLOW_KEY.match(written, at)
        if not found or found[1] in node:
            raise _NotPlain
        self._nodes += 1
        value, end = self._flow_value(written, found.end(), column, depth)
        node[found[1]] = value
        node.marks[found[1]] = pack(self._at, column + at, self._at, column + found.end())
        return end

    def _flow_value(self, written: str, at: int, column: int, depth: int) -> tuple[Any, int]:
        first = written[at : at + 1]
        if first == "[" or first == "{":
            return self._flow(written, at, column, depth + 1)
        self._nodes += 1
        quoted = first == '"' or first == "'"
        found = (_QUOTED if quoted else _FLOW_PLAIN).match(written, at)
        if not found:
            raise _NotPlain
        return (found.group()[1:-1] if quoted else found.group().rstrip(" ")), found.end()


def _blank(text: str, at: int) -> int:
    while text[at : at + 1] == " ":
        at += 1
    return at
