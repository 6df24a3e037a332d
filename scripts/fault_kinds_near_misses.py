"""Near misses: sound records of the invented drug that look like a fault and must not be accused.

The numbers are those of the list that this project was given; those beginning with W are our own.
"""

# ruff: noqa: E501 - records and changes of them stand on the lines that they are

from __future__ import annotations

import datetime
from typing import NamedTuple

import fault_kinds_near_misses_forms as forms
import fault_kinds_near_misses_wholes as wholes
from fault_kinds_planted import days_ago, facts, fingerprint_of, quantity, record, waived

FEVER = {"population": "marrows-fever"}
BLIGHT = {"population": "bone-blight"}


class Near(NamedTuple):
    """A sound change that looks like a fault: facts, what the bibliography gains, a page, a script; empty for none."""

    title: str
    facts: str = ""
    bibliography: str = ""
    template: str = ""
    script: str = ""


def near_misses(today: datetime.date) -> list[Near]:
    """All near misses."""
    own = (*_schedules(), *_rates(), *_prints(), *_criteria(), *_governance(today), *forms.records(), *wholes.records())
    return [
        *(Near(title, text) for title, text in own),
        *_works(),
        *(Near(title, template=text) for title, text in forms.templates()),
        *(Near(title, script=text) for title, text in wholes.scripts()),
    ]


def _schedules() -> list[tuple[str, str]]:
    def schedule(doses: int) -> str:
        return facts(
            record("near-days", "zel-days", value="5 d", printed="5 days", cite="zelreview2012", **FEVER),
            record(
                "near-interval",
                "zel-interval",
                value="every 8 h",
                printed="every 8 hours",
                cite="zelreview2012",
                **FEVER,
            ),
            record(
                "near-doses",
                "zel-most-doses",
                value=f"{doses} doses",
                printed=f"{doses} doses",
                cite="zelreview2012",
                **FEVER,
            ),
        )

    medication = {"drug": "warmol", "role": "scheduled"}
    return [
        ("M01 a cap below the slots", schedule(14)),
        ("M02 a cap equal to the slots", schedule(15)),
        ("M08 one drug, two routes, two doses", facts(
            record("near-vein", "zel-medication", **medication, dose="20 mg", frequency="every 6 h", route="zel-into-vein", printed="20 mg IV every 6 h"),
            record("near-mouth", "zel-medication", **medication, dose="80 mg", frequency="every 6 h", route="zel-by-mouth", printed="80 mg PO every 6 h"),
        )),
        ("W01 a week printed for seven days", quantity("near-week", "zel-days", "7 d", "one week")),
        ("W02 twice daily for every twelve hours", facts(record("near-twice", "zel-medication", **medication, dose="20 mg", frequency="every 12 h", printed="20 mg twice daily"))),
        ("W03 a cap printed with the dose and held by another fact", facts(
            record("near-dose", "zel-dose", value="5 mg/kg", printed="5 mg/kg, at most 350 mg", **BLIGHT),
            record("near-cap", "zel-flat-dose", value="<= 350 mg", statistic="maximum", printed="5 mg/kg, at most 350 mg", **BLIGHT),
        )),
        ("W04 a day range held as its number of days", quantity("near-span", "zel-days", "5 d", "days 1-5")),
        ("W05 doses up to the daily maximum", facts(
            record("near-most", "zel-daily-maximum", drug="warmol", statistic="maximum", value="4000 mg/d", printed="4000 mg a day"),
            record("near-given", "zel-medication", **medication, dose="1000 mg", frequency="every 6 h", printed="1000 mg every 6 h"),
        )),
    ]  # fmt: skip


def _rates() -> list[tuple[str, str]]:
    def share(id: str, measure: str, value: str, **fields: str) -> str:
        return record(
            id, measure, **{"value": f"{value} %", "printed": f"{value}%", "locator": "Table 4"} | FEVER | fields
        )

    looks = [
        record(f"near-look-{cite}", "zel-stable", value=f"{n} %", printed=f"{n}%", total="100", cohort="zel-trial", cite=cite, data_cutoff=cutoff, **FEVER)
        for cite, cutoff, n in (("zelable2001", "June 2000", 30), ("zelbaker2002", "June 2001", 34))
    ]  # fmt: skip
    effect = {"confidence": "95 %", "p_value": "0.97", "interval": "0.80-1.25"}
    return [
        ("M03 categories of 100.1", facts(share("near-a", "zel-complete", "33.4"), share("near-b", "zel-partial", "33.4"), share("near-c", "zel-stable", "33.3"))),
        ("M04 none and all", facts(share("near-none", "zel-complete", "0", events="0", total="40", printed="0% (0/40)"), share("near-all", "zel-stable", "100", events="40", total="40", printed="100% (40/40)"))),
        ("M06 a range of one point", quantity("near-point", "zel-flat-dose", "40-40 mg")),
        ("M07 two data cuts, two values", facts(*looks)),
        ("M09 two diseases, two values", facts(share("near-fever", "zel-stable", "11"), share("near-blight", "zel-stable", "71", population="bone-blight"))),
        ("M15 a ratio of one with a p value near one", facts(record("near-ratio", "zel-ratio", value="1.00", printed="hazard ratio 1.00 (95% CI 0.80-1.25; p=0.97)", **effect, **FEVER))),
        ("M16 an interval that just holds one, p 0.05", facts(record("near-edge", "zel-ratio", value="0.80", confidence="95 %", p_value="0.05", interval="0.64-1.00", printed="hazard ratio 0.80 (95% CI 0.64-1.00; p=0.05)", **FEVER))),
        ("W10 a p value as a bound", facts(record("near-p", "zel-ratio", value="0.50", confidence="95 %", p_value="< 0.001", interval="0.40-0.62", printed="hazard ratio 0.50 (95% CI 0.40-0.62; p<0.001)", **FEVER))),
        ("W11 a percentage rounded half up", facts(share("near-half", "zel-stable", "12.5", events="1", total="8", printed="12.5% (1/8)"))),
        ("W12 responses and their parts within rounding", facts(share("near-cr", "zel-complete", "6.7"), share("near-pr", "zel-partial", "8.2"), share("near-orr", "zel-response", "14.9"))),
        ("W13 survival that stays", facts(*(record(f"near-alive-{year}", "zel-alive", timepoint=f"{year} a", value="20 %", printed=f"20% at {year} years", **FEVER) for year in (3, 5)))),
        ("W14 a median with its range", facts(record("near-median", "zel-overall-survival", statistic="median", value="16 mo", range="2-90 mo", printed="median 16 months (range 2-90)", **FEVER))),
        ("W15 all grades as many as the severe", facts(
            record("near-any", "zel-side-effect", parameter="zel-chills", ctcae_grade="any", value="9 %", printed="9% any grade", **FEVER),
            record("near-severe", "zel-side-effect", parameter="zel-chills", ctcae_grade="3-5", value="9 %", printed="9% grade 3 or higher", **FEVER),
        )),
        ("W16 a restated figure rounded", facts(record("near-again", "zel-response", value="20 %", printed="20%", restates="zel-base-response", cite="zelreview2012", locator="p 31", **FEVER))),
        ("W17 a change below zero", quantity("near-fall", "zel-change", "-12 mmHg", "\u221212 mm Hg")),
    ]  # fmt: skip


def _prints() -> list[tuple[str, str]]:
    def printed(title: str, value: str, print_: str, measure: str = "zel-flat-dose", **fields: str) -> tuple[str, str]:
        return title, quantity("near-print", measure, value, print_, **fields)

    return [
        printed("M12 a micro sign in the print", "400 ug/kg", "400 \u00b5g/kg", "zel-dose"),
        printed("M13 a thin space in the print", "600000 IU/kg", "600\u2009000 IU/kg", "zel-units"),
        printed("W20 commas in the print", "600000 IU/kg", "600,000 IU/kg", "zel-units"),
        printed("W21 a dash in a range", "20-40 mg", "20\u201340 mg"),
        printed("W22 a number in words", "15 min", "fifteen minutes", "zel-infusion"),
        printed("W23 grams printed for milligrams", "1000 mg", "1 g"),
        printed("W24 a million in words", "2 million IU/kg", "2 million International Units/kg", "zel-units"),
        printed("W26 both degrees printed", "2-8 degC", "2 to 8 C (36 to 46 F)", "zel-warmth", says="Kept cold: 36 to 46 degrees on the other scale."),
        ("M10 a bound in words", facts(record("near-words", "zel-stop", tier="absolute", when='{parameter: zel-pulse, is: ">= 130 /min"}', printed="130/min or above", **FEVER))),
        ("M19 words that YAML would take for others", facts(record("near-no", "zel-remark", says="Answers were no, on, null and 1e5.", printed="no", near="[answers]", **FEVER))),
        ("M22 braces and signs in a text", facts(record("near-braces", "zel-remark", says="The set {x} where R0 < 1 & y > 2.", printed="R0 < 1", near="[set]", **FEVER))),
        ("M11 Greek letters in a text", facts(record("near-greek", "zel-remark", says="The level of TGF-\u03b2 rose, said M\u00fcller.", printed="TGF-\u03b2", near="[level]", **FEVER))),
        ("W25 both ends of what is printed, in two facts", facts(
            record("near-early", "zel-most-doses", value="13 doses", printed="(13 \u2192 8) doses", says="At first.", locator="Table 8, first row", subgroup="zel-first-line", cite="zelreview2012"),
            record("near-late", "zel-most-doses", value="8 doses", printed="(13 \u2192 8) doses", says="At last.", locator="Table 8, last row", subgroup="zel-second-line", cite="zelreview2012"),
        )),
    ]  # fmt: skip


def _criteria() -> list[tuple[str, str]]:
    def limit(id: str, said: str, tier: str, **fields: str) -> str:
        return record(
            id, "zel-stop", tier=tier, when=f'{{parameter: zel-pulse, is: "{said}"}}', printed=said, **FEVER, **fields
        )

    return [
        ("W30 bands that touch", facts(limit("near-relative", "100-130 /min", "relative"), limit("near-absolute", "> 130 /min", "absolute"))),
        ("W31 a graver step inside a milder one", facts(limit("near-mild", "> 100 /min", "relative"), limit("near-grave", "> 130 /min", "absolute"))),
        ("W32 either of two signs", facts(record("near-either", "zel-stop", tier="absolute", when="{any: [{present: zel-chills}, {present: zel-seizure}]}", printed="either chills or seizure", **FEVER))),
        ("W33 no seizure", facts(record("near-absent", "zel-stop", tier="relative", when="{absent: zel-seizure}", printed="no seizure", **FEVER))),
        ("W34 a column named with both tiers", facts(limit("near-both", "> 120 /min", "relative", locator="Table 3, relative and absolute columns"))),
        ("W35 not a contraindication", facts(record("near-permitted", "zel-eligible", stance="permitted", printed="is not a contraindication", when="{present: zel-chills}", **FEVER))),
        ("W36 held until it is gone, then resumed", facts(
            record("near-hold", "zel-stop", action="withhold", when='{parameter: zel-pulse, is: "> 130 /min"}', printed="> 130 /min: hold", **FEVER),
            record("near-resume", "zel-resume", action="continue", when='{parameter: zel-pulse, is: "<= 130 /min"}', printed="at most 130/min: resume", **FEVER),
        )),
        ("W37 a duration held", facts(record("near-lasting", "zel-stop", tier="absolute", when='{parameter: zel-pulse, is: "> 130 /min", lasting: 6 h}', printed="> 130 /min for 6 h", **FEVER))),
        ("W38 limits at both ends", facts(record("near-ends", "zel-stop", tier="absolute", when='{any: [{parameter: zel-pulse, is: "< 40 /min"}, {parameter: zel-pulse, is: "> 150 /min"}]}', printed="< 40 or > 150 /min", **FEVER))),
    ]  # fmt: skip


def _governance(today: datetime.date) -> list[tuple[str, str]]:
    derived = (
        "  - id: near-derived\n    measure: zel-total\n    intervention: high-dose-zelvarin\n    population: bone-blight\n"
        "    value: 133 mg\n    derived:\n      formula: dose / 3\n      inputs: {dose: near-input}\n"
    )
    older = record(
        "near-older",
        "zel-flat-dose",
        value="30 mg",
        printed="30 mg",
        status="retired",
        reason="It was read from the wrong row.",
        **BLIGHT,
    )
    return [
        ("M20 a derived value rounded at the end", facts(record("near-input", "zel-flat-dose", value="400 mg", printed="400 mg", **BLIGHT), derived)),
        ("M21 a waiver on its last day", waived("33.9", "21", days_ago(today, 0))),
        ("M24 a waiver of a year", waived("33.9", "21", days_ago(today, -366))),
        ("M23 reviewed on the last allowed day", _reviewed(today, 731)),
        ("W41 reviewed today", _reviewed(today, 0)),
        ("W40 a superseded fact that is retired", facts(older, record("near-newer", "zel-flat-dose", value="40 mg", printed="40 mg", supersedes="near-older", **BLIGHT))),
        ("M14 a disagreement that is explained", facts(record("near-other", "zel-dose", value="50 mg/kg", printed="50 mg/kg", cite="zelreview2012", locator="p 31", **FEVER))
            + "explanations:\n  - between: {zel-base-dose: 40 mg/kg, near-other: 50 mg/kg}\n    type: practice-variation\n"
            + "    because: The review tells of a centre in the north that gives a quarter more of it.\n    by: editors\n    on: 2026-05-01\n"),
    ]  # fmt: skip


def _reviewed(today: datetime.date, days: int) -> str:
    plain = quantity("near-signed", "zel-flat-dose", "40 mg")
    mark, day = fingerprint_of(plain), days_ago(today, days)
    signs = (("Pharmacist Invented One", "pharmacist"), ("Nurse Invented Two", "nurse"))
    lines = (f'      - {{by: {by}, role: {role}, on: {day}, fingerprint: "{mark}"}}\n' for by, role in signs)
    return plain + "    signoffs:\n" + "".join(lines)


def _works() -> list[Near]:
    def entry(key: str, title: str, more: str) -> str:
        return f"\n@article{{{key},\n  author   = {{Zel{key[3:-4]}, \u00d8rjan}},\n  title    = {{{title}}},\n  journal  = {{Journal of Invented Medicine}},\n  year     = {{{key[-4:]}}},\n{more}  keywords = {{primary_study}}\n}}\n"

    one = quantity("near-one", "zel-flat-dose", "40 mg", cite="zelpart2011", locator="Table 1")
    both = facts(
        record(
            "near-one", "zel-flat-dose", value="40 mg", printed="40 mg", cite="zelpart2011", locator="Table 1", **BLIGHT
        ),
        record(
            "near-two", "zel-flat-dose", value="40 mg", printed="40 mg", cite="zelnext2011", locator="Table 2", **BLIGHT
        ),
    )
    twins = entry("zelpart2011", "Zelvarin in two parts", "  doi      = {10.5555/zel.2011.1},\n") + entry(
        "zelnext2011", "Zelvarin in two parts", "  doi      = {10.5555/zel.2011.2},\n"
    )
    return [
        Near("M17 one title, two works", both, twins),
        Near("M11 an author with diacritics", one, entry("zelpart2011", "TGF-\u03b2 and zelvarin", "")),
        Near("W50 pages with a letter", quantity("near-one", "zel-flat-dose", "40 mg", cite="zelpart2011", locator="Table 1, p S14"), entry("zelpart2011", "Zelvarin, supplement", "  pages    = {S10--S19},\n")),
        *(Near(title, one, entry("zelpart2011", "Zelvarin, in part", f"  pages    = {{{said}}},\n")) for title, said in forms.pages()),
    ]  # fmt: skip
