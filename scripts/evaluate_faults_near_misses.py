"""What must stay silent: generated clean bases, and near misses, each a sound record that looks like a fault."""

from __future__ import annotations

import datetime
import tempfile
from pathlib import Path
from typing import NamedTuple

import synthetic_base
from evaluate_faults_run import FAILING, Trial
from fault_kinds_ground import PLANTED, Files
from fault_kinds_near_misses import Near, near_misses
from fault_kinds_planted import SCRIPT, TEMPLATE

from kb.check import check
from kb.finding import Finding
from kb.load import load_base

GENERATED = (11, 12, 13)
FACTS_EACH = 400


class Alarm(NamedTuple):
    """Something said against what is sound."""

    on: str
    finding: Finding

    def __str__(self) -> str:
        place, code, message = self.finding.place, self.finding.code, self.finding.message
        return f"FALSE ALARM on {self.on}: {place} {code} {message}"


def report(source: Path, today: datetime.date) -> int:
    """Check the base as it is, generated bases and near misses; print each false alarm and how many there are."""
    with tempfile.TemporaryDirectory() as folder:
        alarms = [*_of_base(source, Path(folder) / "alone", today), *_of_generated(Path(folder), today)]
        misses = near_misses(today)
        trial = Trial(source, Path(folder) / "planted", today)
        for miss in misses:
            found = trial.alarms_on(_files(miss, (trial.root / "references.bib").read_bytes()))
            alarms += [Alarm(f"near miss '{miss.title}'", finding) for finding in found]
    for alarm in alarms:
        print(alarm, flush=True)
    print(f"false alarms on the base, {len(GENERATED)} generated bases and {len(misses)} near misses: {len(alarms)}")
    return len(alarms)


def _files(miss: Near, bibliography: bytes) -> Files:
    """The files that a near miss changes."""
    files: Files = {PLANTED: miss.facts.encode()} if miss.facts else {}
    if miss.bibliography:
        files["references.bib"] = bibliography + miss.bibliography.encode()
    if miss.template:
        files[TEMPLATE] = miss.template.encode()
    if miss.script:
        files[SCRIPT] = miss.script.encode()
    return files


def _of_base(source: Path, root: Path, today: datetime.date) -> list[Alarm]:
    trial = Trial(source, root, today, planted=False)
    return [Alarm("the base as it is", finding) for finding in trial.false_alarms]


def _of_generated(folder: Path, today: datetime.date) -> list[Alarm]:
    found = []
    for seed in GENERATED:
        root = folder / f"generated-{seed}"
        synthetic_base.generate(root, FACTS_EACH, seed, with_conflicts=False)
        findings = check(load_base(root, today)).findings
        found += [Alarm(f"generated base {seed}", one) for one in findings if one.severity.rank < FAILING]
    return found
