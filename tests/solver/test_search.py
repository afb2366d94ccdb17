"""The search of big weeks, forced on small ones: legal, never below the optimum, never above the start."""

import pytest

from tests.builders import booking, case, clinician, request
from tests.solver.weeks import SOLVE_MODULE, as_big, assert_sound, for_each, many
from weightplan import files
from weightplan.case import Case
from weightplan.solver import solve
from weightplan.solver.solve import Progress

# Tasks on tiny weeks hardly take deterministic time: seconds are what ends the search.
SECONDS = 0.3


def search_and_compare(case: Case, workers: int = 1) -> None:
    """Assert that a search is sound, says what the whole model says, and costs no less."""
    exact = solve(case, time_limit=None, deterministic_limit=2, workers=1)
    costs: list[int] = []

    def note(progress: Progress) -> None:
        if progress.cost is not None:
            costs.append(progress.cost)

    with pytest.MonkeyPatch.context() as patch:
        as_big(patch)
        found = solve(
            case,
            time_limit=SECONDS,
            deterministic_limit=0.02,
            workers=workers,
            gap=0.0,
            on_progress=note,
        )
    assert_sound(case, found)
    if found.status == "unknown" or exact.status == "unknown":
        return
    assert (found.cost is None) == (exact.cost is None)
    if found.cost is not None and exact.bound is not None:
        assert found.cost >= exact.bound
        # The first cost told is that of the start.
        assert found.cost <= costs[0]
        assert costs == sorted(costs, reverse=True)


@pytest.mark.parametrize("chunk", range(8))
def test_a_search_is_legal_and_never_below_the_optimum(chunk: int) -> None:
    """On 320 random weeks."""
    for_each(many(2_000_000 + 10_000 * chunk, 40), search_and_compare)


@pytest.mark.parametrize("chunk", range(2))
def test_a_search_on_two_threads_is_legal(chunk: int) -> None:
    """On 40 random weeks: changes made side by side, with rooms shared out, break no rule."""
    weeks = many(3_000_000 + 10_000 * chunk, 20, days=4, requests=9)
    for_each(weeks, lambda week: search_and_compare(week, workers=2))


@pytest.mark.nightly
@pytest.mark.parametrize("chunk", range(20))
def test_a_search_on_larger_weeks_is_legal(chunk: int) -> None:
    """On 1,000 random weeks of five days and up to ten requests."""
    for_each(many(4_000_000 + 10_000 * chunk, 50, days=5, requests=10), search_and_compare)


@pytest.mark.parametrize("name", ["team-4", "holiday-week"])
def test_a_search_on_a_stored_week_is_legal_and_better_than_its_start(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Within a little deterministic time."""
    as_big(monkeypatch)
    week = files.load_case(name)
    costs: list[int | None] = []
    plan = solve(week, time_limit=8, deterministic_limit=4, workers=1, on_progress=lambda p: costs.append(p.cost))
    assert_sound(week, plan)
    told = [cost for cost in costs if cost is not None]
    assert plan.cost is not None
    assert plan.cost == told[-1] < told[0]


def test_promised_and_needed_contacts_survive_the_search(monkeypatch: pytest.MonkeyPatch) -> None:
    """A locked booking, a must and a crisis slot are in the plan whatever else is moved."""
    as_big(monkeypatch)
    week = case(
        clinicians=[clinician("a"), clinician("b")],
        requests=[request(f"q{n}", patient=f"p{n}", must=n == 1) for n in range(12)],
        bookings=[booking("q0", "b", "tue 09:00", room="r1")],
        crisis={"contact_type": "crisis", "slots_per_day": 1},
        prices={"unserved": {1: 100, 2: 40, 3: 10, 4: 5}, "load_imbalance": 3, "load_over_soft": 5},
        limits={"soft_load_per_day": 4, "min_admin_minutes_per_week": 120},
    )
    plan = solve(week, time_limit=3, deterministic_limit=0.5, workers=1, gap=0.0)
    assert_sound(week, plan)
    asked = [a.request for a in plan.appointments]
    assert {"q0", "q1"} <= set(asked)
    assert len([name for name in asked if name not in week.requests]) == 5


def test_what_counts_as_small() -> None:
    """One model is for up to 120 pairs of a need and a clinician in a week."""
    is_small = SOLVE_MODULE.is_small
    people = [clinician("a"), clinician("b")]
    assert is_small(case(clinicians=people, requests=[request("q", count=60)]))
    assert not is_small(case(clinicians=people, requests=[request("q", count=61)]))
    assert not is_small(case(clinicians=people, requests=[request("q", count=60)], weeks=2))
