"""The units that may be written: symbols, spellings, dimensions, factors, words. Data only; `units` reads it.

Factors lead to g, L, mol, Eq, IU, mmHg, degree Celsius, metre, square metre, dalton, second. Sources: the SI brochure;
UCUM for spellings and for the month of 30.4375 days; the pound of 1959 (0.45359237 kg). A teaspoon is a household
measure and converts to nothing.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple


class Atom(NamedTuple):
    """One symbol: base = number x factor + offset; the words stand on pages; `calendar` marks months and years."""

    symbol: str
    dimension: str
    factor: Fraction
    offset: Fraction
    singular: str
    plural: str
    calendar: bool


_NUMERATORS = """
      | number                | 1            |                          |
10^3  | number                | 1e3          | × 10³                    | × 10³
10^6  | number                | 1e6          | × 10⁶                    | × 10⁶
10^9  | number                | 1e9          | × 10⁹                    | × 10⁹
10^12 | number                | 1e12         | × 10¹²                   | × 10¹²
kg    | mass                  | 1e3          | kg                       | kg
g     | mass                  | 1            | g                        | g
mg    | mass                  | 1e-3         | mg                       | mg
ug,mcg | mass                 | 1e-6         | microgram                | micrograms
ng    | mass                  | 1e-9         | nanogram                 | nanograms
pg    | mass                  | 1e-12        | picogram                 | picograms
lb    | mass                  | 453.59237    | pound                    | pounds
L     | volume                | 1            | L                        | L
dL    | volume                | 1e-1         | dL                       | dL
mL    | volume                | 1e-3         | mL                       | mL
uL    | volume                | 1e-6         | microliter               | microliters
mm3   | volume                | 1e-6         | mm³                      | mm³
tsp   | teaspoons             | 1            | teaspoon                 | teaspoons
mol   | amount of substance   | 1            | mol                      | mol
mmol  | amount of substance   | 1e-3         | mmol                     | mmol
umol  | amount of substance   | 1e-6         | micromole                | micromoles
nmol  | amount of substance   | 1e-9         | nanomole                 | nanomoles
Eq    | equivalents           | 1            | Eq                       | Eq
mEq   | equivalents           | 1e-3         | mEq                      | mEq
IU    | international units   | 1            | International Unit       | International Units
mIU   | international units   | 1e-3         | milli-International Unit | milli-International Units
million IU | international units | 1e6       | million International Units | million International Units
%     | proportion            | 1            | %                        | %
mmHg  | pressure              | 1            | mm Hg                    | mm Hg
degC  | temperature           | 1            | °C                       | °C
m     | length                | 1            | m                        | m
cm    | length                | 1e-2         | cm                       | cm
mm    | length                | 1e-3         | mm                       | mm
m2    | area                  | 1            | m²                       | m²
cm2   | area                  | 1e-4         | cm²                      | cm²
mm2   | area                  | 1e-6         | mm²                      | mm²
Da    | molecular mass        | 1            | dalton                   | daltons
kDa   | molecular mass        | 1e3          | kilodalton               | kilodaltons
s,second,seconds | time       | 1            | second                   | seconds
min,minute,minutes | time     | 60           | minute                   | minutes
h,hour,hours | time           | 3600         | hour                     | hours
d,day,days | time             | 86400        | day                      | days
wk,week,weeks | time          | 604800       | week                     | weeks
mo,month,months | time        | 2629800      | month                    | months
a,year,years | time           | 31557600     | year                     | years
shift,shifts | shifts         | 1            | shift                    | shifts
dose,doses | doses            | 1            | dose                     | doses
cycle,cycles | cycles         | 1            | cycle                    | cycles
course,courses | courses      | 1            | course                   | courses
patient,patients | patients   | 1            | patient                  | patients
event,events | events         | 1            | event                    | events
vial,vials | vials            | 1            | vial                     | vials
beat,beats | beats            | 1            | beat                     | beats
CE    | calendar              | 1            | CE                       | CE
rank  | rank                  | 1            | rank                     | rank
"""

_BASES = """
kg    | body weight           | 1            | kg
m2    | body surface          | 1            | m²
1.73m2 | standard body surface | 1           | 1.73 m²
dose  | dose                  | 1            | dose
vial  | vial                  | 1            | vial
patient | patient             | 1            | patient
L     | volume                | 1            | L
dL    | volume                | 1e-1         | dL
mL    | volume                | 1e-3         | mL
uL    | volume                | 1e-6         | microliter
mm3   | volume                | 1e-6         | mm³
s,second | time               | 1            | second
min,minute | time             | 60           | min
h,hour | time                 | 3600         | h
d,day | time                  | 86400        | day
wk,week | time                | 604800       | week
mo,month | time               | 2629800      | month
a,year | time                 | 31557600     | year
shift | shift                 | 1            | shift
cycle | cycle                 | 1            | cycle
course | course               | 1            | course
"""

CALENDAR_SYMBOLS = frozenset({"mo", "a"})
COUNTED = frozenset({"shifts", "doses", "cycles", "courses", "patients", "events", "vials", "beats"})
ALONE = frozenset({"temperature", "calendar", "rank"})
NEEDS_BASIS = frozenset({"10^3", "10^6", "10^9", "10^12"})


def _atoms(table: str) -> dict[str, Atom]:
    atoms = {}
    for line in table.strip("\n").splitlines():
        spellings, dimension, factor, *words = (cell.strip() for cell in line.split("|"))
        symbol, *others = spellings.split(",")
        atom = Atom(symbol, dimension, Fraction(factor), Fraction(0), words[0], words[-1], symbol in CALENDAR_SYMBOLS)
        atoms.update(dict.fromkeys((symbol, *others), atom))
    return atoms


NUMERATORS = _atoms(_NUMERATORS)
NUMERATORS["degF"] = Atom("degF", "temperature", Fraction(5, 9), Fraction(-160, 9), "°F", "°F", False)
BASES = _atoms(_BASES)

_IU = "IU for International Units, or the kind of unit that is meant"
_MILLION = "million IU, or mIU if thousandths are meant: MIU is too near to mIU"
ERROR_PRONE = {
    **dict.fromkeys(
        ("U", "u", "I.U.", "I.U", "iu", "Iu", "iU", "i.u.", "UI", "IE", "unit", "units", "Units", "Unit"), _IU
    ),
    **dict.fromkeys(
        ("MIU", "MU", "miu", "Miu", "MiU", "mIu", "miU", "M IU", "MMIU", "mio IU", "Mio IU", "MioIU"), _MILLION
    ),
    **dict.fromkeys(("cc", "ccs", "CC", "cm3"), "mL"),
    **dict.fromkeys(("mcL", "mcl", "ul", "µl", "μl", "lambda"), "uL"),
    **dict.fromkeys(("mcmol", "mumol"), "umol"),
    **dict.fromkeys(("gamma", "\u03b3", "ugm", "mcgm"), "ug"),
    **dict.fromkeys(("gr", "gm", "gms", "Gm"), "g (grams); grains are not used"),
    **dict.fromkeys(("QD", "qd", "q.d.", "Q.D.", "OD", "od", "q1d"), "every 24 h, or 1 /d"),
    **dict.fromkeys(("QOD", "qod", "q.o.d.", "EOD"), "every 48 h"),
    **dict.fromkeys(("BID", "bid", "b.i.d."), "2 /d"),
    **dict.fromkeys(("TID", "tid", "t.i.d."), "3 /d"),
    **dict.fromkeys(("QID", "qid", "q.i.d."), "4 /d"),
    **dict.fromkeys(("TIW", "tiw", "BIW", "biw"), "3 /wk or 2 /wk"),
    **dict.fromkeys(("D", "D/C"), "d for days, or doses"),
}
"""Spellings on lists of error-prone abbreviations (ISMP, Joint Commission) and near kin, with what to write."""

OTHER_SPELLINGS = {
    "percent": "%", "pct": "%", "percentage": "%",
    "hr": "h", "hrs": "h", "sec": "s", "secs": "s", "mins": "min", "wks": "wk", "mos": "mo",
    "yr": "a", "yrs": "a", "y": "a", "m^2": "m2", "cm^2": "cm2", "m\u00b2": "m2", "sqm": "m2",
    "mm^3": "mm3", "cmm": "mm3", "C": "degC", "F": "degF", "Celsius": "degC", "Fahrenheit": "degF",
    "lbs": "lb", "pounds": "lb", "l": "L", "liter": "L", "litre": "L", "liters": "L", "litres": "L",
    "gram": "g", "grams": "g", "milligram": "mg", "milligrams": "mg", "microgram": "ug", "micrograms": "ug",
    "bpm": "/min", "millionunits": "million IU", "10*9": "10^9", "x10^9": "10^9", "10E9": "10^9", "torr": "mmHg",
}  # fmt: skip
"""Harmless spellings that are not used here, with the one that is."""
