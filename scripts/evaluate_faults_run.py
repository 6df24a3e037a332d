"""One copy of a base in which mutants are made, checked and taken back, and what is counted of each."""

from __future__ import annotations

import contextlib
import datetime
import functools
import gc
import importlib
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from fault_kinds_ground import Files, Mutant
from fault_kinds_planted import plant

import kb.load
from kb.check import check
from kb.finding import Finding
from kb.load import load_base
from kb.model import KnowledgeBase
from kb.stopped_rule import HELP as STOPPED

FAILING = 2
"""Severities of a lower rank than this fail a build."""

LEDGER_RULES = frozenset({"changed-since-verified", "vanished-figure"})
"""What the record of verified figures alone says; counted apart."""


class Outcome(NamedTuple):
    """What became of one mutant: which rules spoke at its record and at its field, and what else was said."""

    kind: str
    change: str
    equivalent: bool
    expected: frozenset[str]
    rules: frozenset[str]
    on_the_line: frozenset[str]
    all_rules: frozenset[str]
    collateral: int
    false_alarms: tuple[str, ...]

    def without(self, names: frozenset[str]) -> Outcome:
        """What would have become of it without the rules of these names."""
        left = (one - names for one in (self.rules, self.on_the_line, self.all_rules))
        return self._replace(**dict(zip(("rules", "on_the_line", "all_rules"), left, strict=True)))

    @property
    def caught(self) -> bool:
        return bool(self.rules)

    @property
    def by_right_rule(self) -> bool:
        return bool(self.rules & self.expected)

    @property
    def on_right_line(self) -> bool:
        return bool(self.on_the_line)


class Trial:
    """A copy of a base with the invented drug planted beside it."""

    def __init__(self, source: Path | None, root: Path, today: datetime.date, *, planted: bool = True) -> None:
        """`source` is the base to copy; without one, the invented drug stands alone."""
        self.root, self.today, self.checks = root, today, 0
        (root / "facts").mkdir(parents=True)
        if source is None:
            (root / "references.bib").touch()
        else:
            shutil.copytree(source / "facts", root / "facts", symlinks=True, dirs_exist_ok=True)
            shutil.copy(source / "references.bib", root)
            if (source / "site_templates").is_dir():
                shutil.copytree(source / "site_templates", root / "site_templates")
        if planted:
            plant(root)
        remember_what_was_read()
        self.base, self.clean = self._checked()
        self.known = {_signature(finding) for finding in self.clean}

    @property
    def false_alarms(self) -> list[Finding]:
        return [finding for finding in self.clean if finding.severity.rank < FAILING]

    def judge(self, kind: str, mutant: Mutant) -> Outcome:
        """Make a mutant, check it, and take it back; what the fault was planted in is checked before."""
        known, alarms, base = self.known, [], self.base
        if mutant.control:
            with self._changed(mutant.control):
                base, sound = self._checked()
            alarms = [str(finding.place) + " " + finding.code + " " + finding.message for finding in self._new(sound)]
            known = {_signature(finding) for finding in sound}
        try:
            with self._changed(mutant.files, mutant.file if mutant.link_to else "", mutant.link_to):
                made, findings = self._checked()
                if any(finding.help == STOPPED for finding in findings):
                    raise RuntimeError("a rule stopped")
        except Exception as crash:  # a mutant that stops the checker has survived, and is shown as that
            nothing = frozenset[str]()
            said = f"CRASH {crash}: {mutant.change}"
            return Outcome(kind, said, False, mutant.expected, nothing, nothing, nothing, 0, tuple(alarms))
        new = self._new(findings, known)
        there = [finding for finding in new if _names(finding, mutant.file, mutant.record)]
        line = frozenset(finding.name for finding in there if _stands_at(finding, mutant.file, mutant.field))
        return Outcome(
            kind,
            mutant.change,
            not new and _means_the_same(base, made),
            mutant.expected,
            frozenset(finding.name for finding in there),
            line,
            frozenset(finding.name for finding in new),
            len({finding.place.file for finding in new} - set(mutant.files) - {mutant.file}),
            tuple(alarms),
        )

    def alarms_on(self, files: Files) -> list[Finding]:
        """What is said against sound files."""
        with self._changed(files):
            return self._new(self._checked()[1])

    def _new(self, findings: tuple[Finding, ...], known: set[object] | None = None) -> list[Finding]:
        known = self.known if known is None else known
        return [one for one in findings if one.severity.rank < FAILING and _signature(one) not in known]

    def _checked(self) -> tuple[KnowledgeBase, tuple[Finding, ...]]:
        self.checks += 1
        if self.checks % 40 == 0:
            gc.collect()
        base = load_base(self.root, self.today)
        return base, check(base).findings

    @contextlib.contextmanager
    def _changed(self, files: Files, link: str = "", target: str = "") -> Iterator[None]:
        before = {path: (self.root / path).read_bytes() if (self.root / path).is_file() else None for path in files}
        self._write(files)
        if link:
            (self.root / link).unlink(missing_ok=True)
            (self.root / link).symlink_to(target)
        try:
            yield
        finally:
            if link:
                (self.root / link).unlink()
            self._write(before)

    def _write(self, files: Files) -> None:
        for path, data in files.items():
            if data is None:
                (self.root / path).unlink(missing_ok=True)
            else:
                (self.root / path).parent.mkdir(parents=True, exist_ok=True)
                (self.root / path).write_bytes(data)


def _signature(finding: Finding) -> object:
    """A finding without its line: lines move when a field is added above."""
    return finding.place.file, finding.code, finding.message, finding.subject


def _names(finding: Finding, file: str, lines: range) -> bool:
    """Whether a finding stands in these lines, or says their place; no lines stand for the whole file."""
    if not lines:
        return True
    if finding.place.file == file and finding.place.line in lines:
        return True
    said = finding.message + " " + finding.help
    return any(int(line) in lines for line in re.findall(re.escape(file) + r":(\d+)", said))


def _stands_at(finding: Finding, file: str, lines: range) -> bool:
    """Whether a finding stands in these lines itself; no lines stand for the whole file."""
    return not lines or (finding.place.file == file and finding.place.line in lines)


def _means_the_same(one: KnowledgeBase, other: KnowledgeBase) -> bool:
    """Whether two bases hold the same records: a mutant without effect is none."""
    return (
        one.facts == other.facts
        and one.cohorts == other.cohorts
        and one.explanations == other.explanations
        and one.references == other.references
        and one.templates == other.templates
        and one.scripts == other.scripts
        and one.vocabulary.entries == other.vocabulary.entries
    )


@functools.cache
def remember_what_was_read() -> None:
    """Let every file be read, every record be validated and every template be searched only while it is new.

    Only this measuring does so: what is remembered is keyed by the bytes of a file, so that no change is missed.
    """
    kb.load.read_source_file = functools.lru_cache(maxsize=4096)(kb.load.read_source_file)
    kb.load._validator = functools.cache(functools.partial(_Remembering, kb.load._validator))
    prose = importlib.import_module("kb.rules.kb801_bare_numeral")
    prose.bare_numerals = functools.lru_cache(maxsize=1024)(prose.bare_numerals)  # type: ignore[attr-defined]
    gc.disable()


class _Remembering:
    """A validator that remembers the record made of each mapping, which is the same object while its file is known."""

    def __init__(self, validator: Callable[[type], Any], record: type) -> None:
        self._validator = validator(record)
        self._made: dict[int, tuple[Any, Any]] = {}

    def validate_python(self, raw: Any) -> Any:
        known = self._made.get(id(raw))
        if known is None or known[0] is not raw:
            known = self._made[id(raw)] = raw, self._validator.validate_python(raw)
        return known[1]
