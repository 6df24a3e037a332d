"""Runs pieces of work that need nothing of each other in several processes, where the system lets it be done safely.

A process made by forking shares the memory of the knowledge base as it stands, so nothing has to be sent to it; only
what it finds is sent back. Which process does what never changes a result: results are put in the order of the work,
and work whose result does not come back is done here.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple, TypeVar

Result = TypeVar("Result")
Work = Callable[[], Result]

MOST: Final = 4
"""Processes at most: each that is added takes memory of its own for what it looks at."""

VARIABLE: Final = "KB_PROCESSES"
"""The variable that says how many processes there may be; 1 does all the work in one."""


def processes() -> int:
    """How many processes may work side by side: one where a fork is not safe, and never more than processors."""
    asked = os.environ.get(VARIABLE, "")
    most = min(int(asked), MOST) if asked.isascii() and asked.isdigit() and len(asked) < 4 else MOST
    # a fork copies only the thread that forks: locks held by any other would stay locked for good
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return max(1, min(most, len(os.sched_getaffinity(0))))


def results_of(works: Sequence[Work[Result]], number: int) -> list[Result]:
    """The results of pieces of work, in their order, found by a number of processes of which this is one.

    This process does the first piece, then whichever nobody has taken yet; so do the others. Put long pieces first.
    A result must be one that `pickle` can carry. Whatever a piece of work raises is raised here.
    """
    if number < 2 or len(works) < 2:
        return [work() for work in works]
    tickets = _tickets(range(1, len(works)))
    children: list[_Child] = []
    try:
        # a system that has no process left to give is no reason to fail: those that there are do the work
        with contextlib.suppress(OSError):
            for _ in range(min(number, len(works)) - 1):
                children.append(_started(works, tickets))
        done = {0: works[0](), **{index: works[index]() for index in _taken(tickets)}}
        for child in children:
            done |= _handed_over(child)
    finally:
        os.close(tickets)
        for child in children:
            _ended(child)
    return [done[index] if index in done else work() for index, work in enumerate(works)]


class _Child(NamedTuple):
    """A process that works beside this one, and the pipe on which it hands over what it found."""

    process: int
    found: int


def _tickets(indexes: Sequence[int]) -> int:
    """A pipe that holds one byte for each piece of work: who reads the byte does the work, and nobody else can."""
    reading, writing = os.pipe()
    os.write(writing, bytes(indexes))
    os.close(writing)
    return reading


def _taken(tickets: int) -> Iterator[int]:
    while ticket := os.read(tickets, 1):
        yield ticket[0]


def _started(works: Sequence[Work[Result]], tickets: int) -> _Child:
    reading, writing = os.pipe()
    try:
        process = os.fork()
    except OSError:
        os.close(reading)
        os.close(writing)
        raise
    if process:
        os.close(writing)
        return _Child(process, reading)
    # From here on this is the other process. It must never return, nor run what its parent has put off until its end.
    try:
        os.close(reading)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        found = pickle.dumps({index: works[index]() for index in _taken(tickets)}, pickle.HIGHEST_PROTOCOL)
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(found)
    finally:
        os._exit(0)


def _handed_over(child: _Child) -> dict[int, Result]:
    """What another process found; nothing where it was ended, or failed: its work is then done again, and heard of."""
    with open(child.found, "rb", closefd=False) as pipe:
        found = pipe.read()
    try:
        done: dict[int, Result] = pickle.loads(found)
    except (EOFError, pickle.UnpicklingError):
        return {}
    return done


def _ended(child: _Child) -> None:
    """No process is left behind, whatever happened here."""
    os.close(child.found)
    with contextlib.suppress(ProcessLookupError):
        os.kill(child.process, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        os.waitpid(child.process, 0)
