"""Finds and describes the rules: one module a rule, nothing else to edit.

A rule's file is named `kbNNN_name_of_the_fault.py`; its code and name come from there. Its docstring is its page, with
these headings: a first line that says the fault, then `What it checks`, `Why it matters at the bedside`, `How to
fix`. It sets `SEVERITY`, may set `WAIVABLE = False`, and defines `check(kb, graph)` yielding remarks.
"""

from __future__ import annotations

import functools
import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from kb.finding import CouldNotRun, Remark, Severity
from kb.graph import ClaimGraph
from kb.model import KnowledgeBase

HEADINGS: Final = ("What it checks", "Why it matters at the bedside", "How to fix")

FAMILIES: Final = {
    "0": "Files and hostile input",
    "1": "Citations and sources",
    "2": "Figures against the source text",
    "3": "Units, numbers and arithmetic",
    "4": "Conflicts and explanations",
    "5": "Clinical logic",
    "6": "Populations, cohorts, provenance and derivation",
    "7": "Governance",
    "8": "Prose and pages",
}
_FILE_NAME: Final = re.compile(r"(kb(\d)\d\d)_([a-z0-9_]+)")

Check = Callable[[KnowledgeBase, ClaimGraph], Iterable[Remark]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its code, its name (which reads after "allow"), how grave it is, its page and its check."""

    code: str
    name: str
    severity: Severity
    waivable: bool
    title: str
    page: str
    check: Check

    @property
    def sections(self) -> tuple[tuple[str, str], ...]:
        """The headings of the rule's page, each with its text."""
        return tuple(_sections(self.page))

    @property
    def family(self) -> str:
        """The family that the code belongs to."""
        return FAMILIES[self.code[2]]


@functools.cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule of this package, sorted by code. Raises ValueError for a rule file that breaks the form."""
    return tuple(rule for family in FAMILIES for rule in rules_of(family))


@functools.cache
def rules_of(family: str) -> tuple[Rule, ...]:
    """The rules of a family, sorted by code; the others are not imported. Raises ValueError as `all_rules` does."""
    return tuple(
        _describe(importlib.import_module(f"{__name__}.{module}"), code.upper(), words.replace("_", "-"))
        for module, code, digit, words in _rule_files()
        if digit == family
    )


@functools.cache
def _rule_files() -> tuple[tuple[str, str, str, str], ...]:
    """The rule files, sorted: the name of the module, its code, the digit of its family, its words."""
    files = []
    for module in pkgutil.iter_modules(__path__):
        named = _FILE_NAME.fullmatch(module.name)
        if named is None:
            raise ValueError(f"kb/rules/{module.name}.py: a rule's file is named like kb101_dangling_citation.py")
        files.append((module.name, named[1], named[2], named[3]))
    return tuple(sorted(files))


def _describe(module: object, code: str, name: str) -> Rule:
    title, _, page = (module.__doc__ or "").partition("\n\n")
    missing = [heading for heading in HEADINGS if f"\n{heading}\n" not in f"\n{page}"]
    if missing or not title:
        raise ValueError(f"{code} ({name}): the docstring lacks {', '.join(missing) or 'a title'}")
    severity: Severity = vars(module)["SEVERITY"]
    waivable = vars(module).get("WAIVABLE", severity is not Severity.CRITICAL)
    return Rule(code, name, severity, waivable, title.strip().rstrip("."), page, vars(module)["check"])


def _sections(text: str) -> Iterable[tuple[str, str]]:
    """Headings at the margin with their indented paragraphs."""
    heading, lines = "", list[str]()
    for line in text.splitlines():
        if line and not line.startswith(" "):
            if heading:
                yield heading, inspect.cleandoc("\n".join(lines))
            heading, lines = line.strip(), []
        else:
            lines.append(line)
    if heading:
        yield heading, inspect.cleandoc("\n".join(lines))


def chosen_rules(select: Iterable[str] | None, ignore: Iterable[str] | None) -> list[Rule] | None:
    """The rules of these codes, names or families (`KB4`), without those to be ignored; None for all of them.

    Raises CouldNotRun for a word that names no rule.
    """
    if not select and not ignore:
        return None

    def named(word: str) -> set[str]:
        codes = {rule.code for rule in all_rules() if rule.code.startswith(word.upper()) or rule.name == word}
        if not codes:
            raise CouldNotRun(f"'{word}' is neither a rule nor a family of rules such as KB4.")
        return codes

    kept = set().union(*map(named, select)) if select else {rule.code for rule in all_rules()}
    kept -= set().union(*map(named, ignore or ()))
    return [rule for rule in all_rules() if rule.code in kept]


def rule_named(word: str) -> Rule | None:
    """The rule of a code (`KB101`, in any case) or of a name (`dangling-citation`)."""
    return next((rule for rule in all_rules() if word.upper() == rule.code or word == rule.name), None)
