"""Makes a file with more values than are read."""

from __future__ import annotations

from pathlib import Path


def generate(root: Path) -> None:
    """Write a list of 200,001 texts on few lines."""
    line = "    - [" + ", ".join(["a"] * 100) + "]\n"
    (root / "facts/many.yaml").write_text("facts:\n" + line * 2001, encoding="utf-8")
