"""Every control on hostile input has a rule with fixtures, and no small file costs the check more than seconds."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.circles import circles
from kb.rules import rule_named
from kb.suggestions import MOST_LOOKED_UP, Suggestions
from tests.conftest import TESTS, check_base

BASE = TESTS / "rules" / "base"

CONTROLS = {
    "duplicate keys": "duplicate-key", "aliases": "alias-not-allowed", "merge keys": "merge-key-not-allowed",
    "tags": "tag-not-allowed", "several documents": "multiple-documents", "deep nesting": "nesting-too-deep",
    "non-text keys": "non-text-key", "control characters": "control-character",
    "zero-width characters": "invisible-character", "bidirectional characters": "bidi-control-character",
    "mixed-script look-alikes": "mixed-script-token", "other encodings": "encoding-not-utf8",
    "symlinks": "symlink-not-allowed", "pipes and devices": "unreadable-file", "files passed over": "unexpected-file",
    "path traversal in ids": "id-syntax", "path traversal in citation keys": "bib-key-syntax",
    "template syntax": "template-syntax", "markup": "markup-not-allowed",
    "unsafe link schemes": "url-scheme-not-allowed", "oversized files": "oversized-file",
    "oversized texts": "oversized-text", "too many nodes": "too-many-nodes", "too many faults": "too-many-faults",
    "BibTeX macro bombs": "bib-macro-not-allowed", "unbalanced braces": "bib-syntax",
    "damaged ledgers": "damaged-ledger", "empty files": "empty-file",
}  # fmt: skip


@pytest.mark.parametrize("control", CONTROLS)
def test_a_control_has_a_rule_that_cannot_be_waived_and_fixtures(control: str) -> None:
    rule = rule_named(CONTROLS[control])
    assert rule is not None
    assert not rule.waivable
    folder = TESTS / "rules" / rule.code
    assert [path for path in (folder / "bad").rglob("*") if path.is_file() or path.is_symlink()]
    assert (folder / "expected.txt").read_text(encoding="utf-8").strip()


MANY = 3000
LONGEST = 25  # seconds of processor time; each case takes two at most on a slow machine, and one grew to minutes

FACT = (
    "  - {{id: f{number}, measure: {measure}, intervention: zelvarin, value: 6-7 d, cite: {cite}, locator: p 3, "
    "printed: 6-7 days, access: full-text{more}}}\n"
)


def facts(measure: str = "hospital-stay", cite: str = "able2001", more: str = "") -> str:
    """Many facts, each with its own number in place of N."""
    rows = []
    for number in range(MANY):
        own = [text.replace("N", str(number)).replace("M", str(number + 1)) for text in (measure, cite, more)]
        rows.append(FACT.format(number=number, measure=own[0], cite=own[1], more=own[2]))
    return "facts:\n" + "".join(rows)


def numbered(section: str, record: str) -> str:
    rows = (record.replace("N", str(number)).replace("M", str(number + 1)) for number in range(MANY))
    return f"{section}:\n" + "".join(f"  - {{{row}}}\n" for row in rows)


HOSTILE = {
    "unknown keys": facts(cite="nobodyN"),
    "unknown measures": facts(measure="hospital-stayN"),
    "unknown fields": facts(more=", fieldN: 1"),
    "a chain of restatements": facts(more=", restates: fM"),
    "dangling links": facts(more=", restates: a-b-c-d-N"),
    "unknown rules": facts(
        more=", waivers: [{rule: nothing-N, reason: a b c d e f, owner: x, until: 2027-01-01, fingerprint: x}]"
    ),
    "a chain of broader terms": numbered("terms", "id: tN, type: population, label: T, broader: tM"),
    "a chain of cohorts": numbered("cohorts", "id: cN, label: T, population: elderly, part_of: cM"),
    "records of no source": numbered(
        "sources", "key: rN, as_of: 2026-01-01, looked_up: x, retraction_checked: none yet"
    ),
    "explanations of nothing": numbered(
        "explanations", "between: {base-dose: 40 mg/kg, xN: 3 d}, type: era, because: a b c, by: x, on: 2026-01-01"
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_of_many_small_faults_takes_seconds(name: str, lay_out: Callable[..., Path]) -> None:
    root = lay_out(BASE)
    (root / "facts" / "hostile.yaml").write_text(HOSTILE[name], encoding="utf-8")
    started = time.process_time()
    result = check_base(root)
    assert time.process_time() - started < LONGEST
    assert result.findings


def test_a_bibliography_of_unknown_fields_takes_seconds(lay_out: Callable[..., Path]) -> None:
    root = lay_out(BASE)
    with (root / "references.bib").open("a", encoding="utf-8") as file:
        for number in range(MANY):
            file.write(f"@thing{number}{{key{number},\n  field{number} = {{1}}\n}}\n")
    started = time.process_time()
    result = check_base(root)
    assert time.process_time() - started < LONGEST
    assert {"unknown-entry-type", "bib-syntax"} & {finding.name for finding in result.findings}


def test_a_misspelt_word_is_found_and_only_so_many_are_looked_up() -> None:
    words = Suggestions(["zelvarin", "Warmol"])
    assert (words.nearest("zelvarim"), words.nearest("warmol"), words.nearest("xxxx")) == ("zelvarin", "Warmol", "")
    for number in range(MOST_LOOKED_UP):
        words.nearest(f"word-{number}")
    assert words.nearest("zelvarinn") == ""
    assert (words.nearest("zelvarim"), words.nearest("ZELVARIN")) == ("zelvarin", "zelvarin")


LINKS = st.dictionaries(st.sampled_from("abcdefgh"), st.lists(st.sampled_from("abcdefgh"), max_size=4), max_size=8)


@given(LINKS)
def test_a_thing_lies_in_a_circle_if_it_leads_to_itself(links: dict[str, list[str]]) -> None:
    found = circles(links)
    reached = {one: _reached(links, one) for one in "abcdefgh"}
    for one in "abcdefgh":
        assert (one in found) == (one in reached[one])
        for other in "abcdefgh":
            both = one in reached[other] and other in reached[one]
            assert (one in found and found[one] == found.get(other)) == both


def _reached(links: dict[str, list[str]], start: str) -> set[str]:
    seen: set[str] = set()
    waiting = list(links.get(start, ()))
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            waiting.extend(links.get(one, ()))
    return seen
