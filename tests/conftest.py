"""What several test modules need: a base laid out in a folder, checked on a fixed day."""

from __future__ import annotations

import datetime
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from kb.check import CheckResult, check
from kb.load import load_base
from tests.built_once import FOLDER
from tests.layers import lay_over

TODAY = datetime.date(2026, 11, 22)
TESTS = Path(__file__).parent

# How long an example takes tells of other work on the machine; tests about time measure it themselves.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_configure(config: pytest.Config) -> None:
    """Make the folder that all processes of this run share; one that was started by another has it already.

    No command keeps the result of a check: a test that replaces a part of the engine must not be told an older one.
    """
    os.environ["KB_CACHE"] = ""
    if FOLDER not in os.environ:
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="kb tests ")
        config.add_cleanup(lambda: shutil.rmtree(os.environ.pop(FOLDER), ignore_errors=True))


@pytest.fixture(scope="module")
def browser() -> Any:
    """The Chromium in which tests of pages open theirs."""
    from tests.chromium import chromium

    return chromium()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where the site of this repository is served; a module about another site has an address of its own."""
    from tests.project_site import project_site
    from tests.serving import served

    with served(project_site()) as address:
        yield address


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    """A wide page of that site; whatever a test does there, nothing may fail and nobody else may be asked."""
    from tests.chromium import Watched

    watched = Watched(browser, address, viewport={"width": 1280, "height": 900})
    yield watched
    watched.context.close()
    assert (watched.errors, watched.outside) == ([], [])


@pytest.fixture
def lay_out(tmp_path: Path) -> Callable[..., Path]:
    """Lay folders over each other in a new folder, the later over the earlier, and return it."""
    return lambda *layers: lay_over(tmp_path / "base", *layers)


def check_base(root: Path) -> CheckResult:
    """The result of a check with all rules on the day that the tests live in."""
    return check(load_base(root, TODAY))
