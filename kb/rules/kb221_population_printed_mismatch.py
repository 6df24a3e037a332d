"""Other people, or another treatment, than the source names beside the figure.

What it checks
    Where the print, the words near it or the locator name diseases or people of the vocabulary, the population of the
    fact overlaps with one of them; a word counts only if no other population has it, a whole name of several words
    always. Of a population that counts
    several together, all are named or none. Where they hold one of several words that exclude each other (adults and
    children, first and second line, high and low dose, ward and intensive care, men and women) and a term of the fact
    holds another of them, they are named too.

Why it matters at the bedside
    A dose for adults under the name of children, or a response rate of one disease under that of another, is right to
    the last digit and wrong for the patient.

How to fix
    Read in the source whose figure it is, and correct the term, or the words near the figure.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Fact, KnowledgeBase
from kb.vocabulary import Term

SEVERITY = Severity.CRITICAL

_SCOPE: Final = ("population", "subgroup", "intervention", "setting", "phase")
_EXCLUDING: Final = tuple(
    {name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in group.items()}
    for group in (
        {"adults": r"adults?", "children": r"child|children|pa?ediatrics?|adolescents?|infants?"},
        {"men": r"men|males?", "women": r"women|females?"},
        {
            "first line": r"first[- ]line|frontline|treatment[- ]na[i\u00ef]ve",
            "second line": r"second[- ]line",
            "third line": r"third[- ]line",
        },
        {"high dose": r"high[- ]dose", "low dose": r"low[- ]dose", "intermediate dose": r"intermediate[- ]dose"},
        {"ward": r"wards?", "intensive care": r"intensive[- ]care|ICU"},
        {"first cycle": r"first cycle|cycle 1", "second cycle": r"second cycle|cycle 2"},
        {"inpatient": r"in-?patients?", "outpatient": r"out-?patients?"},
    )
)
_ANY_EXCLUDING: Final = re.compile("|".join(word.pattern.lower() for group in _EXCLUDING for word in group.values()))
_COMMON: Final = frozenset(
    "advanced after adult adults before cancer cancers cell cells disease each every group their line metastatic "
    "other patient patients people person persons poor risk stage study subject subjects therapy those treated "
    "treatment trial under whole with without clear".split()
)
"""Words of populations that tell no disease from another."""

_QUALIFIES: Final = re.compile(r"(?:un|non|pre|post|re|prior)[a-z]+")
"""Words that narrow a disease, and name none: untreated, relapsed, postoperative."""

_WORD: Final = re.compile(r"[A-Za-z][A-Za-z'\u2019]*")
_END_OF_WORD: Final = re.compile(r"['\u2019]s$|(?<=[a-z])s$")
_FEWEST_LETTERS: Final = 4
_FEWEST_CAPITALS: Final = 3


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each scope term where the source names another one alone."""
    words, names = _words_of_populations(kb), _whole_names(kb)
    for fact in kb.facts.values():
        pieces = tuple(filter(None, (fact.printed, " ".join(fact.near), fact.locator)))
        text = " | ".join(pieces)
        said = {word for piece in pieces for word in _words(piece)} if fact.population else set[str]()
        named = {id for word in said for id in words.get(word, ())}
        if named and not _shares(kb, fact, named):
            yield _remark(kb, fact, "population", ", ".join(fact.population), sorted(named), text)
        elif named and (whole := _by_whole_names(names, pieces)) and not _shares(kb, fact, whole):
            yield _remark(kb, fact, "population", ", ".join(fact.population), sorted(whole), text)
        elif alone := _named_alone(kb, fact, named):
            yield _remark(kb, fact, "population", ", ".join(fact.population), alone, text)
        elif any(map(_excludes, pieces)):
            yield from _excluding(kb, fact, text)


def _shares(kb: KnowledgeBase, fact: Fact, named: Iterable[str]) -> bool:
    return any(kb.vocabulary.overlap((own,), (one,)) for own in fact.population for one in named)


def _whole_names(kb: KnowledgeBase) -> dict[str, str]:
    """The population of each name that has several words, written in small letters with one space between."""
    return {
        spaced: entry.id
        for entry in kb.vocabulary.of_type("population")
        for name in (entry.id, entry.label, *entry.synonyms)
        if " " in (spaced := _spaced(name))
    }


def _by_whole_names(names: dict[str, str], pieces: Iterable[str]) -> set[str]:
    """The populations whose whole names a text holds, those left out that are part of a longer name there."""
    text = " | ".join(map(_spaced, pieces))
    there = [name for name in names if re.search(rf"\b{re.escape(name)}\b", text)]
    return {names[name] for name in there if not any(name != other and name in other for other in there)}


def _spaced(text: str) -> str:
    return " ".join(re.findall(r"[a-z0-9']+", text.lower()))


def _named_alone(kb: KnowledgeBase, fact: Fact, named: set[str]) -> list[str]:
    """Of a population that counts several together, those that the source names, where it does not name them all."""
    joint = [kb.vocabulary.entries.get(id) for id in fact.population]
    members = [id for entry in joint if isinstance(entry, Term) for id in entry.together]
    said = [id for id in members if id in named]
    return said if len(said) < len(members) else []


def _excluding(kb: KnowledgeBase, fact: Fact, text: str) -> Iterator[Remark]:
    """What a term of the fact says against one of the words that exclude each other."""
    for group in _EXCLUDING:
        said = {name for name, word in group.items() if word.search(text)}
        if not said:
            continue
        own = {field: _members(kb, fact, field, group) for field in _SCOPE}
        every = set[str]().union(*own.values())
        if every and not every & said:
            field = next(field for field in _SCOPE if own[field])
            yield _remark(kb, fact, field, " and ".join(sorted(own[field])), sorted(said), text)


def _members(kb: KnowledgeBase, fact: Fact, field: str, group: dict[str, re.Pattern[str]]) -> set[str]:
    held = getattr(fact, field)
    names = " | ".join(
        " | ".join((id.replace("-", " "), kb.vocabulary.label(id)))
        for id in (held if isinstance(held, tuple) else (held,) if held else ())
    )
    return {name for name, word in group.items() if word.search(names)}


@lru_cache(maxsize=65536)
def _excludes(text: str) -> bool:
    """Whether a text holds any word of the groups, which most texts do not."""
    return _ANY_EXCLUDING.search(text.lower()) is not None


def _remark(kb: KnowledgeBase, fact: Fact, field: str, own: str, named: list[str], text: str) -> Remark:
    labels = "' and '".join(kb.vocabulary.label(one) for one in named)
    message = f"the {field} is '{own}', the source names '{labels}' beside the figure: '{text}'"
    return Remark(kb.place(fact, field), message, f"Did you mean {' or '.join(named)}?", fact.id)


def _words_of_populations(kb: KnowledgeBase) -> dict[str, set[str]]:
    """The populations that have each word in their names. A word that is also that of a sign or a drug names nobody."""
    holders: dict[str, set[str]] = defaultdict(set)
    for entry in kb.vocabulary.of_type("population"):
        for name in (entry.id.replace("-", " "), entry.label, *entry.synonyms):
            for word in _words(name):
                holders[word].add(entry.id)
    elsewhere = {
        word
        for entry in kb.vocabulary
        if entry.type not in ("population", "measure", "subgroup", "topic")
        for name in (entry.id.replace("-", " "), entry.label, *entry.synonyms)
        for word in _words(name)
    }
    return {word: ids for word, ids in holders.items() if word not in elsewhere}


@lru_cache(maxsize=65536)
def _words(text: str) -> tuple[str, ...]:
    """The words of a text that can tell a disease, in small letters, without an s at the end; RCC is one too."""
    return tuple(filter(None, map(_telling, _WORD.findall(text))))


@lru_cache(maxsize=65536)
def _telling(written: str) -> str:
    """A word as it is compared, an empty text for one that tells no disease."""
    word = _END_OF_WORD.sub("", written)
    fewest = _FEWEST_CAPITALS if word.isupper() else _FEWEST_LETTERS
    return "" if len(word) < fewest or _is_common(word.lower()) else word.lower()


def _is_common(word: str) -> bool:
    return word in _COMMON or word + "s" in _COMMON or _QUALIFIES.fullmatch(word) is not None
