"""Near misses of form: counts, ends, levels, lists, guards and templates that look wrong and are not."""

# ruff: noqa: E501 - records and changes of them stand on the lines that they are

from __future__ import annotations

from fault_kinds_planted import facts, quantity, record

FEVER = {"population": "marrows-fever"}


def records() -> list[tuple[str, str]]:
    """Title and facts file of each near miss."""
    return [*_ends(), *_counts(), *_guards(), *_lists(), *_explained()]


def _ends() -> list[tuple[str, str]]:
    def time(title: str, held: str, print_: str, **fields: str) -> tuple[str, str]:
        said = {"statistic": "median", "value": "12 mo", "range": held, "printed": f"median 12 months ({print_})"}
        return title, facts(record("near-time", "zel-overall-survival", **FEVER, **said | fields))

    def cut(title: str, cutoff: str, cite: str = "zelguide2010") -> tuple[str, str]:
        said = {"value": "31 %", "printed": "31%", "data_cutoff": cutoff, "cite": cite, "locator": "p 22"}
        return title, facts(
            record("near-cut", "zel-stable", **FEVER, **said | ({"locator": "p 33"} if "review" in cite else {}))
        )

    def sure(title: str, level: str) -> tuple[str, str]:
        said = {
            "value": "0.80",
            "interval": "0.66-0.97",
            "confidence": f"{level} %",
            "printed": f"hazard ratio 0.80 ({level}% CI 0.66-0.97)",
        }
        return title, facts(record("near-sure", "zel-ratio", **FEVER, **said))

    return [
        time("W60 end not reached, printed with a plus", "3 to > 40 mo", "3-40+"),
        time("W61 end not reached, told in a word", "3 to > 40 mo", "3 to 40, ongoing"),
        time("W62 end not reached, told by a sign", "3 to > 40 mo", "3 to 40*"),
        time("W63 first end of a range printed with a plus", "3-40 mo", "3+ to 40"),
        time("W64 last number printed as a bound of another thing", "3-40 mo", "3 to 40; follow-up >40"),
        time("W65 end not reached, printed in years", "12 to > 120 mo", "1 to >10 years"),
        cut("W66 data cut off in the year of publication", "December 2010"),
        cut("W67 cutoff of an abstract whose paper came later", "June 2009 (published in full 2013)"),
        cut("W68 data of several years up to the publication", "treated 1998-2010"),
        sure("W69 a level of 99.9 percent", "99.9"),
        sure("W69b a level of ninety percent", "90"),
    ]


def _counts() -> list[tuple[str, str]]:
    size = record("near-all", "zel-patients", value="40 patients", printed="40 patients", **FEVER)

    def rate(**fields: str) -> str:
        return facts(size, record("near-some", "zel-stable", **{"value": "10 %", "printed": "10%", **FEVER, **fields}))

    def doses(title: str, print_: str, value: str = "7.5 doses", **fields: str) -> tuple[str, str]:
        return title, facts(record("near-doses", "zel-most-doses", value=value, printed=print_, **FEVER, **fields))

    survival = {"value": "90 mo", "printed": "longest survival 90 months", "statistic": "maximum"}
    return [
        ("W70 a rate of fewer patients, who are printed", rate(events="3", total="31", printed="10% (3/31)")),
        ("W71 a rate of a subgroup", rate(total="30", subgroup="zel-first-line")),
        ("W72 a rate at another place", rate(total="30", locator="Table 4")),
        ("W73 all of fewer patients", rate(events="4", total="4", value="100 %", printed="100% (4/4)")),
        doses("W74 a mean with a decimal", "mean 7.5 doses", statistic="mean"),
        doses("W75 a median of an even number of patients", "median 7.5 doses", statistic="median"),
        doses("W76 quartiles with decimals", "median 8 doses (interquartile range 4.5-11.5)", "8 doses", statistic="median", range="4.5-11.5 doses"),
        ("W77 half a vial", quantity("near-vial", "zel-vials", "0.5 vials", "half a vial") + "measures:\n  - {id: zel-vials, kind: quantity, label: Zelvarin vials, topic: zel-topic, unit: vials, plausible: 0.1-9 vials}\n"),
        ("W78 the longest time to an event", facts(record("near-longest", "zel-overall-survival", **FEVER, **survival))),
        ("W79 a quantity that is a share, called a rate", facts(record("near-share", "zel-relative-reduction", value="31 %", printed="31%", statistic="rate", **FEVER))),
    ]  # fmt: skip


def _guards() -> list[tuple[str, str]]:
    def measure(title: str, said: str) -> tuple[str, str]:
        return title, f"measures:\n  - {{id: zel-near, label: Zelvarin near, topic: zel-topic, {said}}}\n"

    return [
        measure(
            "W80 a guard in another unit of one dimension", "kind: quantity, unit: mg/kg, plausible: 100-90000 ug/kg"
        ),
        measure("W81 a guard in another unit of time", "kind: time-to-event, unit: mo, plausible: 0-3000 wk"),
        measure("W82 a quantity that is a share", 'kind: quantity, unit: "%", plausible: -100 to 100 %'),
        measure("W83 a quantity that is a time", "kind: quantity, unit: d, plausible: 1-30 d"),
    ]


def _lists() -> list[tuple[str, str]]:
    def does(title: str, verbs: str) -> tuple[str, str]:
        said = {"when": "{present: zel-chills}", "drug": "warmol", "do": f"[{verbs}]", "printed": "warmol"}
        return title, facts(record("near-do", "zel-remedy", **FEVER, **said))

    def arms(title: str, other: str) -> tuple[str, str]:
        said = {"value": "0.80", "printed": "hazard ratio 0.80", "compared_with": other}
        return title, facts(record("near-arms", "zel-ratio", **FEVER, **said))

    return [
        does("W84 avoid one thing and give another", "zel-avoid-warmth, zel-give"),
        does("W84b avoid the drug and give another once more", "zel-avoid, zel-give-again"),
        does("W85 hold, and give little", "zel-hold, zel-limit"),
        does("W85b give, and give once more", "zel-give, zel-give-again"),
        arms("W86 compared with a lower dose", "low-dose-zelvarin"),
        arms("W87 compared with the drug at any dose", "zelvarin"),
        ("W88 a word twice near the figure", quantity("near-twice", "zel-flat-dose", "40 mg", near="[Fever, fever, Fever]")),
        ("W89 a population and a part of it", quantity("near-part", "zel-flat-dose", "40 mg", population="[marrows-fever, adults-with-fever]")),
    ]  # fmt: skip


def _explained() -> list[tuple[str, str]]:
    def told(*between: str) -> str:
        sides = ", ".join(f"{id}: {value} mg/kg" for id, value in (one.split("=") for one in between))
        return f"  - between: {{{sides}}}\n    type: practice-variation\n    because: Each centre tells of its own custom, the one in the north of a larger one ({between[-1][:6]}).\n    by: editors\n    on: 2026-05-01\n"

    def dose(id: str, value: str, cite: str, place: str) -> str:
        return record(
            id, "zel-dose", value=f"{value} mg/kg", printed=f"{value} mg/kg", cite=cite, locator=place, **FEVER
        )

    others = facts(dose("near-north", "50", "zelreview2012", "p 31"), dose("near-south", "60", "zelguide2010", "p 21"))
    first, north, south = "zel-base-dose=40", "near-north=50", "near-south=60"
    return [
        (
            "W90 one fact in three explanations",
            others + "explanations:\n" + told(first, north) + told(first, south) + told(north, south),
        ),
        ("W91 an explanation of three facts", others + "explanations:\n" + told(first, north, south)),
        (
            "W92 one of three facts, and one of two of them",
            others + "explanations:\n" + told(first, north, south) + told(north, south),
        ),
    ]


def pages() -> list[tuple[str, str]]:
    """Title and pages of a reference that only look as if they ran backwards."""
    return [
        ("W93 last page cut to the digits that change", "110--9"),
        ("W94 pages in two ranges", "10--19, 4--8"),
        ("W95 pages of a supplement", "S98--S104"),
        ("W96 number of an article", "e005755"),
        ("W97 one page", "118"),
    ]  # fmt: skip


def templates() -> list[tuple[str, str]]:
    """Title and template of each near miss on a page."""
    return [
        ("W100 braces of styles and programs", "<style>@media print{.a{width:50%}}</style>\n<script>if (a) {b = {c: {}}}</script>\n"),
        ("W101 marks in texts and notes", "{# a note with {{ and {% #}\n{{ '}}' }} {{ \"%}\" }} {% if a == '{%' %}a{% endif %}\n"),
        ("W102 marks that trim and lists in lists", "{%- for a in [[b, (c)], {'d': {'e': f}}] -%}\n{{- a -}}\n{%- else -%}\n{%+ if b %}c{% elif d %}e{% endif %}\n{%- endfor -%}\n"),
        ("W103 marks as they are", "{% raw %}{{ as it is }{% if %}{% endraw %}\n"),
        ("W104 long and short set", "{% set a %}words{% endset %}\n{% set b = {'c': d} %}\n{% macro e(f, g='}') %}{{ caller() }}{% endmacro %}\n{% call e(f) %}words{% endcall %}\n"),
        ("W105 links to another host", "[The registry](https://registry.example.org/a) and <https://registry.example.org>\n\n<a href=\"https://registry.example.org\"><img alt=\"\" src=\"assets/a.png\"></a>\n"),
        ("W106 address of the page and of its licence", "<link rel=\"canonical\" href=\"https://reference.example.org/\">\n<link href=\"https://reference.example.org/b\" rel='alternate license'>\n"),
        ("W107 names of forms that are addresses", "<svg xmlns=\"http://www.w3.org/a/svg\"><use href=\"#b\"/></svg>\n<blockquote cite=\"https://reference.example.org\">a</blockquote>\n<script type=\"application/ld+json\">{\"@context\": \"https://schema.org\"}</script>\n"),
        ("W108 a picture in a note", "<!-- <img src=\"https://stats.example.org/a.gif\"> -->\n{# ![a](https://stats.example.org/a.gif) #}\n"),
        ("W109 a link by a label", "[The registry][registry], not ![A picture](assets/a.png)\n\n[registry]: https://registry.example.org\n"),
        ("W110 a picture within the page", "<img alt=\"\" src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/a/svg'/>\">\n<img alt=\"\" src=\"{{ 'assets/a.svg' }}\" title=\"https://registry.example.org\">\n"),
    ]  # fmt: skip
