"""A plan packed in a moment: legal, most urgent first, and where a short solve begins."""

from pathlib import Path

import pytest

from tests.builders import booking, case, clinician, patient, request, room
from weightplan.case import Case
from weightplan.check import check
from weightplan.files import load_case
from weightplan.plan import Plan
from weightplan.solver import packed, solve

SEVEN = Path(__file__).parents[2] / "scenarios" / "studies" / "weeks" / "unit-7.yaml"
LIMITS = {
    "max_contact_minutes_per_day": 240,
    "max_minutes_in_a_row": 120,
    "pause_minutes": 10,
    "max_remote_share": 0.5,
    "max_heavy_per_day": 1,
    "max_first_per_week": 2,
    "min_minutes_between_heavy": 60,
    "min_admin_minutes_per_week": 100,
    "min_supervision_minutes_per_week": 30,
}


def served(plan: Plan) -> set[str]:
    return {appointment.request for appointment in plan.appointments}


def unpromised(name: object) -> Case:
    """Return a week that ships without its bookings and musts."""
    unit = load_case(str(name))
    parts = {"requests": unit.week.requests, "groups": unit.week.groups}
    free = {key: tuple(need.model_copy(update={"must": False}) for need in needs) for key, needs in parts.items()}
    return Case(unit.week.model_copy(update={"bookings": (), **free}), unit.rulebook)


@pytest.mark.parametrize("name", ["case-mix-12", "holiday-week"])
@pytest.mark.untraced
def test_weeks_that_ship_are_packed_legally(name: str) -> None:
    """Without the bookings and musts that it does not promise to keep, no rule is broken and most is served."""
    unit = unpromised(name)
    plan = packed(unit)
    assert check(unit, plan).violations == ()
    assert len(plan.appointments) > 100
    assert packed(unit) == plan


def test_limits_of_every_kind_are_kept() -> None:
    """More is asked for than one clinician may hold: what is packed keeps each limit, and a room is never shared."""
    requests = [request(f"q{n}", "physical", patient=f"p{n}") for n in range(20)]
    requests += [request(f"f{n}", "first", patient=f"n{n}") for n in range(4)]
    requests += [request(f"c{n}", "call", patient=f"c{n}") for n in range(40)]
    unit = case(
        requests=requests,
        patients=[patient(f"n{n}", new=True) for n in range(4)],
        rooms=[room("r1", hours={"mon": ["08:00-12:00"], "wed": ["08:00-17:00"], "thu": ["08:00-17:00"]})],
        limits=LIMITS,
        crisis={"contact_type": "crisis", "slots_per_day": 1},
    )
    plan = packed(unit)
    assert check(unit, plan).violations == ()
    assert {name[0] for name in served(plan)} >= {"q", "f", "c"}
    assert sum(name.startswith("f") for name in served(plan)) == 2


def test_the_most_urgent_come_first_then_the_longest() -> None:
    """Half a day: 240 minutes hold two first visits of 120 with notes, or less urgent short ones."""
    hours = {"mon": ["08:00-12:00"]}
    unit = case(
        clinicians=[clinician("anna", hours=hours)],
        patients=[patient("a", new=True), patient("b", new=True)],
        requests=[
            *(request(f"s{n}", "physical", patient=f"s{n}", priority=3) for n in range(4)),
            request("a", "first", patient="a", priority=1),
            request("b", "first", patient="b", priority=1),
            request("c", "call", patient="c", priority=1),
        ],
    )
    assert served(packed(unit)) == {"a", "b"}


def test_a_follow_up_waits_for_what_it_follows() -> None:
    """Two days after, with the same clinician; what follows an unserved need is not served."""
    unit = case(
        clinicians=[clinician("anna"), clinician("bert")],
        requests=[
            request("after", "call", after={"request": "before", "min_days": 2}),
            request("before", "physical"),
            request("lost", "call", patient="p2", after={"request": "nobody", "min_days": 1}),
            request("nobody", "physical", patient="p2", clinicians=["bert"], windows=[]),
        ],
    )
    plan = packed(unit)
    days = {a.request: (a.start.date(), a.clinicians) for a in plan.appointments}
    assert set(days) == {"before", "after"}
    assert (days["after"][0] - days["before"][0]).days >= 2
    assert days["after"][1] == days["before"][1]


def test_a_short_solve_begins_there() -> None:
    """A solve with next to no time is as good as its hint; one that breaks a booking is passed over."""
    unit = unpromised(SEVEN)
    plan = packed(unit)
    assert check(unit, plan).legal
    short = solve(unit, time_limit=None, deterministic_limit=0.01, workers=1, hint=plan)
    assert short.cost is not None
    assert short.cost <= check(unit, plan).cost
    booked = case(requests=[request("q1")], bookings=[booking("q1", "psy1", "tue 09:00", room="r1")])
    assert solve(booked, time_limit=5, workers=1, hint=packed(booked)).status == "optimal"
