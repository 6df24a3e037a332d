"""The words that carry a figure's meaning: units, bounds, hedges, multipliers, number words, labels.

English only, as the sources are. Each set is data for `neighbours`; none holds a clinical figure.
"""

from __future__ import annotations

import re

_SYMBOLS = frozenset(
    """
    kg Kg KG g mg MG mcg MCG μg ug ng pg fg lb lbs oz L l dL dl DL cL mL ml ML μL uL μl nL fL m cm mm MM km μm
    nm ft m2 cm2 mm2 mm3 cm3 m3 M2 s sec secs min mins h hr hrs hrs d wk wks mo mos y yr yrs IU iu MIU mIU miu U
    mU kU MU KIU kIU mol mmol MMOL μmol umol nmol pmol mEq meq mEQ MEQ Eq mOsm mosm Osm osm M mM μM nM pM mmHg
    MMHG Hg HG hg kPa Pa cmH2O torr psi bar C F K Hz kHz MHz bpm Gy cGy mGy Sv mSv μSv Bq kBq MBq GBq Ci mCi μCi
    kcal cal kJ J W mW V mV mA ppm ppb tsp tbsp cc
    """.split()
)
_MEASURES = "gram gramme liter litre meter metre mole unit second equivalent osmole curie becquerel gray joule calorie"
_PREFIXES = ("", "kilo", "deci", "centi", "milli", "micro", "nano", "pico", "mega", "giga")
_PLAIN = """
    minute hour day week month year shift international pound ounce inch foot feet degree celsius fahrenheit
    kelvin beat breath teaspoon tablespoon percentage fold time msec usec
    """.split()

MULTIPLIERS = frozenset(
    "hundred hundreds thousand thousands million millions billion billions trillion dozen mio".split()
)
TIME_UNITS = frozenset("s sec secs second seconds min mins minute minutes h hr hrs hour hours".split())
_WORDS = frozenset(
    form
    for measure in [prefix + measure for prefix in _PREFIXES for measure in _MEASURES.split()] + _PLAIN
    for form in (measure, measure + "s", measure + "es")
) | MULTIPLIERS | {"mmhg"}  # fmt: skip

# Here an upper-case M is another unit than a lower-case one (mega or million against milli, molar against metre).
_MOLAR = frozenset("mM μM nM pM".split())
_CASE_MATTERS = frozenset("mg miu mu mbq mci mw mhz mmol mm ml meq mgy msv mosm mv m m2".split())


def is_unit(word: str) -> bool:
    """Whether a word is a unit: a symbol in one of its usual spellings, or a unit's name in any case."""
    return word in _SYMBOLS or word.casefold() in _WORDS


def unit_key(raw: str) -> str:
    """A unit as it is compared: `u:` and its spelling; case is dropped only where it cannot change the unit."""
    if raw in _MOLAR:
        return "u:" + raw
    folded = raw.casefold()
    if folded in _CASE_MATTERS and raw[0] == "M" and raw not in {"MG", "ML", "MMOL", "MEQ", "MM", "M2"}:
        return "u:M" + folded[1:]
    return "u:" + folded


BOUNDS = frozenset(
    """
    than least most above below over under exceed exceeds exceeding exceeded beyond surpassing upto
    """.split()
)
HEDGES = frozenset("about around approximately approx nearly almost roughly circa ca minus negative".split())
NEGATIONS = frozenset("not never no without cannot nor neither non".split())
MORE_OR_LESS = frozenset(
    """
    more less fewer lower higher greater above below over under older younger longer shorter later earlier worse
    better larger smaller beyond up so equal
    """.split()
)
AND_BEYOND = frozenset("above below over under older younger up beyond upwards downwards".split())
CHANGES = frozenset(
    """
    fell fall falls rose rise rises risen increased increase increases decreased decrease decreases dropped drop
    drops declined decline reduced reduction improved improvement changed change went grew lowered raised
    """.split()
)
RANGING = frozenset("range ranges ranged ranging vary varies varied varying . ; , :".split())
LABELS = frozenset(
    """
    table tables figure figures fig figs ref refs reference page pages pp section chapter appendix footnote
    grade grades phase stage cycle course day week month year visit level category class type arm group part
    step line item no number version volume vol edition days weeks months cycles phases stages levels steps
    """.split()
)
PAGE_LABELS = frozenset("p pp room bed".split())
INTERVALS = frozenset("ci ci's cis cri confidence credible interval intervals".split())
AUXILIARIES = frozenset(
    """
    even were was been be is are have had has receive received receives give given gave reach reached reaching get
    got complete completed
    """.split()
)
BOUNDING_PHRASES = frozenset(
    {("excess", "of"), ("upwards", "of"), ("upward", "of"), ("ceiling", "of"), ("short", "of"), ("close", "to")}
    | {("not", "reaching"), ("next", "to"), ("north", "of"), ("south", "of")}
)
"""Two words that bound or hedge the figure after them."""
ONWARDS = frozenset("upward upwards onward onwards downward downwards".split())
INFUSION = frozenset(
    """
    given infused infusion administered injected injection delivered run iv intravenously bolus dose doses (
    """.split()
)
REPEATS = frozenset("twice thrice times".split())
FRACTION_WORDS = frozenset(
    """
    half halves third thirds quarter quarters fourth fourths fifth fifths sixth sixths eighth eighths tenth
    tenths
    """.split()
)
QUANTIFIERS = frozenset("all every none both each half".split())
_UNITS_OF_COUNT = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_NUMBER_WORD = re.compile(
    f"(?:{'|'.join(_TENS.split())})?(?:{'|'.join(_UNITS_OF_COUNT.split())})?(?:{'|'.join(sorted(FRACTION_WORDS))})?"
)
ABBREVIATED_LABELS = frozenset("no nos fig figs ref refs vol p pp sec ch".split())
MONTHS = frozenset(
    """
    january february march april may june july august september october november december jan feb mar apr jun
    jul aug sep sept oct nov dec
    """.split()
)
BEFORE_A_YEAR = MONTHS | frozenset("since until in by from of year".split())
BODY_BASES = frozenset("u:kg u:kilogram u:kilograms u:m2 square".split())
CONNECTING = frozenset(
    """
    of to and or with the a an for in at by than from is was were are be as on per , - / ( between over
    """.split()
)
REVERSING_PREFIXES = frozenset(
    """
    non un anti pre post de dis in im contra co ex inter sub super ultra hyper hypo mis over under semi quasi
    pseudo re off out mid trans
    """.split()
)


def is_number_word(key: str) -> bool:
    """Whether a word stands for a number: fifteen, twenty-five, third, hundred."""
    return key.removeprefix("u:") in MULTIPLIERS or (bool(key) and _NUMBER_WORD.fullmatch(key) is not None)


def counts_as(figure: str) -> str:
    """The English word for a whole number below twenty or a round ten, empty where there is none."""
    if not figure.isdecimal() or not figure.isascii():
        return ""
    names = _UNITS_OF_COUNT.split()
    value = int(figure) if len(figure) < 3 else 100
    tens = _TENS.split()
    if value < len(names):
        return names[value]
    return tens[value // 10 - 2] if value < 100 and value % 10 == 0 else ""
