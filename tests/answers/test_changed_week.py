"""The week that a replan writes: legal for the new plan, at the same cost, and else as it was."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.agreement.test_brute_force import on_monday, small, visits
from tests.answers.test_replan import broken_weeks
from tests.builders import at, case, request, room, visit
from tests.builders import plan as planned
from weightplan.answers.replan import Disruption, changed_week, replan
from weightplan.case import Case
from weightplan.check import check
from weightplan.files import load_case
from weightplan.files.writing import moved, write_week
from weightplan.validate import problems_of
from weightplan.week import Week


def written(week: Week, folder: Path, name: str) -> Week:
    """Return a week as it reads back from a file."""
    write_week(week, folder / name)
    return load_case(folder / name).week


def test_the_new_plan_is_legal_in_the_week_as_written_and_costs_the_same(tmp_path: Path) -> None:
    """On 60 tiny weeks in which somebody is ill for a day, read back from YAML and from JSON."""
    seen = 0
    for seed, made, told, what in broken_weeks(430_000, 60):
        answer = replan(made, told, what, seconds=5, workers=1)
        if answer.plan is None:
            continue
        week = changed_week(made, told, what, answer.unmeetable)
        assert not problems_of(Case(week, made.rulebook)), seed
        for name in ("new.yaml", "new.json"):
            back = written(week, tmp_path, name)
            assert back == week, seed
            report = check(Case(back, made.rulebook, told), answer.plan)
            assert (report.legal, report.cost) == (True, answer.plan.cost), seed
        seen += 1
    assert seen > 6


def test_what_is_not_touched_stays_as_it_was() -> None:
    week = load_case("case-mix-12")
    person = next(iter(week.clinicians))
    day = week.moment(0)
    what = Disruption(now=day, absent=((person, (day, day + timedelta(days=1))),))
    after = changed_week(week, planned(week), what)
    assert after.demand == week.week.demand != ()
    assert after.requests == week.week.requests
    assert after.rooms == week.week.rooms
    assert after.clinicians[1:] == week.week.clinicians[1:]


def test_a_cancelled_need_of_a_case_mix_makes_its_needs_requests() -> None:
    """The ids stay: one need less, and all the others by name."""
    week = load_case("case-mix-12")
    name = next(iter(set(week.requests) - {r.id for r in week.week.requests}))
    after = Case(changed_week(week, planned(week), Disruption(now=week.moment(0), cancelled=(name,))), week.rulebook)
    assert after.week.demand == ()
    assert set(week.requests) - set(after.requests) >= {name}
    assert set(after.patients) == set(week.patients)
    assert not problems_of(after)


def test_what_follows_a_cancelled_visit_goes_with_it_and_its_patient_is_phoned() -> None:
    week = small(
        on_monday("a", "09:00-12:00"),
        requests=[
            request("q1", "visit", patient="p1"),
            request("q2", "call", patient="p1", after={"request": "q1"}),
        ],
    )
    told = planned(week, visit("q1", "a", "mon 09:00", room="r1"), visit("q2", "a", "mon 11:00"))
    what = Disruption(now=week.moment(0), cancelled=("q1",))
    assert changed_week(week, told, what).requests == ()
    answer = replan(week, told, what, seconds=2)
    assert answer.plan is not None and answer.plan.appointments == ()
    assert [(call.request, call.after) for call in answer.calls] == [("q2", None)]


def test_new_requests_are_in_it_under_names_of_their_own() -> None:
    """q1 was missed once already: its second call gets another name."""
    week = small(on_monday("a", "09:00-12:00"), requests=[*visits("p1"), request("qp1-outreach", "call", patient="p1")])
    told = planned(week, visit("qp1", "a", "mon 09:00", "visit", room="r1"))
    what = Disruption(now=at("mon 10:00"), no_shows=("qp1",))
    new = changed_week(week, told, what).requests[-1]
    assert (new.id, new.patient, new.contact_types) == ("qp1-outreach-2", "p1", ("call",))


@pytest.mark.parametrize(
    "word", ["1e5", "08", "0o17", "yes", "~", "null", "8:30", "- a", "é\u0085", "1_000", ".5", "#"]
)
def test_ids_that_look_like_something_else_stay_text(word: str, tmp_path: Path) -> None:
    week = case(requests=[request(word)], rooms=[room(word, "yes")]).week
    assert written(week, tmp_path, "new.yaml") == week


def test_a_rulebook_beside_the_week_is_found_from_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "there").mkdir()
    made = case(requests=[request()])
    (tmp_path / "here" / "book.json").write_text(made.rulebook.model_dump_json(exclude_unset=True))
    week = made.week.model_copy(update={"rulebook": "book"})
    for target in (tmp_path / "here" / "new.yaml", tmp_path / "there" / "new.yaml"):
        write_week(moved(week, tmp_path / "here" / "old.yaml", target), target)
        assert load_case(target).rulebook == made.rulebook
