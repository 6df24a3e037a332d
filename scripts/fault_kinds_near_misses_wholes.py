"""Near misses of wholes, parts, times and words: figures that seem to contradict each other and do not."""

# ruff: noqa: E501 - records and changes of them stand on the lines that they are

from __future__ import annotations

from fault_kinds_planted import facts, quantity, record

FEVER = {"population": "marrows-fever", "cite": "zelable2001", "locator": "Table 2"}


def records() -> list[tuple[str, str]]:
    """Title and facts file of each near miss."""
    return [*_shares(), *_parts(), *_times(), *_ratios(), *_words(), *_products()]


def _shares() -> list[tuple[str, str]]:
    responses = record(
        "near-many", "zel-response", value="20 %", events="40", total="200", printed="20% (40/200)", **FEVER
    )

    def share(id: str = "near-stay", **fields: str) -> str:
        said = {"subgroup": "zel-responders", "value": "50 %", "events": "20", "printed": "50% (20)"}
        return record(id, "zel-lasting", **FEVER | said | fields)

    later = {"cohort": "zel-trial", "cite": "zelbaker2002", "locator": "abstract"}
    return [
        ("W120 a share of the responders, of which only the percentage tells", facts(responses, share(events="", printed="50%"))),
        ("W121 a rounded share of the responders", facts(responses, share(value="53 %", events="21", printed="53% (21)"))),
        ("W122 a share of all patients", facts(responses, share(subgroup="", total="200", value="10 %", printed="10% (20/200)"))),
        ("W123 a share of those who responded wholly", facts(responses, share(subgroup="zel-complete-responders", events="4", printed="50% (4)"))),
        ("W124 responders of another source", facts(responses, share(events="30", printed="50% (30)", cite="zelreview2012", locator="p 33"))),
        ("W125 responders of a later look", facts(share(events="11", total="21", value="52.4 %", printed="52.4% (11/21)", data_cutoff="June 2001", **later))),
        ("W126 responders of one disease", facts(responses, share(events="3", printed="50% (3)", population="bone-blight"))),
    ]  # fmt: skip


def _parts() -> list[tuple[str, str]]:
    def time(subgroup: str, value: str, held: str = "", print_: str = "", **fields: str) -> str:
        said = {"subgroup": subgroup, "statistic": "median", "value": value, "range": held, "printed": print_}
        return record(f"near-{subgroup or 'all'}", "zel-overall-survival", **FEVER | said | fields)

    whole, complete, partial = "zel-responders", "zel-complete-responders", "zel-partial-responders"
    return [
        ("W130 a median of all that is that of the one part", facts(time(whole, "20 mo", "", "20 months"), time(complete, "40 mo", "", "40 months"), time(partial, "20 mo", "", "20 months"))),
        ("W131 a median of all beyond one part by rounding", facts(time(whole, "19.6 mo", "", "19.6 months"), time(complete, "40 mo", "", "40 months"), time(partial, "20 mo", "", "20 months"))),
        ("W132 a part without its median", facts(time(whole, "54 mo", "", "54 months"), time(complete, "not reached", "", "not reached"), time(partial, "20 mo", "", "20 months"))),
        ("W133 one part missing", facts(time(whole, "54 mo", "", "54 months"), time(partial, "20 mo", "", "20 months"))),
        ("W134 a part of another source", facts(time(whole, "54 mo", "", "54 months"), time(complete, "40 mo", "", "40 months"), time(partial, "20 mo", "", "20 months", cite="zelreview2012", locator="p 34"))),
        ("W135 a part whose range ends where that of all ends", facts(time(whole, "20 mo", "3-90 mo", "20 (3-90) months"), time(complete, "40 mo", "9-90 mo", "40 (9-90) months"), time(partial, "10 mo", "3-30 mo", "10 (3-30) months"))),
        ("W136 a range without end within one without end", facts(time(whole, "20 mo", "3 to > 90 mo", "20 (3 to >90) months"), time(complete, "40 mo", "9 to > 90 mo", "40 (9 to >90) months"), time(partial, "10 mo", "3-30 mo", "10 (3-30) months"))),
        ("W137 parts in years, all in months", facts(time(whole, "20 mo", "", "20 months"), time(complete, "3 a", "", "3 years"), time(partial, "1 a", "", "1 year"))),
    ]  # fmt: skip


def _times() -> list[tuple[str, str]]:
    def pair(free: str, life: str, free_print: str, life_print: str, **fields: str) -> str:
        return facts(
            record("near-free", "zel-progression-free", **FEVER | {"statistic": "median", "value": free, "printed": free_print} | fields),
            record("near-life", "zel-overall-survival", statistic="median", value=life, printed=life_print, **FEVER),
        )  # fmt: skip

    def alive(**fields: str) -> str:
        return facts(record("near-alive", "zel-alive", **FEVER | {"value": "40 %", "printed": "40%"} | fields))

    return [
        ("W140 as long without progression as alive", pair("12 mo", "12 mo", "12 months", "12 months")),
        ("W141 months without progression, years alive", pair("14 mo", "2 a", "14 months", "2 years")),
        ("W142 rounded to a year", pair("12.4 mo", "1 a", "12.4 months", "1 year")),
        ("W143 a survival that was not reached", pair("14 mo", "not reached", "14 months", "not reached")),
        ("W144 a survival of which only a bound is known", pair("14 mo", "> 12 mo", "14 months", "more than 12 months")),
        ("W145 without progression in those who responded", pair("30 mo", "12 mo", "30 months", "12 months", subgroup="zel-responders")),
        ("W146 the longest time, not the median", pair("30 mo", "12 mo", "up to 30 months", "12 months", statistic="maximum")),
        ("W147 alive when the data were closed, counted", alive(events="40", total="100", printed="40% (40/100)")),
        ("W148 alive at a time", alive(timepoint="3 a", printed="40% at 3 years")),
    ]  # fmt: skip


def _ratios() -> list[tuple[str, str]]:
    def arms(ratio: str, own: str, other: str, **fields: str) -> str:
        def median(id: str, arm: str, n: str, **more: str) -> str:
            said = {"statistic": "median", "value": f"{n} mo", "printed": f"median {n} months", "intervention": arm}
            return record(id, "zel-overall-survival", **FEVER | said | more)

        said = {"value": ratio, "compared_with": "low-dose-zelvarin", "printed": f"hazard ratio {ratio}"}
        return facts(
            record("near-hazard", "zel-hazard", **FEVER, **said),
            median("near-own", "high-dose-zelvarin", own, **fields),
            median("near-other", "low-dose-zelvarin", other),
        )

    return [
        ("W150 a ratio below one and the longer median", arms("0.70", "20", "12")),
        ("W151 a ratio above one and the shorter median", arms("1.40", "12", "20")),
        ("W152 a ratio below one and equal medians", arms("0.95", "12", "12")),
        ("W153 a ratio of one", arms("1.00", "12", "13")),
        ("W154 medians of another disease", arms("0.70", "12", "20", population="bone-blight")),
    ]


def _words() -> list[tuple[str, str]]:
    def says(title: str, words: str, print_: str = "40 mg", value: str = "40 mg", **fields: str) -> tuple[str, str]:
        return title, quantity("near-said", "zel-flat-dose", value, print_, says=words, **fields)

    return [
        says("W160 the figure in the words, with a comma", "At most 4,000 mg of it.", "4000 mg", "4000 mg"),
        says("W161 the figure in words in the print", "Zelvarin for 40 patients.", "forty mg"),
        says("W162 a number of the print that no field holds", "In each of 12 patients.", "40 mg in each of 12"),
        says("W163 numbers of a table and of a section", "As in Tables 14 and 15, and section 12.3."),
        says("W164 grades and steps", "For grade 3 or 4 events, step 12."),
        says("W165 a name with a number", "Zelvarin-17 is meant, not CD25 or factor VIII-22."),
        says("W167 small numbers that count", "One of 3 ways to give it, all alike."),
    ]


def _products() -> list[tuple[str, str]]:
    def product(title: str, drug: str, parts: str, print_: str) -> tuple[str, str]:
        said = {"drug": drug, "components": parts, "dose": "30 mL", "role": "scheduled", "printed": print_}
        return title, facts(record("near-product", "zel-medication", **FEVER, **said))

    return [
        product("W170 a product of two drugs", "warmol-coolin", "[{drug: warmol, dose: 20 mg}, {drug: coolin, dose: 30 mg}]", "30 mL (20 mg, 30 mg)"),
        product("W171 one of the two named", "warmol-coolin", "[{drug: coolin, dose: 30 mg}]", "30 mL (30 mg)"),
        product("W172 a drug named as its own component", "warmol", "[{drug: warmol, dose: 20 mg}]", "30 mL (20 mg)"),
    ]  # fmt: skip


def scripts() -> list[tuple[str, str]]:
    """Title and script of each near miss in the site's programs."""
    return [
        ("W180 times and sizes that a program counts with", "const wait = 86400000, day = 1440, step = 0.5, most = 100000, year = 2026;\n"),
        ("W181 a figure in a note of the program", "// at most 40 mg/kg, 9,600 mg\n/* 600 mg a day */\nvar a = 1;\n"),
        ("W182 a figure that comes with the page", "const shown = `${data.dose} mg/kg, at most ${data.most}%`;\n"),
        ("W183 percentages of a style", "box.style.width = share + \"%\"; box.style.inset = `${left}% auto`;\n"),
        ("W184 names with numbers", "const shown = \"zelvarin-17\", made = format2d, at = \"#w3-40\", kind = 'h2';\n"),
        ("W185 small whole numbers", "const places = 3, columns = [8, 12, 24], most = 14;\n"),
    ]  # fmt: skip
