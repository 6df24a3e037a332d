"""An abbreviation that is known to cause errors, in our own words.

What it checks
    What editors write (labels, notes, reasons, explanations, what a fact says) holds none of the abbreviations on the
    lists of error-prone ones: the short forms of International Units and of units, the micro sign, two letters for
    milliliters, Latin letters for daily and for every so many hours, the letters for a route under the skin and for
    morphine sulfate, trailing zeros, and decimals without a zero before the point. Figures as printed, and what stands
    in quotation marks, keep the source's spelling.

Why it matters at the bedside
    The short form of International Units has been read as a route and as ten, that of units as a zero, the micro sign
    as milli, a trailing zero as a factor of ten. Pages show these words to people who dose.

How to fix
    Write the word that the help proposes. If the text quotes a source, put the quotation in double quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from kb.finding import Place, Remark, Severity
from kb.graph import ClaimGraph
from kb.model import Cohort, Explanation, Fact, KnowledgeBase
from kb.template_prose import prose
from kb.vocabulary import Entry

SEVERITY = Severity.ERROR

Record = Fact | Cohort | Explanation | Entry

_DOSED: Final = r"(?:kg|g|mg|mcg|ug|ng|mL|dL|L|IU|International Units?|mmol|mEq|doses?|%)(?![A-Za-z])"
_INSTEAD: Final[dict[str, str]] = {
    r"(?<![A-Za-z0-9])[mMk]?IU(?![A-Za-z0-9])|(?<![A-Za-z0-9])I\.U\.": "International Units",
    r"(?<=[0-9])\s?[Uu](?![A-Za-z0-9/-])": "units, in full, and of which kind",
    r"[\u00b5\u03bc](?=[A-Za-z])": "micrograms, or the unit in full",
    r"(?<=[0-9])\s?cc(?![A-Za-z])": "mL",
    r"(?<![A-Za-z])(?:Q\.?D\.?|q\.?d\.|qd|QDAY|qday)(?![A-Za-z])": "daily",
    r"(?<![A-Za-z])(?:Q\.?O\.?D\.?|q\.?o\.?d\.?)(?![A-Za-z])": "every other day",
    r"(?<![A-Za-z])(?:B\.?I\.?D\.?|b\.i\.d\.)(?![A-Za-z])": "twice a day",
    r"(?<![A-Za-z])(?:T\.?I\.?D\.?|t\.i\.d\.|tid)(?![A-Za-z])": "three times a day",
    r"(?<![A-Za-z])(?:Q\.?I\.?D\.?|q\.i\.d\.|qid)(?![A-Za-z])": "four times a day",
    r"(?<![A-Za-z])(?:TIW|tiw|BIW|biw)(?![A-Za-z])": "so many times a week",
    r"(?<![A-Za-z])[qQ] ?[0-9]+(?:-[0-9]+)? ?(?:h|hr|hrs|d|wk)(?![A-Za-z0-9])": "every so many hours",
    r"(?<![A-Za-z])(?:qhs|QHS|q\.h\.s\.)(?![A-Za-z])": "at bedtime",
    r"(?<![A-Za-z])(?:SC|SQ|subq|sub q|S\.C\.)(?![A-Za-z])": "subcutaneous",
    r"(?<![A-Za-z])(?:MSO4|MgSO4)(?![A-Za-z0-9])": "morphine sulfate or magnesium sulfate",
    r"(?<![0-9.,])[0-9]+\.0+(?=\s?" + _DOSED + ")": "the number without the zero after its point",
    r"(?<![0-9A-Za-z.,])\.[0-9]+(?=\s?" + _DOSED + ")": "the number with a zero before its point",
}
_ANY: Final = re.compile("|".join(f"({pattern})" for pattern in _INSTEAD))
_WORDS: Final = tuple(_INSTEAD.values())
_DIGITS: Final = "0123456789"
_LIKELY: Final = (
    *"IU I.U cc \u00b5 \u03bc QD Q.D q.d qd QO Q.O q.o qo BID B.I b.i.d TID T.I t.i.d tid QID Q.I q.i.d qid".split(),
    *"TIW tiw BIW biw qhs QHS q.h SC SQ S.C subq SO4 .0".split(),
    *("sub q", " .", "(."),
    *(f"{letter}{space}{digit}" for letter in "qQ" for space in ("", " ") for digit in _DIGITS),
    *(f"{digit}{space}{letter}" for letter in "uU" for space in ("", " ") for digit in _DIGITS),
)
"""What a text must hold, at least one of them, for the long search to be worth while."""

# A search for words that begin with a common letter would stop at every other letter of a text.
_COMMON_AT_FIRST: Final = tuple(word for word in _LIKELY if word[0] in "bcst ")
_RARE_AT_FIRST: Final = re.compile("|".join(re.escape(word) for word in _LIKELY if word not in _COMMON_AT_FIRST))

_QUOTED: Final = re.compile('"[^"]*"|\u201c[^\u201d]*\u201d')


def check(kb: KnowledgeBase, graph: ClaimGraph) -> Iterator[Remark]:
    """Yield a remark for each such abbreviation in a text of our own."""
    for record, path, text in _texts(kb):
        if not _is_worth_while(text):
            continue
        subject = next(iter(record.between), "") if isinstance(record, Explanation) else record.id
        own = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), text)
        for found in _ANY.finditer(own):
            word = _WORDS[(found.lastindex or 1) - 1]
            yield Remark(
                kb.place(record, path),
                f"'{found[0].strip()}' is an error-prone abbreviation",
                f"Write {word}.",
                subject,
            )

    for path, template in kb.templates.items():
        for line, words in enumerate(prose(template).split("\n"), 1) if _is_worth_while(template) else ():
            for found in _ANY.finditer(words) if _is_worth_while(words) else ():
                message = f"'{found[0].strip()}' is an error-prone abbreviation"
                word = _WORDS[(found.lastindex or 1) - 1]
                yield Remark(Place(path, line, found.start() + 1), message, f"Write {word}.")


@lru_cache(maxsize=65536)
def _is_worth_while(text: str) -> bool:
    return any(map(text.__contains__, _COMMON_AT_FIRST)) or _RARE_AT_FIRST.search(text) is not None


def _texts(kb: KnowledgeBase) -> Iterator[tuple[Record, str, str]]:
    for fact in kb.facts.values():
        if fact.says:
            yield fact, "says", fact.says
        if fact.note:
            yield fact, "note", fact.note
        if fact.reason:
            yield fact, "reason", fact.reason
        if fact.reading is not None:
            yield fact, "reading.because", fact.reading.because
        if fact.certainty is not None:
            yield fact, "certainty.because", fact.certainty.because
        for index, waiver in enumerate(fact.waivers):
            yield fact, f"waivers.{index}.reason", waiver.reason
    for entry in kb.vocabulary:
        yield from ((entry, path, getattr(entry, path)) for path in ("label", "plural", "note"))
    for cohort in kb.cohorts.values():
        yield from ((cohort, path, getattr(cohort, path)) for path in ("label", "note"))
    for explanation in kb.explanations:
        yield from ((explanation, path, getattr(explanation, path)) for path in ("because", "settled_by"))
