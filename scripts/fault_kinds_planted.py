"""An invented drug beside the real base: its vocabulary, sources and cohorts, and sound records of it to make faults in.

Everything here is plainly fictional and is only ever written into a copy of a base.
"""

# ruff: noqa: E501 - records and changes of them stand on the lines that they are

from __future__ import annotations

import datetime
from pathlib import Path

from fault_kinds_invented import FACTS, REFERENCES, VOCABULARY
from pydantic import TypeAdapter

from kb.fact import Fact, fingerprint
from kb.source_file import read_source_file

_FACT = TypeAdapter(Fact)

BASE_FILE = "facts/zelvarin-base.yaml"
TEMPLATE = "site_templates/pages/zelvarin.md.j2"
SCRIPT = "site_templates/assets/zelvarin.js"


def plant(root: Path) -> None:
    """Write the invented drug into a copy of a base."""
    (root / BASE_FILE).write_text(FACTS, encoding="utf-8")
    (root / "facts" / "vocabulary").mkdir(exist_ok=True)
    (root / "facts" / "vocabulary" / "zelvarin.yaml").write_text(VOCABULARY, encoding="utf-8")
    bibliography = root / "references.bib"
    bibliography.write_text(bibliography.read_text(encoding="utf-8") + REFERENCES, encoding="utf-8")
    (root / TEMPLATE).parent.mkdir(parents=True, exist_ok=True)
    (root / TEMPLATE).write_text('# Zelvarin\n\nThe dose is {{ fact("zel-base-dose") }}.\n', encoding="utf-8")


def record(id: str, measure: str, **fields: str) -> str:
    """A sound fact as text, a field a line; `cite`, `locator`, `access` and `intervention` as given or usual.

    A field that begins with a bracket or a line end is written as it is, any other as one quoted text.
    """
    usual = {"intervention": "high-dose-zelvarin", "cite": "zelguide2010", "locator": "Table 3", "access": "full-text"}
    lines = [f"  - id: {id}", f"    measure: {measure}"]
    for name, text in {**usual, **fields}.items():
        if text:
            written = text if text[0] in "[{\n" else '"' + text.replace('"', '\\"') + '"'
            lines.append(f"    {name}:{'' if written[0] == chr(10) else ' '}{written}")
    return "\n".join(lines) + "\n"


def facts(*records: str) -> str:
    """A file of these facts."""
    return "facts:\n" + "".join(records)


def quantity(id: str, measure: str, value: str, printed: str = "", **fields: str) -> str:
    """A file with one sound quantity that is printed as it is written, or otherwise."""
    return facts(
        record(id, measure, **{"population": "bone-blight", "value": value, "printed": printed or value} | fields)
    )


def days_ago(today: datetime.date, days: int) -> str:
    """A day of the calendar so many days before today; negative for days to come."""
    return (today - datetime.timedelta(days=days)).isoformat()


def fingerprint_of(text: str) -> str:
    """The fingerprint of the first fact of a file, which no sign-off and no waiver changes."""
    root, _ = read_source_file(text.encode(), "planted")
    assert root is not None
    return fingerprint(_FACT.validate_python(root["facts"][0]))


def waived(value: str, total: str, until: str) -> str:
    """A sound file with a waiver in use: a percentage that no count gives, printed so."""
    plain = facts(
        record(
            "zel-waived",
            "zel-stable",
            value=f"{value} %",
            total=total,
            printed=f"{value}% of {total}",
            population="marrows-fever",
        )
    )
    return plain + (
        "    waivers:\n      - rule: impossible-percentage\n        reason: The source prints it so in two of its tables.\n"
        f'        owner: Owner Invented\n        until: {until}\n        fingerprint: "{fingerprint_of(plain)}"\n'
    )
