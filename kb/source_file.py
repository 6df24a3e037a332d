"""Reads one YAML file into plain data plus the place of every key; refuses hostile YAML.

A file in the ordinary form is read line by line (`kb.plain_yaml`); any other from libyaml's event stream
(`kb.yaml_events`), which is only loaded then. Every scalar stays text: YAML's own typing would turn `NO` into False,
`1:30` into 90 and `010` into 8. Faults are values: the reader returns what it could read and a `Problem` for everything
it could not.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from kb.finding import Problem
from kb.hostile_text import character_fault
from kb.plain_yaml import read_plain
from kb.source_text import decode
from kb.yaml_nodes import NOWHERE, Mapping, RecordPlaces, Sequence, flatten_marks, key_place, value_place

__all__ = [
    "NOWHERE", "Mapping", "RecordPlaces", "Sequence", "character_fault", "flatten_marks", "key_place", "nearest",
    "read_source_file", "value_place",
]  # fmt: skip


def read_source_file(data: bytes, file: str) -> tuple[Mapping | None, list[Problem]]:
    """Read one file's bytes.

    Returns the top-level mapping (None where nothing usable could be read) and the problems met. Never raises for
    anything that the bytes can hold.
    """
    text, problems = decode(data, file)
    if text is None:
        return None, problems
    plain = read_plain(text)
    if plain is not None:
        return plain, problems
    from kb.yaml_events import read_events

    return read_events(text, file)


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that this one most resembles, or an empty text."""
    found = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return found[0] if found else ""
