"""Counting lines: each turn of a loop, the same every time, and nothing left behind."""

import gc
import sys

import pytest
from bench.guard.effort import count_lines


def loops(turns: int) -> int:
    total = 0
    for turn in range(turns):
        total += turn
    return total


def test_each_turn_of_a_loop_counts() -> None:
    """Ten more turns of two lines are twenty more lines, in a loop; on one line at least ten."""
    assert count_lines(lambda: loops(30))[0] - count_lines(lambda: loops(20))[0] == 20
    more = count_lines(lambda: [-n for n in range(30)])[0] - count_lines(lambda: [-n for n in range(20)])[0]
    assert more >= 10


def test_it_returns_what_the_work_returns_and_repeats() -> None:
    """The count is the same each time."""
    first, second = count_lines(lambda: loops(10)), count_lines(lambda: loops(10))
    assert first == second
    assert first[1] == 45


@pytest.mark.parametrize("collecting", [True, False])
def test_it_leaves_tracing_and_collecting_as_they_were(collecting: bool) -> None:
    """Also when the work fails: coverage goes on, and so does the collector."""

    def broken() -> None:
        raise LookupError

    traced, before = sys.gettrace(), gc.isenabled()
    try:
        (gc.enable if collecting else gc.disable)()
        with pytest.raises(LookupError):
            count_lines(broken)
        assert gc.isenabled() == collecting
        assert sys.gettrace() is traced
    finally:
        (gc.enable if before else gc.disable)()
