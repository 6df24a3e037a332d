"""Measure that the tests go through every branch: python3 scripts/measure_coverage.py [GROUP ...]

Groups are value, units, compare and verify (`checked_modules.py`). Each is measured with its own tests alone, so that
no line counts as tested because something else passed through it. Exits with 1 where a line or a branch is missed.
Takes about two minutes; prepares .venv by itself.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import environment
from checked_modules import GROUPS, ROOT, Group
from setup_console import SetupError, say


def main() -> int:
    """Measure the groups named on the command line, all without one; 0 if nothing is missed."""
    names = sys.argv[1:] or list(GROUPS)
    if unknown := sorted(set(names) - set(GROUPS)):
        raise SetupError(f"no group is called {unknown[0]!r}; there are {', '.join(GROUPS)}")
    environment.ensure()
    missed = [name for name in names if not covered(name, GROUPS[name])]
    say(f"Not wholly covered: {', '.join(missed)}" if missed else f"Every branch of {', '.join(names)} is covered")
    return 1 if missed else 0


def covered(name: str, group: Group) -> bool:
    """Run the tests of a group and report what they leave out."""
    say(f"== {name}: {len(group.files)} modules, {len(group.tests)} test files")
    with tempfile.TemporaryDirectory() as folder:
        data = f"--data-file={Path(folder) / 'data'}"
        if environment.call(
            ["-m", "coverage", "run", data, "-m", "pytest", "-p", "no:cacheprovider", *group.test_files]
        ):
            raise SetupError(f"the tests of {name} fail; mend that first")
        include = ",".join(str(path.relative_to(ROOT)) for path in group.files)
        return environment.call(["-m", "coverage", "report", data, f"--include={include}", "--fail-under=100"]) == 0


if __name__ == "__main__":
    environment.run_as_command(main)
