"""The words of figures in English print: numbers, multipliers, comparators, units. Data only; `kb.printed` reads it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()


def _number_words() -> dict[str, tuple[Decimal, ...]]:
    named = {word: number for number, word in enumerate(_ONES)}
    named |= {word: 10 * number for number, word in enumerate(_TENS, start=2)}
    joined = {f"{ten}{one}": named[ten] + named[one] for ten in _TENS for one in _ONES[1:10]}
    named |= joined | {word: number for number, word in enumerate(_ORDINALS, start=1)}
    named |= {"once": 1, "single": 1, "twice": 2, "both": 2, "thrice": 3, "dozen": 12, "hundred": 100, "thousand": 1000}
    numbers: dict[str, tuple[Decimal, ...]] = {word: (Decimal(number),) for word, number in named.items()}
    shares = {
        "half": "50",
        "third": "33",
        "thirds": "67",
        "quarter": "25",
        "quarters": "75",
        "fifth": "20",
        "tenth": "10",
    }
    for word, percent in shares.items():
        numbers[word] = (*numbers.get(word, ()), Decimal(percent))
    numbers["half"] += (Decimal("0.5"), Decimal(30))
    for word in ("no", "none", "never", "without", "nobody", "nil"):
        numbers[word] = (Decimal(0),)
    numbers["any"] = (Decimal(1),)
    for word in ("all", "every", "everyone"):
        numbers[word] = (Decimal(100), Decimal(1))
    for word in (
        "a",
        "an",
        "each",
        "daily",
        "weekly",
        "monthly",
        "yearly",
        "nightly",
        "hourly",
        "another",
        "per",
        "next",
    ):
        numbers.setdefault(word, (Decimal(1),))
    return numbers


NUMBER_WORDS: Final = _number_words()
"""Words that stand for a number, with the numbers they may stand for (half: of one, of an hour, of a hundred)."""

_FIRM = {*_ONES[2:], *_TENS, *(f"{ten}{one}" for ten in _TENS for one in _ONES[1:10])}
LOOSE_NUMBERS: Final = frozenset(NUMBER_WORDS) - _FIRM - {"twice", "thrice", "dozen", "hundred", "thousand"}
"""Those of them that more often stand for no number at all (a, one, any, first): nothing must account for them."""

ARTICLES: Final = frozenset({"a", "an"})
"""Those that stand for one only before what is counted: in a day, and not in a cure."""

IN_BETWEEN: Final = frozenset({"more", "additional", "further", "full", "whole", "consecutive", "separate", "planned"})
"""Words that may stand between a number and its unit."""

MULTIPLIERS: Final = {
    "hundred": 100,
    "thousand": 1000,
    "million": 10**6,
    "millions": 10**6,
    "mio": 10**6,
    "billion": 10**9,
}

TIMES_A_DAY: Final = {
    "daily": 1, "nightly": 1, "bedtime": 1, "qd": 1, "qhs": 1, "hs": 1, "bid": 2, "b.i.d": 2, "tid": 3, "t.i.d": 3,
    "qid": 4, "q.i.d": 4, "hourly": 24,
}  # fmt: skip

SHARING: Final = frozenset({"-", "to", "or", "and", ",", "through", "versus", "vs", "×", "±", "…"})
"""What joins two figures so that the unit after the second is the unit of both."""

OPERATORS: Final = {"<": "<", "≤": "<=", ">": ">", "≥": ">=", "~": "~", "≈": "~", "≮": ">=", "≯": "<="}

LOOSE: Final = frozenset(
    {"over", "within", "maximum", "maximum of", "max", "minimum", "minimum of", "beyond", "up to", "under"}
)
"""Words before a figure that may bound it and may mean something else (infused over an hour, seen within a day)."""


def _patterns(table: dict[str, str], end: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(rf"(?:^|(?<= )){words}{end}" if end else rf"(?:{words})(?= |$)"), sign)
        for sign, words in table.items()
    )


_MORE = "(?:more|greater|higher|longer|older|larger|later)"
_LESS = "(?:less|fewer|lower|shorter|younger|smaller|earlier)"

BEFORE: Final = _patterns(
    {
        ">=": rf"(?:at least|(?:no|not) {_LESS} than|minimum(?: of)?|{_MORE} than or equal to|not below|not under)",
        "<=": rf"(?:at most|up to|(?:no|not) {_MORE} than|not (?:to )?exceed(?:ing)?|maximum(?: of)?|max"
        rf"|{_LESS} than or equal to|not above|not over|within)",
        ">": rf"(?:{_MORE} than|over|above|exceed(?:s|ing|ed)?|beyond|in excess of|after day)",
        "<": rf"(?:{_LESS} than|below|under)",
        "~": r"(?:about|around|approximately|approx|nearly|almost|roughly|circa|ca)",
    },
    r"(?: a| an| the| the first)?$",
)
"""Words that stand directly before a figure and bound it; those that begin with a denial come first."""

AFTER: Final = _patterns(
    {
        ">=": r"(?:of \w+ )?(?:or|and) (?:more|greater|higher|above|over|longer|older|larger|later|beyond|up)|\+",
        "<=": r"(?:of \w+ )?or (?:less|lower|below|fewer|under|shorter|younger|smaller)",
    },
    "",
)
"""Words that stand behind a figure and its unit and bound it."""

_UNITS = """
    kg: kg kilogram kilograms kilo kilos
    g: g gram grams gramme grammes gm
    mg: mg milligram milligrams
    ug: ug μg µg mcg microgram micrograms
    ng: ng nanogram nanograms
    pg: pg picogram
    lb: lb lbs pound pounds
    L: l liter liters litre litres
    dL: dl deciliter deciliters decilitre
    mL: ml milliliter milliliters millilitre millilitres cc
    uL: ul μl microliter microliters microlitre
    mmol: mmol millimole millimoles
    umol: umol μmol micromole
    mol: mol mole
    mEq: meq milliequivalent milliequivalents
    IU: iu u unit units
    mIU: miu
    million IU: Miu miu.
    %: % percent percentage
    mmHg: mmhg torr
    degC: c celsius °c
    degF: f fahrenheit °f
    m: m meter meters metre metres
    cm: cm
    mm: mm
    m2: m2 m²
    cm2: cm2 cm²
    mm3: mm3 mm³
    kDa: kda
    s: s sec secs second seconds
    min: min mins minute minutes
    h: h hr hrs hour hours
    d: d day days
    wk: wk wks week weeks
    mo: mo mos month months
    a: y yr yrs year years
    shift: shift shifts
"""
UNIT_NAMES: Final = {
    name: symbol.strip()
    for line in _UNITS.strip().splitlines()
    for symbol, names in [line.split(":")]
    for name in names.split()
}
"""Units as sources print them (as the tokens of a text have them) with the spelling of this base."""

COUNTED_WORDS: Final = {
    form: unit
    for unit, forms in {
        "dose": "dose doses", "cycle": "cycle cycles", "course": "course courses", "patient": "patient patients people",
        "vial": "vial vials", "event": "event events", "Da": "da dalton daltons", "beat": "beat beats",
    }.items()
    for form in forms.split()
}  # fmt: skip
