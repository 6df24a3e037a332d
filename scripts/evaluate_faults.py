"""Measures what the checker catches: seeds faults at random places of a base and counts what is found.

For each kind of `fault_kinds`, mutants are drawn from the base, one changed file each, and checked. A mutant is caught
if a finding that fails the build names the changed record (for a deleted reference: any); `right rule` if one of the
expected rules speaks there. The base itself must be clean: every finding on it is a false alarm. The lower bound is the
one-sided 95% Wilson bound. With `--without-ledger` the record of verified figures is left out, so that only the facts
speak for themselves. A script, not a test: it takes minutes.
"""

from __future__ import annotations

import argparse
import datetime
import functools
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import fault_kinds

import kb.load
from kb.check import check
from kb.finding import Finding
from kb.load import load_base
from kb.statistics import wilson_interval

ROOT = Path(__file__).resolve().parent.parent
ONE_SIDED = Decimal("1.6448536269514722")
MOST_DRAWS = 60


def main() -> int:
    """Run the evaluation; exit code 1 where a mutant of a decidable kind survived or the clean base is accused."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mutants", type=int, default=30, help="mutants of each kind (default: 30)")
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--kind", action="append", help="only this kind; may be given several times")
    parser.add_argument("--without-ledger", action="store_true")
    parser.add_argument("--show", action="store_true", help="show every mutant that survived or met another rule")
    parser.add_argument("--root", type=Path, default=ROOT)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        return _evaluate(arguments, Path(folder) / "base")


def _evaluate(arguments: argparse.Namespace, root: Path) -> int:
    root.mkdir()
    shutil.copytree(arguments.root / "facts", root / "facts")
    shutil.copy(arguments.root / "references.bib", root)
    if arguments.without_ledger:
        shutil.rmtree(root / "facts" / "verification", ignore_errors=True)
    kb.load.read_source_file = functools.lru_cache(maxsize=4096)(kb.load.read_source_file)
    today = datetime.datetime.now(datetime.UTC).date()
    base = load_base(root, today)
    clean = check(base)
    alarms = [finding for finding in clean.findings if finding.severity.rank < 2]
    known = {(finding.place, finding.code, finding.message) for finding in clean.findings}
    print(f"{len(base.facts):,} facts, seed {arguments.seed}, {arguments.mutants} mutants a kind, {today}")
    print(f"false alarms on the base as it is: {len(alarms)}")
    totals: Counter[str] = Counter()
    for name in arguments.kind or fault_kinds.KINDS:
        counts = _kind(name, fault_kinds.KINDS[name], arguments, root, base, known, today)
        totals.update(counts)
        print(_row(name, counts), flush=True)
    print(_row("all kinds", totals))
    return 1 if alarms or totals["caught"] < totals["made"] else 0


def _kind(
    name: str, draw: Callable[[fault_kinds.Ground], fault_kinds.Mutant | None], arguments: argparse.Namespace,
    root: Path, base: kb.load.KnowledgeBase, known: set[object], today: datetime.date,
) -> Counter[str]:  # fmt: skip
    ground = fault_kinds.Ground(base, root, random.Random(f"{arguments.seed}/{name}"))
    counts: Counter[str] = Counter()
    seen: set[bytes] = set()
    started = time.process_time()
    for _ in range(arguments.mutants * MOST_DRAWS):
        if counts["made"] == arguments.mutants:
            break
        mutant = draw(ground)
        if mutant is None or mutant.data in seen or mutant.data == (root / mutant.file).read_bytes():
            continue
        seen.add(mutant.data)
        new = [
            finding
            for finding in _findings(root, mutant, today)
            if (finding.place, finding.code, finding.message) not in known
        ]
        counts["made"] += 1
        there = [one for one in new if one.severity.rank < 2 and _names(one, mutant)]
        right = [one for one in there if one.name in mutant.expected]
        counts["caught"] += bool(there)
        counts["right rule"] += bool(right)
        counts["right line"] += any(one.place.file == mutant.file for one in there)
        counts["collateral"] += len({one.place.file for one in new} - {mutant.file})
        if arguments.show and not right:
            print(f"    {'other rule' if there else 'SURVIVED'}: {mutant.change}  {sorted({one.name for one in new})}")
    counts["seconds"] = round(time.process_time() - started)
    return counts


def _names(finding: Finding, mutant: fault_kinds.Mutant) -> bool:
    """Whether a finding stands in the changed record, or says its place in the message."""
    if not mutant.lines:
        return True
    if finding.place.file == mutant.file and finding.place.line in mutant.lines:
        return True
    return any(f"{mutant.file}:{line}:" in finding.message for line in mutant.lines)


def _findings(root: Path, mutant: fault_kinds.Mutant, today: datetime.date) -> tuple[Finding, ...]:
    path = root / mutant.file
    before = path.read_bytes()
    path.write_bytes(mutant.data)
    try:
        return check(load_base(root, today)).findings
    finally:
        path.write_bytes(before)


def _row(name: str, counts: Counter[str]) -> str:
    made = counts["made"]
    if not made:
        return f"{name:36} no place for it in this base"
    bound = wilson_interval(counts["caught"], made, ONE_SIDED)[0]
    return (
        f"{name:36} {counts['caught']:4}/{made:<4} caught (lower bound {bound:.1f}%)"
        f"  right rule {counts['right rule']:4}"
        f"  right file {counts['right line']:4}  collateral {counts['collateral']:4}  {counts['seconds']} s"
    )


if __name__ == "__main__":
    sys.exit(main())
