"""Reads the ordinary form of a YAML file quickly: one field a line, as nearly every file of facts is written.

Going through libyaml's events takes most of the time of a check. `read_plain` understands only what an editor writes
every day (block mappings and lists, plain and quoted texts on one line, short flow lists, a folded text behind `>-`)
and returns None for everything else, so that the event reader of `kb.source_file` reads it, and says what is wrong
with it. It never reports a fault and never guesses: what it returns is what the event reader would return, place for
place, which the tests hold it to.
"""

from __future__ import annotations

from typing import Final

from kb.hostile_text import may_be_hostile, may_imitate
from kb.plain_line import Form, Line, NotPlain, line_of, moved
from kb.yaml_nodes import A_LINE, DEEPEST_NESTING, LONGEST_SCALAR, MOST_NODES, Mapping, Sequence, pack


def read_plain(text: str) -> Mapping | None:
    """The mapping that a text holds, or None where it is not wholly in the ordinary form.

    The text must be free of control characters and strange line breaks (`kb.hostile_text.character_fault`).
    """
    if "\t" in text or "\r" in text or may_be_hostile(text) or may_imitate(text):
        return None
    try:
        return _PlainReader(text).read()
    except NotPlain:
        return None


_NO_FIELDS: Final = (-1, Mapping(0, 0))


class _PlainReader:
    """Walks over the lines once; the stack holds the open mappings and lists with their indentation."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._at = 0
        self._nodes = 0
        self._stack: list[tuple[int, Mapping | Sequence]] = []
        self._waiting: tuple[Mapping, str, int, int] | None = None
        """A key without a value yet: its mapping, name, line and column."""

    def read(self) -> Mapping | None:
        """The mapping at the root. Raises NotPlain where the lines do not fit together in the ordinary way.

        Nearly every line gives a text to a key of the mapping that is open, and is dealt with here at once.
        """
        lines, at, texts = self._lines, 0, 0
        a_text, nothing = Form.TEXT, Form.NOTHING
        indent_of_open, fields, marks = self._open_fields()
        while at < len(lines):
            line = line_of(lines[at])
            if line[0] is a_text and line[1] == indent_of_open:
                key = line[2]
                if key in fields:
                    raise NotPlain
                fields[key] = line[3]
                marks[key] = at * A_LINE + line[4]
                texts += 1
            elif line[0] is not nothing:
                self._at = at
                self._place(line)
                at = self._at
                indent_of_open, fields, marks = self._open_fields()
            at += 1
        if self._waiting is not None or not self._stack or self._nodes + 2 * texts > MOST_NODES:
            raise NotPlain
        root = self._stack[0][1]
        return root if isinstance(root, Mapping) else None

    def _open_fields(self) -> tuple[int, Mapping, dict[str, int]]:
        """The mapping that a key on the next line may belong to: its indentation, itself, and its marks."""
        indent, node = self._stack[-1] if self._stack else _NO_FIELDS
        if self._waiting is not None or not isinstance(node, Mapping):
            indent, node = _NO_FIELDS
        return indent, node, node.marks

    def _place(self, line: Line) -> None:
        """Put what a line says where its indentation says that it belongs."""
        self._nodes += line.nodes
        if line.form is Form.ITEM:
            self._item(line)
            return
        indent, key = line.indent, line.key
        if line.dashed:
            self._open_item(indent)
        elif self._waiting is not None or not self._stack:
            self._open_mapping(indent)
        else:
            self._close_to(indent)
        container = self._stack[-1][1]
        if not isinstance(container, Mapping) or key in container:
            raise NotPlain
        container.marks[key] = self._at * A_LINE + line.columns
        if line.form is Form.WAITING:
            container[key] = ""
            self._waiting = (container, key, self._at, indent)
        elif line.form is Form.FOLDED:
            container[key] = self._folded(indent)
        else:
            container[key] = self._flow(line.value, line.depth) if line.depth else line.value

    def _item(self, line: Line) -> None:
        node = self._list_at(line.indent)
        node.append(line.value if not line.depth else self._flow(line.value, line.depth))
        node.marks.append(self._at * A_LINE + line.columns)

    # --- structure ---

    def _open_mapping(self, indent: int) -> None:
        """A mapping begins on this line, as the root or as the value of the key that waits."""
        node = Mapping(self._at, indent)
        if self._waiting is not None:
            if indent <= self._stack[-1][0]:
                raise NotPlain
            self._hang(node)
        self._push(indent, node)

    def _list_at(self, indent: int) -> Sequence:
        """The list that an item at this indentation belongs to, opened where a key waits for one."""
        if self._waiting is not None:
            if indent < self._stack[-1][0]:
                raise NotPlain
            node = Sequence(self._at, indent)
            self._hang(node)
            self._push(indent, node)
            return node
        stack = self._stack
        while stack and stack[-1][0] > indent:
            stack.pop()
        if not stack or stack[-1][0] != indent or not isinstance(stack[-1][1], Sequence):
            raise NotPlain
        return stack[-1][1]

    def _open_item(self, indent: int) -> None:
        """A mapping begins on this line as an item of a list, its first key at this indentation."""
        parent = self._list_at(indent - 2)
        node = Mapping(self._at, indent)
        parent.append(node)
        parent.marks.append(pack(self._at, indent, self._at, indent))
        self._push(indent, node)

    def _close_to(self, indent: int) -> None:
        """Leave what is indented more deeply; a list may stand at the indentation of its key."""
        stack = self._stack
        while stack and (stack[-1][0] > indent or (stack[-1][0] == indent and isinstance(stack[-1][1], Sequence))):
            stack.pop()
        if not stack or stack[-1][0] != indent:
            raise NotPlain

    def _push(self, indent: int, node: Mapping | Sequence) -> None:
        self._nodes += 1
        self._stack.append((indent, node))
        if len(self._stack) >= DEEPEST_NESTING - 2:
            raise NotPlain

    def _hang(self, node: Mapping | Sequence) -> None:
        assert self._waiting is not None
        container, key, line, column = self._waiting
        container[key] = node
        container.marks[key] = pack(line, column, node.line, node.column)
        self._waiting = None

    # --- values ---

    def _flow(self, node: Mapping | Sequence, depth: int) -> Mapping | Sequence:
        if depth + len(self._stack) >= DEEPEST_NESTING - 1:
            raise NotPlain
        return moved(node, self._at)

    def _folded(self, indent: int) -> str:
        """The text of the lines behind `>-`, all of one indentation and without blank lines between them."""
        lines = self._lines
        content = lines[self._at + 1] if self._at + 1 < len(lines) else ""
        depth = len(content) - len(content.lstrip(" "))
        if depth <= indent or not content:
            raise NotPlain
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
                raise NotPlain
            folded.append(bare)
            self._at += 1
        text = " ".join(folded)
        if len(text) > LONGEST_SCALAR:
            raise NotPlain
        return text

    def _end_of_folded(self, depth: int) -> None:
        """Blank lines may follow a folded text, but no more of it."""
        for line in self._lines[self._at + 1 :]:
            bare = line.lstrip(" ")
            if bare:
                if len(line) - len(bare) >= depth:
                    raise NotPlain
                return
            if line:
                raise NotPlain
