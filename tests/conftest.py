"""What several test modules need: a base laid out in a folder, checked on a fixed day."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.check import CheckResult, check
from kb.load import load_base

TODAY = datetime.date(2026, 11, 22)
TESTS = Path(__file__).parent


@pytest.fixture
def lay_out(tmp_path: Path) -> Callable[..., Path]:
    """Lay folders over each other in a new folder, the later over the earlier, and return it."""

    def lay(*layers: Path) -> Path:
        root = tmp_path / "base"
        for layer in layers:
            shutil.copytree(layer, root, symlinks=True, dirs_exist_ok=True)
        return root

    return lay


def check_base(root: Path) -> CheckResult:
    """The result of a check with all rules on the day that the tests live in."""
    return check(load_base(root, TODAY))
