"""Another drug, sign or parameter than the source names beside the figure.

What it checks
    Where the print or the row that the locator names (for a drug also the words near it) holds the whole name of a
    drug, a sign or a parameter of the vocabulary, the fact holds that term, or one broader or narrower, or a word of
    its own terms stands there or in its id, or another fact of that measure with the same print holds it.

Why it matters at the bedside
    The right dose under the name of another drug, or the right limit for another laboratory value, passes every check
    of figures, and is followed.

How to fix
    Read the row again and correct the term. If the source has a word for it that the vocabulary lacks, add a synonym.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Condition, Fact, KnowledgeBase
from kb.vocabulary import Term

SEVERITY = Severity.CRITICAL

_TYPES: Final = ("drug", "sign", "parameter")
_FEWEST_LETTERS: Final = 4
_MOST_NAMED: Final = 2
"""Names beyond which the source lists what it means, as it does of a class of drugs."""

_WORD: Final = re.compile("[a-z0-9]+")
_ROW: Final = re.compile(r"\b(?:rows?|on|the|as|needed|scheduled|column|of)\b")
_SAYS_NOTHING: Final = frozenset(
    "with without after before other treatment therapy dose doses level levels count blood high mild moderate severe "
    "disease patient total from than more less each every during when above below".split()
)

Names = Mapping[str, tuple[frozenset[str], ...]]


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at each first term of a type that the source does not name where it names another."""
    names = {type: _names(kb, type) for type in _TYPES}
    index = {type: _by_word(names[type]) for type in _TYPES}
    siblings: dict[object, list[Fact]] = defaultdict(list)
    for fact in kb.facts.values():
        siblings[_row(fact)].append(fact)
    for fact in kb.facts.values():
        if not fact.printed or fact.derived is not None or fact.status != "active":
            continue
        held = _held(fact)
        for type in _TYPES:
            own = [(path, term) for path, term in held if term in names[type]]
            named = _named(fact, type, names[type], index[type]) if own else ()
            if named and not any(_akin(kb, one, {term for _, term in held}) for one in named):
                others = {term for other in siblings[_row(fact)] for _, term in _held(other)}
                if not others & set(named) and not _says(kb, fact, [term for _, term in own]):
                    yield _remark(kb, fact, type, own, named)


def _row(fact: Fact) -> object:
    """What facts share that stand in one row: each may be of another of the subjects that are named there."""
    return fact.cite, fact.measure, fact.printed, fact.near


def _remark(kb: KnowledgeBase, fact: Fact, type: str, own: list[tuple[str, str]], named: tuple[str, ...]) -> Remark:
    labels = "' and '".join(kb.vocabulary.label(one) for one in named)
    message = f"the {type} is '{own[0][1]}', the source names '{labels}' beside the figure: '{fact.printed}'"
    return Remark(kb.place(fact, own[0][0]), message, f"Did you mean {' or '.join(named)}?", fact.id)


def _names(kb: KnowledgeBase, type: str) -> Names:
    """The words of each name of the terms of a type; names without a telling word, or of an outcome, are left out."""
    found = {}
    outcomes = [_words(entry.label) for entry in kb.vocabulary.of_type("measure")]
    for entry in kb.vocabulary.of_type(type):
        if isinstance(entry, Term):
            names = (_words(name) for name in (entry.id.replace("-", " "), entry.label, *entry.synonyms))
            found[entry.id] = tuple(
                name for name in names if _telling(name) and not (len(name) > 1 and any(map(name.issubset, outcomes)))
            )
    return found


def _by_word(names: Names) -> Mapping[str, frozenset[str]]:
    """The terms that have each telling word in a name: a name that stands in a text has one of its words there."""
    found: dict[str, set[str]] = defaultdict(set)
    for term, all_names in names.items():
        for name in all_names:
            for word in _telling(name):
                found[word].add(term)
    return {word: frozenset(terms) for word, terms in found.items()}


def _named(fact: Fact, type: str, names: Names, index: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """The terms of a type whose whole name the source gives; none where it lists many."""
    said = _words(f"{fact.printed} {' '.join(fact.near)}" if type == "drug" else fact.printed)
    row = _words(_ROW.sub(" ", fact.locator.rpartition(",")[2].lower()))
    there = {
        term: max((name for name in names[term] if name <= said or name == row), key=len, default=frozenset[str]())
        for word in (said | row) & index.keys()
        for term in index[word]
    }
    whole = {term: name for term, name in there.items() if name and not any(name < other for other in there.values())}
    return tuple(sorted(whole)) if len(whole) <= _MOST_NAMED else ()


def _akin(kb: KnowledgeBase, one: str, held: set[str]) -> bool:
    return any(kb.vocabulary.overlap((one,), (other,)) for other in held)


def _says(kb: KnowledgeBase, fact: Fact, terms: list[str]) -> bool:
    """Whether a word of the fact's own terms stands in its print, near it, in its id, or in what it says or notes."""
    text = " ".join((fact.printed, *fact.near, fact.locator, fact.id.replace("-", " "), fact.says, fact.note))
    own = (
        _telling(_words(" ".join((term.replace("-", " "), entry.label, *entry.synonyms))))
        for term in terms
        if isinstance(entry := kb.vocabulary.entries.get(term), Term)
    )
    return bool(_words(text) & frozenset[str]().union(*own))


def _held(fact: Fact) -> list[tuple[str, str]]:
    """The terms that a fact is about, each with its field."""
    held = [(name, getattr(fact, name)) for name in ("drug", "parameter") if getattr(fact, name)]
    for name in ("indication", "condition"):
        held += [(f"{name}.{index}", term) for index, term in enumerate(getattr(fact, name))]
    for name in ("when", "target"):
        condition: Condition | None = getattr(fact, name)
        held += list(_of_condition(condition, name)) if condition is not None else []
    return held


def _of_condition(condition: Condition, path: str) -> Iterator[tuple[str, str]]:
    for name in ("parameter", "present", "absent"):
        if getattr(condition, name):
            yield f"{path}.{name}", getattr(condition, name)
    for join in ("all", "any"):
        for index, part in enumerate(getattr(condition, join)):
            yield from _of_condition(part, f"{path}.{join}.{index}")


@lru_cache(maxsize=65536)
def _words(text: str) -> frozenset[str]:
    """The words of a text in small letters, without an s at the end."""
    return frozenset(word.removesuffix("s") for word in _WORD.findall(text.lower()))


@lru_cache(maxsize=65536)
def _telling(words: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in words if len(word) >= _FEWEST_LETTERS and word not in _SAYS_NOTHING)
