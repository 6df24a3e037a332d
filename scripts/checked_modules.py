"""The modules on which every number rests, in four groups, and the tests that are to show all that they do.

`measure_coverage.py` and `mutation_test.py` hold the tests to that.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent


class Group(NamedTuple):
    """Modules as patterns of paths under `kb/`, and the names of their test files without `test_`."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]

    @property
    def files(self) -> list[Path]:
        """The files of the modules."""
        return sorted(path for pattern in self.modules for path in (ROOT / "kb").glob(pattern))

    @property
    def test_files(self) -> list[str]:
        """The test files, as paths from the folder of the project."""
        return [f"tests/test_{name}.py" for name in self.tests]


GROUPS = {
    "value": Group(("value*.py",), ("value",)),
    "units": Group(("unit*.py",), ("units",)),
    "compare": Group(
        (
            *("compare.py", "crossing.py", "scope.py", "verdict.py", "figures.py", "criteria.py"),
            *("judgement.py", "estimate.py", "same_patients.py", "statistics.py"),
        ),
        ("compare", "verdict", "criteria", "estimate", "same_patients", "statistics"),
    ),
    "verify": Group(("verify.py", "quotation/*.py"), ("verify", "quotation")),
}
