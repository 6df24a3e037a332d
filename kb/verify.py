"""Figures against source texts, and the ledger of what was found.

The texts are reading material and never part of a base. `verify` looks every printed figure up in the text of its
reference; the result goes into one small ledger file a reference, so that a later check without the texts can still
say of each fact: found then, and unchanged since.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import yaml

from kb.fact import field_digests
from kb.finding import CouldNotRun
from kb.load import VERIFICATION
from kb.model import Fact, KnowledgeBase
from kb.quotation import Match, Reading, Refusal, SourceText, find_figure, judge_cases, prepare

LARGEST_TEXT = 20 * 1024 * 1024


class MissingTexts(CouldNotRun):
    """The folder of source texts can't be used; the message says why and what to do."""


class Outcome(NamedTuple):
    """What became of one fact: where its figure was found, or why it was not."""

    fact: Fact
    result: Match | Refusal

    @property
    def refused(self) -> Refusal | None:
        """Why the figure was not found, or None where it was."""
        return self.result if isinstance(self.result, Refusal) else None


class Verification(NamedTuple):
    """What was looked up in the text of one reference."""

    reference: str
    text_hash: str
    source: SourceText
    outcomes: tuple[Outcome, ...]


def source_texts(folder: Path, references: Mapping[str, object]) -> dict[str, Path]:
    """The texts in a folder by citation key: `KEY.txt` for each key that the bibliography has.

    Raises MissingTexts where the folder does not exist or holds no text of any reference.
    """
    if not folder.is_dir():
        raise MissingTexts(
            f"{folder} is not a folder. Name the folder of source texts with --sources, or in KB_SOURCES."
        )
    found = {path.stem: path for path in sorted(folder.glob("*.txt")) if path.stem in references}
    if not found:
        raise MissingTexts(f"{folder} holds no text named like KEY.txt, where KEY is a key of references.bib.")
    return found


def verify(kb: KnowledgeBase, texts: Mapping[str, Path]) -> Iterator[Verification]:
    """Look up the printed figure of every fact whose reference has a text here, one reference at a time.

    Raises MissingTexts where a text can't be read as UTF-8 or is too large.
    """
    by_reference: dict[str, list[Fact]] = {}
    for fact in kb.facts.values():
        if fact.printed and fact.cite in texts:
            by_reference.setdefault(fact.cite, []).append(fact)
    for key in sorted(texts):
        text = _read(texts[key])
        source = prepare(text)
        outcomes = tuple(Outcome(fact, _look_up(source, fact)) for fact in by_reference.get(key, ()))
        yield Verification(key, hashlib.sha256(text.encode()).hexdigest(), source, outcomes)


def _look_up(source: SourceText, fact: Fact) -> Match | Refusal:
    reading = Reading(fact.reading.printed, fact.reading.read_as) if fact.reading else None
    return find_figure(source, fact.printed, fact.near, reading)


def _read(path: Path) -> str:
    try:
        data = path.read_bytes()
        if len(data) > LARGEST_TEXT:
            raise MissingTexts(f"{path} has {len(data):,} bytes; at most {LARGEST_TEXT:,} are read.")
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise MissingTexts(f"{path} is not UTF-8. Save the text as UTF-8.") from None
    except OSError as error:
        raise MissingTexts(f"{path} can't be read: {error.strerror}.") from None


def ledger_text(kb: KnowledgeBase, verification: Verification, text: str) -> str:
    """The ledger of one reference as a file: one line a fact, sorted, so that two edits merge."""
    rows = []
    for outcome in sorted(verification.outcomes, key=lambda one: one.fact.id):
        if isinstance(outcome.result, Match):
            passage = text[outcome.result.passage_start : outcome.result.passage_end]
            digest = hashlib.sha256(" ".join(passage.split()).encode()).hexdigest()[:12]
            entry = [kb.fingerprint(outcome.fact), digest, outcome.result.start, field_digests(outcome.fact)]
            rows.append(f'    "{outcome.fact.id}": {json.dumps(entry, separators=(",", ":"))}')
    body = ",\n".join(rows)
    return f'{{\n  "text": "{verification.text_hash}",\n  "facts": {{\n{body}\n  }}\n}}\n'


def write_ledgers(
    kb: KnowledgeBase, root: Path, verifications: list[Verification], texts: Mapping[str, Path]
) -> list[Path]:
    """Write the ledgers that changed and delete those that became empty; returns the paths that changed."""
    folder = root / VERIFICATION
    changed = []
    for verification in verifications:
        path = folder / f"{verification.reference}.json"
        content = ledger_text(kb, verification, _read(texts[verification.reference]))
        if any(isinstance(outcome.result, Match) for outcome in verification.outcomes):
            if not path.exists() or path.read_text(encoding="utf-8") != content:
                folder.mkdir(parents=True, exist_ok=True)
                aside = path.with_suffix(".json.part")
                aside.write_text(content, encoding="utf-8")
                aside.replace(path)
                changed.append(path)
        elif path.exists():
            path.unlink()
            changed.append(path)
    return changed


class JudgedCase(NamedTuple):
    """A case of somebody's own, and the verdict: `found` or `refused` with the reason."""

    printed: str
    verdict: str
    reason: str


class _TextLoader(yaml.SafeLoader):
    """Reads every scalar but null as the text that it is written as: `printed: 15.0` is not 15."""

    yaml_implicit_resolvers = {
        letter: [(tag, pattern) for tag, pattern in resolvers if tag == "tag:yaml.org,2002:null"]
        for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def judge_file(path: Path) -> list[JudgedCase]:
    """Judge the cases of a YAML or JSON file: a list, or a mapping with `cases`, of `text, printed, near, reading`.

    A case of another form is refused, and the reason says what is wrong with it. Raises MissingTexts where the file
    can't be read or holds no list of cases.
    """
    text = _read(path)
    try:
        if path.suffix == ".json":
            raw = json.loads(text, parse_int=str, parse_float=str)
        else:
            raw = yaml.load(text, _TextLoader)
    except (ValueError, yaml.YAMLError, RecursionError) as error:
        raise MissingTexts(f"{path} can't be read as cases: {str(error).splitlines()[0]}") from None
    cases = raw.get("cases") if isinstance(raw, dict) else raw
    if not isinstance(cases, list):
        raise MissingTexts(f"{path} holds no list of cases. Write a list of 'text', 'printed', 'near', 'reading'.")
    return [_judged(case, result) for case, result in judge_cases(cases)]


def _judged(case: object, result: Match | Refusal) -> JudgedCase:
    printed = str(case.get("printed", "")) if isinstance(case, dict) else ""
    if isinstance(result, Match):
        return JudgedCase(printed, "found", "")
    return JudgedCase(printed, "refused", result.reason)
