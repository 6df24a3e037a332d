"""What a person sees while .venv is prepared: one line a step, counted on a terminal, plain elsewhere."""

from __future__ import annotations

import sys
import time


class SetupError(Exception):
    """Setting up cannot go on; its text is one line that says what is wrong and what to do."""


class Step:
    """One step on the console: `with Step("Making .venv")` says when it starts, how far it is, and how long it took."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.on_terminal = sys.stderr.isatty()
        self.started = time.monotonic()

    def __enter__(self) -> Step:
        self._write(f"{self.title} ...", finished=False)
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        seconds = time.monotonic() - self.started
        self._write(f"{self.title}: {'stopped' if kind else 'done'} after {seconds:.1f} s", finished=True)

    def advance(self, done: int, total: int, now: str) -> None:
        """Say on a terminal that `done` of `total` parts are reached and which one is under way."""
        if self.on_terminal:
            self._write(f"{self.title} ... {done} of {total} {now}", finished=False)

    def _write(self, text: str, *, finished: bool) -> None:
        if self.on_terminal:
            sys.stderr.write("\r\x1b[K" + text[:100] + ("\n" if finished else ""))
        else:
            sys.stderr.write(text + "\n")
        sys.stderr.flush()


def say(text: str) -> None:
    """Print one line of news about the setup; it goes to standard error, so standard output is the command's."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()
