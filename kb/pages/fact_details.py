"""What not every fact has: its doubts, its patients, its derivation, each as one line with a heading."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from kb.estimate import effective_cohort
from kb.model import Fact, KnowledgeBase
from kb.pages.source_names import with_names
from kb.pages.wording import figure_words, labels, safe_spelling

IN_OUR_WORDS: Final = "In our words"
VOICE_WORDS: Final = {
    "own": "",
    "reported": "the source reports this view of others",
    "opposed": "the source argues against this view",
}


@dataclass(frozen=True, slots=True)
class Detail:
    """One line of the popover or card that not every fact has: its heading and what it says."""

    heading: str
    words: str


def details(kb: KnowledgeBase, fact: Fact) -> tuple[Detail, ...]:
    """What else is to be said of a fact, in the order of how much it may change what a reader does."""
    lines = [
        ("Disputed", fact.reason if fact.status == "disputed" else ""),
        ("Retired", fact.reason if fact.status == "retired" else ""),
        ("Voice", VOICE_WORDS[fact.voice]),
        ("Lost character", _reading(fact)),
        ("Tier inferred", fact.tier_inferred),
        ("Misprint", fact.misprint),
        ("In the source\u2019s words of doubt", fact.hedge),
        (IN_OUR_WORDS, fact.says if kb.kind(fact) not in ("statement", "action", "stance") else ""),
        ("Treatment", labels(kb.vocabulary, fact.intervention)),
        ("Patients", _cohort(kb, fact)),
        ("The source itself cites", fact.cites_as),
        ("Strength as the source grades it", fact.graded),
        ("Derived", _derivation(kb, fact)),
        ("Note", fact.note),
    ]
    return tuple(Detail(heading, safe_spelling(with_names(kb, words))) for heading, words in lines if words)


def _reading(fact: Fact) -> str:
    reading = fact.reading
    if reading is None:
        return ""
    read = f"printed \u201c{reading.printed}\u201d, read as \u201c{reading.read_as}\u201d"
    return f"{read} because: {reading.because} Confidence: {reading.confidence}."


def _cohort(kb: KnowledgeBase, fact: Fact) -> str:
    cohort = kb.cohorts.get(effective_cohort(kb, fact)[0])
    return cohort.label if cohort else ""


_PART: Final = re.compile(r"[A-Za-z_]\w*|[-*/]")
_SIGNS: Final = {"-": "\u2212", "*": "\u00d7", "/": "\u00f7"}


def _derivation(kb: KnowledgeBase, fact: Fact) -> str:
    if fact.derived is None:
        return ""
    inputs = fact.derived.inputs

    def written(part: re.Match[str]) -> str:
        id = inputs.get(part.group(), "")
        return figure_words(kb, kb.facts[id]) if id in kb.facts else _SIGNS.get(part.group(), part.group())

    return _PART.sub(written, fact.derived.formula)
