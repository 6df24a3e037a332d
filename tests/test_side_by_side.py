"""Work that is shared out gives what it gives in one process, whatever becomes of the others."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pytest

from kb.check import WORTH_SHARING, check
from kb.load import load_base
from kb.rules import FAMILIES, all_rules, rules_of
from kb.side_by_side import MOST, processes, results_of
from tests.conftest import TODAY
from tests.made_base import fact, made

PROJECT = Path(__file__).parent.parent

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="work is shared out on Linux only"),
    pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning"),
]


def squares(works: int) -> Sequence[Callable[[], int]]:
    return [partial(pow, number, 2) for number in range(works)]


@pytest.mark.parametrize("number", [1, 2, 3, 9])
@pytest.mark.parametrize("works", [0, 1, 2, 9, 200])
def test_results_come_in_the_order_of_the_work(number: int, works: int) -> None:
    assert results_of(squares(works), number) == [number**2 for number in range(works)]


def test_the_first_piece_is_done_here_and_others_elsewhere(tmp_path: Path) -> None:
    done_elsewhere = tmp_path / "done"

    def waiting() -> int:
        give_up = time.monotonic() + 60
        while not done_elsewhere.exists() and time.monotonic() < give_up:
            time.sleep(0.01)
        return os.getpid()

    def elsewhere() -> int:
        done_elsewhere.touch()
        return os.getpid()

    first, second = results_of([waiting, elsewhere], 2)
    assert first == os.getpid() != second


def test_a_result_larger_than_a_pipe_comes_whole() -> None:
    assert [len(text) for text in results_of([partial("x".__mul__, 3_000_000)] * 4, 2)] == [3_000_000] * 4


def test_what_a_killed_process_took_is_done_here() -> None:
    here = os.getpid()

    def killed_elsewhere() -> str:
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return "done"

    assert results_of([killed_elsewhere] * 6, 2) == ["done"] * 6


def test_what_can_not_be_sent_back_is_done_here() -> None:
    found = results_of([lambda: lambda: 7] * 4, 2)
    assert [one() for one in found] == [7] * 4


def broken() -> int:
    raise RuntimeError("broken")


@pytest.mark.parametrize("position", [0, 1, 5])
def test_what_a_piece_of_work_raises_is_raised_and_nobody_is_left_behind(position: int) -> None:
    works = [*squares(position), broken, *squares(5 - position)]
    with pytest.raises(RuntimeError, match="broken"):
        results_of(works, 3)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_an_interrupt_ends_the_others_too() -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        results_of([interrupted, partial(time.sleep, 30), partial(time.sleep, 30)], 3)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_a_system_without_a_process_to_give_does_the_work_in_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> int:
        raise BlockingIOError("no process left")

    monkeypatch.setattr(os, "fork", refused)
    before = len(list(Path("/proc/self/fd").iterdir()))
    assert results_of(squares(5), 4) == [0, 1, 4, 9, 16]
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_no_pipe_stays_open() -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    results_of(squares(9), 4)
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_the_variable_limits_how_many_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("threading.active_count", lambda: 1)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(64)))
    found = []
    for said in ("", "1", "2", "0", "nonsense", "99"):
        monkeypatch.setenv("KB_PROCESSES", said)
        found.append(processes())
    assert found == [MOST, 1, 2, 1, MOST, MOST]


def test_beside_another_thread_nothing_is_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("threading.active_count", lambda: 2)
    assert processes() == 1


def test_every_rule_is_of_a_family_that_is_run() -> None:
    assert check(made()).coverage.rules == len(all_rules()) == sum(len(rules_of(family)) for family in FAMILIES)


def test_a_base_gives_the_same_result_however_many_check_it() -> None:
    odd = made(*(fact(f"odd-{number}", "rate", value=f"{number} %", total="12") for number in range(WORTH_SHARING)))
    assert check(odd).findings
    for kb in (odd, load_base(PROJECT, TODAY)):
        assert check(kb) == check(kb, number=2) == check(kb, number=4)
