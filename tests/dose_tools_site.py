"""A small site with the dose tools alone, on the invented drug of the second base, built once for all tests."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Final

from kb.publish import BuildReport
from tests.built_once import built_once
from tests.second_base_site import build_second_base, lay_out_second_base

WORDS: Final = """\
terms:
  - {id: later-part, type: phase, label: Second cycle}
  - {id: low-zelvarin, type: intervention, label: Low-dose zelvarin}
measures:
  - {id: vial, kind: quantity, label: Content of a vial, topic: dosing, unit: IU, plausible: 1000-1000000000 IU}
  - {id: vial-mass, kind: quantity, label: Content by mass, topic: dosing, unit: mg, plausible: 0.1-10 mg}
  - {id: strength, kind: quantity, label: Strength, topic: dosing, unit: IU/mL, plausible: 1000-1000000000 IU/mL}
  - {id: strength-mass, kind: quantity, label: Strength by mass, topic: dosing, unit: mg/mL, plausible: 0.1-10 mg/mL}
  - {id: diluent, kind: quantity, label: Diluent, topic: dosing, unit: mL, plausible: 0.1-10 mL}
  - {id: most-doses, kind: quantity, label: Most doses a cycle, topic: dosing, unit: doses, plausible: 1-40 doses}
  - {id: cycles, kind: quantity, label: Cycles a course, topic: dosing, unit: cycles, plausible: 1-6 cycles}
  - {id: days, kind: quantity, label: Treatment days, topic: dosing, unit: d, plausible: 1-20 d}
  - {id: first-day, kind: quantity, label: First day, topic: dosing, unit: d, plausible: 1-90 d}
  - {id: last-day, kind: quantity, label: Last day, topic: dosing, unit: d, plausible: 1-90 d}
  - {id: rest, kind: quantity, label: Rest, topic: dosing, unit: d, plausible: 1-60 d}
"""

_FACTS: Final = (
    ("label-vial", "vial", "22000000 IU", "label2015", ""),
    ("label-vial-mass", "vial-mass", "1.3 mg", "label2015", ""),
    ("label-strength", "strength", "18 million IU/mL", "label2015", ""),
    ("label-strength-mass", "strength-mass", "1.1 mg/mL", "label2015", ""),
    ("label-diluent", "diluent", "1.2 mL", "label2015", ""),
    ("label-most", "most-doses", "14 doses", "label2015", ""),
    ("label-cycles", "cycles", "2 cycles", "label2015", ""),
    ("label-first", "first-day", "1 d", "label2015", ""),
    ("label-last", "last-day", "5 d", "label2015", ""),
    ("label-second", "first-day", "15 d", "label2015", "phase: later-part"),
    ("label-second-last", "last-day", "19 d", "label2015", "phase: later-part"),
    ("able-interval", "dosing-interval", "every 8 h", "able2001", ""),
    ("able-most", "most-doses", "15 doses", "able2001", ""),
    ("able-days", "days", "5 d", "able2001", ""),
    ("able-rest", "rest", "5-9 d", "able2001", ""),
    ("cole-interval", "dosing-interval", "every 8 h", "cole2005", ""),
    ("cole-most", "most-doses", "12-14 doses", "cole2005", ""),
    ("cole-rest", "rest", "1 wk", "cole2005", ""),
    ("cole-either", "dose", "400000 or 500000 IU/kg", "cole2005", ""),
    ("page-range", "dose", "400000-500000 IU/kg", "page2020", ""),
    ("page-interval", "dosing-interval", "every 8 h", "page2020", ""),
    ("able-low", "dose", "40000 IU/kg", "able2001", "intervention: low-zelvarin"),
)

LEVELS: Final = """[
    ("label-dose", [("cycle", ["label-most"]), ("course", ["label-most", "label-cycles"])]),
    ("able-dose", [("cycle", ["able-most"])]),
]"""
CONSTANTS: Final = """vial="label-vial", concentration="label-strength", volume="label-diluent",
    concentration_mass="label-strength-mass", vial_mass="label-vial-mass\""""

_PAGE: Final = """{{% extends "generic/_layout.md.j2" %}}
{{% block title %}}{title}{{% endblock %}}
{{% block body %}}
{{% import "generic/_dose_table.md.j2" as tool with context %}}
{{{{ page.tool("{title}") }}}}
{{{{ tool.assets("{script}") }}}}
{body}
{{% endblock %}}
"""

PAGES: Final = {
    "dose-table": (
        "Dose table",
        "dose-table",
        f"{{% set table = site.tools.dose_table({LEVELS}, {CONSTANTS}) %}}\n{{{{ tool.second_check(table) }}}}\n"
        "{{ tool.form(table) }}\n{{ tool.rows(table) }}\n{{ tool.working(table) }}\n{{ tool.totals(table) }}\n"
        "{{ tool.mass_ways(table) }}",
    ),
    "schedule": (
        "Timeline",
        "course-plan",
        '{% import "generic/_course_plan.md.j2" as course with context %}\n'
        '{% set courses = site.tools.courses("zelvarin", "later-part", '
        'interval="dosing-interval", doses="most-doses", days="days", first_day="first-day", '
        'last_day="last-day", rest="rest") %}\n{{ course.form(courses) }}\n{{ course.drawing(courses, "Courses") }}\n'
        '{{ course.table(courses, "Courses by source") }}\n{{ course.slots(courses) }}',
    ),
    "regimen": (
        "Regimens",
        "regimen-match",
        '{% import "generic/_regimen_match.md.j2" as match with context %}\n'
        '{% set found = site.tools.regimens(["zelvarin", "low-zelvarin"], '
        '{"dose": "same", "dosing-interval": "same", "most-doses": "at-most", "rest": "same"}) %}\n'
        '{{ match.form(found) }}\n{{ match.table(found, "Regimens by source") }}',
    ),
}


def _fact(id: str, measure: str, value: str, cite: str, more: str) -> str:
    lines = [f"  - id: {id}", f"    measure: {measure}", f"    value: {value}", f"    cite: {cite}"]
    lines += ["    locator: Methods", f'    printed: "{value}"', "    access: full-text"]
    lines += [f"    {more}"] if more else []
    return "\n".join([*lines, *([] if "intervention" in more else ["    intervention: zelvarin"])])


def lay_out_dose_tools(root: Path) -> Path:
    """The second base with a vial, courses and the pages of the dose tools."""
    lay_out_second_base(root)
    (root / "facts" / "vocabulary" / "tools.yaml").write_text(WORDS, encoding="utf-8")
    facts = "facts:\n" + "\n".join(_fact(*one) for one in _FACTS) + "\n"
    (root / "facts" / "tools.yaml").write_text(facts, encoding="utf-8")
    for name, (title, script, body) in PAGES.items():
        text = _PAGE.format(title=title, script=script, body=body)
        (root / "site_templates" / "pages" / f"{name}.md.j2").write_text(text, encoding="utf-8")
    return root


@functools.cache
def dose_tools_site() -> BuildReport:
    """The site of the second base with the dose tools, built once for all tests of a run."""
    return built_once("dose tools", lambda folder: build_second_base(lay_out_dose_tools(folder / "base")))
