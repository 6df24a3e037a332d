"""Change the checked modules a little and see whether their tests notice: python3 scripts/mutation_test.py [options]

    mutation_test.py [--sample N] [--seed S] [--survivors] [GROUP ...]

Groups are value, units, compare and verify (`checked_modules.py`). mutmut makes the mutants and runs the tests of the
group on each; whoever survives is tried again in a process of its own, as a mutant of something that was worked out
while modules were imported can only be met there. `--sample` takes N mutants of a group at random, by a seed that is
printed, and gives the 95% interval (Wilson); `--survivors` prints what each survivor changed.

Mutants that mean the same as the original are named, with the reason, in `equivalent_mutants.toml`, and do not count.
Exits with 1 where fewer than 90% of a group are killed. All mutants take hours. Prepares its environment
(`requirements/mutation.txt`) by itself; not part of the tests.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import shutil
import subprocess
import tempfile
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import environment
import evaluation_environment
from checked_modules import GROUPS, ROOT, Group
from setup_console import SetupError, say
from setup_install import clean_environment

GOAL = 0.9
EQUIVALENT = ROOT / "scripts" / "equivalent_mutants.toml"
SURVIVED, NO_TEST, NOT_RUN = 0, (5, 33), (None,)
LONGEST = 600
NO_CLOCK = ("-k", "not time_grows")
"""Tests about time are left out: mutmut's own work within each function would fail them."""

# Tests of one process share what was remembered: a mutant would be met with answers of the original.
FORGET = """

def pytest_runtest_setup(item):
    import sys

    for name, module in list(sys.modules.items()):
        if name.startswith("kb."):
            for one in list(vars(module).values()):
                getattr(one, "cache_clear", bool)()
"""
CONFIGURATION = """[mutmut]
source_paths=kb
only_mutate=
    {modules}
pytest_add_cli_args_test_selection=
    {tests}
pytest_add_cli_args=
    -p
    no:cacheprovider
    -o
    addopts=
    -k
    not time_grows
also_copy=
    kb
timeout_constant=20
use_git_change_detection=false
track_dependencies=false
"""


class Result(NamedTuple):
    """What became of the mutants of a group: how many there are, were tried, are equivalent; who survived."""

    made: int
    tried: int
    equivalent: int
    survivors: list[tuple[str, str]]

    @property
    def killed(self) -> tuple[int, int]:
        """How many were killed, of how many that differ from the original."""
        differ = self.tried - self.equivalent
        return differ - len(self.survivors), differ


def main() -> int:
    """Try the groups that are asked for; 0 if each reaches the goal."""
    asked = arguments()
    if unknown := sorted(set(asked.groups) - set(GROUPS)):
        raise SetupError(f"no group is called {unknown[0]!r}; there are {', '.join(GROUPS)}")
    python = evaluation_environment.ensure("mutation")
    os.nice(10)
    reached = [report(name, tried(GROUPS[name], python, asked), asked) for name in asked.groups or GROUPS]
    return 0 if all(reached) else 1


def arguments() -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, default=0, help="how many mutants of each group; 0 for all")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--survivors", action="store_true", help="print what each survivor changed")
    parser.add_argument("groups", nargs="*", metavar="GROUP")
    return parser.parse_args()


def tried(group: Group, python: Path, asked: argparse.Namespace) -> Result:
    """Make the mutants of a group in a copy of what its tests need, and run the tests on each."""
    with tempfile.TemporaryDirectory(prefix="kb mutants ") as folder:
        workshop = Workshop(Path(folder), python)
        workshop.lay_out(group)
        names = workshop.generated()
        chosen = sorted(random.Random(asked.seed).sample(names, min(asked.sample, len(names)))) if asked.sample else []
        said = workshop.run("run", "--max-children", "1", *chosen)
        found = workshop.exit_codes()
        chosen = chosen or names
        if all(found[name] in NOT_RUN for name in chosen):
            raise SetupError("mutmut tried no mutant: " + " ".join(said.split())[-300:])
        unsure = [name for name in chosen if found[name] == SURVIVED or found[name] in (*NO_TEST, *NOT_RUN)]
        say(f"{len(chosen) - len(unsure)} of {len(chosen)} mutants killed; the others are tried again, each alone")
        if unsure and not workshop.survives("", group):
            raise SetupError("the tests fail without any mutant, when they are run alone")
        survivors = [(name, workshop.change(name)) for name in unsure if workshop.survives(name, group)]
    known = equivalent()
    left = [(name, change) for name, change in survivors if (function_of(name), change) not in known]
    return Result(len(names), len(chosen), len(survivors) - len(left), left)


class Workshop:
    """A folder in which mutants are made and tried."""

    def __init__(self, folder: Path, python: Path) -> None:
        self.folder = folder
        self.python = str(python.absolute())
        self.environment = {**clean_environment(), "HYPOTHESIS_STORAGE_DIRECTORY": str(folder / "examples")}

    def lay_out(self, group: Group) -> None:
        """Copy the code, the tests, and the fixtures that tests of the groups use; write mutmut's configuration."""
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / "kb", self.folder / "kb", ignore=ignored)
        shutil.copytree(ROOT / "tests" / "quotation_cases", self.folder / "tests" / "quotation_cases")
        shutil.copytree(ROOT / "tests" / "rules" / "base", self.folder / "tests" / "rules" / "base")
        for path in [*(ROOT / "tests").glob("*.py"), *(ROOT / "tests").glob("*.txt")]:
            shutil.copyfile(path, self.folder / "tests" / path.name)
        with (self.folder / "tests" / "conftest.py").open("a", encoding="utf-8") as conftest:
            conftest.write(FORGET)
        shutil.copyfile(ROOT / "pyproject.toml", self.folder / "pyproject.toml")
        modules = (path.relative_to(ROOT).as_posix() for path in group.files)
        lines = CONFIGURATION.format(modules="\n    ".join(modules), tests="\n    ".join(group.test_files))
        (self.folder / "setup.cfg").write_text(lines, encoding="utf-8")

    def run(self, *arguments: str) -> str:
        """Run mutmut and give what it says."""
        command = [self.python, "-m", "mutmut", *arguments]
        done = subprocess.run(command, cwd=self.folder, env=self.environment, capture_output=True, check=False)
        return done.stdout.decode(errors="replace")

    def generated(self) -> list[str]:
        """The names of all mutants: a name that none has makes mutmut stop before it tries any."""
        said = self.run("run", "--max-children", "1", "no_such_mutant")
        names = sorted(self.exit_codes())
        if not names or "failed to collect stats" in said or "Failed to run clean test" in said:
            raise SetupError("the tests fail on the original: " + " ".join(said.split())[-300:])
        return names

    def exit_codes(self) -> dict[str, int | None]:
        """What pytest ended with, by mutant; None where it was not run."""
        found: dict[str, int | None] = {}
        for path in sorted((self.folder / "mutants" / "kb").rglob("*.meta")):
            found |= json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
        return found

    def survives(self, name: str, group: Group) -> bool:
        """Whether all tests of the group pass in a process that knows nothing but the mutant."""
        command = [self.python, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *NO_CLOCK, *group.test_files]
        mutated = {**self.environment, "MUTANT_UNDER_TEST": name}
        where = self.folder / "mutants"
        try:
            done = subprocess.run(command, cwd=where, env=mutated, capture_output=True, check=False, timeout=LONGEST)
        except subprocess.TimeoutExpired:
            return False
        return done.returncode == 0

    def change(self, name: str) -> str:
        """What a mutant takes away and puts in its place, each on one line, as `- before` and `+ after`."""
        lines = self.run("show", name).splitlines()
        parts = {sign: [one[1:].strip() for one in lines if one[:1] == sign and one[:3] != sign * 3] for sign in "-+"}
        return "\n".join(f"{sign} {' '.join(parts[sign])}" for sign in "-+")


def function_of(name: str) -> str:
    """The function that a mutant is of: `kb.units.x__nearest__mutmut_2` is of `kb.units.x__nearest`."""
    return name.rpartition("__mutmut_")[0]


def equivalent() -> set[tuple[str, str]]:
    """The changes that mean the same as the original: function, and what is changed."""
    listed = tomllib.loads(EQUIVALENT.read_text(encoding="utf-8"))["mutant"]
    return {(one["function"], f"- {one['before']}\n+ {one['after']}") for one in listed}


def report(name: str, result: Result, asked: argparse.Namespace) -> bool:
    """Say what became of a group; whether the goal is reached."""
    killed, differ = result.killed
    share = killed / differ if differ else 1.0
    line = f"{name}: {killed} of {differ} mutants killed ({share:.1%}); {result.equivalent} more mean the same"
    if asked.sample:
        low, high = interval(killed, differ)
        line += (
            f"; a sample of {result.tried} of {result.made}, seed {asked.seed}, 95% interval {low:.1%} to {high:.1%}"
        )
    print(line, flush=True)
    if asked.survivors:
        print_survivors(result.survivors)
    return share >= GOAL


def print_survivors(survivors: Iterable[tuple[str, str]]) -> None:
    """Each survivor with its change, as it is written into the list of equivalent ones."""
    for name, change in survivors:
        before, after = (json.dumps(line[2:], ensure_ascii=False) for line in change.split("\n"))
        print(f"# {name}\n[[mutant]]\nfunction = {json.dumps(function_of(name), ensure_ascii=False)}")
        print(f'before = {before}\nafter = {after}\nbecause = ""\n', flush=True)


def interval(part: int, whole: int) -> tuple[float, float]:
    """The Wilson 95% interval of a share (J Am Stat Assoc 1927;22:209-212)."""
    z, share = 1.959964, part / whole
    centre = share + z * z / (2 * whole)
    margin = z * math.sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole))
    return (centre - margin) / (1 + z * z / whole), (centre + margin) / (1 + z * z / whole)


if __name__ == "__main__":
    environment.run_as_command(main)
