"""A year as it passes: who waits, who is carried, what is carried over, and nobody lost."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import simpy

from tests.builders import case, clinician, patient, room
from weightplan.case import Case
from weightplan.check import check
from weightplan.plan import Plan
from weightplan.solver import packed
from weightplan.study.limits import SolveLimits
from weightplan.study.year.calendar import vacations
from weightplan.study.year.model import Course, Vacation, Year
from weightplan.study.year.patients import Patient, Places
from weightplan.study.year.simulate import Serve, Simulation
from weightplan.study.year.work import Solved
from weightplan.validate import problems_of
from weightplan.week import Patient as WeekPatient

STEPS = [{"contact_types": ["physical", "call"], "days": 7}, {"contact_types": ["call"], "days": 3}]
COURSE = {"roles": ["psychologist"], "first": ["first"], "steps": STEPS, "contacts": [3, 6]}
BUSY = {
    "sick_leave": {"weekly": 0.2, "mean_days": 4},
    "turnover": {"yearly": 0.6, "weeks_empty": 3},
    "vacation": {"summer": 2, "christmas": 1},
    "stepping": {1: {"up": 0.1}, 2: {"down": 0.1}},
    "priority_rises_weeks": 2,
    "carry_weights": 2,
}


def year(**fields: Any) -> Year:
    """Return a year of two levels, and of whatever is said besides."""
    plain = {
        "weeks": 12,
        "referrals": {1: 1.0, 2: 2.0},
        "courses": {1: COURSE, 2: COURSE},
        "places": {"psychologist": 6},
    }
    return Year.model_validate_json(json.dumps(plain | fields))


def unit(**fields: Any) -> Case:
    """Return three psychologists with four patients, two of them Anna's and one new."""
    return case(
        clinicians=[clinician("anna"), clinician("bert"), clinician("cleo", fte=0.5)],
        rooms=[room("r1"), room("r2")],
        patients=[
            patient("p1", level=1, clinician="anna"),
            patient("p2", level=2, clinician="anna"),
            patient("p3", level=2),
            patient("p4", level=1, new=True),
        ],
        roles={"psychologist": {"weekly_target": 4.0}},
        prices={"shortfall": [1, 2, 4], "unserved": {1: 2000, 2: 400, 3: 100, 4: 20}},
        **fields,
    )


def lived(serve: Serve = packed, *, seed: int = 1, base: Case | None = None, **fields: Any) -> Simulation:
    """Return a year that has passed."""
    made = Simulation(base or unit(), year(**fields), seed, 2, serve)
    made.run()
    return made


def watched(seen: list[tuple[Case, Plan]]) -> Serve:
    """Return a way to plan weeks that remembers each."""

    def serve(week: Case) -> Plan:
        plan = packed(week)
        seen.append((week, plan))
        return plan

    return serve


def test_nobody_is_lost_at_any_moment() -> None:
    """Every sixth of a day: whoever was there or came is waiting, in a course or discharged, and carried by one or
    waiting for a place; nobody takes on more than there are places for."""
    made = Simulation(unit(), year(weeks=30, **BUSY), 3, 2, packed)
    looked = 0

    def look() -> Iterator[Any]:
        nonlocal looked
        while True:
            yield made.env.timeout(1 / 6)
            came = 4 + sum(w.referrals for w in made.weeks) + made.tally.counts["referrals"]
            left = sum(w.discharged for w in made.weeks) + made.tally.counts["discharged"]
            there = made.patients.values()
            assert came == left + len(there)
            assert Counter(p.state for p in there) == +Counter(
                {state: sum(p.state == state for p in there) for state in ("waiting", "in_course")}
            )
            assert Counter(p.clinician for p in there if p.clinician) == +Counter(made.places.carried)
            assert made.places.waiting == sum(p.clinician is None for p in there)
            assert all(made.places.carried[c] <= most for c, most in made.places.most.items())
            looked += 1

    made.env.process(look())
    weeks = made.run()
    assert looked > 6 * 7 * 29
    assert sum(w.discharged for w in weeks) > 10
    assert sum(w.empty_posts for w in weeks) > 0
    for week in weeks:
        assert week.waiting == sum(getattr(week, f"waiting_level_{level}") for level in range(1, 5))
        assert week.asked == week.planned + week.unserved
        assert week.planned == week.held + week.no_show + week.cancelled


def test_every_week_is_sound_and_every_plan_legal() -> None:
    """With everybody now and then away: no week is refused, no plan breaks a rule."""
    seen: list[tuple[Case, Plan]] = []
    solved = Solved(SolveLimits(deterministic=0.05))

    def serve(week: Case) -> Plan:
        seen.append((week, solved(week)))
        return seen[-1][1]

    lived(serve, weeks=16, **BUSY)
    assert [problems_of(week) for week, _ in seen] == [[]] * 16
    assert [check(week, plan).violations for week, plan in seen] == [()] * 16
    assert {plan.status for _, plan in seen} <= {"optimal", "feasible"}
    assert [week.week.week for week, _ in seen][:2] == [date(2026, 11, 23), date(2026, 11, 30)]


def test_what_is_not_served_is_asked_again_and_more_urgently() -> None:
    """Nobody is seen for eight weeks: level 2 begins at priority 3 and goes up every second week, to 1."""
    seen: list[Case] = []

    def nobody(week: Case) -> Plan:
        seen.append(week)
        return Plan()

    made = lived(nobody, weeks=8, referrals={1: 0}, priority_rises_weeks=2)
    p2 = [next(r for r in week.week.requests if r.patient == "p2").priority for week in seen[1:]]
    assert p2[0] == 3
    assert p2[-1] == 1
    assert p2 == sorted(p2, reverse=True)
    assert [w.unserved for w in made.weeks] == [w.asked for w in made.weeks]
    assert made.weeks[-1].waiting == 1
    assert not any(request.must for week in seen for request in week.week.requests)


def test_weights_are_carried_over_up_to_a_limit() -> None:
    """Nobody is seen, and each week is 4 weights short (2 at half time): the balance goes to −6 and stays."""
    seen: list[Case] = []

    def nobody(week: Case) -> Plan:
        seen.append(week)
        return Plan()

    lived(nobody, weeks=4, referrals={1: 0}, carry_weights=6)
    assert [week.clinicians["anna"].balance for week in seen] == [0.0, -4.0, -6.0, -6.0]
    assert [week.target("cleo") for week in seen] == [200, 400, 600, 800]
    assert [w.target for w in lived(nobody, weeks=4, referrals={1: 0}).weeks] == [10.0, 10.0, 10.0, 10.0]


def test_a_vacation_keeps_the_balance() -> None:
    """Where nothing is due, what is carried over stays as it is; an own target of 3 is 0 in a week away, and what is
    short of it is carried over, up to 9."""
    seen: list[Case] = []

    def nobody(week: Case) -> Plan:
        seen.append(week)
        return Plan()

    staff = [clinician("anna", balance=5.0), clinician("bert", target=3.0)]
    made = lived(nobody, base=case(clinicians=staff), weeks=8, referrals={1: 0}, carry_weights=9, vacation={})
    away = next(number for number in (4, 5) if number in made.staff.vacation["anna"])
    assert [week.clinicians["anna"].balance for week in seen] == [5.0] * 8
    assert seen[away].target("anna") == 0
    other = next(number for number in (4, 5) if number in made.staff.vacation["bert"])
    balances = [week.clinicians["bert"].balance for week in seen]
    assert [week.clinicians["bert"].target for week in seen][other] == 0.0
    assert balances[:4] == [0.0, -3.0, -6.0, -9.0]
    assert seen[0].target("bert") == 300


def test_vacations_follow_the_swedish_year() -> None:
    """From 2026-11-23: Christmas week is the fifth, summer June to August; colleagues take turns."""
    people = [clinician(name) for name in "abcdef"]
    staff = case(clinicians=people).week.clinicians
    away = vacations(Vacation(summer=4, christmas=1), staff, date(2026, 11, 23), 52, seed=1)
    for weeks in away.values():
        winter, summer = [w for w in weeks if w < 10], sorted(w for w in weeks if w >= 10)
        assert winter in ([4], [5])
        assert len(summer) == 4
        assert summer[-1] - summer[0] == 3
        assert date.fromordinal(date(2026, 11, 23).toordinal() + 7 * summer[0] + 3).month >= 6
        assert date.fromordinal(date(2026, 11, 23).toordinal() + 7 * summer[-1] + 3).month <= 8
    at_once = Counter(week for weeks in away.values() for week in weeks)
    assert max(at_once.values()) == 3  # of six: half at each of the two weeks of Christmas, two in each third of summer
    assert vacations(None, staff, date(2026, 11, 23), 52, seed=1)["a"] == frozenset()


def test_nobody_is_booked_on_holidays_or_vacation() -> None:
    """2026-12-25 is a Friday: nothing on it, and nothing with whoever is away that week."""
    seen: list[tuple[Case, Plan]] = []
    made = lived(watched(seen), base=unit(country="SE"), weeks=8, vacation={"summer": 4, "christmas": 1})
    week, plan = seen[4]
    away = {c for c, weeks in made.staff.vacation.items() if 4 in weeks}
    assert week.week.week == date(2026, 12, 21)
    assert away
    assert 4 in week.holiday_days
    assert all(a.start.date() != date(2026, 12, 25) for a in plan.appointments)
    assert not any(away & set(a.clinicians) for a in plan.appointments)
    assert made.weeks[4].on_vacation == len(away)


def test_scenarios_have_the_same_luck() -> None:
    """More places and other types change neither who is referred when, nor who is ill when."""

    def luck(made: Simulation) -> list[tuple[int, ...]]:
        return [(w.referrals, w.ill, w.empty_posts, w.on_vacation) for w in made.weeks]

    other = COURSE | {"steps": [{"contact_types": ["message"], "days": 5}]}
    one, two = lived(**BUSY), lived(**BUSY, places={"psychologist": 20}, courses={1: other, 2: other})
    assert luck(one) == luck(two)
    assert luck(one) != luck(lived(**BUSY, seed=2))
    assert [w.held for w in one.weeks] != [w.held for w in two.weeks]
    assert lived(**BUSY).weeks == one.weeks


def test_the_sickest_have_the_next_place_then_the_longest_wait() -> None:
    """One place: of those who wait the level decides, then the referral; who is discharged meanwhile is passed over."""
    env = simpy.Environment()
    places = Places(env, {"anna": "psychologist"}, {"anna": 1})
    line = [one("first", 1, 0), one("mild", 1, 1), one("late", 2, 3), one("early", 2, 2), one("gone", 2, 1)]
    for waits in line:
        places.ask(waits)
    taken, (first, *_, gone) = [], line
    gone.state = "discharged"
    places.leave(gone)
    held = first
    for left in (3, 2, 1):
        assert places.waiting == left
        places.leave(held)
        held = next(waits for waits in line if waits.clinician == "anna")
        taken.append(held.id)
    assert taken == ["early", "late", "mild"]
    assert (places.carried, places.waiting) == ({"anna": 1}, 0)


def one(name: str, level: int, referred: float) -> Patient:
    course = Course.model_validate_json(json.dumps(COURSE))
    return Patient(WeekPatient(id=name, level=level, new=True), level, course, referred)


def test_illness_loses_what_the_week_had_planned() -> None:
    """Who falls ill in the week loses contacts; they are neither held nor missed by the patient, and come again."""
    made = lived(weeks=30, sick_leave={"weekly": 0.5, "mean_days": 5}, no_show=False)
    assert sum(w.cancelled for w in made.weeks) > 0
    assert all(w.no_show == 0 for w in made.weeks)


def test_stepping_changes_the_level_and_the_course() -> None:
    """All of level 1 step up at once: two weeks on, nobody in treatment has it."""
    made = lived(weeks=4, referrals={2: 1.0}, stepping={1: {"up": 1.0}})
    assert made.weeks[0].stepped_up == 1
    assert {p.level for p in made.patients.values() if p.state == "in_course"} <= {2}


def test_figures_of_few_are_not_shown() -> None:
    """With three at work and a least of four: counts of patients, no weights and no load."""
    made = Simulation(unit(), year(), 1, 4, packed)
    assert {(w.target, w.booked, w.load, w.phone_minutes) for w in made.run()} == {(None, None, None, None)}


def test_waits_run_from_the_referral_to_the_first_visit_and_on_to_treatment() -> None:
    """One new patient: the first visit on Monday at 08:00, a third of a day after; the next contact a week later."""
    alone = case(patients=[patient("p1", level=1, new=True)])
    weeks = lived(base=alone, weeks=4, referrals={1: 0}, no_show=False).weeks
    assert [(w.first_begun, w.first_in_90, w.first_days) for w in weeks[:2]] == [(1, 1, 0.333), (0, 0, 0.0)]
    assert [(w.treatment_begun, w.treatment_days) for w in weeks[:2]] == [(0, 0.0), (1, 7.0)]


def test_a_wait_beyond_the_guarantee_is_seen() -> None:
    """Nobody is seen for 14 weeks: the one who waits since day 0 waits over 90 days from the end of the 13th on."""
    weeks = lived(lambda _: Plan(), weeks=14, referrals={1: 0}).weeks
    assert [w.waiting_over_90 for w in weeks][11:] == [0, 1, 1]
