"""The engine knows no subject: what the vocabulary of the real base names must not be named in `kb/`.

The forbidden words are computed from the base, so that the test holds for whatever subject stands there. A word is
ordinary where the invented subject of the tests uses it too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from kb.load import load_base
from kb.model import KnowledgeBase
from tests.conftest import TESTS, TODAY

ROOT = TESTS.parent
INVENTED = (TESTS / "rules" / "base",)
SUBJECT = ("intervention", "population")
SHORTEST_WORD = 5

ORDINARY = frozenset(
    "activated advanced after against alone based block bolus buffer cancer cells clear clinical counted disease "
    "experimental given infusion inhibitor inhibitors intermediate lesions local medication metastatic other patients "
    "pressure receptor regimen safety stage status studies subcutaneous therapy together treated treatment trial "
    "trials under using which without years".split()
)
"""Words of medicine, or of English, in which any subject is spoken of."""

OF_NO_SUBJECT = frozenset({"medication", "magnesium sulfate", "blood"})
"""Whole terms said of any subject: mistaking one for another drug is on every list of unsafe abbreviations."""


@cache
def real() -> KnowledgeBase:
    return load_base(ROOT, TODAY)


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())


def names(knowledge: KnowledgeBase, *types: str) -> Iterator[str]:
    for entry in knowledge.vocabulary:
        if entry.type in types:
            yield from (name.lower() for name in (entry.id, entry.label, *entry.synonyms, *entry.misprints))


@cache
def ordinary() -> frozenset[str]:
    elsewhere = (load_base(root, TODAY) for root in INVENTED)
    types = {entry.type for entry in real().vocabulary}
    return ORDINARY.union(*(words(name) for knowledge in elsewhere for name in names(knowledge, *types)))


@cache
def forbidden() -> frozenset[str]:
    """Whole names of treatments, populations and drugs; their own words; keys of references; names of cohorts."""
    whole = {name for name in names(real(), *SUBJECT, "drug") if len(name) >= SHORTEST_WORD} - OF_NO_SUBJECT
    single = {word for name in names(real(), *SUBJECT) for word in words(name)}
    own = {word for word in single if len(word) >= SHORTEST_WORD and not word.isdigit()}
    short = {name for name in names(real(), *SUBJECT) if re.search(r"[a-z].*[0-9]|[0-9].*[a-z]", name)}
    found = whole | own | short | {key.lower() for key in real().references} | set(real().cohorts)
    return frozenset(found - ordinary())


def test_the_forbidden_words_are_those_of_the_subject() -> None:
    treatments = [entry for entry in real().vocabulary if entry.type == "intervention"]
    assert len(treatments) > 5 and len(forbidden()) > 150
    named = [entry.id for entry in treatments if forbidden() & {entry.id, entry.label.lower()}]
    assert len(named) > 0.9 * len(treatments)
    assert not forbidden() & ordinary()


def test_the_engine_names_no_subject() -> None:
    longest_first = "|".join(map(re.escape, sorted(forbidden(), key=len, reverse=True)))
    pattern = re.compile(rf"(?<![a-z0-9])(?:{longest_first})(?![a-z0-9])")
    found = []
    for path in sorted((ROOT / "kb").rglob("*")):
        if path.suffix in (".py", ".json", ".md", ".j2", ".txt"):
            for number, line in enumerate(path.read_text(encoding="utf-8").lower().splitlines(), 1):
                found += [f"{path.relative_to(ROOT)}:{number}: {word}" for word in pattern.findall(line)]
    assert found == [], "name the invented subject of tests/rules/base instead"


@pytest.mark.parametrize("root", INVENTED, ids=lambda root: root.name)
def test_the_invented_subject_is_another_one(root: Path) -> None:
    assert not set(names(load_base(root, TODAY), *SUBJECT, "drug")) & forbidden()
