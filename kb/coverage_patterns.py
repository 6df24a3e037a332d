"""Classes of numerals that are no figures: what a remainder may declare with `pattern` instead of one by one.

Each class is a form of writing that any source may use, never a number or a word of one source. A class counts for a
source only where a remainder of that source names it, because the same form may carry a figure elsewhere.

- `mark-in-brackets`: citation numbers alone in brackets: (1–3), [4, 5].
- `mark-at-line-end`: citation numbers at the end of a paragraph or list item: `… in early trials 1, 2`.
- `author-year`: names and years alone in brackets: [Able 2001], (Able 2001; Baker et al. 2002).
- `journal-reference`: year, volume, issue and pages as a list of references prints them: 2001 Jul;24(4):287-93.
- `list-number`: a number with a full stop or a bracket before the text of a line: `2. Weigh the patient`.
- `figure-or-table-number`: Table 3, Figs. 1 and 2.
- `part-of-a-name`: digits joined to the letters of a name: T4, CO2, a name with a hyphen and one or two digits.
- `one-of-several`: "one" where it points and does not count: one of the, no one, any one, one would.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from kb.model import RemainderPattern
from kb.quotation.text import SourceText
from kb.quotation.tokens import Kind
from kb.quotation.words import is_unit

_NUMBERS = r"\d{1,3}(?:[ ]?[,;–-][ ]?\d{1,3}){0,20}"
_AUTHOR_YEAR = r"[A-Z][^\W\d]+(?:[ ](?:et[ ]al\.?|(?:and|&)[ ][A-Z][^\W\d]+))?,?[ ](?:19|20)\d\d[a-z]?"
_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_LABELS = "grade|phase|stage|cycle|course|day|week|month|year|level|category|class|type|arm|group|step|dose|score"
_LEADS_ON = "of|to|than|least|most|about|approximately|or|and|over|under|every|per|by|at|in|is|was"
_GOES_ON = f"{_LABELS}|table|fig|status|{_LEADS_ON}"
_PREFIXES = "table|fig|pre|post|sub|over|under|mid|non|to|up|age|aged"

# The number itself is the group `mark` where a pattern must also look at the word before it.
_PATTERNS: Final[dict[RemainderPattern, re.Pattern[str]]] = {
    "mark-in-brackets": re.compile(rf"\({_NUMBERS}\)|\[{_NUMBERS}\]"),
    "mark-at-line-end": re.compile(
        rf"(?:[.)%\]]|\b(?!(?i:{_GOES_ON})s?\b)(?:[^\W\d_]|-){{1,40}}(?:-\d)?)"
        r"[ ](?P<mark>[1-9]\d?(?:, [1-9]\d?){0,20})[ ]*(?=\n\s*(?:[^\sa-z\d]|\Z)|\Z)"
    ),
    "author-year": re.compile(rf"[\[(]{_AUTHOR_YEAR}(?:[;,]?[ ]?{_AUTHOR_YEAR}){{0,20}}[\])]"),
    "journal-reference": re.compile(
        rf"\b(?:19|20)\d\d(?:[ ]{_MONTH}(?:-{_MONTH})?)?(?:[ ]\d{{1,2}})?[;,][ ]?"
        r"\d{1,4}(?:\(\d{1,4}\))?(?:[ ]Suppl[ ]?\d{0,2})?:[ ]?[A-Za-z]?\d{1,6}(?:[–-][A-Za-z]?\d{1,6})?"
    ),
    "list-number": re.compile(r"^[ \t]{0,12}\d{1,2}[.)][ \t]+(?=[^\W\d])", re.MULTILINE),
    "figure-or-table-number": re.compile(
        r"\b(?i:table|figure|fig\.?)s?[ \n]\d{1,3}(?:(?:[ ]?[,–-][ ]?|[ ]and[ ])\d{1,3}){0,20}(?![\w.]*\d|[ ]?[%/])"
    ),
    "part-of-a-name": re.compile(
        rf"(?<![\w-])(?!(?i:{_LABELS}|{_PREFIXES})s?-?\d)"
        r"(?P<name>[A-Z][A-Za-z]{0,3}(?<=[A-Z])|[A-Za-z]{2,40}-)\d{1,2}(?!\d|[.,/]\d|%)"
    ),
    "one-of-several": re.compile(
        r"\b(?i:one\s+(?:of\s+(?:the|these|those|my|your|our|its|their|them|us)\b(?!\s+\d)|another\b"
        r"|(?:would|may|might|can|could|should|must)\b)|(?:no|any|every|each)\s+one\b)"
    ),
}


def marks(text: SourceText, pattern: RemainderPattern) -> Iterator[range]:
    """The tokens of a text that each mark of a class covers, as ranges of token indices in the order of the text.

    What a unit or a percent sign follows on its line is a figure, not a mark.
    """
    starts = [token.start for token in text.tokens]
    for found in _PATTERNS[pattern].finditer(text.cleaned.replace("\xa0", " ")):
        groups = found.groupdict()
        start, end = found.span("mark" if "mark" in groups else 0)
        first, beyond = bisect_left(starts, start), bisect_left(starts, end)
        measured = text.token(beyond).kind in {Kind.UNIT, Kind.PERCENT} and "\n" not in text.gap(beyond)
        if not measured and not is_unit(groups.get("name", "").rstrip("-")):
            yield range(first, beyond)
