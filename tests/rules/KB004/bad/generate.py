"""Makes a file of facts beyond the limit of 2 MiB."""

from __future__ import annotations

from pathlib import Path

SIZE = 2 * 1024 * 1024 + 1


def generate(root: Path) -> None:
    """Write one file that is all comment, of exactly `SIZE` bytes."""
    (root / "facts/large.yaml").write_bytes(b"facts:\n#" + b"x" * (SIZE - 9) + b"\n")
