"""What is known of a source apart from its entry in the bibliography: one record a key, dated, kept without a network.

`references.bib` says what a source is. A source record says the same again, as it stood in the place where somebody
looked the source up, and what has become of the source since: whether it was superseded, retracted or corrected. Rules
hold the two against each other, and the day of the record against today.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from typing import Annotated, Any, Final, Literal

from pydantic import PlainValidator, WithJsonSchema, model_validator
from pydantic.dataclasses import dataclass

from kb.bibliography import SourceKind
from kb.fields import CLOSED, CitationKey, Date, Identifiers, ShortText, Text, day, refusal

NONE_YET: Final = "none yet"
SourceStatus = Literal["current", "superseded", "retracted", "preprint", "corrected"]
_NEEDED: Final = {
    "superseded": ("by", "the key of what replaced it"),
    "preprint": ("by", "the key of the final version"),
    "retracted": ("notice", "where the retraction was announced"),
    "corrected": ("notice", "where the correction was published"),
}
_DASHES_AND_SIGNS: Final = re.compile(r"[^\w]+")
_GREEK: Final = {"α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "κ": "kappa", "µ": "mu", "μ": "mu"}


def _day_or_none_yet(raw: Any) -> datetime.date | None:
    return None if raw == NONE_YET else day(raw)


DayOrNoneYet = Annotated[
    datetime.date | None,
    PlainValidator(_day_or_none_yet),
    WithJsonSchema({"type": "string", "pattern": f"^([0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}|{NONE_YET})$"}),
]
"""A day, or None where the file says `none yet`."""


@dataclass(frozen=True, slots=True, config=CLOSED)
class SourceRecord:
    """One source as it stood when it was looked up.

    `as_of` is the day of the comparison and `looked_up` the place, in words. `status` says what became of the source,
    as far as is known: `by` names the key of what took its place, `notice` where a retraction or a correction stands,
    and `correction_read` the day on which the figures here were compared with the correction. `retraction_checked` is
    the day on which a database of retractions was asked, `none yet` where nobody has. `population` and `age_group` say
    whom the source is about. A field that was not confirmed stays out.
    """

    key: CitationKey
    as_of: Date
    looked_up: Text
    retraction_checked: DayOrNoneYet
    kind: SourceKind | Literal[""] = ""
    title: Text = ""
    first_author: ShortText = ""
    year: ShortText = ""
    doi: ShortText = ""
    pmid: ShortText = ""
    pmcid: ShortText = ""
    jurisdiction: ShortText = ""
    status: SourceStatus = "current"
    by: CitationKey = ""
    notice: Text = ""
    correction_read: Date | None = None
    population: Identifiers = ()
    age_group: Identifiers = ()
    note: Text = ""

    @model_validator(mode="after")
    def _is_whole(self) -> SourceRecord:
        name, what = _NEEDED.get(self.status, ("", ""))
        if name and not getattr(self, name):
            raise refusal(
                "missing-field", f"a source that is {self.status} needs '{name}'", f"Add '{name}:' with {what}."
            )
        return self

    @property
    def id(self) -> str:
        """The key, by which records are told apart as other records are by their id."""
        return self.key


def same_words(one: str, other: str) -> bool:
    """Whether two titles or names have the same words.

    Capitals, accents, ligatures, dashes, quotation marks, `&` for "and" and Greek letters for their names make no
    difference.
    """
    return _words(one) == _words(other)


def _words(text: str) -> list[str]:
    spelled = "".join(_GREEK.get(letter, letter) for letter in text.casefold())
    plain = unicodedata.normalize("NFKD", spelled.replace("&", " and "))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _DASHES_AND_SIGNS.sub(" ", letters.replace("'", "").replace("\N{RIGHT SINGLE QUOTATION MARK}", "")).split()
