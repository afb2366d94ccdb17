"""Supervised processes: any may die, and no call is lost."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from weightplan.study.workers import Supervised, WorkerDiedError


@pytest.fixture
def two() -> Iterator[Supervised]:
    executor = Supervised(2)
    yield executor
    executor.shutdown(cancel_futures=True)


def die_until(marks: str, times: int) -> str:
    """Leave a mark and die, until so many marks are there."""
    folder = Path(marks)
    (folder / str(time.monotonic_ns())).touch()
    if len(list(folder.iterdir())) <= times:
        os.kill(os.getpid(), signal.SIGKILL)
    return "done"


def test_results_come_back_to_whom_they_belong(two: Supervised) -> None:
    futures = [two.submit(divmod, n, 3) for n in range(20)]
    assert [future.result(60) for future in futures] == [divmod(n, 3) for n in range(20)]
    assert {future.attempts for future in futures} == {1}


def test_an_error_of_the_call_is_the_futures(two: Supervised) -> None:
    """It costs no worker: the next call goes on in the same two processes."""
    before = set(two.pids)
    with pytest.raises(ZeroDivisionError):
        two.submit(divmod, 1, 0).result(60)
    assert two.submit(divmod, 7, 3).result(60) == (2, 1)
    assert set(two.pids) == before


@pytest.mark.parametrize("times", [1, 2])
def test_a_call_whose_worker_dies_is_begun_again(two: Supervised, tmp_path: Path, times: int) -> None:
    future = two.submit(die_until, str(tmp_path), times)
    assert (future.result(60), future.attempts) == ("done", times + 1)
    assert two.submit(divmod, 7, 3).result(60) == (2, 1)


def test_three_deaths_are_enough(two: Supervised, tmp_path: Path) -> None:
    """The others' calls are done all the same."""
    doomed, sound = two.submit(die_until, str(tmp_path), 99), [two.submit(divmod, n, 3) for n in range(6)]
    with pytest.raises(WorkerDiedError, match="died 3 times, last with exit code -9"):
        doomed.result(60)
    assert len(list(tmp_path.iterdir())) == 3
    assert [future.result(60) for future in sound] == [divmod(n, 3) for n in range(6)]


def test_a_worker_killed_while_idle_is_replaced(two: Supervised) -> None:
    two.submit(divmod, 1, 1).result(60)
    for pid in two.pids:
        os.kill(pid, signal.SIGKILL)
    assert [two.submit(divmod, n, 3).result(60) for n in range(4)] == [divmod(n, 3) for n in range(4)]


def test_shutdown_waits_for_what_was_handed_in() -> None:
    with Supervised(1) as executor:
        futures = [executor.submit(time.sleep, 0.1) for _ in range(3)]
    assert all(future.done() and not future.cancelled() for future in futures)
    with pytest.raises(RuntimeError, match="sent home"):
        executor.submit(divmod, 1, 1)


def test_shutdown_at_once_ends_what_is_going_on() -> None:
    executor = Supervised(1)
    running, waiting = executor.submit(time.sleep, 600), executor.submit(time.sleep, 600)
    while not running.running():
        time.sleep(0.01)
    begun = time.monotonic()
    executor.shutdown(cancel_futures=True)
    assert time.monotonic() - begun < 10
    assert waiting.cancelled()
    with pytest.raises(WorkerDiedError):
        running.result(0)
