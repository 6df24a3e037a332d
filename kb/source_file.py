"""Reads one YAML file into plain data plus the place of every key; refuses hostile YAML.

A file in the ordinary form is read line by line (`kb.plain_yaml`); any other from libyaml's event stream, so that depth,
anchors, tags, merge keys and duplicate keys are refused as they pass, before anything is built from them. Every scalar stays text: YAML's own typing would turn
`NO` into False, `1:30` into 90 and `010` into 8. Faults are values: the reader returns what it could read and a
`Problem` for everything it could not.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any, Final

import yaml

from kb.finding import Place, Problem
from kb.hostile_text import character_fault, look_alike, may_be_hostile, phrase_faults
from kb.plain_yaml import read_plain
from kb.yaml_nodes import (
    DEEPEST_NESTING,
    LARGEST_FILE,
    LONGEST_SCALAR,
    MOST_NODES,
    NOWHERE,
    Mapping,
    RecordPlaces,
    Sequence,
    flatten_marks,
    key_place,
    pack,
    value_place,
)

__all__ = [
    "NOWHERE", "Mapping", "RecordPlaces", "Sequence", "character_fault", "flatten_marks", "key_place", "nearest",
    "read_events", "read_source_file", "value_place",
]  # fmt: skip

try:
    from yaml import CSafeLoader as EventLoader
except ImportError:  # libyaml is missing from this interpreter's PyYAML: slower, same events
    from yaml import SafeLoader as EventLoader  # type: ignore[assignment]

def _line_column(text: str, offset: int) -> tuple[int, int]:
    line = text.count("\n", 0, offset)
    return line, offset - (text.rfind("\n", 0, offset) + 1)


# --- reading --------------------------------------------------------------------------------------------------


def read_source_file(data: bytes, file: str) -> tuple[Mapping | None, list[Problem]]:
    """Read one file's bytes.

    Returns the top-level mapping (None where nothing usable could be read) and the problems met. Never raises for
    anything that the bytes can hold.
    """
    text, problems = _decode(data, file)
    if text is None:
        return None, problems
    plain = read_plain(text)
    return (plain, problems) if plain is not None else read_events(text, file)


def read_events(text: str, file: str) -> tuple[Mapping | None, list[Problem]]:
    """Read a decoded text through libyaml's events, which takes any form and tells what is wrong with it."""
    problems: list[Problem] = []
    reader = _Reader(file, text)
    try:
        root = reader.read()
    except yaml.YAMLError as error:
        problems.append(_syntax_problem(file, error))
        return None, problems + reader.problems
    except _Refused:
        return None, problems + reader.problems
    return root, problems + reader.problems


def _decode(data: bytes, file: str) -> tuple[str | None, list[Problem]]:
    if len(data) > LARGEST_FILE:
        message = f"the file has {len(data):,} bytes; at most {LARGEST_FILE:,} are read"
        return None, [Problem("oversized-file", Place(file), message, "Split it: many small files, one topic each.")]
    if _is_utf_16(data):
        message = "the file is UTF-16, not UTF-8"
        return None, [Problem("encoding-not-utf8", Place(file), message, "Save the file as UTF-8 without a byte order mark.")]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"byte {data[error.start]:#04x} is not UTF-8"
        return None, [Problem("encoding-not-utf8", Place(file, line), message, "Save the file as UTF-8 without a byte order mark.")]
    fault = character_fault(text)
    if fault:
        line, column = _line_column(text, fault.offset)
        message = f"the file holds {fault.what}"
        return None, [Problem(fault.name, Place(file, line + 1, column + 1), message, "Delete the character and type the text anew.")]
    if not text.strip():
        return None, [Problem("empty-file", Place(file), "the file is empty", "Delete it, or restore what it held.")]
    return text, []


def _is_utf_16(data: bytes) -> bool:
    """Whether bytes look like UTF-16: a mark of byte order, or a NUL beside every other character."""
    head = data[:200]
    return head[:2] in (b"\xff\xfe", b"\xfe\xff") or head.count(0) > len(head) // 3


def _syntax_problem(file: str, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None)
    place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
    reason = getattr(error, "problem", None) or "the text is not YAML"
    if "Unicode character escape" in reason:
        return Problem("control-character", place, "an escape stands for no character", "Write the character itself.")
    return Problem("yaml-syntax", place, f"not YAML: {reason}", "Check indentation, quotes and colons on this line and the one above.")


_HOSTILE: Final = {
    "template-syntax": ("template syntax '{}' in a text", "Write plain text; figures come in through facts."),
    "markup-not-allowed": ("markup '{}' in a text", "Write plain text; pages escape and set it."),
    "url-scheme-not-allowed": ("'{}' holds an unsafe link scheme", "Only https links are allowed."),
}


class _Refused(Exception):
    """Reading of this file ends here; the problem has been recorded."""


class _Open:
    """A mapping or sequence that is still being read, with the key that waits for its value."""

    __slots__ = ("node", "key", "key_line", "key_column")

    def __init__(self, node: Mapping | Sequence) -> None:
        self.node = node
        self.key: str | None = None
        self.key_line = 0
        self.key_column = 0

    @property
    def expects_key(self) -> bool:
        return self.key is None and type(self.node) is Mapping


class _Reader:
    """Builds mappings and sequences from the events of one file."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text
        self.problems: list[Problem] = []
        self._nodes = 0
        self._hostile = "\\" in text or may_be_hostile(text)
        self._escapes = "\\" in text or not text.isascii()

    def read(self) -> Mapping | None:
        """Run through the events once; the stack holds the open mappings and sequences."""
        loader = EventLoader(self.text)
        stack: list[_Open] = []
        root: Any = None
        documents = 0
        try:
            while (event := loader.get_event()) is not None:
                kind = type(event)
                if kind is yaml.ScalarEvent:
                    root = self._scalar(stack, event, root)
                elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                    self._open(stack, event, kind)
                elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                    closed = stack.pop()
                    root = self._put(stack, closed.node, closed.node.line, closed.node.column, root)
                elif kind is yaml.AliasEvent:
                    self._guard(event, len(stack))
                elif kind is yaml.DocumentStartEvent:
                    documents += 1
                    if documents > 1:
                        self._refuse("multiple-documents", event, "a second YAML document begins here", "Keep one document a file: delete the '---'.")
        finally:
            loader.dispose()
        if not isinstance(root, Mapping):
            message = "the file must hold a mapping with keys such as 'facts:'"
            self.problems.append(Problem("yaml-syntax", Place(self.file), message, "Begin the file with 'facts:'."))
            return None
        return root

    def _open(self, stack: list[_Open], event: Any, kind: type) -> None:
        self._guard(event, len(stack))
        mark = event.start_mark
        if stack and stack[-1].expects_key:
            self._refuse("non-text-key", event, "a key must be plain text", "Write the key as a word.")
        stack.append(_Open((Mapping if kind is yaml.MappingStartEvent else Sequence)(mark.line, mark.column)))

    def _scalar(self, stack: list[_Open], event: Any, root: Any) -> Any:
        self._guard(event, len(stack))
        mark = event.start_mark
        text = self._text(event)
        if stack and stack[-1].expects_key:
            if text == "<<" and not event.style:
                message = "the merge key '<<' brings in values that cannot be seen here"
                self._refuse("merge-key-not-allowed", event, message, "Write the fields out.")
            stack[-1].key = text
            stack[-1].key_line, stack[-1].key_column = mark.line, mark.column
            return root
        return self._put(stack, text, mark.line, mark.column, root)

    def _put(self, stack: list[_Open], node: Any, line: int, column: int, root: Any) -> Any:
        """Hang a finished node on its parent; without a parent it is the root."""
        if not stack:
            return node
        parent = stack[-1]
        container = parent.node
        if isinstance(container, Sequence):
            container.append(node)
            container.marks.append(pack(line, column, line, column))
            return root
        key = parent.key
        parent.key = None
        assert key is not None
        mark = pack(parent.key_line, parent.key_column, line, column)
        if key in container:
            first = key_place(self.file, container.marks[key]).line
            message = f"the key '{key}' stands twice in this mapping, first on line {first}"
            problem = Problem("duplicate-key", key_place(self.file, mark), message, "Keep one of the two.")
            self.problems.append(problem)
            return root
        container[key] = node
        container.marks[key] = mark
        return root

    def _text(self, event: Any) -> str:
        text: str = event.value
        if len(text) > LONGEST_SCALAR:
            self._say("oversized-text", event, f"this text has {len(text):,} characters; at most {LONGEST_SCALAR:,} are allowed", "Facts carry figures and short statements: shorten it.")
        if self._escapes:
            self._characters(event, text)
        if self._hostile:
            self._hostile_text(event, text)
        return text

    def _characters(self, event: Any, text: str) -> None:
        fault = character_fault(text)
        if fault:
            self._say(fault.name, event, f"the text holds {fault.what}", "Delete the character and type the text anew.")
        imitation = look_alike(text)
        if imitation:
            message = f"'{imitation[0]}' holds a letter of another script that looks like a Latin one (U+{ord(imitation[1]):04X})"
            self._say("mixed-script-token", event, message, "Type the word anew with Latin letters.")

    def _hostile_text(self, event: Any, text: str) -> None:
        for fault in phrase_faults(text):
            what, help = _HOSTILE[fault.name]
            self._say(fault.name, event, what.format(fault.what), help)

    def _guard(self, event: Any, depth: int) -> None:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            self._refuse("too-many-nodes", event, f"the file has more than {MOST_NODES:,} values", "Split the file by topic.")
        if depth >= DEEPEST_NESTING:
            self._refuse("nesting-too-deep", event, f"nested more than {DEEPEST_NESTING} levels deep", "Facts are flat: check the indentation.")
        if type(event) is yaml.AliasEvent:
            self._refuse("alias-not-allowed", event, f"the alias '*{event.anchor}' stands for a text elsewhere", "Write the value out here.")
        if event.anchor:
            self._refuse("alias-not-allowed", event, f"the anchor '&{event.anchor}' is not allowed", "Write the value out where it is used.")
        if event.tag is not None:
            self._refuse("tag-not-allowed", event, f"the tag '{event.tag.replace('tag:yaml.org,2002:', '!!')}' is not allowed", "Delete the tag: every value is text.")

    def _say(self, name: str, event: Any, message: str, help: str) -> None:
        mark = event.start_mark
        self.problems.append(Problem(name, Place(self.file, mark.line + 1, mark.column + 1), message, help))

    def _refuse(self, name: str, event: Any, message: str, help: str) -> None:
        self._say(name, event, message, help)
        raise _Refused


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that this one most resembles, or an empty text."""
    found = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return found[0] if found else ""
