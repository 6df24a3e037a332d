"""What one line of an ordinary YAML file says, whatever stands around it; a line that recurs is read once.

Half of the lines of a base stand in it many times over (`access: full-text`, the same population, the same citation),
so what a line says is kept with its line number left out, and `moved` brings a flow list or mapping to its line.
"""

from __future__ import annotations

import enum
import re
from functools import lru_cache
from typing import Any, Final, NamedTuple

from kb.hostile_text import may_be_hostile
from kb.yaml_nodes import A_LINE, DEEPEST_NESTING, LONGEST_SCALAR, Mapping, Sequence, pack

_KEY: Final = r'[A-Za-z_](?:[A-Za-z0-9_ -]{0,80}[A-Za-z0-9_-])?|"[^"\\]{1,80}"'
_FIELD: Final = re.compile(rf"( *)(- )?({_KEY}):(?: +(.*))?")
_ITEM: Final = re.compile(r"( *)- ([^ ].*)")
_NOTHING: Final = re.compile(r" *(?:#.*)?")
# What no plain text begins with, rather than what one may: a set far beyond the first letters is slow to compile.
_BEGIN: Final = r"""(?:[^\x00- !"#%&'*,\-:>?@\[\\\]`{|}\x7f-\xa0]|-(?=[A-Za-z0-9.]))"""
_PLAIN: Final = re.compile(rf"{_BEGIN}[^:#]*(?:(?::(?! |$)|(?<! )#)[^:#]*)*")
_QUOTED: Final = re.compile(r""""(?:[^"\\]|\\["\\])*"|'(?:[^']|'')*'""")
_ESCAPED: Final = re.compile(r"\\(.)")
_FLOW_PLAIN: Final = re.compile(rf"{_BEGIN}[^,\[\]{{}}:#?]*")
_FLOW_KEY: Final = re.compile(rf"({_KEY}): +")
_MOST_KEPT: Final = 32_768


class NotPlain(Exception):
    """The text has something that only the event reader may judge."""


class Form(enum.Enum):
    """What a line holds."""

    TEXT = "a key and its text"
    FIELD = "a key and its value, in any other form: in an item of a list, or with a list or mapping as its value"
    WAITING = "a key whose value begins on a line below"
    FOLDED = "a key with a folded text on the lines below"
    ITEM = "an item of a list that is no mapping in block form"
    NOTHING = "a comment or nothing"


class Line(NamedTuple):
    """One line of a file.

    `indent` is that of the key, or of the dash before an item; `value` is a text, or a list or mapping as if it stood
    on line 0; `columns` is the mark of key and value there; `dashed` tells whether the key begins an item of a list;
    `nodes` and `depth` how many nodes the line adds, and how many lists and mappings lie within each other.
    """

    form: Form
    indent: int = 0
    key: str = ""
    value: Any = ""
    columns: int = 0
    dashed: bool = False
    nodes: int = 0
    depth: int = 0


@lru_cache(maxsize=_MOST_KEPT)
def line_of(text: str) -> Line:
    """What a line says. Raises NotPlain for a line that is not in the ordinary form."""
    found = _FIELD.fullmatch(text)
    if found:
        return _field(found)
    item = _ITEM.fullmatch(text)
    if item:
        column = item.start(2)
        value, nodes, depth = _value(item[2], column)
        return Line(Form.ITEM, len(item[1]), "", value, pack(0, column, 0, column), True, nodes, depth)
    if _NOTHING.fullmatch(text):
        return Line(Form.NOTHING)
    raise NotPlain


def _field(found: re.Match[str]) -> Line:
    dashed, key, written = bool(found[2]), _key(found[3]), found[4]
    indent = found.start(3)
    if not written:
        return Line(Form.WAITING, indent, key, "", pack(0, indent, 0, indent), dashed, nodes=2)
    column = found.start(4)
    columns = pack(0, indent, 0, column)
    if written == ">-":
        return Line(Form.FOLDED, indent, key, "", columns, dashed, nodes=2)
    value, nodes, depth = _value(written, column)
    form = Form.FIELD if dashed or depth else Form.TEXT
    return Line(form, indent, key, value, columns, dashed, nodes + 1, depth)


def _value(written: str, column: int) -> tuple[Any, int, int]:
    """A text, list or mapping that begins in a column, its number of nodes, and its depth."""
    written = written.rstrip(" ")
    if len(written) > LONGEST_SCALAR:
        raise NotPlain
    first = written[0]
    if first == "[" or first == "{":
        return _flow_value(written, column)
    if first == '"' or first == "'":
        if not _QUOTED.fullmatch(written):
            raise NotPlain
        return _unquoted(written), 1, 0
    if not _PLAIN.fullmatch(written):
        raise NotPlain
    return written, 1, 0


def _unquoted(written: str) -> str:
    """The text between quotation marks, of which those within it may be escaped by a backslash."""
    text = written[1:-1]
    if written[0] == "'":
        return text.replace("''", "'")
    if "\\" in text:
        text = _ESCAPED.sub(r"\1", text)
        if may_be_hostile(text):
            raise NotPlain
    return text


def _key(written: str) -> str:
    return written[1:-1] if written[0] == '"' else written


def _flow_value(written: str, column: int) -> tuple[Any, int, int]:
    flow = _Flow(written, column)
    value, end = flow.collection(0, 1)
    if end != len(written):
        raise NotPlain
    return value, flow.nodes, flow.deepest


class _Flow:
    """Reads a flow list or mapping on one line."""

    def __init__(self, written: str, column: int) -> None:
        self._written = written
        self._column = column
        self.nodes = 0
        self.deepest = 0

    def collection(self, start: int, depth: int) -> tuple[Mapping | Sequence, int]:
        """The list or mapping from its bracket on, and the offset behind its closing bracket."""
        if depth > DEEPEST_NESTING:
            raise NotPlain
        self.nodes += 1
        self.deepest = max(self.deepest, depth)
        closing = "]" if self._written[start] == "[" else "}"
        node: Mapping | Sequence = (Sequence if closing == "]" else Mapping)(0, self._column + start)
        at = start + 1
        while True:
            at = self._entry(node, self._blank(at), depth)
            at = self._blank(at)
            mark = self._written[at : at + 1]
            if mark == closing:
                return node, at + 1
            if mark != ",":
                raise NotPlain
            at += 1

    def _entry(self, node: Mapping | Sequence, at: int, depth: int) -> int:
        column = self._column
        if isinstance(node, Sequence):
            value, end = self._value(at, depth)
            node.append(value)
            node.marks.append(pack(0, column + at, 0, column + at))
            return end
        found = _FLOW_KEY.match(self._written, at)
        key = _key(found[1]) if found else ""
        if not found or key in node:
            raise NotPlain
        self.nodes += 1
        value, end = self._value(found.end(), depth)
        node[key] = value
        node.marks[key] = pack(0, column + at, 0, column + found.end())
        return end

    def _value(self, at: int, depth: int) -> tuple[Any, int]:
        first = self._written[at : at + 1]
        if first == "[" or first == "{":
            return self.collection(at, depth + 1)
        self.nodes += 1
        quoted = first == '"' or first == "'"
        found = (_QUOTED if quoted else _FLOW_PLAIN).match(self._written, at)
        if not found:
            raise NotPlain
        return (_unquoted(found.group()) if quoted else found.group().rstrip(" ")), found.end()

    def _blank(self, at: int) -> int:
        while self._written[at : at + 1] == " ":
            at += 1
        return at


def moved(node: Mapping | Sequence, line: int) -> Mapping | Sequence:
    """A list or mapping of line 0, and all within it, made anew on another line."""
    shift = line * A_LINE
    if isinstance(node, Sequence):
        items = Sequence(line, node.column)
        items += [child if type(child) is str else moved(child, line) for child in node]
        items.marks = [mark + shift for mark in node.marks]
        return items
    fields = Mapping(line, node.column)
    fields.update(node)
    for key, child in node.items():
        if type(child) is not str:
            fields[key] = moved(child, line)
    fields.marks = {key: mark + shift for key, mark in node.marks.items()}
    return fields
