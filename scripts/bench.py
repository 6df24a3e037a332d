"""Measures the speed of the checker on synthetic bases of an invented drug, and on the base of this repository.

    python scripts/bench.py                             1,000, 10,000 and 100,000 facts; a few minutes
    python scripts/bench.py --sizes 1000 10000          fewer
    python scripts/bench.py --json bench.json           the figures as JSON too

Every stage runs in a process of its own: `floor` reads and hashes the same bytes; `load` reads them into a knowledge
base; `compare` finds all comparisons and conflicts; `rules` runs every rule; `pages` makes what templates see; `check`
is the command from the shell, start-up included, with no result kept from an earlier check; `warm` is the same again,
nothing changed. Python's bytecode is written before anything is timed. Seconds are CPU seconds of the stage alone, of
all its processes together, the least of three runs where it is quick; memory is the peak of its largest process. A
ratio is to the floor of the same size; the exponent is the slope between the two largest sizes on a logarithmic scale:
1 is linear. The aims are for whoever waits: seconds from the shell, shown beside the CPU seconds. It is a script and
never a test: another machine gives other seconds, not other ratios.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import json
import math
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from synthetic_base import generate

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

SIZES = (1_000, 10_000, 100_000)
STAGES = ("floor", "load", "compare", "rules", "pages", "check", "warm")
FROM_THE_SHELL = ("check", "warm")
QUICK = 5.0
TODAY = datetime.date(2026, 11, 22)
AIMS = {10_000: (2.0, None), 100_000: (12.0, 1024.0)}
"""Seconds from the shell and MiB that `kb check` may take by number of facts."""
WARM_AIMS = {100_000: 2.0}
"""Seconds from the shell that a second `kb check` may take by number of facts."""
REAL_BASE_AIM = 1.0


class Measured(NamedTuple):
    """CPU and wall seconds of a stage, and the peak memory of its process in MiB; `skipped` says why there are none."""

    cpu: float
    wall: float
    mebibytes: float
    skipped: str = ""


# --- one stage, in this process -------------------------------------------------------------------------------------


def run_stage(stage: str, root: Path) -> Measured:
    """Prepare a stage, run it, and say what it took; what it rests on is not counted."""
    prepared = _PREPARED[stage](root)
    cpu, wall = time.process_time(), time.perf_counter()
    try:
        prepared()
    except (ImportError, AttributeError, TypeError) as reason:
        return Measured(0, 0, 0, f"{type(reason).__name__}: {reason}")
    return Measured(time.process_time() - cpu, time.perf_counter() - wall, _peak(resource.RUSAGE_SELF))


def _peak(who: int) -> float:
    """Peak memory in MiB: the system counts in KiB, on macOS in bytes."""
    return resource.getrusage(who).ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def _floor(root: Path) -> Callable[[], object]:
    def read_and_hash() -> None:
        for folder, _, files in os.walk(root):
            for name in files:
                hashlib.sha256(Path(folder, name).read_bytes()).digest()

    return read_and_hash


def _load(root: Path) -> Callable[[], object]:
    from kb.load import load_base

    return lambda: load_base(root, TODAY)


def _compare(root: Path) -> Callable[[], object]:
    from kb.graph import ClaimGraph

    graph = ClaimGraph(_load(root)())  # type: ignore[arg-type]
    return lambda: (graph.comparisons, graph.conflicts)


def _rules(root: Path) -> Callable[[], object]:
    from kb.graph import ClaimGraph
    from kb.rules import all_rules

    knowledge: Any = _load(root)()
    graph = ClaimGraph(knowledge)
    rules = all_rules()
    assert graph.comparisons is not None and graph.conflicts is not None
    return lambda: [list(rule.check(knowledge, graph)) for rule in rules]


def _pages(root: Path) -> Callable[[], object]:
    from kb.check import check
    from kb.graph import ClaimGraph
    from kb.pages import Site

    knowledge: Any = _load(root)()
    graph = ClaimGraph(knowledge)
    site = Site(knowledge, graph, check(knowledge), ROOT / "tests" / "rules")
    return lambda: (
        site.measures,
        site.topics,
        site.conflicts,
        site.references,
        [site.fact(id) for id in knowledge.facts],
    )


_PREPARED: dict[str, Callable[[Path], Callable[[], object]]] = {
    "floor": _floor,
    "load": _load,
    "compare": _compare,
    "rules": _rules,
    "pages": _pages,
}


# --- all stages, each in a process of its own -----------------------------------------------------------------------


def measure(stage: str, root: Path) -> Measured:
    """What a stage takes in a new process; of a quick one, the least of three."""
    runs = [_measured(stage, root)]
    while len(runs) < 3 and runs[0].cpu < QUICK and not runs[0].skipped:
        runs.append(_measured(stage, root))
    return min(runs, key=lambda run: run.cpu)


def _measured(stage: str, root: Path) -> Measured:
    if stage in FROM_THE_SHELL:
        with tempfile.TemporaryDirectory(prefix="kb-bench-kept-") as kept:
            command = [sys.executable, "-m", "kb", "check", "--root", str(root), "--format", "json"]
            first = _shell(command, kept)
            return first if stage == "check" else _shell(command, kept)
    command = [sys.executable, __file__, "--stage", stage, str(root)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode:
        return Measured(0, 0, 0, (run.stderr.strip().splitlines() or ["it failed"])[-1])
    return Measured(*json.loads(run.stdout))


def _shell(command: Sequence[str], kept: str) -> Measured:
    """Wall and CPU seconds, and the peak memory, of a command that keeps results in a folder; it prints to nobody."""
    start = time.perf_counter()
    environment = {**os.environ, "KB_CACHE": kept}
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        return Measured(0, 0, 0, f"it ended with exit code {process.returncode}")
    peak = usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
    return Measured(usage.ru_utime + usage.ru_stime, wall, peak)


def exponent(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """The slope between the two largest sizes on a logarithmic scale."""
    return math.log(seconds[-1] / seconds[-2]) / math.log(sizes[-1] / sizes[-2])


def bench(sizes: Sequence[int], stages: Sequence[str], say: Callable[[str], None]) -> dict[str, Any]:
    """Measure all stages of all sizes, and the real base; returns what `table` and `--json` show."""
    found: dict[str, Any] = {"sizes": list(sizes), "stages": {stage: {} for stage in stages}, "bytes": {}, "real": {}}
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="kb-bench-") as folder:
            say(f"{size:,} facts: writing")
            generate(Path(folder), size)
            found["bytes"][size] = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
            for stage in stages:
                say(f"{size:,} facts: {stage}")
                found["stages"][stage][size] = measure(stage, Path(folder))._asdict()
    for stage in FROM_THE_SHELL:
        say(f"the base of this repository: {stage}")
        runs = [_measured(stage, ROOT) for _ in range(5)]
        for name in ("cpu", "wall", "mebibytes"):
            found["real"].setdefault(stage, {})[name] = min(getattr(run, name) for run in runs)
    return found


def write_bytecode(folder: str) -> None:
    """Let Python keep its bytecode in a folder, as it does on any machine after the first run."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = folder
    _measured("check", ROOT)


def table(found: dict[str, Any]) -> str:
    """The figures as lines of text."""
    sizes = found["sizes"]
    lines = [f"{'stage':<9}" + "".join(f"{f'{size:,} facts':>30}" for size in sizes) + f"{'exponent':>10}"]
    lines.append(f"{'':<9}" + f"{'CPU s':>9}{'x floor':>10}{'MiB':>11}" * len(sizes))
    for stage, by_size in found["stages"].items():
        cells, skipped = "", ""
        for size in sizes:
            one, floor = by_size[size], found["stages"].get("floor", {}).get(size, {"cpu": 0})["cpu"]
            skipped = skipped or one["skipped"]
            ratio = f"{one['cpu'] / floor:,.0f}" if floor else "-"
            cells += f"{one['cpu']:>9.2f}{ratio:>10}{one['mebibytes']:>11,.0f}"
        seconds = [by_size[size]["cpu"] for size in sizes]
        slope = f"{exponent(sizes, seconds):>10.2f}" if len(sizes) > 1 and min(seconds) > 0 else f"{'-':>10}"
        lines.append(f"{stage:<9}" + (f"  skipped: {skipped}" if skipped else cells + slope))
    lines += ["", *_aims(found)]
    return "\n".join(lines)


def _aims(found: dict[str, Any]) -> Iterator[str]:
    for size in found["sizes"]:
        yield f"{size:,} facts are {found['bytes'][size] / 1e6:,.1f} MB of text"
    cold, warm = found["real"]["check"], found["real"]["warm"]
    yield f"the base of this repository: kb check {_seconds(cold)}" + _met(cold["wall"] <= REAL_BASE_AIM, REAL_BASE_AIM)
    yield f"the base of this repository, again: {_seconds(warm)}"
    for size, seconds in WARM_AIMS.items():
        again = found["stages"].get("warm", {}).get(size)
        if again:
            yield f"{size:,} facts, again: {_seconds(again)}" + _met(again["wall"] <= seconds, seconds)
    for size, (seconds, mebibytes) in AIMS.items():
        one = found["stages"].get("check", {}).get(size)
        if one:
            yield f"{size:,} facts: kb check {_seconds(one)}" + _met(one["wall"] <= seconds, seconds)
            if mebibytes:
                met = one["mebibytes"] <= mebibytes
                yield f"{size:,} facts: {one['mebibytes']:,.0f} MiB" + _met(met, mebibytes, "MiB")


def _seconds(measured: dict[str, Any]) -> str:
    return f"{measured['wall']:.2f} s from the shell, {measured['cpu']:.2f} CPU s"


def _met(met: bool, aim: float, unit: str = "s") -> str:
    return f" (aim {aim:,g} {unit}: {'met' if met else 'MISSED'})"


def main() -> int:
    """Run the bench, or one stage of it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="numbers of facts, rising")
    parser.add_argument("--stages", nargs="+", choices=STAGES, default=list(STAGES), help="what to measure")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to a file too")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="only write a base of the first size into a folder")
    parser.add_argument("--stage", nargs=2, metavar=("STAGE", "DIR"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.stage:
        print(json.dumps(run_stage(arguments.stage[0], Path(arguments.stage[1]))))
        return 0
    if arguments.keep:
        generate(arguments.keep, arguments.sizes[0])
        return 0
    with tempfile.TemporaryDirectory(prefix="kb-bench-bytecode-") as folder:
        write_bytecode(folder)
        found = bench(sorted(arguments.sizes), arguments.stages, lambda line: print(line, file=sys.stderr, flush=True))
    print(table(found))
    if arguments.json:
        arguments.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
