"""Our finder of figures beside another checker of quotations, on the same cases: scripts/compare_quotation_checkers.py

    compare_quotation_checkers.py [--cases FILE_OR_FOLDER] [--each]

The other one is linkml-reference-validator, which looks for the words of a quotation after it has levelled case, spaces
and punctuation. Both judge each case in one process, from the text in memory; nothing is fetched. Told apart are cases
that a text and a figure settle, and those that need `near` words or a declared `reading`, which the other checker has
no way to be told. `--each` prints every wrong verdict.

Cases are those of `tests/quotation_cases`, each with what it should get (`expect`). Prepares its environment
(`requirements/quotation-checkers.txt`) by itself and says why where that cannot be had; not part of the tests. Exits
with 1 where ours accepts one falsely, or refuses more than 1% of the true ones.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import environment
import evaluation_environment
from setup_console import SetupError
from setup_install import clean_environment

ROOT = environment.ROOT
WITHIN = "KB_COMPARING"
ROUNDS = 3
Case = dict[str, Any]


class Judged(NamedTuple):
    """What a checker says of each case, and the seconds that all took it at its best of some rounds."""

    name: str
    found: list[bool]
    seconds: float


def main() -> int:
    """Go on in the environment of the other checker; 2 with the reason where that cannot be had."""
    if WITHIN in os.environ:
        return compare()
    parser().parse_args()
    try:
        python = evaluation_environment.ensure("quotation-checkers")
    except SetupError as problem:
        raise SetupError(f"linkml-reference-validator cannot be had here, so nothing was compared: {problem}") from None
    settings = {**clean_environment(), WITHIN: "1", "PYTHONPATH": str(ROOT)}
    return subprocess.call([str(python), __file__, *sys.argv[1:]], cwd=ROOT, env=settings)


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--cases", type=Path, default=ROOT / "tests" / "quotation_cases")
    made.add_argument("--each", action="store_true", help="print every wrong verdict")
    return made


def compare() -> int:
    """Judge all cases with both, and report."""
    asked = parser().parse_args()
    cases = cases_of(asked.cases)
    judges = (timed("ours", ours(), cases), timed("linkml-reference-validator", theirs(), cases))
    plain = [not (case.get("near") or case.get("reading")) for case in cases]
    print(f"{len(cases)} cases, {sum(map(expected, cases))} to be found")
    for judged in judges:
        for words, chosen in (("text and figure alone", True), ("near words or a reading", False)):
            print(counted(judged, cases, [one is chosen for one in plain], words))
        print(f"  {judged.seconds / len(cases) * 1e6:,.0f} µs a case, prepared and searched")
        if asked.each:
            print_wrong(judged, cases)
    print(f"Time of ours to theirs: {judges[0].seconds / judges[1].seconds:.2f}")
    false = [(case, found) for case, found in zip(cases, judges[0].found, strict=True) if found is not expected(case)]
    refused = sum(1 for _, found in false if not found)
    return 1 if len(false) > refused or refused > 0.01 * sum(map(expected, cases)) else 0


def cases_of(path: Path) -> list[Case]:
    """The cases of a file, or of all files of a folder, that say what they should get."""
    import yaml

    files = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    read = [case for file in files for case in yaml.safe_load(file.read_text(encoding="utf-8"))]
    texts = (isinstance(case, dict) and isinstance(case.get("text"), str) and "expect" in case for case in read)
    return [case for case, whole in zip(read, texts, strict=True) if whole and isinstance(case.get("printed"), str)]


def expected(case: Case) -> bool:
    """Whether a case is to be found."""
    return bool(case["expect"] == "found")


def ours() -> Callable[[Case], bool]:
    """Our verdict on a case."""
    from kb.quotation import Match, judge_cases

    return lambda case: isinstance(judge_cases([case])[0][1], Match)


def theirs() -> Callable[[Case], bool]:
    """The other checker's verdict on a case: its own `validate`, with a reference whose text is that of the case."""
    from linkml_reference_validator.models import ReferenceContent, ReferenceValidationConfig
    from linkml_reference_validator.validation.supporting_text_validator import SupportingTextValidator

    validator = SupportingTextValidator(ReferenceValidationConfig())

    class Text:
        """Gives the text of a case where the checker would fetch a reference."""

        def __init__(self, text: str) -> None:
            self.text = text

        def fetch(self, reference_id: str) -> Any:
            return ReferenceContent(reference_id=reference_id, content=self.text, content_type="full_text")

    def judge(case: Case) -> bool:
        validator.fetcher = Text(case["text"])
        return bool(validator.validate(case["printed"], "PMID:1").is_valid)

    return judge


def timed(name: str, judge: Callable[[Case], bool], cases: list[Case]) -> Judged:
    """What a checker says of each case, and how long the quickest of some rounds took."""
    seconds = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        found = [judge(case) for case in cases]
        seconds.append(time.perf_counter() - started)
    return Judged(name, found, min(seconds))


def counted(judged: Judged, cases: list[Case], chosen: list[bool], words: str) -> str:
    """False acceptances and false refusals among the chosen cases, in a line."""
    pairs = [(expected(case), found) for case, found, here in zip(cases, judged.found, chosen, strict=True) if here]
    true = sum(1 for wanted, _ in pairs if wanted)
    accepted = sum(1 for wanted, found in pairs if found and not wanted)
    refused = sum(1 for wanted, found in pairs if wanted and not found)
    return (
        f"{judged.name}, {words}: {accepted} of {len(pairs) - true} falsely accepted, "
        f"{refused} of {true} falsely refused"
    )


def print_wrong(judged: Judged, cases: list[Case]) -> None:
    """Every case that a checker gets wrong."""
    for case, found in zip(cases, judged.found, strict=True):
        if found is not expected(case):
            print(
                f"  {'accepts' if found else 'refuses'} {case['printed']!r} in {case['text']!r}: {case.get('why', '')}"
            )


if __name__ == "__main__":
    environment.run_as_command(main)
