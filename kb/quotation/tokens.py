"""Cuts a text into figures, units, words and signs, so that two texts can be compared without losing a number.

A number is one token with all that makes it that number: sign, thousands separators, decimals, exponent, fraction.
What is only typography (kinds of space and dash, ligatures, full-width forms, line-break hyphens, quotation marks,
footnote signs) is folded away here and nowhere else; what distinguishes two figures never is.
"""

from __future__ import annotations

import enum
import functools
import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from kb.quotation.words import LABELS, MONTHS, is_unit, unit_key


class Kind(enum.Enum):
    """What a token is; `EDGE` stands for the beginning and the end of the text, `LOST` for a damaged glyph."""

    NUMBER = "number"
    UNIT = "unit"
    PERCENT = "percent"
    COMPARATOR = "comparator"
    DASH = "dash"
    LOST = "lost"
    WORD = "word"
    SYMBOL = "symbol"
    EDGE = "edge"


class Token(NamedTuple):
    """One token: its kind, the key by which it is compared, and where it stands in the cleaned text."""

    kind: Kind
    key: str
    start: int
    end: int


EDGE = Token(Kind.EDGE, "", -1, -1)
LOST_GLYPH = "\N{REPLACEMENT CHARACTER}"

_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_VULGAR = "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
_RAISED_LETTERS = "ʰ-ʸᴬ-ᵪⁱⁿ"
_TO_PLAIN = str.maketrans(_SUPERSCRIPTS + "⁻⁺₀₁₂₃₄₅₆₇₈₉", "0123456789-+0123456789")

INVISIBLE = re.compile("[\xad\u200b-\u200d\u2060\ufeff]")
_DAMAGED = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ue000-\uf8ff\ud800-\udfff□▯\U000f0000-\U0010ffff]")


def _fold_table() -> dict[int, str]:
    full_width = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    groups = {
        "\u00a0": "\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f",
        "\t": "\u1680\u2000\u2001\u2002\u2003\u3000",
        "\n": "\x0b\x0c\x85\u2028\u2029",
        " ": "\r",
        "-": "‐‑˗⁃﹣",
        "–": "‒",
        "—": "―",
        "μ": "µ",
        "%": "﹪",
        "<": "﹤",
        ">": "﹥",
        "≤": "≦⩽",
        "≥": "≧⩾",
        "~": "∼˜",
        "/": "⁄∕",
        "'": "’‘ʼ‛",
        '"': "“”„‟«»",
        "·": "⋅∙",
        "×": "✕✖⨯",
        "°": "º˚",
    }
    return full_width | {ord(member): folded for folded, members in groups.items() for member in members}


_FOLD = _fold_table()


def clean(text: str) -> str:
    """The text with typographic variants folded, one character for one; invisible characters must be gone already."""
    text = re.sub(r"\r(?!\n)", "\n", text)
    return _DAMAGED.sub(LOST_GLYPH, text.translate(_FOLD))


_LETTER = rf"[^\W\d_{_SUPERSCRIPTS}{_VULGAR}{_RAISED_LETTERS}₀-₉]"
_INNER = rf"(?:[^\W_{_SUPERSCRIPTS}{_VULGAR}{_RAISED_LETTERS}]|[\u0300-\u036f])"
_NUMBER = rf"""
    (?:(?<![\w%°)\]}}.\-–—−])[-–](?=\.?\d|[{_VULGAR}])|(?<![\w%°)\]}}])−(?=\.?\d|[{_VULGAR}]))?
    (?:[{_VULGAR}]|
      (?>(?<![\d.,])\d{{1,3}}(?:[ ]\d{{3}}){{0,4}}[ ]0\d\d(?:[ ]\d{{3}}){{0,4}}(?!\d)
        |\d+(?:\xa0\d{{3}}(?!\d))*|(?<![\w.)\]%])(?=\.\d))
      (?>(?:[.,·':]\d+)*)
      (?:[eE][-+−]?\d+(?!\w))?
      (?:[⁻⁺]?[{_SUPERSCRIPTS}]+|\^\{{?[-+−–]?\d+\}}?)?
      (?>(?:[ \xa0]?/\s?\d+(?:[.,]\d+)*)*)
      [{_VULGAR}]?)
"""
_MASTER = re.compile(
    rf"""\s*+(?:
    (?P<plain>[A-OQ-WYZa-oq-wyz][A-Za-z]*+(?![^\s.,;:()]))
    |(?P<lost>{LOST_GLYPH})
    |(?P<percent>%|(?i:per[\s-]{{1,3}}cent|percent)(?!\w))
    |(?P<times>(?:(?<=\d)|(?<=\d[ \xa0]))[xX*×](?=[ \xa0]?\d))
    |(?P<comparator>[<>][ ]?/?[ ]?=|=[ ]?[<>](?=[ ]?[\d.])|[<>≤≥~≈≃≅±≠≲≳≪≫≮≯≰≱][\u0300-\u036f]*
        |\+[ ]?/[ ]?[-–−]|\+[-–−](?=[ ]?\d)|&(?:lt|gt|le|ge|plusmn);|\\(?:leq?|geq?|lt|gt|pm|sim|approx)(?![a-zA-Z]))
    |(?P<number>{_NUMBER})
    |(?P<degree>°(?:[ \xa0]?[CF](?!\w))?)
    |(?P<word>{_LETTER}{_INNER}*+)
    |(?P<dash>[-–—−])
    |(?P<ellipsis>…|\.{{2,}})
    |(?P<power>⁻[{_SUPERSCRIPTS}]+)
    |(?P<mark>[†‡¶‖"'®™©]|\*|(?<=\S)[{_SUPERSCRIPTS}]+|(?<=\S)[{_RAISED_LETTERS}](?![{_RAISED_LETTERS}]))
    |(?P<symbol>[{_SUPERSCRIPTS}]+|[{_RAISED_LETTERS}]+|\S)
    )""",
    re.VERBOSE,
)
_MORE_WORD = re.compile(
    rf"(?:'(?={_LETTER}){_INNER}++)*(?:-(?:[ \t\xa0]{{0,3}}\n[ \t\xa0]{{0,20}})?(?={_INNER}){_INNER}++)*"
)
_GLUED = re.compile(rf"{_LETTER}{_INNER}*+")
_BROKEN = re.compile(rf"-[ \t\xa0]{{0,3}}\n[ \t\xa0]{{0,20}}{_LETTER}")
_LENGTHS = frozenset({"m", "cm", "mm", "M"})
_RAISED = re.compile(rf"[²³](?![{_SUPERSCRIPTS}])")
# Not possessive: Python before 3.11.3 gives a possessive group what its lookahead refused.
_IDENTIFIER = re.compile(rf"(?:{_INNER}|[.,](?=\d))+")

_COMPARATORS = {
    "<=": "≤", "=<": "≤", "</=": "≤", ">=": "≥", "=>": "≥", ">/=": "≥", "+/-": "±", "+-": "±",
    "&lt;": "<", "&gt;": ">", "&le;": "≤", "&ge;": "≥", "&plusmn;": "±",
    "\\le": "≤", "\\leq": "≤", "\\ge": "≥", "\\geq": "≥", "\\lt": "<", "\\gt": ">", "\\pm": "±", "\\sim": "~",
    "\\approx": "≈",
}  # fmt: skip
_FOOTNOTED = re.compile(r"([A-Za-z][a-z]{3,})\d{1,2}")
_GROUPED = re.compile(r"(?<![\d.,])[1-9]\d{0,2}([,' ])\d{3}(?:\1\d{3})*(?![\d,'])")


def number_key(raw: str) -> str:
    """A number as it is compared: `720 000`, `720,000` and `720000` are one, `15.0` and `15` are two."""
    if raw.isascii() and raw.replace(".", "", 1).isdigit():
        return raw
    raw = re.sub(rf"[⁻⁺]?[{_SUPERSCRIPTS}]+", lambda power: "^" + power.group().translate(_TO_PLAIN), raw)
    raw = raw.replace("\xa0", " ").replace("−", "-").replace("–", "-").replace("·", ".").lower()
    raw = re.sub(r"\^\{?([-+]?\d+)\}?", r"^\1", re.sub(r"\s?/\s?", "/", raw))
    raw = re.sub(rf"(\d?)([{_VULGAR}])", _spell_fraction, raw)
    return _GROUPED.sub(lambda whole: re.sub(r"[,' ]", "", whole.group()), raw)


def _spell_fraction(found: re.Match[str]) -> str:
    whole, fraction = found.groups()
    return (f"{whole} " if whole else "") + unicodedata.normalize("NFKC", fraction).replace("⁄", "/")


def word_key(raw: str) -> str:
    """A word as it is compared: no case, no ligature, no hyphen between letters."""
    if raw.isascii() and raw.isalpha():
        return raw if raw in "nN" else raw.lower()
    raw = unicodedata.normalize("NFC", raw.translate(_TO_PLAIN))
    raw = re.sub("[ﬀ-ﬆ]", lambda joined: unicodedata.normalize("NFKC", joined.group()), raw)
    raw = re.sub(r"-\s*(?=[^\W\d])", "", raw)
    raw = re.sub(r"-\s+", "-", raw)
    # A single n or N is a sub-sample or a whole sample: the case is content.
    return raw if raw in "nN" else raw.casefold()


@functools.lru_cache(maxsize=8192)
def without_footnote(raw: str) -> str:
    """The key of a word of the text without a footnote digit that lost its place (`doses2`); empty where none is."""
    found = _FOOTNOTED.fullmatch(raw)
    word = found.group(1).casefold() if found else ""
    if not word or word in LABELS or word in MONTHS:
        return ""
    return unit_key(word) if is_unit(word) else word


def tokenise(cleaned: str) -> Iterator[Token]:
    """The tokens of a cleaned text in order, in time linear in its length."""
    position = 0
    while found := _MASTER.match(cleaned, position):
        name = str(found.lastgroup)
        start, position = found.span(name)
        if name == "plain":
            token = Token(*_classify(cleaned[start:position]), start, position)
        elif name == "word":
            token = _word(cleaned, start, position)
        elif name == "number":
            token = _number(cleaned, start, position)
        elif name == "mark":
            continue
        else:
            token = _sign(name, found.group(name), start)
        position = token.end
        yield token


def _word(cleaned: str, start: int, end: int) -> Token:
    if cleaned[end : end + 1] in ("-", "'") and (not is_unit(cleaned[start:end]) or _BROKEN.match(cleaned, end)):
        end = _reach(_MORE_WORD, cleaned, end)
    elif cleaned[start:end] in _LENGTHS:
        end = _reach(_RAISED, cleaned, end)
    return Token(*_classify(cleaned[start:end]), start, end)


@functools.lru_cache(maxsize=8192)
def _classify(raw: str) -> tuple[Kind, str]:
    plain = raw.translate(_TO_PLAIN)
    if is_unit(plain):
        return Kind.UNIT, unit_key(plain)
    key = word_key(raw)
    return (Kind.UNIT, unit_key(key)) if len(key) > 3 and is_unit(key) else (Kind.WORD, key)


def _number(cleaned: str, start: int, end: int) -> Token:
    letters = cleaned[end : _reach(_GLUED, cleaned, end)]
    if not letters or _may_follow_a_number(letters):
        return Token(Kind.NUMBER, number_key(cleaned[start:end]), start, end)
    end = _reach(_IDENTIFIER, cleaned, end)
    return Token(Kind.WORD, cleaned[start:end].casefold(), start, end)


def _reach(pattern: re.Pattern[str], cleaned: str, start: int) -> int:
    found = pattern.match(cleaned, start)
    return found.end() if found else start


def _may_follow_a_number(letters: str) -> bool:
    """A unit, a factor (`5x10`) or a whole word that lost its space (`14doses`); anything else makes a name (`2b`)."""
    named = letters.casefold() in {"percent", "per"}
    return named or is_unit(letters) or re.fullmatch(r"[xX]\d+|[A-Za-z][a-z]{3,}", letters) is not None


_KINDS = {"lost": Kind.LOST, "percent": Kind.PERCENT, "comparator": Kind.COMPARATOR, "dash": Kind.DASH,
          "degree": Kind.UNIT}  # fmt: skip


def _sign(name: str, raw: str, start: int) -> Token:
    key = re.sub(r"\s", "", raw)
    if name == "comparator":
        key = re.sub("[–−]", "-", key)
        key = _COMPARATORS.get(key, key)
    elif name in {"percent", "dash", "times", "ellipsis"}:
        key = {"percent": "%", "dash": "-", "times": "×", "ellipsis": "…"}[name]
    return Token(_KINDS.get(name, Kind.SYMBOL), key.lower(), start, start + len(raw))
