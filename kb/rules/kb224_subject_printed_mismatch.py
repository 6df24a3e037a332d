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

import operator
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


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark at each first term of a type that the source does not name where it names another."""
    outcomes = _outcomes(kb)
    names = {type: _Names(kb, type, outcomes) for type in _TYPES}
    siblings: dict[object, list[Fact]] = {}
    for fact in kb.facts.values():
        if not fact.printed or fact.derived is not None or fact.status != "active":
            continue
        held = _held(fact)
        row = _words(_ROW.sub(" ", fact.locator.rpartition(",")[2].lower())) if held else frozenset[str]()
        for type in _TYPES:
            own = [(path, term) for path, term in held if term in names[type].terms]
            named = names[type].named(_said(fact, type), row) if own else ()
            if named and not any(_akin(kb, one, {term for _, term in held}) for one in named):
                siblings = siblings or _by_row(kb)
                others = {term for other in siblings[_row(fact)] for _, term in _held(other)}
                if not others & set(named) and not _says(kb, fact, [term for _, term in own]):
                    yield _remark(kb, fact, type, own, named)


def _by_row(kb: KnowledgeBase) -> dict[object, list[Fact]]:
    found: dict[object, list[Fact]] = defaultdict(list)
    for fact in kb.facts.values():
        found[_row(fact)].append(fact)
    return found


def _row(fact: Fact) -> object:
    """What facts share that stand in one row: each may be of another of the subjects that are named there."""
    return fact.cite, fact.measure, fact.printed, fact.near


def _remark(kb: KnowledgeBase, fact: Fact, type: str, own: list[tuple[str, str]], named: tuple[str, ...]) -> Remark:
    labels = "' and '".join(kb.vocabulary.label(one) for one in named)
    message = f"the {type} is '{own[0][1]}', the source names '{labels}' beside the figure: '{fact.printed}'"
    return Remark(kb.place(fact, own[0][0]), message, f"Did you mean {' or '.join(named)}?", fact.id)


class _Names:
    """The terms of a type with the words of their names; names without a telling word, or of an outcome, are left out.

    `by_word` finds them by one of their words, which stands in every text that holds the name.
    """

    def __init__(self, kb: KnowledgeBase, type: str, outcomes: Mapping[str, list[frozenset[str]]]) -> None:
        self.terms: set[str] = set()
        self.whole: dict[frozenset[str], set[str]] = defaultdict(set)
        self.by_word: dict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
        for entry in kb.vocabulary.of_type(type):
            if isinstance(entry, Term):
                self.terms.add(entry.id)
                for name in {_words(name) for name in (entry.id.replace("-", " "), entry.label, *entry.synonyms)}:
                    word = max(sorted(_telling(name)), key=len, default="")
                    if word and not (len(name) > 1 and any(map(name.issubset, outcomes.get(word, ())))):
                        self.whole[name].add(entry.id)
                        self.by_word[word].append((entry.id, name))

    def named(self, said: frozenset[str], row: frozenset[str]) -> tuple[str, ...]:
        """The terms of which a text holds the whole name, or a row is named so; none where many are listed."""
        there = dict.fromkeys(self.whole.get(row, ()), row)
        for word in said & self.by_word.keys():
            for term, name in self.by_word[word]:
                if name <= said and len(name) >= len(there.get(term, ())):
                    there[term] = name
        whole = [term for term, name in there.items() if not any(name < other for other in there.values())]
        return tuple(sorted(whole)) if len(whole) <= _MOST_NAMED else ()


def _outcomes(kb: KnowledgeBase) -> dict[str, list[frozenset[str]]]:
    """The words of each measure's name, by each of them."""
    found: dict[str, list[frozenset[str]]] = defaultdict(list)
    for entry in kb.vocabulary.of_type("measure"):
        for word in _words(entry.label):
            found[word].append(_words(entry.label))
    return found


def _said(fact: Fact, type: str) -> frozenset[str]:
    return _words(f"{fact.printed} {' '.join(fact.near)}" if type == "drug" else fact.printed)


def _akin(kb: KnowledgeBase, one: str, held: set[str]) -> bool:
    return any(kb.vocabulary.overlap((one,), (other,)) for other in held)


def _says(kb: KnowledgeBase, fact: Fact, terms: list[str]) -> bool:
    """Whether a word of the fact's own terms stands in its print, near it, in its id, or in what it says or notes."""
    text = " ".join((fact.printed, *fact.near, fact.locator, fact.id.replace("-", " "), fact.says, fact.note))
    own = (_own_words(kb, entry) for term in terms if isinstance(entry := kb.vocabulary.entries.get(term), Term))
    return bool(_words(text) & frozenset[str]().union(*own))


def _own_words(kb: KnowledgeBase, term: Term) -> frozenset[str]:
    """The telling words of a term that its broader terms do not share: `fluids` says nothing of which fluid."""
    words = _telling(_words(" ".join((term.id.replace("-", " "), term.label, *term.synonyms))))
    above = (kb.vocabulary.label(id) for id in term.broader)
    return words - _words(" ".join(above)) or words


_may_hold = operator.attrgetter("drug", "parameter", "indication", "condition", "when", "target")


def _held(fact: Fact) -> list[tuple[str, str]]:
    """The terms that a fact is about, each with its field."""
    if not any(_may_hold(fact)):
        return []
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
