"""What a day holds without a clock, edge by edge, and the bound that follows from it."""

import time
from typing import Any

import pytest

from tests.builders import booking, case, clinician, kind, patient, request
from weightplan import files
from weightplan.case import Case
from weightplan.check import check
from weightplan.solver import clockless, integer, solve
from weightplan.solver.bound import Bound, lower_bound
from weightplan.solver.budget import Budget
from weightplan.solver.catalogue import Catalogue
from weightplan.solver.days import MORE_TRIES, DayByDay
from weightplan.solver.scope import Scope
from weightplan.solver.start import find_start, from_plan
from weightplan.solver.state import State, as_plan
from weightplan.solver.subsolve import Engine, Outcome

TYPES = {"talk": kind("phone", 30, 0), "hour": kind("video", 60, 0)}
PRICES = {"unserved": {1: 100, 2: 40, 3: 10, 4: 5}}
MORNING = {"mon": ["08:00-12:00"]}


def legal_state(week: Case) -> State:
    start = find_start(week, Catalogue(week), Engine(), Bound(None), Budget(None, 5.0))
    assert start.state is not None
    return start.state


def bound_of(week: Case) -> int | None:
    return clockless.clockless_bound(week, Catalogue(week), legal_state(week), None)


def talks(number: int, *, row: int | None, hours: dict[str, list[str]] = MORNING, **fields: Any) -> Case:
    """Return a week of talks of 30 minutes around promised hours from 08:30 and from 10:00."""
    limits = {"max_minutes_in_a_row": row, "pause_minutes": 10} if row else {}
    promised = [request(f"h{n}", "hour", patient=f"h{n}") for n in range(2)]
    return case(
        clinicians=[clinician(hours=hours, limits=limits)],
        requests=[*promised, *(request(f"q{n}", "talk", patient=f"p{n}") for n in range(number))],
        bookings=[booking("h0", "psy1", "mon 08:30"), booking("h1", "psy1", "mon 10:00")],
        types=TYPES,
        prices=PRICES,
        **fields,
    )


@pytest.mark.parametrize(("row", "unserved"), [(None, 0), (240, 0), (235, 1), (120, 1), (115, 2)])
def test_a_row_runs_on_over_contacts_that_stand(row: int | None, unserved: int) -> None:
    """Four talks fill the morning only where the whole of it may be one row; else one has to make way, or two."""
    week = talks(4, row=row)
    assert bound_of(week) == 10 * unserved
    assert solve(week, time_limit=None, deterministic_limit=5, workers=1).cost == 10 * unserved


def test_what_fits_between_no_contacts_that_stand_is_not_free() -> None:
    """The patient has time from 08:00 to 08:55 and from 09:30 to 10:15: a talk fits before, an hour nowhere."""
    free = [patient("p0", available={"mon": ["08:00-08:55", "09:35-10:15"]})]
    assert bound_of(talks(1, row=None, patients=free)) == 0
    late = [patient("p0", available={"mon": ["08:10-08:55", "09:35-10:15"]})]
    assert bound_of(talks(1, row=None, patients=late)) == 10


def test_a_lunch_across_the_end_of_the_hours_is_not_counted() -> None:
    """An hour from 11:30 on takes half an hour of work; the bound claims none of it, and so not too much."""
    rules = {"lunch_minutes": 60, "lunch_between": ["11:30", "12:30"], "max_hours_without_break": 3.5}
    week = talks(4, row=None, working_time=rules)
    assert bound_of(week) == 0
    assert solve(week, time_limit=None, deterministic_limit=5, workers=1).cost == 10


def test_a_promise_with_an_open_type_is_kept_but_not_cut_out() -> None:
    """It takes no less than its shortest type, and the bound leaves the choice open."""
    week = case(
        clinicians=[clinician(hours={"mon": ["08:00-09:00"]})],
        requests=[request("h", "hour", "talk"), request("q", "talk", patient="p2")],
        bookings=[booking("h", "psy1", "mon 08:00")],
        types=TYPES,
        prices=PRICES | {"less_preferred_type": 3},
    )
    assert bound_of(week) == 3
    assert solve(week, time_limit=None, deterministic_limit=5, workers=1).cost == 3


def test_a_second_contact_of_a_promised_need_may_lie_anywhere() -> None:
    """One of the two is promised for eight; the other stands in the state at hand, and not in the bound."""
    week = case(
        clinicians=[clinician(hours={"mon": ["08:00-10:00"]})],
        requests=[request("h", "hour", count=2), request("q", "hour", patient="p2", priority=1)],
        bookings=[booking("h", "psy1", "mon 08:00")],
        types=TYPES,
        prices=PRICES,
    )
    best = solve(week, time_limit=None, deterministic_limit=5, workers=1)
    worse = solve(case_without(week, "q"), time_limit=None, deterministic_limit=5, workers=1)
    state = from_plan(week, Catalogue(week), worse)
    assert state is not None
    assert state.served == {"h": 2}
    bound = clockless.clockless_bound(week, Catalogue(week), state, None)
    assert bound is not None
    assert bound <= (best.cost or 0)


def case_without(week: Case, need: str) -> Case:
    fewer = tuple(r for r in week.week.requests if r.id != need)
    return Case(week.week.model_copy(update={"requests": fewer}), week.rulebook)


def test_it_is_sharper_than_sums_of_minutes() -> None:
    """Minutes alone do not say that a morning without a pause is too long a row."""
    week = talks(4, row=235)
    assert (lower_bound(week, Catalogue(week)).cost, bound_of(week)) == (0, 10)


# --- beside the search


def heard_of(week: Case, budget: Budget) -> list[int]:
    heard: list[int] = []
    clockless.Sharpening(week, Catalogue(week), budget, heard.append).begin(legal_state(week))
    until = time.monotonic() + (10 if budget.deterministic is None else 0.5)
    while not heard and time.monotonic() < until:
        time.sleep(0.02)
    return heard


def test_the_proof_tells_its_bound() -> None:
    assert heard_of(talks(4, row=120), Budget(30.0, None)) == [10]


def test_there_is_no_proof_where_it_would_not_repeat() -> None:
    assert heard_of(talks(4, row=120), Budget(None, 5.0)) == []


def test_a_week_too_large_for_the_time_has_no_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[object] = []
    monkeypatch.setattr(clockless, "clockless_bound", lambda *parts: begun.append(parts))
    monkeypatch.setattr(clockless, "PAIRS_PER_SECOND", 0)
    clockless.Sharpening(talks(4, row=120), Catalogue(talks(4, row=120)), Budget(30.0, None), begun.append).begin(
        State()
    )
    time.sleep(0.2)
    assert begun == []


def test_an_error_inside_the_proof_is_logged_and_no_more(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> int:
        raise RuntimeError("HiGHS gave up")

    monkeypatch.setattr(clockless, "clockless_bound", fail)
    heard: list[int] = []
    week = talks(1, row=None)
    clockless.Sharpening(week, Catalogue(week), Budget(30.0, None), heard.append).begin(State())
    until = time.monotonic() + 5
    while not caplog.messages and time.monotonic() < until:
        time.sleep(0.02)
    assert (caplog.messages, heard) == (["no sharper bound: HiGHS gave up"], [])


# --- a choice of days that goes wrong


def test_an_error_inside_a_choice_loses_that_choice_alone(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("HiGHS gave up")

    monkeypatch.setattr(integer, "solve", fail)
    anew = first_choice(talks(1, row=None))
    assert anew.choose(1.0, hinted=False) is None
    assert caplog.messages == ["a choice of days was given up: HiGHS gave up"]


def test_a_poor_choice_gets_more_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice as long each time, and not for ever."""
    asked: list[float] = []

    def poor(self: Engine, model: object, *, seconds: float, **_: object) -> Outcome:
        asked.append(seconds)
        return Outcome("feasible", 10_000, 1_000, 0.1, (0,) * 1_000)

    monkeypatch.setattr(Engine, "choose", poor)
    first_choice(talks(1, row=None)).choose(1.0, hinted=False)
    assert asked == [2.0**n for n in range(MORE_TRIES + 1)]


def first_choice(week: Case) -> DayByDay:
    scope = Scope(("psy1",), frozenset(range(week.day_count)), tuple(week.needs))
    return DayByDay(week, Catalogue(week), Engine(), Budget(60.0, None), State(), scope)


# --- weeks of look-alikes


def test_hundreds_of_look_alike_first_visits_are_proven_optimal() -> None:
    """203 new patients over twelve clinics: all are seen, and no plan costs less."""
    plan = solve(files.load_case("first-visits-48"), time_limit=200, gap=0.0, workers=2)
    assert (plan.status, plan.unserved) == ("optimal", ())
    assert sum(a.contact_type == "first_visit" for a in plan.appointments) == 203


def test_a_solution_without_a_clock_is_taken_over_once_it_has_times() -> None:
    """Ten talks are alike: they are counted, not told apart, and the plan is there before any search."""
    week = talks(10, row=None)
    alike = clockless.of_look_alikes(week, Catalogue(week), legal_state(week), Engine(), Budget(30.0, None), 1)
    state = clockless.retold(alike, week, Catalogue(week), Engine(), Budget(30.0, None))
    assert state is not None
    report = check(week, as_plan(week, state))
    assert (report.violations, report.cost) == ((), alike.bound) == ((), 60)


def test_of_a_week_of_many_kinds_nothing_is_proven_that_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clockless, "LOOK_ALIKE", 0)
    week = talks(2, row=None)
    assert clockless.of_look_alikes(
        week, Catalogue(week), legal_state(week), Engine(), Budget(30.0, None), 1
    ) == clockless.Proven(None)
