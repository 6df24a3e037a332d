"""Feed made-up input to what reads files and values, guided by coverage: python3 scripts/fuzz.py [options] [TARGET ...]

    fuzz.py [--seconds N] [--seed S] [TARGET ...]

Targets are reader (fact files), bib (the bibliography), value (values and units) and figure (figures against texts).
atheris changes input from the fixtures of the tests and keeps what goes through new branches. Anything but an answer or
a refusal of our own ends it: another exception, more than ten seconds for one input, a signal. The input is kept then
and its place printed; `fuzz.py TARGET --input FILE` runs that one again.

Prepares its environment (`requirements/fuzzing.txt`) by itself and says why where that cannot be had, as atheris has
files for some versions of Python only; the tests fuzz the same readers with Hypothesis everywhere. Exits with 1 where a
target fell.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import environment
import evaluation_environment
from setup_console import SetupError
from setup_install import clean_environment

ROOT = environment.ROOT
WITHIN = "KB_FUZZING"
LONGEST_INPUT = 4096
SLOWEST = 10
MOST_MEGABYTES = 2048
TARGETS = ("reader", "bib", "value", "figure")


def main() -> int:
    """Fuzz each target for its time in a process of its own; 0 if none fell."""
    if WITHIN in os.environ:
        return fuzz(os.environ[WITHIN])
    asked = arguments()
    if unknown := sorted(set(asked.targets) - set(TARGETS)):
        raise SetupError(f"no target is called {unknown[0]!r}; there are {', '.join(TARGETS)}")
    try:
        python = evaluation_environment.ensure("fuzzing")
    except SetupError as problem:
        raise SetupError(f"atheris cannot be had here, the tests fuzz with Hypothesis instead: {problem}") from None
    fell = [name for name in asked.targets or TARGETS if not stands(name, python, asked)]
    print(f"Fell: {', '.join(fell)}" if fell else "No target fell")
    return 1 if fell else 0


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=120, help="for each target")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1, 10**6))
    parser.add_argument("--input", type=Path, help="a file that made a target fall, to be run once")
    parser.add_argument("targets", nargs="*", metavar="TARGET")
    return parser.parse_args()


def stands(name: str, python: Path, asked: argparse.Namespace) -> bool:
    """Whether a target got through its time; where not, what it fell over is printed."""
    kept = Path(tempfile.mkdtemp(prefix=f"kb fuzz {name} "))
    (kept / "corpus").mkdir()
    for number, seed in enumerate(seeds(name)):
        (kept / "corpus" / str(number)).write_bytes(seed)
    limits = [f"-max_total_time={asked.seconds}", f"-seed={asked.seed}", f"-max_len={LONGEST_INPUT}"]
    limits += [f"-timeout={SLOWEST}", f"-rss_limit_mb={MOST_MEGABYTES}", f"-artifact_prefix={kept}/"]
    inputs = [str(asked.input)] if asked.input else ["-print_final_stats=1", str(kept / "corpus")]
    settings = {**clean_environment(), WITHIN: name, "PYTHONPATH": str(ROOT)}
    command = [str(python), __file__, *limits, *inputs]
    started = time.monotonic()
    done = subprocess.run(
        command, cwd=ROOT, env=settings, stderr=subprocess.STDOUT, stdout=subprocess.PIPE, check=False
    )
    said = done.stdout.decode(errors="replace")
    print(f"{name}: seed {asked.seed}, {time.monotonic() - started:.0f} s, {executions(said)} inputs", flush=True)
    if done.returncode == 0:
        shutil.rmtree(kept)
        return True
    print(f"{name} fell; the input is in {kept}\n{said[-4000:]}", flush=True)
    return False


def executions(said: str) -> str:
    """How many inputs were run, as the fuzzer says at its end."""
    counts = [line.rpartition(":")[2].strip() for line in said.splitlines() if "number_of_executed_units" in line]
    return f"{int(counts[0]):,}" if counts else "1 or more"


def seeds(name: str) -> Iterator[bytes]:
    """Inputs to begin with: small fixtures of the tests."""
    patterns = {"reader": "rules/*/*/facts/*.yaml", "bib": "rules/*/*/*.bib", "figure": "quotation_cases/*.yaml"}
    if name in patterns:
        for path in sorted((ROOT / "tests").glob(patterns[name])):
            if path.is_file() and path.stat().st_size <= LONGEST_INPUT:
                yield path.read_bytes()
    yield from (text.encode() for text in ("600000 IU/kg", "every 8 h", "37/255 patients", "> 80-90 mmHg", "1998-08"))


def fuzz(name: str) -> int:
    """Give input to one target until the time is over; the fuzzer ends the process itself."""
    import atheris

    with atheris.instrument_imports(include=["kb"]):
        target = {"reader": reader, "bib": bib, "value": value, "figure": figure}[name]()
    atheris.Setup(sys.argv, target)
    atheris.Fuzz()
    return 0


def reader() -> Callable[[bytes], None]:
    """Reads a fact file, which gives data or problems and raises nothing."""
    from kb.source_file import read_source_file

    def run(data: bytes) -> None:
        read_source_file(data, "facts/made-up.yaml")

    return run


def bib() -> Callable[[bytes], None]:
    """Reads a bibliography, which gives references or problems and raises nothing."""
    from kb.bibliography import read_bibliography

    def run(data: bytes) -> None:
        read_bibliography(data, "references.bib")

    return run


def value() -> Callable[[bytes], None]:
    """Reads a value or refuses it; what was read is said in both ways and read again as the same."""
    from kb.units import Problem
    from kb.value import canonical_text, in_words, parse_value, relation

    def run(data: bytes) -> None:
        text = data.decode("utf-8", "replace")
        try:
            found = parse_value(text)
        except Problem:
            return
        in_words(found)
        relation(found, found)
        if parse_value(canonical_text(found)) != found:
            raise AssertionError(f"{text!r} is read as another value from {canonical_text(found)!r}")

    return run


def figure() -> Callable[[bytes], None]:
    """Looks the first line up in the rest, which finds it or refuses it and raises nothing."""
    from kb.quotation import find_figure, prepare

    def run(data: bytes) -> None:
        printed, _, text = data.decode("utf-8", "replace").partition("\n")
        find_figure(prepare(text), printed, ())

    return run


if __name__ == "__main__":
    environment.run_as_command(main)
