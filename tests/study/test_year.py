"""A year as it passes: who waits, who is carried, what is carried over, and nobody lost."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

import simpy

from tests.builders import KINDS, case, clinician, patient, room
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


def in_turn(ways: list[Serve]) -> Serve:
    """Return a way to plan each week by another one."""
    left = iter(ways)

    def serve(week: Case) -> Plan:
        return next(left)(week)

    return serve


def nobody(_: Case) -> Plan:
    """See nobody."""
    return Plan()


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
        assert week.planned == week.held + week.no_show + week.cancelled + week.course_ended
        assert week.not_asked == sum(getattr(week, f"not_asked_level_{level}") for level in range(1, 5))
        assert week.no_place <= week.waiting + week.orphaned


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

    def nothing(week: Case) -> Plan:
        seen.append(week)
        return Plan()

    made = lived(nothing, weeks=8, referrals={1: 0}, priority_rises_weeks=2)
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

    def nothing(week: Case) -> Plan:
        seen.append(week)
        return Plan()

    made = lived(nothing, weeks=4, referrals={1: 0}, carry_weights=6)
    assert [week.clinicians["anna"].balance for week in seen] == [0.0, -4.0, -6.0, -6.0]
    assert [week.target("cleo") for week in seen] == [200, 400, 600, 800]
    assert [(w.target, w.due) for w in made.weeks] == [(10.0, 10.0)] * 4  # what is carried over is no target


def away(made: Simulation, clinician: str, start: float, days: float) -> Iterator[Any]:
    """Let a clinician fall ill in the middle of a week."""
    yield made.env.timeout(start)
    made.staff.ill_until[clinician] = start + days
    made.staff.away[clinician].append((start, start + days))


def test_illness_in_the_week_is_no_debt() -> None:
    """Anna is ill from Tuesday at midnight to Friday at noon: two days worked of five, so 1.6 of 4 weights are due.

    Nobody is seen, and that is all she is short of.
    """
    made = Simulation(unit(), year(weeks=4, referrals={1: 0}, carry_weights=9), 1, 2, nobody)
    made.env.process(away(made, "anna", 1.0, 3.5))
    made.env.run(until=7.1)
    assert made.balances == {"anna": -1.6, "bert": -4.0, "cleo": -2.0}
    assert (made.weeks[0].target, made.weeks[0].due) == (10.0, 7.6)


def test_who_is_ill_on_monday_comes_back_on_a_whole_day() -> None:
    """Ill until Wednesday at 10: planned for, and due, from Thursday on."""
    made = Simulation(unit(), year(weeks=4, referrals={1: 0}, carry_weights=9), 1, 2, nobody)
    made.env.process(away(made, "anna", 6.5, 3.0 - 0.5 + 10 / 24))
    made.env.run(until=14.1)
    assert [(w.target, w.due) for w in made.weeks] == [(10.0, 10.0), (7.6, 7.6)]


def test_a_newcomer_owes_nothing() -> None:
    """The post is left on a Wednesday, empty for two weeks, and then filled: the balance begins at 0."""
    made = Simulation(unit(), year(weeks=6, referrals={1: 0}, carry_weights=9), 1, 2, nobody)

    def leaves() -> Iterator[Any]:
        yield made.env.timeout(9.0)
        made.staff.empty_until["anna"] = 23.0
        made.staff.away["anna"].append((9.0, 23.0))
        made.staff.leaves("anna")

    balances = []
    made.env.process(leaves())
    for monday in range(1, 6):
        made.env.run(until=7 * monday + 0.1)
        balances.append(made.balances["anna"])
    assert balances == [-4.0, 0.0, 0.0, -2.4, -6.4]  # in the fourth week from Wednesday on: three days of five
    assert [w.due for w in made.weeks] == [10.0, 7.6, 6.0, 8.4, 10.0]


def test_a_vacation_keeps_the_balance() -> None:
    """Where nothing is due, what is carried over stays as it is; an own target of 3 is 0 in a week away, and what is
    short of it is carried over, up to 9."""
    seen: list[Case] = []

    def nothing(week: Case) -> Plan:
        seen.append(week)
        return Plan()

    staff = [clinician("anna", balance=5.0), clinician("bert", target=3.0)]
    made = lived(nothing, base=case(clinicians=staff), weeks=8, referrals={1: 0}, carry_weights=9, vacation={})
    gone = next(number for number in (4, 5) if number in made.staff.vacation["anna"])
    assert [week.clinicians["anna"].balance for week in seen] == [5.0] * 8
    assert seen[gone].target("anna") == 0
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
    gone = {c for c, weeks in made.staff.vacation.items() if 4 in weeks}
    assert week.week.week == date(2026, 12, 21)
    assert gone
    assert 4 in week.holiday_days
    assert all(a.start.date() != date(2026, 12, 25) for a in plan.appointments)
    assert not any(gone & set(a.clinicians) for a in plan.appointments)
    assert made.weeks[4].on_vacation == len(gone)


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


def test_contacts_that_nobody_can_be_asked_for_are_counted() -> None:
    """Anna is away for a week: her two patients' contacts of that week are due and in no plan. Level 1 has one a
    week; of level 2's steps of 7 and 3 days two fall into a week."""
    made = Simulation(unit(), year(weeks=4, referrals={1: 0}, places={"psychologist": 2}), 1, 2, packed)
    for known in ("p1", "p2"):
        made.patients[known].due, made.patients[known].left = 7.0, 9
        made.patients[known].course = Course.model_validate_json(
            json.dumps(COURSE | {"steps": [{"contact_types": ["call"], "days": 7 if known == "p1" else 3}]})
        )
    made.env.process(away(made, "anna", 6.9, 8.0))
    away_week = made.run()[1]
    assert (away_week.not_asked, away_week.not_asked_level_1, away_week.not_asked_level_2) == (3, 1, 2)
    assert away_week.unserved == 0


def test_who_has_nobody_any_more_is_seen() -> None:
    """Anna leaves, and nobody has a place: her patients are orphaned and their contacts asked of nobody."""
    made = Simulation(unit(), year(weeks=6, referrals={1: 0}, places={"psychologist": 0.5}), 1, 2, packed)
    made._leaves("anna")
    weeks = made.run()
    assert [(w.orphaned, w.in_course) for w in weeks] == [(3, 3)] * 6  # p3 had nobody to begin with
    assert [w.no_place for w in weeks] == [4] * 6
    assert all(w.not_asked >= 2 for w in weeks[2:])


def test_the_sickest_have_free_places_first_when_somebody_leaves() -> None:
    """Anna's p1 (level 1) is before p2 (level 2) in the week, but Bert's one free place goes to p2."""
    made = Simulation(unit(), year(places={"psychologist": 1}, referrals={1: 0}), 1, 2, packed)
    made.patients["p3"].clinician = None
    made.places.carried.update(bert=0, cleo=0)
    made.places.close("cleo")
    made._leaves("anna")
    assert (made.patients["p1"].clinician, made.patients["p2"].clinician) == (None, "bert")


def test_a_wait_without_a_first_visit_ends_at_the_first_contact() -> None:
    """A place at once, the first contact in the second week: a wait of a week and a third of a day, not of 0."""
    plain = {name: part for name, part in COURSE.items() if name != "first"}
    alone = case(patients=[patient("p1", level=1, new=True)])
    serve, courses = in_turn([nobody, packed, packed, packed]), {1: plain | {"contacts": [9, 9]}}
    weeks = lived(serve, base=alone, weeks=4, referrals={1: 0}, no_show=False, courses=courses).weeks
    assert [(w.waiting, w.in_course) for w in weeks] == [(1, 0), (0, 1), (0, 1), (0, 1)]
    assert [(w.first_begun, w.first_days) for w in weeks[:3]] == [(0, 0.0), (1, 7.333), (0, 0.0)]
    assert [(w.place_given, w.place_days) for w in weeks[:2]] == [(1, 0.0), (0, 0.0)]
    assert sum(w.treatment_begun for w in weeks) == 0  # the first contact is treatment: there is no second wait


def test_who_is_discharged_before_a_first_contact_is_counted() -> None:
    """Nobody is ever seen, and courses end by time: all who leave are unseen."""
    plain = {"roles": ["psychologist"], "steps": STEPS, "mean_weeks": 1.0}
    weeks = lived(nobody, base=case(), weeks=20, courses={1: plain, 2: plain}).weeks
    assert sum(w.discharged for w in weeks) == sum(w.discharged_unseen for w in weeks) > 10
    assert sum(w.first_begun for w in weeks) == 0


def test_the_wait_for_treatment_is_seen_while_it_lasts() -> None:
    """A first visit in the first week, nothing after it: waiting for treatment, over 90 days from the 14th week on."""
    alone = case(patients=[patient("p1", level=1, new=True)])
    weeks = lived(in_turn([packed, *[nobody] * 14]), base=alone, weeks=15, referrals={1: 0}, no_show=False).weeks
    assert [w.treatment_waiting for w in weeks] == [1] * 15
    assert [w.treatment_waiting_over_90 for w in weeks] == [0] * 12 + [1] * 3
    assert [w.waiting for w in weeks] == [0] * 15


CRISIS = {"contact_type": "crisis", "slots_per_day": 2}
ONLY_ANNA = {"crisis": KINDS["crisis"] | {"skills": ["crisis"]}}


def test_crisis_slots_are_kept_and_are_no_contacts() -> None:
    """Two a day of five, by three clinicians: all kept, none asked for by a patient, no weight earned."""
    weeks = lived(base=unit(crisis=CRISIS), weeks=4, referrals={1: 0}, no_show=False).weeks
    assert [(w.crisis_due, w.crisis_uncovered) for w in weeks] == [(10, 0)] * 4
    plain = lived(weeks=4, referrals={1: 0}, no_show=False).weeks
    assert [(w.asked, w.held, w.booked) for w in weeks] == [(w.asked, w.held, w.booked) for w in plain]
    assert all(w.load - p.load == 10 * 3 for w, p in zip(weeks, plain, strict=True))


def test_slots_that_nobody_there_can_hold_lose_nobody_the_week() -> None:
    """Only Anna holds crisis visits, and works Monday to Thursday, on Thursday for an hour and a half: eight slots of
    ten on the first days, one of two on Thursday, none on Friday. The week has a plan all the same."""
    hours = {day: ["08:00-17:00"] for day in ("mon", "tue", "wed")} | {"thu": ["08:00-09:30"]}
    staff = [clinician("anna", skills=["crisis"], hours=hours), clinician("bert"), clinician("cleo")]
    base = unit(crisis=CRISIS, types=ONLY_ANNA)
    week = base.week.model_copy(update={"clinicians": case(clinicians=staff).week.clinicians})
    seen: list[tuple[Case, Plan]] = []

    def serve(asked: Case) -> Plan:
        seen.append((asked, Solved(SolveLimits(deterministic=0.2))(asked)))
        return seen[-1][1]

    made = lived(serve, base=Case(week, base.rulebook), weeks=4, referrals={1: 0})
    assert [(w.crisis_due, w.crisis_uncovered) for w in made.weeks] == [(10, 3)] * 4
    assert {w.plan_status for w in made.weeks} <= {"optimal", "feasible"}
    assert [check(asked, plan).violations for asked, plan in seen] == [()] * 4
    assert sum(w.held for w in made.weeks) > 0


def test_a_week_without_anybody_for_crises_is_planned() -> None:
    """Anna, who alone holds crisis visits, is away for a week: ten slots uncovered, and the others see patients."""
    base = unit(crisis=CRISIS, types=ONLY_ANNA)
    people = [
        person.model_copy(update={"skills": ("crisis",)} if person.id == "anna" else {})
        for person in base.week.clinicians
    ]
    base = Case(base.week.model_copy(update={"clinicians": tuple(people)}), base.rulebook)
    made = Simulation(base, year(weeks=4), 1, 2, Solved(SolveLimits(deterministic=0.2)))
    made.env.process(away(made, "anna", 6.9, 7.0))
    weeks = made.run()
    assert [w.crisis_uncovered for w in weeks] == [0, 10, 0, 0]
    assert {w.plan_status for w in weeks} <= {"optimal", "feasible"}
    assert weeks[1].held > 0


def test_a_follow_up_of_anybodys_contact_is_not_bound_to_them() -> None:
    """A doctor's contact (Anna cannot hold it), three days later one of Anna's: both are served in one week."""
    steps = [{"contact_types": ["medical"], "days": 3}, {"contact_types": ["call"], "days": 3}]
    course = {"roles": ["psychologist"], "steps": steps, "contacts": [2, 2]}
    types = {"medical": KINDS["call"] | {"roles": ["doctor"]}}
    staff = [clinician("anna"), clinician("dora", role="doctor")]
    roles = {"psychologist": {}, "doctor": {}}
    base = case(clinicians=staff, patients=[patient("p1", level=1, new=True)], types=types, roles=roles)
    seen: list[tuple[Case, Plan]] = []
    lived(watched(seen), base=base, weeks=4, referrals={1: 0}, courses={1: course}, no_show=False)
    first, second = seen[0][0].week.requests
    assert (first.clinicians, second.clinicians) == (None, ("anna",))
    assert second.after is not None
    assert not second.same_clinician
    assert [a.clinicians for a in seen[0][1].appointments] == [("dora",), ("anna",)]


def test_a_contact_is_not_held_before_it_is_due() -> None:
    """Steps of ten days: whatever the week, ten days or more lie between two contacts."""
    course = COURSE | {"steps": [{"contact_types": ["call"], "days": 10}], "contacts": [9, 9]}
    alone = case(patients=[patient("p1", level=1, clinician="psy1")])
    seen: list[tuple[Case, Plan]] = []
    lived(watched(seen), base=alone, weeks=14, referrals={1: 0}, courses={1: course}, no_show=False)
    days = [a.start.date() for _, plan in seen for a in plan.appointments]
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    assert len(gaps) > 6
    assert set(gaps) <= {10, 11, 12}  # 12 and 11: due on Saturday or Sunday
    assert 10 in gaps


def test_what_is_due_when_its_clinician_has_gone_home_waits_for_monday() -> None:
    """Anna works on Monday and Tuesday: what is due on Wednesday is asked for next week, and not unserved before."""
    hours = {day: ["08:00-17:00"] for day in ("mon", "tue")}
    alone = case(clinicians=[clinician("anna", hours=hours)], patients=[patient("p1", level=1, clinician="anna")])
    made = Simulation(alone, year(weeks=4, referrals={1: 0}), 1, 1, packed)
    made.patients["p1"].due, made.patients["p1"].left = 2.5, 2
    weeks = made.run()
    assert [(w.asked, w.held, w.unserved, w.not_asked) for w in weeks[:2]] == [(0, 0, 0, 0), (1, 1, 0, 0)]


def test_what_the_base_week_knows_is_kept() -> None:
    """The day on which treatment began, contacts since the last measuring one, and a new patient's clinician."""
    known = patient("p1", level=1, clinician="psy1", course_start="2026-10-12", contacts_since_measurement=3)
    base = case(patients=[known, patient("p2", level=1), patient("p3", level=1, new=True, clinician="psy1")])
    made = Simulation(base, year(weeks=4, referrals={1: 0}, places={"psychologist": 3}), 1, 1, packed)
    made.patients["p1"].due = 0.0
    seen = made.planner.begin(0, made.staff, made.patients.values(), {}).case
    assert seen.patients["p1"].course_start == date(2026, 10, 12)
    assert seen.patients["p1"].contacts_since_measurement == 3
    assert made.patients["p2"].begun is None
    assert made.patients["p3"].clinician == "psy1"
    assert made.run()[0].place_given == 0


def test_nobody_without_hours_has_places() -> None:
    """Bert has no hours: he takes on nobody, and the base week's patient of his waits for another's place."""
    staff = [clinician("anna"), clinician("bert", hours={})]
    base = case(clinicians=staff, patients=[patient("p1", level=1, clinician="bert")])
    made = lived(base=base, weeks=4, places={"psychologist": 6})
    assert made.places.most == {"anna": 6, "bert": 0}
    assert made.places.carried["bert"] == 0
    assert sum(w.held for w in made.weeks) > 0


def test_contacts_of_courses_that_ended_are_no_illness() -> None:
    """Courses that end by time, nobody ill: what was planned for who has left is counted apart."""
    course = {"roles": ["psychologist"], "steps": STEPS, "mean_weeks": 1.0}
    weeks = lived(weeks=30, courses={1: course, 2: course}, no_show=False).weeks
    assert sum(w.course_ended for w in weeks) > 0
    assert sum(w.cancelled for w in weeks) == 0


def test_waits_run_from_the_referral_to_the_first_visit_and_on_to_treatment() -> None:
    """One new patient: the first visit on Monday at 08:00, a third of a day after; the next contact a week later."""
    alone = case(patients=[patient("p1", level=1, new=True)])
    weeks = lived(base=alone, weeks=4, referrals={1: 0}, no_show=False).weeks
    assert [(w.first_begun, w.first_in_90, w.first_days) for w in weeks[:2]] == [(1, 1, 0.333), (0, 0, 0.0)]
    assert [(w.treatment_begun, w.treatment_days) for w in weeks[:2]] == [(0, 0.0), (1, 7.0)]


def test_a_wait_beyond_the_guarantee_is_seen() -> None:
    """Nobody is seen for 14 weeks: the one who waits since day 0 waits over 90 days from the end of the 13th on."""
    weeks = lived(nobody, weeks=14, referrals={1: 0}).weeks
    assert [w.waiting_over_90 for w in weeks][11:] == [0, 1, 1]
