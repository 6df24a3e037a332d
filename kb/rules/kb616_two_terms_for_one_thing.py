"""Two terms of the vocabulary for one thing.

What it checks
    No label, synonym or id of a term or measure is also a label, synonym or id of another one of the same type. Capital
    letters, hyphens and a final s make no difference. This is said at both terms.

Why it matters at the bedside
    Facts are compared by their terms. With two names for one drug its two doses are never held against each other, and
    a disagreement stays hidden.

How to fix
    Keep one of the terms, give it the other's name as a synonym, and let all facts use it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase
from kb.vocabulary import Entry

SEVERITY = Severity.ERROR


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at both terms of each name that two share."""
    seen: dict[tuple[str, str], Entry] = {}
    for entry in kb.vocabulary:
        for path, name in _names(entry):
            first = seen.setdefault((entry.type, _plain(name)), entry)
            if first is not entry:
                message = f"'{name}' of '{entry.id}' is a name of '{first.id}' too ({kb.place(first)})"
                help = "Keep one of the two, with the other's names as synonyms."
                yield Remark(kb.place(entry, path), message, help, entry.id)
                message = f"'{first.id}' and '{entry.id}' ({kb.place(entry)}) are both named '{name}'"
                yield Remark(kb.place(first), message, help, first.id)
                break


def _names(entry: Entry) -> Iterator[tuple[str, str]]:
    yield "id", entry.id
    yield "label", entry.label
    for index, synonym in enumerate(entry.synonyms):
        yield f"synonyms.{index}", synonym


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name.lower()).strip().removesuffix("s")
