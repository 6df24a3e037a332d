"""What a page may show of one rule: its docstring, and the example that its test runs on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kb.pages.addresses import rule_page
from kb.pages.wording import safe_spelling
from kb.rules import Rule, all_rules

_LONGEST_EXAMPLE = 6_000


@dataclass(frozen=True, slots=True)
class Example:
    """A file of a fixture: its path within the base, and its text."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class RuleView:
    """One rule as its page shows it; `bad` and `expected` are empty where the base ships no fixtures.

    `unshowable` is an example that is about spellings which pages replace.
    """

    code: str
    name: str
    title: str
    family: str
    severity: str
    waivable: bool
    address: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    bad: tuple[Example, ...]
    expected: str
    unshowable: bool


def rule_views(fixtures: Path) -> tuple[RuleView, ...]:
    """All rules by code; `fixtures` is the folder that may hold `KBnnn/bad` and `KBnnn/expected.txt`."""
    return tuple(_view(rule, fixtures / rule.code) for rule in all_rules())


def _view(rule: Rule, folder: Path) -> RuleView:
    expected = folder / "expected.txt"
    return RuleView(
        code=rule.code,
        name=rule.name,
        title=safe_spelling(rule.title),
        family=rule.family,
        severity=rule.severity.value,
        waivable=rule.waivable,
        address=rule_page(rule.code),
        sections=tuple((heading, tuple(safe_spelling(text).split("\n\n"))) for heading, text in rule.sections),
        bad=tuple(_examples(folder / "bad")),
        expected=safe_spelling(_text(expected)) if expected.is_file() else "",
        unshowable=expected.is_file() and _is_about_spelling(_text(expected)),
    )


def _is_about_spelling(expected: str) -> bool:
    """Whether an answer quotes what pages write out in words: it would contradict itself there."""
    quoted = re.findall(r"'([^']*)'", expected)
    return any(safe_spelling(text) != text for text in quoted if len(text) < 9)


def _examples(folder: Path) -> Iterator[Example]:
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        if (
            path.is_file()
            and path.suffix in (".yaml", ".bib", ".md", ".j2", ".json")
            and path.stat().st_size <= _LONGEST_EXAMPLE
        ):
            yield Example(path.relative_to(folder).as_posix(), safe_spelling(_text(path)))


def _text(path: Path) -> str:
    """The text of a fixture; bytes that are no text and invisible characters, which some are about, are spelled out."""
    text = path.read_bytes().decode("utf-8", "backslashreplace")
    return "".join(letter if letter.isprintable() or letter == "\n" else f"\\u{ord(letter):04x}" for letter in text)
