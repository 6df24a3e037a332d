"""Measures what the checker catches: seeds faults at random places of a base and counts what is found.

For each kind of `fault_kinds`, mutants are drawn from the base, one change each, and checked in this process; files
that did not change are read only once. A mutant is

- caught if a finding that fails the build names its record (for what spoils a whole file: the file);
- caught by the right rule if one of the expected rules speaks there;
- on the right line if a finding stands at the changed field itself, not only in its record;
- equivalent if the records of the base are the same before and after and nothing is said: it is then no fault, and is
  not counted. Collateral are other files of which something new is said.

Where the base has no place for a kind, a sound record of an invented drug is planted first. Everything that is said
against the base as it is, against sound planted records, near misses and generated clean bases is a false alarm. The
lower bound is the one-sided 95% Wilson bound. The first mutants of a planted record are judged in the base, the others
in one that holds the invented drug alone, where each is also proved sound before. What the record of verified figures
says is known by its rules: `--without-ledger FILE` writes there what the facts alone show, as if the record were not
there. At the end stand the rules that could be switched off without a mutant, or their own bad example, getting
through. A script, not a test: a full run takes about half an hour on two processors that have nothing else to do.
"""

from __future__ import annotations

import argparse
import builtins
import contextlib
import datetime
import functools
import multiprocessing
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TextIO

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT)]

import evaluate_faults_near_misses as near_misses  # noqa: E402
from evaluate_faults_examples import alone_on_its_example  # noqa: E402
from evaluate_faults_run import LEDGER_RULES, Outcome, Trial  # noqa: E402
from fault_kinds import KINDS  # noqa: E402
from fault_kinds_ground import Ground, Kind, Mutant  # noqa: E402

from kb.rules import all_rules  # noqa: E402
from kb.statistics import wilson_interval  # noqa: E402

ONE_SIDED = Decimal("1.6448536269514722")
MOST_DRAWS = 25
BY_DANGER = "UNLPTKVRGCFWH"
"""Families in the order of what they can do at the bedside: the run begins with the worst."""

PROVED_SOUND = 5
"""Mutants of each kind that are judged in the whole base even where they are of a planted record."""
_trial: Trial | None = None
_alone: Trial | None = None


def main() -> int:
    """Run the evaluation; exit code 1 where a mutant of a decidable kind survived or something sound is accused."""
    arguments = _arguments()
    today = datetime.datetime.now(datetime.UTC).date()
    started = time.monotonic()
    _start(arguments, today)
    assert _trial is not None
    for finding in _trial.false_alarms:
        print(f"FALSE ALARM on the base: {finding.place} {finding.code} {finding.message}")
    print(f"seed {arguments.seed}, {arguments.mutants} mutants a kind, {today}", flush=True)
    alarms = near_misses.report(arguments.root, today) if not arguments.kind and not arguments.alone else 0
    wanted = (id for id in KINDS if not arguments.kind or any(id.startswith(one) for one in arguments.kind))
    names = sorted(wanted, key=lambda id: BY_DANGER.index(id[0]))
    outcomes: list[Outcome] = []
    with multiprocessing.Pool(arguments.jobs, _start, (arguments, today)) as pool, _files(arguments) as files:
        for file in files[1:]:
            print(f"seed {arguments.seed}, {arguments.mutants} mutants a kind, {today}, without the ledger", file=file)
        for id, found in pool.imap(_run, [(id, arguments.mutants, arguments.seed) for id in names]):
            outcomes += found
            for file, seen in zip(files, (found, _facts_alone(found)), strict=False):
                print(_row(KINDS[id].name, KINDS[id].decided_by, seen), file=file, flush=True)
                for line in _shown(seen) if arguments.show else ():
                    print(line, file=file, flush=True)
        seconds = time.monotonic() - started
        failed = _summary(outcomes, alarms, seconds, files[0], every=not arguments.kind)
        for file in files[1:]:
            alone = [one for one in _facts_alone(outcomes) if KINDS[one.kind].decided_by != "L"]
            failed |= _summary(alone, alarms, seconds, file, every=not arguments.kind)
    return failed


@contextlib.contextmanager
def _files(arguments: argparse.Namespace) -> Iterator[list[TextIO]]:
    """Where results are written: what is printed, and the file of what is found without the ledger."""
    if arguments.without_ledger is None:
        yield [sys.stdout]
    else:
        with arguments.without_ledger.open("w", encoding="utf-8") as file:
            yield [sys.stdout, file]


def _facts_alone(outcomes: list[Outcome]) -> list[Outcome]:
    return [one.without(LEDGER_RULES) for one in outcomes]


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mutants", type=int, default=30, help="mutants of each kind (default: 30)")
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--kind", action="append", help="only kinds whose number begins so; may be given several times")
    parser.add_argument("--without-ledger", type=Path, metavar="FILE", help="write there what the facts alone show")
    parser.add_argument(
        "--show", action="store_true", help="show every mutant that survived or met another rule or line"
    )
    parser.add_argument("--jobs", type=int, default=2, help="processes (default: 2)")
    parser.add_argument("--root", type=Path, default=ROOT)
    parser.add_argument("--alone", action="store_true", help="leave the base out: only the invented drug, in seconds")
    return parser.parse_args()


def _start(arguments: argparse.Namespace, today: datetime.date) -> None:
    global _trial, _alone
    folder = tempfile.TemporaryDirectory()
    _alone = Trial(None, Path(folder.name) / "alone", today)
    _trial = _alone if arguments.alone else Trial(arguments.root, Path(folder.name) / "base", today)
    _trial.folder = folder  # type: ignore[attr-defined]


def _run(task: tuple[str, int, int]) -> tuple[str, list[Outcome]]:
    id, wanted, seed = task
    assert _trial is not None and _alone is not None
    ground = Ground(_trial.base, _trial.root, random.Random(f"{seed}/{id}"))
    outcomes: list[Outcome] = []
    seen: set[object] = set()
    for _ in range(wanted * MOST_DRAWS):
        if sum(not one.equivalent for one in outcomes) == wanted:
            break
        mutant = _draw(KINDS[id], ground)
        key = (tuple(mutant.files.items()), mutant.link_to) if mutant else None
        if mutant is not None and key not in seen:
            seen.add(key)
            trial = _alone if mutant.control and len(outcomes) >= PROVED_SOUND else _trial
            outcomes.append(trial.judge(id, mutant))
    return id, outcomes


def _draw(kind: Kind, ground: Ground) -> Mutant | None:
    """A mutant of one of the ways of a kind, each as likely; planted ones stand in where the base has no place."""
    for draw in ground.random.sample(kind.draws, len(kind.draws)):
        mutant = draw(ground)
        if mutant is not None:
            return mutant
    return None


def _row(name: str, decided_by: str, found: list[Outcome]) -> str:
    made = [one for one in found if not one.equivalent]
    if not made:
        return f"{name:58} {decided_by}  no place for it in this base"
    caught = sum(one.caught for one in made)
    bound = wilson_interval(caught, len(made), ONE_SIDED)[0]
    return (
        f"{name:58} {decided_by} {caught:5}/{len(made):<5} caught ({bound:5.1f}%)"
        f"  right rule {sum(one.by_right_rule for one in made):5}"
        f"  right line {sum(one.on_right_line for one in made):5}"
        f"  ledger only {sum(one.caught and one.rules <= LEDGER_RULES for one in made):4}"
        f"  collateral {sum(one.collateral for one in made):4}  equivalent {len(found) - len(made)}"
        f"  false alarms {sum(bool(one.false_alarms) for one in made)}"
    )


def _bounds(made: list[Outcome]) -> dict[str, Decimal]:
    counts = {
        "caught": sum(one.caught for one in made),
        "by the right rule": sum(one.by_right_rule for one in made),
        "on the right line": sum(one.on_right_line for one in made),
    }
    return {name: wilson_interval(count, len(made), ONE_SIDED)[0] for name, count in counts.items() if made}


def _shown(found: list[Outcome]) -> list[str]:
    lines = []
    for one in found:
        if one.false_alarms:
            lines.append(f"    FALSE ALARM on sound: {one.change}  {one.false_alarms}")
        if one.equivalent:
            lines.append(f"    equivalent: {one.change}")
        elif not one.caught:
            lines.append(f"    SURVIVED: {one.change}  elsewhere {sorted(one.all_rules)}")
        elif not one.by_right_rule:
            lines.append(f"    other rule: {one.change}  {sorted(one.rules)}")
        elif not one.on_right_line:
            lines.append(f"    other line: {one.change}  {sorted(one.rules)}")
    return lines


def _summary(outcomes: list[Outcome], alarms: int, seconds: float, file: TextIO, *, every: bool) -> int:
    """Print what the whole run shows; 1 where a mutant of a decidable kind survived or something sound is accused."""
    print = functools.partial(builtins.print, file=file, flush=True)
    made = [one for one in outcomes if not one.equivalent]
    decidable = [one for one in made if KINDS[one.kind].decided_by != "H"]
    print(_row("all kinds that the text decides", " ", decidable))
    print("lower bounds: " + ", ".join(f"{name} {bound:.2f}%" for name, bound in _bounds(decidable).items()))
    print(_row("left to a person", "H", [one for one in made if KINDS[one.kind].decided_by == "H"]))
    false = alarms + sum(bool(one.false_alarms) for one in made)
    survived = [KINDS[one.kind].name for one in decidable if not one.caught]
    print(f"{len(KINDS)} kinds, false alarms {false}, {seconds / 60:.0f} minutes")
    print("kinds with survivors: " + (", ".join(f"{n} ({c})" for n, c in Counter(survived).items()) or "none"))
    if every:
        alone = {next(iter(one.rules)) for one in made if len(one.rules) == 1}
        spoken = {name for one in made for name in one.rules}
        failing = [rule for rule in all_rules() if rule.severity.rank < 2]
        print(f"rules without which some mutant survives: {len(alone)} of {len(failing)} that fail a build")
        print("  rules that spoke of mutants, never alone: " + ", ".join(sorted(spoken - alone)))
        silent = [f"{rule.code} {rule.name}" for rule in failing if rule.name not in spoken]
        print("  rules that no mutant met: " + ", ".join(silent))
        examples = alone_on_its_example()
        print(f"rules without which their own bad example survives: {len(examples)} of {len(all_rules())}")
        left = [f"{rule.code} {rule.name}" for rule in failing if rule.name not in alone | examples]
        print("rules that may be switched off unnoticed: " + (", ".join(left) or "none"))
    return 1 if survived or false else 0


if __name__ == "__main__":
    sys.exit(main())
