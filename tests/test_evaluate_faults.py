"""The proof of power on the invented drug alone: every planted record is sound, and its fault is caught at its line.

The script changes how files are read in its process, and so is run in one of its own.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = ROOT / "scripts"
FEWEST_KINDS = 180
KIND = re.compile(
    r"([A-Z]\d+\w*) .* ([SQXLH]) +(\d+)/(\d+) +caught .*right rule +(\d+) +right line +(\d+) .*alarms (\d+)"
)


@pytest.fixture(scope="module")
def said() -> str:
    script = [sys.executable, str(SCRIPTS / "evaluate_faults.py"), "--alone", "--mutants", "1", "--jobs", "1", "--show"]
    run = subprocess.run(script, capture_output=True, text=True, cwd=ROOT, timeout=300, check=False)
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-3000:]
    return run.stdout


def test_every_kind_is_caught_at_its_line_by_an_expected_rule(said: str) -> None:
    kinds = [found for line in said.splitlines() if (found := KIND.match(line))]
    decidable = [found for found in kinds if found[2] != "H"]
    assert len(decidable) >= FEWEST_KINDS
    assert [found[1] for found in decidable if len({found[3], found[4], found[5], found[6]}) > 1] == []
    assert [found[1] for found in kinds if found[7] != "0"] == []


def test_the_summary_says_how_many_and_how_surely(said: str) -> None:
    assert "\nkinds with survivors: none\n" in said
    assert re.search(
        r"\nlower bounds: caught 9\d\.\d\d%, by the right rule 9\d\.\d\d%, on the right line 9\d\.\d\d%\n", said
    )
    assert "\nrules without which some mutant survives: " in said


def test_kinds_have_a_number_of_a_known_family(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(SCRIPTS))
    import fault_kinds

    assert {id[0] for id in fault_kinds.KINDS} <= set("UNLPTKVRGCFWH")
    assert {kind.decided_by for kind in fault_kinds.KINDS.values()} == set("SQXLH")


def test_no_script_of_the_proof_is_long() -> None:
    lengths = {path.name: path.read_text(encoding="utf-8").count("\n") for path in SCRIPTS.glob("*fault*.py")}
    assert {name: length for name, length in lengths.items() if length > 300} == {}
