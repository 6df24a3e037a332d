"""A link to a fact that does not exist.

What it checks
    Every id under `restates`, `disagrees_with`, `supersedes` and the inputs of a derivation is the id of a fact, and
    not of the fact itself.

Why it matters at the bedside
    A figure that says it repeats another, or is computed from it, can't be followed back to where it was measured.

How to fix
    Correct the id as the help proposes, or restore the fact.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Fact, KnowledgeBase
from kb.source_file import nearest

SEVERITY = Severity.ERROR
WAIVABLE = False

_MOST_CANDIDATES: Final = 2000


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each link that leads nowhere."""
    by_word: dict[str, list[str]] = {}
    for fact in kb.facts.values():
        for path, id in _links(fact):
            if id not in kb.facts:
                by_word = by_word or _by_word(kb)
                close = nearest(id, _candidates(id, by_word))
                help = f"Did you mean '{close}'?" if close else "Correct the id, or restore the fact."
                yield Remark(kb.place(fact, path), f"no fact has the id '{id}'", help, fact.id)
            elif id == fact.id and not path.startswith("derived"):
                yield Remark(kb.place(fact, path), f"'{id}' names itself", "Name another fact.", fact.id)


def _links(fact: Fact) -> Iterator[tuple[str, str]]:
    for name in ("restates", "disagrees_with", "supersedes"):
        for index, id in enumerate(getattr(fact, name)):
            yield f"{name}.{index}", id
    if fact.derived is not None:
        for name, id in fact.derived.inputs.items():
            yield f"derived.inputs.{name}", id


def _by_word(kb: KnowledgeBase) -> dict[str, list[str]]:
    """Ids by the words that they are made of: a misspelt id shares some word with the one that is meant."""
    found: dict[str, list[str]] = defaultdict(list)
    for id in kb.facts:
        for word in set(id.split("-")):
            found[word].append(id)
    return found


def _candidates(id: str, by_word: dict[str, list[str]]) -> list[str]:
    words = sorted((by_word[word] for word in id.split("-") if word in by_word), key=len)
    found = dict.fromkeys(candidate for ids in words for candidate in ids[:_MOST_CANDIDATES])
    return list(found)[:_MOST_CANDIDATES]
