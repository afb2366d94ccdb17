"""What the verdict says is true of the plan: each case is small enough to work out by hand."""

from typing import Any

import pytest

from weightplan.case import Case
from weightplan.plan import Plan
from weightplan.report.verdict import Binding, Verdict, teams, verdicts
from weightplan.report.words import Words

from .conftest import book, make_case, make_plan, visit

ONE = [{"id": "anna", "target": 10.0}]


def _only(case: Case, plan: Plan) -> Verdict:
    return verdicts(case, plan)[0]


def _rules(verdict: Verdict) -> dict[str, tuple[object, object]]:
    return {b.rule: (b.values.get("n"), b.values.get("days")) for b in verdict.binding}


def _needs(*types: str, **more: Any) -> list[dict[str, Any]]:
    return [{"id": "q1", "contact_types": ["visit"], "count": 3}, {"id": "left", "contact_types": list(types), **more}]


def test_outcomes_stand_in_file_order_with_how_much_is_missing(case: Case, plan: Plan) -> None:
    people = verdicts(case, plan)
    en = Words("en")
    assert [v.text(en) for v in people] == ["reached 2.0 of 2.0", "1.0 of 2.0, 1.0 short", "0.0 weights, no target"]
    assert [v.state for v in people] == ["reached", "short", "no_target"]
    assert people[1].text(Words("sv")) == "1,0 av 2,0, 1,0 under"
    # anna: 240 minutes less two visits of 55 and a lunch of 30; bo: less one visit and an hour of admin
    assert [v.free_minutes for v in people] == [100, 125, 240]


def test_more_than_the_target_is_said_as_such() -> None:
    case = make_case([{"id": "anna", "target": 0.5}], requests=_needs("visit"))
    assert _only(case, make_plan(visit("q1", "anna", "08:00"))).text(Words("en")) == "reached: 1.0 of 0.5, 0.5 above"


def test_needs_run_out_when_what_is_left_is_for_others(case: Case, plan: Plan) -> None:
    bo = verdicts(case, plan)[1]  # q3 is left over, for anna only
    assert bo.binding == (Binding("need", "bind.need", {}),)


def test_needs_that_earn_nothing_are_no_way_to_the_target() -> None:
    rules = book()
    rules["contact_types"]["call"]["weight"] = 0.0
    case = make_case(ONE, requests=_needs("call", count=5), book=rules)
    plan = make_plan(*(visit("q1", "anna", t) for t in ("08:00", "09:00", "10:00")))
    assert _rules(_only(case, plan)) == {"need": (None, None)}


@pytest.mark.parametrize(("limit", "binds"), [(179, True), (180, False)])
def test_contact_minutes_bind_only_where_no_contact_fits_under_the_limit(limit: int, binds: bool) -> None:
    # three visits are 135 contact minutes; a fourth makes 180
    case = make_case(ONE, requests=_needs("visit"), book={"limits": {"max_contact_minutes_per_day": limit}})
    plan = make_plan(*(visit("q1", "anna", t) for t in ("08:00", "08:55", "09:50")))
    verdict = _only(case, plan)
    assert ("contact_minutes" in _rules(verdict)) is binds
    if binds:
        assert "on 1 of 1 days" in verdict.binding[0].text(Words("en"))
        assert "179 minutes" in verdict.binding[0].text(Words("en"))
    else:
        assert _rules(verdict) == {"open": (1, 1)}


@pytest.mark.parametrize(("last", "binds"), [("10:10", True), ("10:00", False)])
def test_working_hours_bind_where_no_gap_is_long_enough(last: str, binds: bool) -> None:
    # 08:00-12:00; visits end 08:55, 09:50; a third until 11:05 or 10:55 leaves 55 minutes or, with a break, less
    pause = {"clinician": "anna", "start": "2026-11-23T11:05", "end": "2026-11-23T11:10", "kind": "lunch"}
    case = make_case(ONE, requests=_needs("visit"))
    times = ("08:00", "08:55", last)
    plan = make_plan(*(visit("q1", "anna", t) for t in times), breaks=[pause] if binds else [])
    assert ("working_hours" in _rules(_only(case, plan))) is binds


def test_rooms_bind_when_they_are_full_while_the_clinician_is_free() -> None:
    people = [*ONE, {"id": "bo", "target": 0.0}]
    needs = [{"id": "q1", "contact_types": ["visit"], "count": 5}]
    full = [visit("q1", "bo", t) for t in ("08:00", "08:55", "09:50", "10:45")]
    case = make_case(people, requests=needs)
    assert _rules(_only(case, make_plan(*full))) == {"room": (1, 1)}
    two_rooms = make_case(people, requests=needs, rooms=[{"id": r, "kind": "consulting"} for r in ("r1", "r2")])
    assert _rules(_only(two_rooms, make_plan(*full))) == {"open": (1, 1)}


def test_patients_hours_bind_where_no_gap_suits_them() -> None:
    patients = [{"id": "p1", "available": {"mon": ["13:00-17:00"]}}]
    case = make_case(ONE, patients=patients, requests=_needs("call", patient="p1"))
    plan = make_plan(*(visit("q1", "anna", t) for t in ("08:00", "09:00", "10:00")))
    assert _rules(_only(case, plan)) == {"patient_time": (1, 1)}


def test_a_row_without_pause_binds_although_there_is_free_time() -> None:
    limits = {"max_minutes_in_a_row": 60, "pause_minutes": 10}
    case = make_case(ONE, requests=_needs("visit"), book={"limits": limits})
    # free 08:55-10:00 (65 minutes): a visit of 55 leaves no pause of 10 on both sides; from 10:55 only 65 too
    busy = make_plan(*(visit("q1", "anna", t) for t in ("08:00", "10:00", "11:00")))
    assert _rules(_only(case, busy)) == {"row_of_contacts": (1, 1)}
    roomy = make_plan(*(visit("q1", "anna", t) for t in ("08:00", "10:15", "11:05")))
    assert _rules(_only(case, roomy)) == {"open": (1, 1)}


@pytest.mark.parametrize(("share", "binds"), [(0.1, True), (0.5, False)])
def test_remote_share_binds_when_only_calls_are_left(share: float, binds: bool) -> None:
    # one more call makes 15 of 150 minutes: exactly a tenth is allowed, two calls are too many
    case = make_case(ONE, requests=_needs("call", count=2), book={"limits": {"max_remote_share": share}})
    call = visit("left", "anna", "11:00", contact_type="call", room=None, weights={"anna": 0.4})
    call |= {"end": "2026-11-23T11:15", "busy_until": "2026-11-23T11:20"}
    plan = make_plan(*(visit("q1", "anna", t) for t in ("08:00", "09:00", "10:00")), call)
    assert ("remote_share" in _rules(_only(case, plan))) is binds
    if binds:
        assert "10%" in _only(case, plan).binding[0].text(Words("en"))


@pytest.mark.parametrize(("flag", "limit", "rule"), [
    ("heavy", "max_heavy_per_day", "heavy_contacts"),
    ("heavy", "max_heavy_per_week", "heavy_contacts"),
    ("first", "max_first_per_day", "first_visits"),
    ("first", "max_first_per_week", "first_visits"),
])  # fmt: skip
def test_counts_bind_once_their_limit_is_reached(flag: str, limit: str, rule: str) -> None:
    for most, bound in ((2, {rule: (1, 1)}), (3, {"open": (1, 1)})):
        rules = book(limits={limit: most})
        rules["contact_types"]["visit"][flag] = True
        case = make_case(ONE, requests=_needs("visit"), book=rules)
        plan = make_plan(visit("q1", "anna", "08:00"), visit("q1", "anna", "09:00"))
        assert _rules(_only(case, plan)) == bound


def test_the_price_of_load_is_named_where_every_contact_would_pay_it() -> None:
    for soft, named in ((5, True), (6, False)):
        rules = book(limits={"soft_load_per_day": soft}, prices={"load_over_soft": 30})
        case = make_case(ONE, requests=_needs("visit"), book=rules)
        plan = make_plan(visit("q1", "anna", "08:00"), visit("q1", "anna", "09:00"))
        assert ("load" in _rules(_only(case, plan))) is named


def test_different_rules_against_different_needs_are_said_together() -> None:
    patients = [{"id": "p1", "available": {"tue": ["08:00-12:00"]}}]
    needs = [*_needs("call", patient="p1"), {"id": "more", "contact_types": ["visit"]}]
    case = make_case(ONE, patients=patients, requests=needs, book={"limits": {"max_contact_minutes_per_day": 150}})
    plan = make_plan(*(visit("q1", "anna", t) for t in ("08:00", "09:00", "10:00")))
    verdict = _only(case, plan)
    text = verdict.binding[0].text(Words("en"))
    assert _rules(verdict) == {"mixture": (1, 1)}
    assert "contact minutes a day" in text and "patients' time" in text


def test_who_is_away_all_week_is_bound_by_that() -> None:
    away = {"start": "2026-11-23T00:00", "end": "2026-11-30T00:00"}
    case = make_case([{"id": "anna", "target": 3.0, "absences": [away]}])
    assert [b.key for b in _only(case, make_plan()).binding] == ["bind.absent"]


def test_team_figures_exist_only_from_the_least_size(case: Case, plan: Plan) -> None:
    (unit,) = teams(case, verdicts(case, plan))
    assert (unit.role, unit.people, unit.booked, unit.target, unit.short) == (None, 3, 3.0, 4.0, 1.0)
    assert (unit.reached, unit.with_target) == (1, 2)  # cai has no target to reach
    two = make_case([{"id": "anna"}, {"id": "bo"}])
    assert teams(two, verdicts(two, make_plan())) == ()


def test_every_sentence_can_be_said_in_both_languages(example: tuple[Case, Plan]) -> None:
    case, plan = example
    for language in ("sv", "en"):
        for verdict in verdicts(case, plan):
            assert all(b.text(Words(language)) for b in verdict.binding)  # type: ignore[arg-type]


def test_a_heavy_contact_too_near_another_binds() -> None:
    """After visits from 08:00 and 10:00 a third fits from 11:05 to 12:00, ten minutes on and not fifteen."""
    for least, bound in ((15, {"heavy_after_heavy": (1, 1)}), (10, {"open": (1, 1)})):
        rules = book(limits={"min_minutes_between_heavy": least})
        rules["contact_types"]["visit"]["heavy"] = True
        case = make_case(ONE, requests=_needs("visit"), book=rules)
        plan = make_plan(visit("q1", "anna", "08:00"), visit("q1", "anna", "10:00"))
        assert _rules(_only(case, plan)) == bound


@pytest.mark.parametrize(("hours", "binds"), [("08:00-11:05", True), ("08:00-11:10", False)])
def test_phone_hours_bind_when_only_calls_are_left(hours: str, binds: bool) -> None:
    """Three visits leave the time from 10:55; a call of 15 minutes lasts until 11:10."""
    case = make_case(ONE, requests=_needs("call"), book={"limits": {"phone_hours": {"mon": [hours]}}})
    verdict = _only(case, make_plan(*(visit("q1", "anna", t) for t in ("08:00", "09:00", "10:00"))))
    assert ("phone_hours" in _rules(verdict)) is binds
    if binds:
        assert verdict.binding[0].text(Words("sv")).startswith("Telefontider: på 1 av 1 dagar")


@pytest.mark.parametrize(("hours", "binds"), [(20, False), (21, True)])
def test_the_daily_rest_binds_where_every_gap_would_cut_it(hours: int, binds: bool) -> None:
    """A meeting at 07:00 on Tuesday: one more visit after 09:55 ends at 10:50, 20 hours and 10 minutes before it."""
    people = [ONE[0] | {"blocks": [{"start": "2026-11-24T07:00", "end": "2026-11-24T08:00"}]}]
    case = make_case(people, requests=_needs("visit"), book={"limits": {"min_rest_hours_per_day": hours}})
    plan = make_plan(visit("q1", "anna", "08:00"), visit("q1", "anna", "09:00"))
    assert ("daily_rest" in _rules(_only(case, plan))) is binds


@pytest.mark.parametrize(("hours", "binds"), [(158, False), (159, True)])
def test_the_weekly_rest_binds_where_every_gap_would_break_it(hours: int, binds: bool) -> None:
    """One more visit after 08:55 ends at 09:50 on Monday, 158 hours and 10 minutes before the week does."""
    case = make_case(ONE, requests=_needs("visit"), book={"limits": {"min_rest_hours_per_week": hours}})
    assert ("weekly_rest" in _rules(_only(case, make_plan(visit("q1", "anna", "08:00"))))) is binds
