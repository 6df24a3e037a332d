"""Printed figures against the texts of their sources, and the ledgers that remember what was found."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from kb.load import load_base
from kb.rules import all_rules
from kb.verify import MissingTexts, judge_file, ledger_text, source_texts, verify, write_ledgers
from tests import command
from tests.command import BROKEN, Run, files_of
from tests.conftest import TODAY, check_base

base, kb = command.base, command.kb

TEXTS = {
    "able2001": "Table 1. Of all patients, 20% (20/100) had a response to\nhigh-dose zelvarin.\n",
    "baker2002": "A year later the response was 12.1% (21/174) by another count.\n",
    "label2015": "DOSAGE. The dose is 40 mg/kg, every 8 hours.\n",
}


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    for key, text in TEXTS.items():
        (folder / f"{key}.txt").write_text(text, encoding="utf-8")
    return folder


def states(root: Path) -> dict[str, str]:
    """How each fact of a base stands with its text."""
    knowledge = load_base(root, TODAY)
    return {id: knowledge.verification(fact) for id, fact in knowledge.facts.items()}


def test_figures_are_found_or_refused_with_a_reason(kb: Run, base: Path, texts: Path) -> None:
    said = kb("verify", "--root", base, "--sources", texts)
    assert said.code == 1 and said.err == ""
    first, *lines = said.out.splitlines()
    assert first.startswith("facts/base.yaml:41:14: '21% (21/100)' was not found in the text of baker2002: ")
    assert lines[-4:] == [
        "able2001: 1 of 1 figures found",
        "baker2002: 0 of 1 figures found",
        "label2015: 1 of 1 figures found",
        "2 of 3 figures found in 3 texts; 2 ledgers written",
    ]


def test_a_ledger_says_what_was_found_where(kb: Run, base: Path, texts: Path) -> None:
    kb("verify", "--root", base, "--sources", texts)
    folder = base / "facts" / "verification"
    assert sorted(path.name for path in folder.iterdir()) == ["able2001.json", "label2015.json"]
    written = (folder / "able2001.json").read_text(encoding="utf-8")
    text = TEXTS["able2001"]
    fact = load_base(base, TODAY)
    fingerprint = fact.fingerprint(fact.facts["base-response"])
    ledger = json.loads(written)
    assert ledger["text"] == hashlib.sha256(text.encode()).hexdigest()
    assert list(ledger["facts"]) == ["base-response"]
    assert ledger["facts"]["base-response"][0] == fingerprint
    assert ledger["facts"]["base-response"][2] == text.index("20%")
    assert written.count("\n") == 6 and "response to" not in written


def test_a_later_check_without_the_texts_knows_what_was_found(kb: Run, base: Path, texts: Path) -> None:
    kb("verify", "--root", base, "--sources", texts)
    assert states(base) == {
        "base-dose": "verified",
        "base-response": "verified",
        "base-interval": "no-text",
        "base-later-response": "no-text",
    }
    assert "2 of 4 printed figures found in their sources (2 without a text here)" in kb("check", "--root", base).out


def test_a_second_run_writes_nothing(kb: Run, base: Path, texts: Path) -> None:
    kb("verify", "--root", base, "--sources", texts)
    before = files_of(base)
    said = kb("verify", "--root", base, "--sources", texts)
    assert said.out.endswith("; 0 ledgers written\n")
    assert files_of(base) == before


def test_a_figure_edited_since_is_changed_until_verified_again(kb: Run, base: Path, texts: Path) -> None:
    kb("verify", "--root", base, "--sources", texts)
    file = base / "facts" / "base.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("40 mg/kg", "42 mg/kg"), encoding="utf-8")
    assert states(base)["base-dose"] == "changed"
    rule = next(
        (rule for rule in all_rules() if rule.family == "Figures against the source text" and "chang" in rule.name),
        None,
    )
    assert rule is not None, "no rule of the family KB2 speaks of a figure that changed since it was verified"
    found = [finding for finding in check_base(base).findings if finding.subject == "base-dose"]
    assert {finding.name for finding in found} == {rule.name}
    lines = file.read_text(encoding="utf-8").split("\n")
    assert [lines[finding.place.line - 1].strip() for finding in found] == ["value: 42 mg/kg", "printed: 42 mg/kg"]
    assert kb("verify", "--root", base, "--sources", texts).code == 1
    assert not (base / "facts" / "verification" / "label2015.json").exists()


def test_the_texts_can_be_named_in_the_environment(
    kb: Run, base: Path, texts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert kb("verify", "--root", base).err == (
        "kb: no folder of source texts is named. Use --sources DIR, or set KB_SOURCES.\n"
    )
    monkeypatch.setenv("KB_SOURCES", str(texts))
    assert kb("verify", "--root", base).out.endswith("2 of 3 figures found in 3 texts; 2 ledgers written\n")


def test_texts_that_cannot_be_used_are_named(kb: Run, base: Path, texts: Path, tmp_path: Path) -> None:
    missing = tmp_path / "missing"
    assert kb("verify", "--root", base, "--sources", missing).err == (
        f"kb: {missing} is not a folder. Name the folder of source texts with --sources, or in KB_SOURCES.\n"
    )
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / "somebody-else.txt").write_text("40 mg/kg", encoding="utf-8")
    assert kb("verify", "--root", base, "--sources", empty).err == (
        f"kb: {empty} holds no text named like KEY.txt, where KEY is a key of references.bib.\n"
    )
    (texts / "label2015.txt").write_bytes("40 mg/kg à la carte".encode("latin-1"))
    said = kb("verify", "--root", base, "--sources", texts)
    assert said == (2, "", f"kb: {texts / 'label2015.txt'} is not UTF-8. Save the text as UTF-8.\n")
    assert not (base / "facts" / "verification").exists()


def test_no_ledger_loses_the_facts_of_a_file_that_is_broken(kb: Run, base: Path, texts: Path) -> None:
    kb("verify", "--root", base, "--sources", texts)
    (base / "facts" / "base.yaml").write_text(BROKEN, encoding="utf-8")
    before = files_of(base)
    said = kb("verify", "--root", base, "--sources", texts)
    assert said.code == 1
    assert said.err.startswith("facts/base.yaml:4:1: KB001 critical: ")
    assert said.err.endswith("\nkb: no ledger was written: what stands above could not be read\n")
    assert said.out.endswith("; 0 ledgers written\n")
    assert files_of(base) == before


def test_a_damaged_ledger_is_written_anew(kb: Run, base: Path, texts: Path) -> None:
    kb("verify", "--root", base, "--sources", texts)
    ledger = base / "facts" / "verification" / "able2001.json"
    whole = ledger.read_bytes()
    ledger.write_bytes(whole[:40])
    assert kb("check", "--root", base).code == 1
    assert kb("verify", "--root", base, "--sources", texts).out.endswith("; 1 ledger written\n")
    assert ledger.read_bytes() == whole


def test_a_text_that_is_too_large_is_named_with_both_sizes(texts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = texts / "able2001.txt"
    monkeypatch.setattr("kb.verify.LARGEST_TEXT", 1_024)
    path.write_text("x" * 1_024, encoding="utf-8")
    assert judge_error(path) == f"{path} holds no list of cases. Write a list of 'text', 'printed', 'near', 'reading'."
    path.write_text("x" * 1_025, encoding="utf-8")
    assert judge_error(path) == f"{path} has 1,025 bytes; at most 1,024 are read."


def judge_error(path: Path) -> str:
    with pytest.raises(MissingTexts) as raised:
        judge_file(path)
    return str(raised.value)


def test_a_ledger_is_sorted_one_line_a_fact(base: Path, texts: Path) -> None:
    knowledge = load_base(base, TODAY)
    (texts / "baker2002.txt").write_text("It was 21% (21/100).", encoding="utf-8")
    found = source_texts(texts, knowledge.references)
    looked_up = list(verify(knowledge, found))
    assert [one.reference for one in looked_up] == ["able2001", "baker2002", "label2015"]
    for one in looked_up:
        text = ledger_text(knowledge, one, found[one.reference].read_text(encoding="utf-8"))
        assert text == ledger_text(knowledge, one, found[one.reference].read_text(encoding="utf-8"))
        assert text.endswith("\n  }\n}\n")
    changed = write_ledgers(knowledge, base, looked_up, found)
    assert [path.name for path in changed] == ["able2001.json", "baker2002.json", "label2015.json"]
    assert not list((base / "facts" / "verification").glob("*.part"))


# --- cases of one's own -------------------------------------------------------------------------------------------

CASES_YAML = """cases:
  - {text: "A dose of 40 mg/kg.", printed: 40 mg/kg, near: dose}
  - {text: "A dose of 140 mg/kg.", printed: 40 mg/kg}
  - {text: "It was 15.0 %.", printed: 15.0 %, near: ~}
  - {text: "A pause of 12:30 was kept.", printed: 12:30}
  - text only
"""
CASES_JSON = '[{"text": "in 15 of them", "printed": 15}, {"text": "It was <5%.", "printed": ">5%"}]'


def test_cases_of_ones_own_are_judged_one_line_each(kb: Run, tmp_path: Path) -> None:
    file = tmp_path / "cases.yaml"
    file.write_text(CASES_YAML, encoding="utf-8")
    said = kb("verify", "--cases", file)
    assert (said.code, said.err) == (0, "")
    lines = said.out.splitlines()
    assert lines[0] == "1: found '40 mg/kg'"
    assert lines[1].startswith("2: refused '40 mg/kg': ")
    assert lines[2] == "3: found '15.0 %'"
    assert lines[3] == "4: found '12:30'"
    assert lines[4] == "5: refused '': the case is not a mapping with text and printed"
    assert lines[5] == "3 found, 2 refused"


def test_cases_may_be_json(tmp_path: Path) -> None:
    file = tmp_path / "cases.json"
    file.write_text(CASES_JSON, encoding="utf-8")
    assert [(case.printed, case.verdict) for case in judge_file(file)] == [("15", "found"), (">5%", "refused")]


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("cases.yaml", "cases: [", "can't be read as cases: while parsing a flow node"),
        ("cases.json", "[", "can't be read as cases: Expecting value: line 1 column 2 (char 1)"),
        ("cases.json", "[" * 100_000, "can't be read as cases: "),
        ("cases.yaml", "[" * 1_500, "can't be read as cases: "),
        ("cases.yaml", "cases: none", "holds no list of cases. Write a list of 'text', 'printed', 'near', 'reading'."),
        ("cases.yaml", "!!python/object:os.system {}", "can't be read as cases: could not determine a constructor"),
    ],
)
def test_a_file_that_holds_no_cases_is_named(tmp_path: Path, name: str, text: str, reason: str) -> None:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    with pytest.raises(MissingTexts) as raised:
        judge_file(file)
    assert str(raised.value).startswith(f"{file} {reason}")
    assert "\n" not in str(raised.value)


def test_a_file_of_cases_that_is_missing_is_named(kb: Run, tmp_path: Path) -> None:
    said = kb("verify", "--cases", tmp_path / "cases.yaml")
    assert said == (2, "", f"kb: {tmp_path / 'cases.yaml'} can't be read: No such file or directory.\n")
