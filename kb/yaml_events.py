"""Reads YAML from libyaml's event stream, whatever form it has, and says what is wrong with it.

Depth, anchors, tags, merge keys and duplicate keys are refused as they pass, before anything is built from them.
"""

from __future__ import annotations

from typing import Any, Final

import yaml

from kb.finding import Place, Problem
from kb.hostile_text import character_fault, look_alike, may_be_hostile, phrase_faults
from kb.yaml_nodes import DEEPEST_NESTING, LONGEST_SCALAR, MOST_NODES, Mapping, Sequence, key_place, pack

try:
    from yaml import CSafeLoader as EventLoader
except ImportError:  # libyaml is missing from this interpreter's PyYAML: slower, same events
    from yaml import SafeLoader as EventLoader  # type: ignore[assignment]


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


def _syntax_problem(file: str, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None)
    place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file)
    reason = getattr(error, "problem", None) or "the text is not YAML"
    if "Unicode character escape" in reason:
        return Problem("control-character", place, "an escape stands for no character", "Write the character itself.")
    return Problem(
        "yaml-syntax",
        place,
        f"not YAML: {reason}",
        "Check indentation, quotes and colons on this line and the one above.",
    )


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
                        self._refuse(
                            "multiple-documents",
                            event,
                            "a second YAML document begins here",
                            "Keep one document a file: delete the '---'.",
                        )
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
            self._say(
                "oversized-text",
                event,
                f"this text has {len(text):,} characters; at most {LONGEST_SCALAR:,} are allowed",
                "Facts carry figures and short statements: shorten it.",
            )
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
            point = f"U+{ord(imitation[1]):04X}"
            message = f"'{imitation[0]}' holds a letter of another script that looks like a Latin one ({point})"
            self._say("mixed-script-token", event, message, "Type the word anew with Latin letters.")

    def _hostile_text(self, event: Any, text: str) -> None:
        for fault in phrase_faults(text):
            what, help = _HOSTILE[fault.name]
            self._say(fault.name, event, what.format(fault.what), help)

    def _guard(self, event: Any, depth: int) -> None:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            self._refuse(
                "too-many-nodes", event, f"the file has more than {MOST_NODES:,} values", "Split the file by topic."
            )
        if depth >= DEEPEST_NESTING:
            self._refuse(
                "nesting-too-deep",
                event,
                f"nested more than {DEEPEST_NESTING} levels deep",
                "Facts are flat: check the indentation.",
            )
        if type(event) is yaml.AliasEvent:
            self._refuse(
                "alias-not-allowed",
                event,
                f"the alias '*{event.anchor}' stands for a text elsewhere",
                "Write the value out here.",
            )
        if event.anchor:
            self._refuse(
                "alias-not-allowed",
                event,
                f"the anchor '&{event.anchor}' is not allowed",
                "Write the value out where it is used.",
            )
        if event.tag is not None:
            self._refuse(
                "tag-not-allowed",
                event,
                f"the tag '{event.tag.replace('tag:yaml.org,2002:', '!!')}' is not allowed",
                "Delete the tag: every value is text.",
            )

    def _say(self, name: str, event: Any, message: str, help: str) -> None:
        mark = event.start_mark
        self.problems.append(Problem(name, Place(self.file, mark.line + 1, mark.column + 1), message, help))

    def _refuse(self, name: str, event: Any, message: str, help: str) -> None:
        self._say(name, event, message, help)
        raise _Refused
