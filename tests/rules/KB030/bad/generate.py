"""Makes a file of records with one misspelt field each."""

from __future__ import annotations

from pathlib import Path

RECORD = (
    "  - {id: stay-%d, measure: hospital-stay, intervention: zelvarin, valu: 6-7 d, cite: able2001, locator: p 3}\n"
)


def generate(root: Path) -> None:
    """Write 600 records, of which 500 are looked at."""
    records = "".join(RECORD % number for number in range(600))
    (root / "facts/many.yaml").write_text("facts:\n" + records, encoding="utf-8")
