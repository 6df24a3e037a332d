"""Takes the bibliography's place with a folder, which can't be stored over the file of the common base."""

from __future__ import annotations

from pathlib import Path


def generate(root: Path) -> None:
    """Leave no fact that cites, and put a folder where the bibliography should be."""
    (root / "references.bib").unlink()
    (root / "references.bib").mkdir()
    (root / "facts/base.yaml").write_text("facts: []\n", encoding="utf-8")
