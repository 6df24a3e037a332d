"""A rule's page for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from kb.rules import Rule

_LONGEST_EXAMPLE: Final = 4_000


def rule_text(rule: Rule, fixtures: Path | None = None) -> str:
    """Code, name, severity and family, each section of the rule's page, and the example that the rule is tested on.

    `fixtures` is the rule's own folder with `bad` and `expected.txt`; without one there is no example.
    """
    waiver = "can be waived for one fact" if rule.waivable else "can never be waived"
    lines = [f"{rule.code} {rule.name} ({rule.severity.value}, {waiver})", rule.family, "", f"{rule.title}."]
    for heading, body in (*rule.sections, *(_example(fixtures) if fixtures else ())):
        lines += ["", heading, textwrap.indent(body, "  ")]
    return "\n".join(lines) + "\n"


def _example(fixtures: Path) -> Iterator[tuple[str, str]]:
    bad, expected = fixtures / "bad", fixtures / "expected.txt"
    for path in sorted(bad.rglob("*.yaml")) if expected.is_file() else ():
        if path.is_file() and path.stat().st_size <= _LONGEST_EXAMPLE:
            yield f"Example: {path.relative_to(bad).as_posix()}", _text(path)
    if expected.is_file():
        yield "What is said of it", _text(expected)


def _text(path: Path) -> str:
    """The text of a fixture; what is invisible or no text, which some fixtures are about, is written as a code."""
    text = path.read_bytes().decode("utf-8", "backslashreplace").rstrip("\n")
    return "".join(letter if letter.isprintable() or letter == "\n" else f"\\u{ord(letter):04x}" for letter in text)
