"""What a search finds a fact by beside its text: other spellings of its numbers and intervals, and other names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from kb.model import Fact, KnowledgeBase
from kb.pages.spelling import safe_spelling
from kb.pages.wording import condition_words, figure_words
from kb.value import Value

_GROUPED: Final = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])")
_MILLIONS: Final = re.compile(r"(?<![\d.,])(\d+(?:\.\d+)?)(?=(?:\s?[\u2013-]\s?\d+(?:\.\d+)?)? million)")
_EVERY: Final = re.compile(r"every (\d+)(?:\s?(?:[\u2013-]|to|or)\s?(\d+))? hours?")
AS_ONE_WORD: Final = "every{}hours"
"""How an interval reads as one word, which the search makes of any way to type one."""
WEIGHTS: Final = MappingProxyType(
    {"menu": 6, "critical": 6, "measure": 3, "conflict": 0.5, "index": 0.5, "reference": 0.2, "rule": 0.05}
)
"""How much a word counts on a kind of page: who searches looks for an answer or a fact before what says how it is made.

`menu` are pages that answer a question, `critical` a measure on which a dose or a hold or stop decision can rest.
"""


def search_words(kb: KnowledgeBase, fact: Fact) -> tuple[str, ...]:
    """The words that a fact is found by beside those it shows: its measure, numbers, intervals, and other names."""
    measure = kb.measure(fact)
    words = [measure.label if measure else fact.measure]
    words += [spelling for value in (fact.value, fact.dose, fact.rate) for spelling in number_spellings(value)]
    told = " ".join((figure_words(kb, fact), condition_words(kb.vocabulary, fact.when), safe_spelling(fact.printed)))
    words += [*_plain_numbers(told), *_intervals(told), *_names(kb, fact)]
    return tuple(dict.fromkeys(safe_spelling(word) for word in words))


def number_spellings(value: Value | None) -> tuple[str, ...]:
    """Other spellings of the large numbers of a value, for search: `600000`, `600 000`, `600.000`, `0.6 million`."""
    spellings = []
    for number in value.numbers if value is not None else ():
        if number >= 1000 and number == number.to_integral_value():
            whole = int(number)
            spellings += [str(whole), f"{whole:,}".replace(",", " ")]
            if whole >= 100_000:
                spellings.append(f"{whole:,}".replace(",", "."))
                spellings.append(f"{(number / 1_000_000).normalize():f} million")
        elif value is not None and value.unit.text.startswith("million"):
            spellings.append(str(int(number * 1_000_000)))
    return tuple(dict.fromkeys(spellings))


def _plain_numbers(told: str) -> Iterator[str]:
    """The large numbers of a text as digits alone: `30,000` and `22 million` as a keyboard without a comma has them."""
    for grouped in _GROUPED.findall(told):
        yield grouped.replace(",", "")
    for number in _MILLIONS.findall(told):
        yield f"{Decimal(number) * 1_000_000:.0f}"


def _intervals(told: str) -> Iterator[str]:
    """The intervals in hours of a text, each as one word."""
    for ends in _EVERY.findall(told):
        yield from (AS_ONE_WORD.format(hours) for hours in ends if hours)


def _names(kb: KnowledgeBase, fact: Fact) -> Iterator[str]:
    """Other names and recorded misprints of the terms of a fact, and the classes that its drugs belong to."""
    drugs = [fact.drug, *(component.drug for component in fact.components)]
    leaves = [leaf for condition in (fact.when, fact.target) if condition for leaf in condition.leaves()]
    signs = [term for leaf in leaves for term in (leaf.present, leaf.absent, leaf.parameter)]
    terms = (fact.measure, *fact.intervention, *fact.population, *drugs, fact.parameter, *fact.indication, *signs)
    for term in dict.fromkeys(filter(None, terms)):
        entry = kb.vocabulary.entries.get(term)
        if entry is not None:
            yield from (*entry.synonyms, *entry.misprints)
    for drug in filter(None, drugs):
        yield from (kb.vocabulary.label(id) for id in sorted(kb.vocabulary.lineage(drug)) if id != drug)
