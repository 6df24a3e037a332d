"""The field types that the records of a base are made of: identifiers, texts, counts, dates, values.

Each type says three things at once: how the text in the file is converted, which rule is named when it can't be,
and what the JSON Schema tells an editor's completion.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Annotated, Any, Final

from pydantic import BeforeValidator, ConfigDict, PlainValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from kb.bibtex_text import key_is_well_formed
from kb.units import Unit, parse_unit
from kb.value import Value, parse_value

CLOSED: Final = ConfigDict(extra="forbid", arbitrary_types_allowed=True, defer_build=True)
"""How every record is validated: no field is ignored. Nothing is coerced either: each field type takes text only."""

IDENTIFIER_PATTERN: Final = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
_IDENTIFIER = re.compile(IDENTIFIER_PATTERN)
_DEVICE_NAMES: Final = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
)
_COUNT = re.compile(r"0|[1-9][0-9]{0,8}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def refusal(name: str, message: str, help: str) -> PydanticCustomError:
    """An error of one field under the name of the rule that stands for it."""
    return PydanticCustomError(name, "{message}", {"message": message, "help": help})


def no_text(raw: Any) -> tuple[str, str]:
    """What is wrong with a list or mapping in the place of a text, and what to do."""
    shape = "a mapping" if isinstance(raw, dict) else "a list"
    return f"{shape} stands where a text is expected", "Write one text here."


def _text_only(raw: Any) -> str:
    if type(raw) is not str:
        raise refusal("type-mismatch", *no_text(raw))
    return raw


@lru_cache(maxsize=32_768)
def _identifier(raw: Any) -> str:
    text = _text_only(raw)
    if not _IDENTIFIER.fullmatch(text) or len(text) > 80 or text in _DEVICE_NAMES:
        help = "Use lower-case letters, digits and single hyphens, beginning with a letter, at most 80 characters."
        raise refusal("id-syntax", f"'{text[:60]}' is not an identifier", help)
    return text


@lru_cache(maxsize=8_192)
def _citation_key(raw: Any) -> str:
    text = _text_only(raw)
    if not key_is_well_formed(text):
        help = "Write the key as it stands in references.bib: letters, digits, - and _, at most 64."
        raise refusal("id-syntax", f"'{text[:60]}' is not a citation key", help)
    return text


def _count(raw: Any) -> int:
    text = _text_only(raw)
    if not _COUNT.fullmatch(text):
        raise refusal(
            "number-format",
            f"'{text[:40]}' is not a count",
            "Write a whole number in plain digits, without separators or leading zeros.",
        )
    return int(text)


def day(raw: Any) -> datetime.date:
    """A day as written; the refusal names `impossible-date`."""
    text = _text_only(raw)
    if _DATE.fullmatch(text):
        try:
            return datetime.date.fromisoformat(text)
        except ValueError:
            pass
    raise refusal("impossible-date", f"'{text[:40]}' is not a day of the calendar", "Write it as YYYY-MM-DD.")


def _true(raw: Any) -> bool:
    text = _text_only(raw)
    if text not in ("true", "false"):
        raise refusal(
            "type-mismatch", f"'{text[:40]}' stands where only true or false is meant", "Write true or false."
        )
    return text == "true"


def _parsed(parse: Callable[[str], Any]) -> Callable[[Any], Any]:
    @lru_cache(maxsize=32_768)
    def convert(raw: Any) -> Any:
        text = _text_only(raw)
        try:
            return parse(text)
        except ValueError as problem:
            name = getattr(problem, "name", None)
            if name is None:
                raise
            raise refusal(name, problem.message, problem.help) from None  # type: ignore[attr-defined]

    return convert


def _many(raw: Any) -> Any:
    if type(raw) is str:
        return (raw,)
    return tuple(raw) if isinstance(raw, list) else raw


LISTED: Final = BeforeValidator(_many)
"""A list in the file is a tuple in the model; a single text stands for a list of one."""

_ID: Final[dict[str, Any]] = {"type": "string", "pattern": f"^{IDENTIFIER_PATTERN}$", "maxLength": 80}
_KEY: Final[dict[str, Any]] = {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$"}
_EXAMPLES: Final = ["40 mg/kg", "15-17 %", ">= 3 mg/dL", "37/255", "every 8 h"]


def _text_of(longest: int) -> dict[str, Any]:
    """An editor's own YAML makes a number of `printed: 15`, and a truth of `near: true`; both are texts here."""
    return {"type": ["string", "number", "boolean"], "minLength": 1, "maxLength": longest}


def _one_or_many(item: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [item, {"type": "array", "items": item}]}


Identifier = Annotated[str, PlainValidator(_identifier), WithJsonSchema(_ID)]
CitationKey = Annotated[str, PlainValidator(_citation_key), WithJsonSchema(_KEY)]
"""The key of an entry of the bibliography, with capital letters where the entry has them."""

CitationKeys = Annotated[tuple[CitationKey, ...], LISTED, WithJsonSchema(_one_or_many(_KEY))]
Text = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=800), WithJsonSchema(_text_of(800))]
ShortText = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=200), WithJsonSchema(_text_of(200))]
Count = Annotated[
    int,
    PlainValidator(_count),
    WithJsonSchema({"type": ["integer", "string"], "minimum": 0, "pattern": "^(0|[1-9][0-9]{0,8})$"}),
]
Date = Annotated[
    datetime.date,
    PlainValidator(day),
    WithJsonSchema({"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}),
]
Truth = Annotated[
    bool, PlainValidator(_true), WithJsonSchema({"type": ["boolean", "string"], "enum": [True, False, "true", "false"]})
]
ValueField = Annotated[
    Value,
    PlainValidator(_parsed(parse_value)),
    WithJsonSchema({"type": ["string", "number"], "minLength": 1, "examples": _EXAMPLES}),
]
UnitField = Annotated[
    Unit, PlainValidator(_parsed(parse_unit)), WithJsonSchema({"type": "string", "examples": ["mg/kg", "%", "mo"]})
]
Identifiers = Annotated[tuple[Identifier, ...], LISTED, WithJsonSchema(_one_or_many(_ID))]
Texts = Annotated[tuple[ShortText, ...], LISTED, WithJsonSchema(_one_or_many(_text_of(200)))]
