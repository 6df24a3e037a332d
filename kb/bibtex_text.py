"""Scans the text of a bibliography strictly, and says where everything stands.

BibTeX programs guess: one drops an entry with an unclosed brace without a word, another expands macros until memory
is full. This scanner guesses nothing. It reads the bytes once, from front to back, and returns the entries it is sure
of together with the problems it met; a problem in one entry leaves the others readable.

The form it takes: `@type{key, field = {value}, field = "value", field = 12}`. Outside entries stand only blank space
and lines that start with `%`. As in BibTeX itself, braces balance even behind a backslash, and capital letters do not
matter in the names of fields and entry types.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Final, NamedTuple, NoReturn

from kb.finding import Place, Problem
from kb.source_file import character_fault

LARGEST_FILE: Final = 4_000_000
DEEPEST_NESTING: Final = 12
LONGEST_VALUE: Final = 60_000
_FIRST_HALF = ("January", "February", "March", "April", "May", "June")
_SECOND_HALF = ("July", "August", "September", "October", "November", "December")
MONTHS: Final = {month[:3].lower(): month for month in _FIRST_HALF + _SECOND_HALF}


_KEY = re.compile(r"(?!(?i:con|prn|aux|nul|com[1-9]|lpt[1-9])$)[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_SPACE = re.compile(r"[\s\ufeff]*")
_START = re.compile(r"@([A-Za-z]+)[ \t]*(?=\{)")
_START_OF_LINE = re.compile(r"^[ \t]*@(?=[A-Za-z]+[ \t]*\{)", re.MULTILINE)
_START_ANYWHERE = re.compile(r"@(?!string|preamble|comment)[A-Za-z]+[ \t]*\{", re.IGNORECASE)
_START_IN_COMMENT = re.compile(r"%.*?(@[A-Za-z]+[ \t]*[{(])")
_KEY_TEXT = re.compile(r"[^\s,{}=]+")
_FIELD_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_BARE_WORD = re.compile(r"[^\s,{}\"#=]+")
_BRACE_OR_QUOTE = re.compile(r'[{}"]')
_FIELD_INSIDE = re.compile(r"\n[ \t]*([A-Za-z]+)[ \t]*=[ \t]*[{\"]")
_REST_OF_ENTRY = re.compile(r"[,}]|[A-Za-z]+[ \t]*=")


class Field(NamedTuple):
    """One `name = value` of an entry: its name in small letters, its value as written, and where the two stand."""

    name: str
    value: str
    name_place: Place
    value_place: Place


class Entry(NamedTuple):
    """One entry of a bibliography: its type in small letters, its key and its fields, as written and with places."""

    entry_type: str
    key: str
    fields: tuple[Field, ...]
    place: Place
    key_place: Place


def key_is_well_formed(key: str) -> bool:
    """Whether `key` can name an entry and a page: 1 to 64 of `A-Za-z0-9_-`, letter or digit first, and no device."""
    return _KEY.fullmatch(key) is not None


def without_hidden_characters(text: str) -> str:
    """`text` without the characters that a reader cannot see, line breaks and tabs apart."""
    return "".join(character for character in text if character.isprintable() or character.isspace())


def scan_bibliography(data: bytes, file: str) -> tuple[list[Entry], list[Problem]]:
    """Entries and problems of a bibliography, each in the order of the file.

    `data` holds the bytes of the file and `file` its name for places. The time taken grows with the length of the text
    and no faster; nothing is raised, whatever the bytes are.
    """
    if len(data) > LARGEST_FILE:
        message = f"the file has {len(data):,} bytes; at most {LARGEST_FILE:,} are read"
        return [], [Problem("oversized-file", Place(file), message, "Take out the entries that nothing cites.")]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        place = Place(file, data.count(b"\n", 0, error.start) + 1)
        message = f"byte {data[error.start]:#04x} is not UTF-8"
        return [], [Problem("encoding-not-utf8", place, message, "Save the file as UTF-8.")]
    scanner = _Scanner(text, file)
    scanner.report_hidden_characters()
    entries = scanner.entries()
    return entries, sorted(scanner.problems, key=lambda problem: problem.place)


class _Refused(Exception):
    """Leaves an entry that cannot be read; never leaves this module."""

    def __init__(self, offset: int, message: str, help_text: str, name: str = "bib-syntax") -> None:
        self.offset, self.message, self.help_text, self.name = offset, message, help_text, name


class _Scanner:
    """Walks over the text once. `at` is where it stands, `end` where the entry it reads must have ended."""

    def __init__(self, text: str, file: str) -> None:
        self.text, self.file = text, file
        self.problems: list[Problem] = []
        self.at, self.end, self.opening = 0, len(text), 0
        self.key = ""
        self._lines = [0, *(match.end() for match in re.finditer("\n", text))]

    def place(self, offset: int) -> Place:
        line = bisect_right(self._lines, offset)
        return Place(self.file, line, offset - self._lines[line - 1] + 1)

    def report(self, name: str, place: Place, message: str, help_text: str) -> None:
        self.problems.append(Problem(name, place, message, help_text, self.key))

    def report_hidden_characters(self) -> None:
        for number, line in enumerate(self.text.split("\n"), start=1):
            if fault := character_fault(line):
                message, place = f"the file holds {fault[1]}", Place(self.file, number, fault[2] + 1)
                self.report(fault[0], place, message, "Delete the character and type the text anew.")

    def entries(self) -> list[Entry]:
        found: list[Entry] = []
        first_with: dict[str, Entry] = {}
        starts = [match.end() - 1 for match in _START_OF_LINE.finditer(self.text)]
        while self._skip_to_entry():
            following = bisect_right(starts, self.at)
            self.end = starts[following] if following < len(starts) else len(self.text)
            entry = self._entry_or_problem(self.at)
            if entry is not None and self._is_new(entry, first_with):
                found.append(entry)
            self.key = ""
        return found

    def _skip_to_entry(self) -> bool:
        """Moves to the next `@`; reports other text that stands outside of entries."""
        self.end = len(self.text)
        while self._skip_space() < self.end and self.text[self.at] != "@":
            line_end = self.text.find("\n", self.at) % (self.end + 1)  # -1 becomes the end of the text
            if self.text[self.at] == "%":
                if match := _START_IN_COMMENT.match(self.text, self.at, line_end):
                    message = f"{_quoted(match[1])} stands in a comment: some programs read the entry and others do not"
                    self.report("bib-syntax", self.place(match.start(1)), message, "Delete the entry, or its '@'.")
                self.at = line_end
            else:
                message = f"{_quoted(self.text[self.at : line_end])} stands outside of any entry"
                self.report("bib-syntax", self.place(self.at), message, "Start a line of comment with '%'.")
                match = _START_OF_LINE.search(self.text, self.at)
                self.at = match.end() - 1 if match else self.end
        return self.at < self.end

    def _entry_or_problem(self, start: int) -> Entry | None:
        try:
            return self._entry(start)
        except _Refused as refused:
            lost = len(_START_ANYWHERE.findall(self.text, start, self.end))
            count = f"; {lost} {'entry is' if lost == 1 else 'entries are'} lost" if lost else ""
            self.report(refused.name, self.place(refused.offset), refused.message + count, refused.help_text)
            self.at = self.end
            return None

    def _entry(self, start: int) -> Entry:
        entry_type = self._entry_type(start)
        self.opening = self.at
        self.at += 1
        key_at = self._skip_space()
        key = self._match(_KEY_TEXT)
        if not key_is_well_formed(key):
            message = f"{_quoted(key)} cannot be the key of an entry"
            raise _Refused(key_at, message, "A key has letters a-z, digits, - and _, at most 64.", "bib-key-syntax")
        self.key = key
        fields, closed = tuple(self._fields()), self.at
        if _REST_OF_ENTRY.match(self.text, self._skip_space(), self.end):
            message = f"the entry '{key}' is closed here, but fields or braces follow"
            raise _Refused(closed - 1, message, "Delete the '}' that is too many.")
        return Entry(entry_type, key, fields, self.place(start), self.place(key_at))

    def _entry_type(self, start: int) -> str:
        if not (match := _START.match(self.text, start, self.end)):
            raise _Refused(start, "no entry starts with this '@'", "An entry starts like '@article{key,'.")
        name = match[1].lower()
        if name in ("string", "preamble", "comment"):
            help_text = "Write texts out in each entry, and comments as lines that start with '%'."
            raise _Refused(start, f"'@{name}' is not allowed", help_text, "bib-macro-not-allowed")
        self.at = match.end()
        return name

    def _fields(self) -> Iterator[Field]:
        seen: dict[str, Place] = {}
        while not self._take("}"):
            if not self._take(","):
                self._unexpected()
            if self._take("}"):
                return
            field = self._field()
            if field.name in seen:
                where = f"twice, first at line {seen[field.name].line}"
                message = f"the entry '{self.key}' has the field '{field.name}' {where}"
                self.report("duplicate-bib-field", field.name_place, message, "Keep one of the two.")
            else:
                seen[field.name] = field.name_place
                yield field

    def _field(self) -> Field:
        name_at = self._skip_space()
        name = self._match(_FIELD_NAME).lower()
        if not name or not self._take("="):
            self._unexpected()
        value_at, value = self._value(name)
        if self.text.startswith("#", self._skip_space(), self.end):
            message = f"'#' joins texts in the field '{name}'"
            raise _Refused(self.at, message, "Write all of it in one pair of braces.", "bib-macro-not-allowed")
        return Field(name, value, self.place(name_at), self.place(value_at))

    def _value(self, name: str) -> tuple[int, str]:
        """Offset and text of a value; the offset is that of its first character behind the brace or quote."""
        start = self._skip_space()
        if self._take("{") or self._take('"'):
            return start + 1, self._delimited(start, name)
        word = self._match(_BARE_WORD)
        if not word:
            self._unexpected()
        known = word if word.isascii() and word.isdigit() else MONTHS.get(word.lower())
        if known:
            return start, known
        message = f"{_quoted(word)} in the field '{name}' is a macro"
        raise _Refused(start, message, f"Put the text in braces: {name} = {{...}}.", "bib-macro-not-allowed")

    def _delimited(self, start: int, name: str) -> str:
        closing = "}" if self.text[start] == "{" else '"'
        depth = int(closing == "}")
        for match in _BRACE_OR_QUOTE.finditer(self.text, start + 1, self.end):
            depth += {"{": 1, "}": -1, '"': 0}[match[0]]
            if depth > DEEPEST_NESTING:
                message = f"more than {DEEPEST_NESTING} braces stand in one another in the field '{name}'"
                raise _Refused(match.start(), message, "Take away the braces that do nothing.", "nesting-too-deep")
            if depth < 0:
                message = f"'}}' closes nothing in the field '{name}'"
                raise _Refused(match.start(), message, "Delete it, or add its '{'.")
            if depth == 0 and match[0] == closing:
                self._refuse_run_on(start, match.end(), name, closing)
                self.at = match.end()
                return self.text[start + 1 : match.start()]
        raise self._no_end(start, name, closing)

    def _refuse_run_on(self, start: int, end: int, name: str, closing: str) -> None:
        if run_on := _FIELD_INSIDE.search(self.text, start, end):
            line = self.place(run_on.start(1)).line
            raise self._no_end(start, name, closing, f" before the field '{run_on[1]}' at line {line}")
        if end - start > LONGEST_VALUE:
            message = f"the field '{name}' has {end - start - 2:,} characters; at most {LONGEST_VALUE:,} are read"
            raise _Refused(start, message, "Shorten it.", "oversized-text")

    def _no_end(self, start: int, name: str, closing: str, where: str = "") -> _Refused:
        message = f"in the entry '{self.key}' the value of '{name}' has no closing '{closing}'{where}"
        return _Refused(start, message, f"Add the missing '{closing}'.")

    def _unexpected(self) -> NoReturn:
        """Refuses what stands where a comma, a brace or a field is due; where nothing is left, a brace is missing."""
        if self._skip_space() >= self.end:
            message = f"the entry '{self.key}' has no closing '}}'"
            raise _Refused(self.opening, message, "Add the missing '}' behind the last field.")
        found = _quoted(self.text[self.at : min(self.end, self.at + 60)].split("\n")[0])
        message = f"in the entry '{self.key}' a comma, a field or '}}' is due here, not {found}"
        raise _Refused(self.at, message, "Write fields as name = {value}, with a comma between two of them.")

    def _is_new(self, entry: Entry, first_with: dict[str, Entry]) -> bool:
        first = first_with.setdefault(entry.key.lower(), entry)
        if first is entry:
            return True
        line, name = first.place.line, "duplicate-bib-key"
        message = f"the key '{entry.key}' is used twice, first at line {line}"
        if first.key != entry.key:
            name = "case-colliding-bib-key"
            message = f"the keys '{entry.key}' and '{first.key}' (line {line}) differ only in capital letters"
        self.report(name, entry.key_place, message, "Rename or delete one of the two entries.")
        return first.key != entry.key

    def _skip_space(self) -> int:
        self._match(_SPACE)
        return self.at

    def _take(self, character: str) -> bool:
        """Skips blank space and then `character`, where that comes next."""
        taken = self.text.startswith(character, self._skip_space(), self.end)
        self.at += taken
        return taken

    def _match(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.text, self.at, self.end)
        self.at = match.end() if match else self.at
        return match[0] if match else ""


def _quoted(text: str) -> str:
    shown = without_hidden_characters(text[:80])
    return f"'{shown[:40]}{'...' if len(shown) > 40 else ''}'"
