"""The only fact of its source that is of these people, or of this treatment.

What it checks
    Where a source has ten facts or more with a population (or a treatment), a term of one fact is that of another fact
    of that source, or one broader, narrower or counted together with it; or else the fact itself names it, by a word
    that the usual terms don't have: in its print, the words near it, its locator, what it says or notes, or its id.

Why it matters at the bedside
    One wrong word in the scope puts a dose, or a rate of harm, on the page of another disease, where everything else
    about it looks right.

How to fix
    Read whose figure it is, and correct the term. If the source does speak of others just once, say so in `says`,
    `note` or the words near the figure.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Final

from kb.finding import Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Fact, KnowledgeBase

SEVERITY = Severity.ERROR

_FEWEST_FACTS: Final = 10
_FEWEST_LETTERS: Final = 3
_SAYS_NOTHING: Final = frozenset(
    "advanced and any cancer cell cells disease dose for from metastatic other patients people persons regimen the "
    "therapy treatment trial with without".split()
)


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each term that nothing else in its source shares, and that the fact does not name."""
    for field in ("population", "intervention"):
        by_source: dict[str, list[Fact]] = defaultdict(list)
        for fact in kb.facts.values():
            if fact.cite and getattr(fact, field):
                by_source[fact.cite].append(fact)
        for facts in by_source.values():
            if len(facts) >= _FEWEST_FACTS:
                yield from _alone(kb, facts, field)


def _alone(kb: KnowledgeBase, facts: list[Fact], field: str) -> Iterator[Remark]:
    used = Counter(term for fact in facts for term in getattr(fact, field))
    lonely = {
        term
        for term, count in used.items()
        if count == 1 and not any(_akin(kb, term, other) for other in used if other != term)
    }
    for fact in facts if lonely else ():
        terms = getattr(fact, field)
        usual = used.most_common(1)[0][0]
        if set(terms) <= lonely and not any(_named(kb, fact, term, usual) for term in terms):
            message = f"'{terms[0]}' is the {field} of no other fact of '{fact.cite}', and the fact does not name it"
            yield Remark(kb.place(fact, field), message, f"Did you mean '{usual}', as most of them have?", fact.id)


def _akin(kb: KnowledgeBase, one: str, other: str) -> bool:
    vocabulary = kb.vocabulary
    return vocabulary.overlap((one,), (other,)) or vocabulary.overlap(
        vocabulary.apart((one,)), vocabulary.apart((other,))
    )


def _named(kb: KnowledgeBase, fact: Fact, term: str, usual: str) -> bool:
    """Whether a fact names a term by a word that tells it from the usual one; taken for true where no word could."""
    own = (fact.printed, *fact.near, fact.locator, fact.says, fact.note, fact.cites_as, fact.cohort, fact.reason)
    text = " ".join((*own, fact.id.replace("-", " "))).lower()
    telling = _words_of(kb, term) - _words_of(kb, usual)
    return not telling or any(re.search(rf"\b{word}", text) for word in telling)


def _words_of(kb: KnowledgeBase, term: str) -> set[str]:
    """The telling words of a term's id, label and synonyms."""
    entry = kb.vocabulary.entries.get(term)
    names = " ".join((term.replace("-", " "), *((entry.label, *entry.synonyms) if entry else ()))).lower()
    found = set(re.findall(r"[a-z]+", names))
    return {word for word in found if len(word) >= _FEWEST_LETTERS and word not in _SAYS_NOTHING}
