"""Where the time goes: every second is counted once, under its stage and kind of work."""

import threading
import time
from contextvars import copy_context

import pytest

from weightplan import files
from weightplan.solver import Profile, solve
from weightplan.solver.profile import measured, profiling, stage


def work(seconds: float) -> None:
    until = time.thread_time() + seconds
    while time.thread_time() < until:
        pass


@measured("building")
def build(seconds: float) -> None:
    work(seconds)


def test_what_is_measured_is_taken_off_the_rest_of_its_stage() -> None:
    profile = Profile()
    with profiling(profile), stage("fill"):
        build(0.04)
        work(0.02)
    assert profile.seconds["fill"]["building"] == pytest.approx(0.04, abs=0.01)
    assert profile.seconds["fill"]["other"] == pytest.approx(0.02, abs=0.01)
    assert profile.total() == pytest.approx(0.06, abs=0.01)
    assert profile.share("building") == pytest.approx(2 / 3, abs=0.1)


def test_a_thread_with_the_context_is_measured_and_another_is_not() -> None:
    profile = Profile()

    def in_stage() -> None:
        with stage("fill"):
            build(0.02)

    with profiling(profile):
        threads = [
            threading.Thread(target=copy_context().run, args=(in_stage,)),
            threading.Thread(target=in_stage),
        ]
        for thread in threads:
            thread.start()
            thread.join()
    assert profile.total() == pytest.approx(0.02, abs=0.01)


def test_without_a_profile_nothing_is_measured() -> None:
    with stage("fill"):
        build(0.0)
    assert Profile().total() == Profile().share("building") == 0.0


def test_a_solve_says_where_its_time_went() -> None:
    """Its stages, and hardly more than the threads can have used."""
    profile, begun = Profile(), time.process_time()
    solve(files.load_case("holiday-week"), time_limit=None, deterministic_limit=4.0, gap=0.0, profile=profile)
    assert profile.seconds.keys() >= {"bound", "start", "fill"}
    assert profile.seconds["bound"]["solving"] > 0
    assert all(profile.total(kind) > 0 for kind in ("building", "solving", "checking"))
    assert profile.total() <= time.process_time() - begun + 0.1
