"""What a file of a base is read into: mappings and lists that remember where everything in them stands."""

from __future__ import annotations

from typing import Any, Final

from kb.finding import Place

LARGEST_FILE: Final = 2 * 1024 * 1024
DEEPEST_NESTING: Final = 12
MOST_NODES: Final = 200_000
LONGEST_SCALAR: Final = 2_000

_COLUMN_BITS: Final = 12
_PLACE_BITS: Final = 36
_PLACE_MASK: Final = (1 << _PLACE_BITS) - 1
_COLUMN_MASK: Final = (1 << _COLUMN_BITS) - 1
A_LINE: Final = 1 << _PLACE_BITS + _COLUMN_BITS | 1 << _COLUMN_BITS
"""What a mark grows by when its key and its value move down a line."""


class Mapping(dict[str, Any]):
    """A YAML mapping that remembers where each key and each value stands (packed into one number a key).

    It may be asked for in a cache of what texts mean, where it is found by identity: it is no text.
    """

    __slots__ = ("line", "column", "marks")
    __hash__ = object.__hash__  # type: ignore[assignment]

    def __init__(self, line: int, column: int) -> None:
        super().__init__()
        self.line = line
        self.column = column
        self.marks: dict[str, int] = {}


class Sequence(list[Any]):
    """A YAML sequence that remembers where each item stands; in a cache it is found as a mapping is."""

    __slots__ = ("line", "column", "marks")
    __hash__ = object.__hash__  # type: ignore[assignment]

    def __init__(self, line: int, column: int) -> None:
        super().__init__()
        self.line = line
        self.column = column
        self.marks: list[int] = []


def pack(key_line: int, key_column: int, line: int, column: int) -> int:
    """Both places of an entry as one number; columns beyond 4095 are given as 4095."""
    key = key_line << _COLUMN_BITS | min(key_column, _COLUMN_MASK)
    return key << _PLACE_BITS | line << _COLUMN_BITS | min(column, _COLUMN_MASK)


def value_place(file: str, mark: int) -> Place:
    """The 1-based place of an entry's value."""
    low = mark & _PLACE_MASK
    return Place(file, (low >> _COLUMN_BITS) + 1, (low & _COLUMN_MASK) + 1)


def key_place(file: str, mark: int) -> Place:
    """The 1-based place of an entry's key."""
    high = mark >> _PLACE_BITS
    return Place(file, (high >> _COLUMN_BITS) + 1, (high & _COLUMN_MASK) + 1)


def flatten_marks(node: Mapping | Sequence) -> dict[str, int]:
    """Marks of a node and of all below it under dotted paths: `value`, `when.is`, `population.0`."""
    if isinstance(node, Mapping):
        flat = dict(node.marks)
        below = [(key, child) for key, child in node.items() if type(child) is not str]
    else:
        flat = dict(zip(map(str, range(len(node))), node.marks, strict=True))
        below = [(str(index), child) for index, child in enumerate(node) if type(child) is not str]
    for key, child in below:
        for path, inner in flatten_marks(child).items():
            flat[f"{key}.{path}"] = inner
    return flat


class RecordPlaces:
    """Where a record and each of its fields stand: its file, its marks, and the lists and mappings among its fields."""

    __slots__ = ("file", "line", "column", "_marks", "_below")

    def __init__(self, file: str, line: int, column: int, record: Mapping) -> None:
        self.file = file
        self.line = line
        self.column = column
        self._marks = record.marks
        self._below = [(key, child) for key, child in record.items() if type(child) is not str]

    def mark(self, path: str) -> int | None:
        """The mark of a field under a dotted path; None where no such field is written."""
        mark = self._marks.get(path)
        if mark is not None or "." not in path:
            return mark
        for key, child in self._below:
            if path.startswith(key + "."):
                found = flatten_marks(child).get(path[len(key) + 1 :])
                if found is not None:
                    return found
        return None

    def place(self, path: str = "") -> Place:
        """The place of the value under a dotted path; of its nearest parent where the path is not written out.

        A list or mapping that begins below its key stands at the key: that is the line which names it.
        """
        while path:
            mark = self.mark(path)
            if mark is not None:
                value, key = value_place(self.file, mark), key_place(self.file, mark)
                return key if 1 < key.line < value.line else value
            path = path.rpartition(".")[0]
        return Place(self.file, self.line, self.column)


NOWHERE: Final = RecordPlaces("facts", 1, 1, Mapping(0, 0))
