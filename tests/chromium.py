"""A real Chromium for the tests of pages: one for each process, a new context for each page that is watched."""

from __future__ import annotations

import atexit
import functools
import os
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

playwright = pytest.importorskip("playwright.sync_api", reason="browser tests need the package playwright")
expect = playwright.expect
expect.set_options(timeout=20_000)

CHROMIUM = Path(
    os.environ.get("KB_BROWSER")
    or next(filter(None, map(shutil.which, ("chromium", "google-chrome", "chromium-browser"))), "chromium")
)
FLAGS = (
    "--no-sandbox --disable-gpu --disable-background-networking "
    "--disable-component-update --disable-sync --no-first-run"
)


def starting(text: str) -> re.Pattern[str]:
    """A pattern for `expect(...).to_have_text`, of texts that start with this one."""
    return re.compile("^" + re.escape(text))


def chromium() -> Any:
    """The one Chromium of this process; without one the test is skipped by name, or fails where one must be."""
    if not CHROMIUM.exists():
        message = f"no Chromium at {CHROMIUM}; install it or name one in KB_BROWSER"
        if os.environ.get("KB_REQUIRE_BROWSER") == "1":
            pytest.fail(message)
        pytest.skip(message)
    return launched()


@functools.cache
def launched() -> Any:
    """One Chromium for all test modules of this process; each test opens a context of its own in it."""
    driver = playwright.sync_playwright().start()
    browser = driver.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS.split())
    atexit.register(driver.stop)
    atexit.register(browser.close)
    return browser


class Watched:
    """A page of a new browser context, with what it asked for and complained of."""

    def __init__(self, browser: Any, address: str, **options: Any) -> None:
        self.address = address
        self.context = browser.new_context(**options)
        self.page = self.context.new_page()
        self.outside: list[str] = []
        self.errors: list[str] = []
        self.page.on("request", lambda request: self._asked(request.url))
        self.page.on(
            "console", lambda line: self.errors.append(line.text) if line.type in ("error", "warning") else None
        )
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _asked(self, url: str) -> None:
        if not url.startswith((self.address, "data:", "blob:")):
            self.outside.append(url)

    def go(self, path: str) -> Any:
        self.page.goto(self.address + path, wait_until="load")
        return self.page
