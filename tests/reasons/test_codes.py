"""One week for each reason, worked out by hand; in each, q1 (or dbt) is what is left over."""

import time
from typing import Any

import pytest

from tests.builders import (
    admin,
    booking,
    case,
    clinician,
    group,
    kind,
    lunch,
    patient,
    plan,
    report,
    request,
    room,
    span,
    visit,
)
from weightplan.case import Case
from weightplan.files import load_case
from weightplan.plan import Plan
from weightplan.reasons import unserved
from weightplan.reasons.diagnosis import RULES_EVERYWHERE, Diagnosis
from weightplan.report.words import LANGUAGES, WORDS
from weightplan.rules import HARD_RULES
from weightplan.rules.ledger import Ledger

UNSERVED = {"unserved": {2: 400, 3: 100}}
MORNING = {"mon": ["08:00-09:00"]}


def left(c: Case, *parts: Any) -> dict[str, str]:
    """Return the reasons by need."""
    return {u.request: u.reason for u in unserved(c, plan(c, *parts))}


def key(c: Case, *parts: Any) -> str:
    """Return which sentence is given for q1."""
    return Diagnosis(c, Ledger(c, plan(c, *parts))).reason(c.requests["q1"]).key


def test_a_served_week_has_no_reasons() -> None:
    c = case(requests=[request("q1")])
    assert unserved(c, plan(c, visit("q1", "psy1", "mon 09:00", room="r1"))) == ()


def test_needs_come_in_the_order_of_the_file_with_the_counts_missing() -> None:
    c = case(requests=[request("q2", count=3), request("q1")], groups=[group()])
    found = unserved(c, plan(c, visit("q2", "psy1", "mon 09:00", room="r1")))
    assert [(u.request, u.count) for u in found] == [("q2", 2), ("q1", 1), ("dbt", 1)]


def test_nobody_has_the_role_or_skill_or_is_named() -> None:
    roles: dict[str, Any] = {"psychologist": {}, "doctor": {}}
    types = {"testing": kind(skills=["testing"]), "prescription": kind(roles=["doctor"])}
    needs = [request("q1", "testing", "prescription"), request("q2", "prescription", clinicians=["psy1"])]
    assert left(case(requests=needs, types=types, roles=roles)) == {"q1": "NO_COMPETENCE", "q2": "NO_COMPETENCE"}


def test_two_leaders_need_two_people_and_a_lead_role() -> None:
    types = {"home": kind("physical", leaders=2, lead_roles=["nurse"])}
    roles: dict[str, Any] = {"psychologist": {}, "nurse": {}}
    one = case(groups=[group()])
    two = case(
        clinicians=[clinician("psy1"), clinician("psy2")],
        requests=[request("q1", "home")],
        types=types,
        roles=roles,
    )
    assert left(one) == {"dbt": "NO_COMPETENCE"}
    assert left(two) == {"q1": "NO_COMPETENCE"}


def test_a_group_that_is_too_large_breaks_the_rule_of_its_size() -> None:
    people = [clinician("psy1"), clinician("psy2")]
    assert left(case(clinicians=people, groups=[group(participants=10)])) == {"dbt": "LIMIT:group_size"}


def test_what_follows_waits_for_what_it_follows() -> None:
    needs = [request("q0", "call", clinicians=["psy2"]), request("q1", "call", after={"request": "q0"})]
    c = case(clinicians=[clinician("psy1"), clinician("psy2", hours={})], requests=needs)
    assert left(c) == {"q0": "NO_COMMON_TIME", "q1": "PREDECESSOR_UNSERVED"}


def test_the_same_clinician_may_not_be_able_to_hold_what_follows() -> None:
    needs = [request("q0", "call"), request("q1", "call", after={"request": "q0"}, clinicians=["psy2"])]
    people = [clinician("psy1"), clinician("psy2")]
    c = case(clinicians=people, requests=needs)
    assert left(c, visit("q0", "psy1", "mon 09:00")) == {"q1": "LIMIT:follow_up"}
    free = case(clinicians=people, requests=[needs[0], needs[1] | {"same_clinician": False}])
    assert left(free, visit("q0", "psy1", "mon 09:00")) == {"q1": "OUTRANKED"}


def test_no_time_suits_patient_and_clinician() -> None:
    c = case(
        patients=[patient("p1", available={"sat": ["08:00-17:00"]})], requests=[request("q1"), request("q2", "message")]
    )
    assert left(c)["q1"] == "NO_COMMON_TIME"
    assert left(c)["q2"] == "OUTRANKED"  # written contacts need no time of the patient; here they are worth nothing


def test_no_room_is_ever_right() -> None:
    other_kind = case(rooms=[room("g1", "group")], requests=[request("q1")])
    other_site = case(clinicians=[clinician(site="north")], rooms=[room("r1", site="south")], requests=[request("q1")])
    closed = case(rooms=[room("r1", hours={"sat": ["08:00-17:00"]})], requests=[request("q1")])
    named = case(rooms=[room("r1"), room("g1", "group")], requests=[request("q1", rooms=["g1"])])
    for c in (other_kind, other_site, closed, named):
        assert left(c) == {"q1": "NO_ROOM"}
        assert key(c) == "why.no_room.ever"


def test_a_site_may_differ_by_weekday() -> None:
    c = case(
        clinicians=[clinician(hours={"mon": ["08:00-17:00"], "tue": ["08:00-17:00"]}, site={"tue": "south"})],
        rooms=[room("r1", site="north")],
        requests=[request("q1", latest="2026-11-23"), request("q2", earliest="2026-11-24")],
    )
    assert left(c) == {"q1": "OUTRANKED", "q2": "DEADLINE"}


def test_its_days_and_windows_hold_no_possible_time() -> None:
    needs = [
        request("q1", earliest="2026-11-28"),
        request("q2", latest="2026-11-22"),
        request("q3", windows=[span("mon 07:30", "mon 08:40")]),  # 40 minutes at work, 45 asked
        request("q4", windows=[span("mon 07:30", "mon 08:45")]),
    ]
    assert left(case(requests=needs)) == {"q1": "DEADLINE", "q2": "DEADLINE", "q3": "DEADLINE", "q4": "OUTRANKED"}


def test_the_days_after_what_it_follows_may_lie_beyond_the_week() -> None:
    needs = [request("q0"), request("q1", after={"request": "q0", "min_days": 3, "max_days": 4})]
    c = case(requests=needs)
    assert left(c, visit("q0", "psy1", "wed 09:00", room="r1")) == {"q1": "DEADLINE"}
    assert left(c, visit("q0", "psy1", "tue 09:00", room="r1")) == {"q1": "OUTRANKED"}
    assert key(c, visit("q0", "psy1", "wed 09:00", room="r1")) == "why.deadline.after"


def test_the_last_day_after_what_it_follows_counts() -> None:
    """q0 is on Monday; psy1 works on Monday and Wednesday, two days later."""
    people = [clinician(hours={"mon": ["08:00-12:00"], "wed": ["08:00-12:00"]})]
    for most, reason in ((1, "DEADLINE"), (2, "OUTRANKED")):
        c = case(
            clinicians=people,
            requests=[request("q0"), request("q1", after={"request": "q0", "min_days": 1, "max_days": most})],
        )
        assert left(c, visit("q0", "psy1", "mon 09:00", room="r1")) == {"q1": reason}


def test_a_free_time_without_a_free_room() -> None:
    needs = [request("q1", patient="p1"), request("q2", patient="p2")]
    c = case(
        clinicians=[clinician("psy1", hours=MORNING), clinician("psy2", hours=MORNING)],
        rooms=[room("r1")],
        requests=needs,
    )
    taken = visit("q2", "psy2", "mon 08:00", room="r1")
    assert left(c, taken) == {"q1": "NO_ROOM"}
    assert key(c, taken) == "why.no_room.now"


@pytest.mark.parametrize(
    ("rule", "limits", "types", "served"),
    [
        ("contact_minutes", {"max_contact_minutes_per_day": 75}, ["first"], [("physical", "08:00")]),
        ("heavy_contacts", {"max_heavy_per_day": 1}, ["first"], [("first", "08:00")]),
        ("heavy_contacts", {"max_heavy_per_week": 1}, ["first"], [("first", "08:00")]),
        ("first_visits", {"max_first_per_day": 1}, ["first"], [("first", "08:00")]),
        ("first_visits", {"max_first_per_week": 0}, ["first"], []),
        ("remote_share", {"max_remote_share": 0.2}, ["call"], [("physical", "08:00")]),
        ("same_day", {"max_patient_contacts_per_day": 1}, ["physical"], [("call", "08:00")]),
        ("row_of_contacts", {"max_minutes_in_a_row": 115}, ["first"], []),
    ],
)
def test_a_limit_that_is_reached_whatever_the_time(
    rule: str, limits: dict[str, Any], types: list[str], served: list[tuple[str, str]]
) -> None:
    """On a single day; each limit is one that the rule alone keeps."""
    needs = [request("q1", *types), *(request(f"s{i}", name) for i, (name, _) in enumerate(served))]
    c = case(clinicians=[clinician(hours={"mon": ["08:00-12:00"]})], requests=needs, limits=limits)
    rooms = {"physical": "r1", "first": "r1"}
    parts = [visit(f"s{i}", "psy1", f"mon {clock}", room=rooms.get(name)) for i, (name, clock) in enumerate(served)]
    assert not report(c, *parts).violations
    assert left(c, *parts) == {"q1": f"LIMIT:{rule}"}
    assert key(c, *parts) == "why.limit.everywhere"


def test_a_row_is_too_long_at_each_opening() -> None:
    """08:00-08:55 and 10:00-10:55 are taken: whatever stands between them makes it a row of 175 minutes."""
    needs = [request(f"q{n}", patient=f"p{n}") for n in (1, 2, 3)]
    people = [clinician(hours={"mon": ["08:00-10:55"]})]
    parts = visit("q2", "psy1", "mon 08:00", room="r1"), visit("q3", "psy1", "mon 10:00", room="r1")
    for longest, reason in ((170, "LIMIT:row_of_contacts"), (175, "OUTRANKED")):
        limits = {"max_minutes_in_a_row": longest, "pause_minutes": 15}
        assert left(case(clinicians=people, requests=needs, limits=limits), *parts) == {"q1": reason}
    strict = case(clinicians=people, requests=needs, limits={"max_minutes_in_a_row": 170, "pause_minutes": 15})
    assert key(strict, *parts) == "why.limit.all"


def test_a_row_that_reaches_its_limit_is_legal() -> None:
    """08:00-08:55 is taken: q1 ends the row after 110 minutes at the earliest."""
    needs = [request("q1"), request("q2", patient="p2")]
    people = [clinician(hours={"mon": ["08:00-09:55"]})]
    taken = visit("q2", "psy1", "mon 08:00", room="r1")
    for longest, reason in ((105, "LIMIT:row_of_contacts"), (110, "OUTRANKED")):
        limits = {"max_minutes_in_a_row": longest, "pause_minutes": 15}
        assert left(case(clinicians=people, requests=needs, limits=limits), taken) == {"q1": reason}


def test_a_block_right_after_a_contact_ends_its_row() -> None:
    needs = [request("q1"), request("q2", patient="p2")]
    taken = visit("q2", "psy1", "mon 08:00", room="r1")
    for blocks, reason in (([], "LIMIT:row_of_contacts"), ([span("mon 08:55", "mon 09:00")], "OUTRANKED")):
        people = [clinician(hours={"mon": ["08:00-09:55"]}, blocks=blocks)]
        c = case(clinicians=people, requests=needs, limits={"max_minutes_in_a_row": 60, "pause_minutes": 15})
        assert left(c, taken) == {"q1": reason}


def test_a_share_that_is_just_reached_is_legal() -> None:
    """45 minutes by video and 15 by phone: a quarter."""
    needs = [request("q1", "call"), request("q2", "video")]
    for share, reason in ((0.24, "LIMIT:remote_share"), (0.25, "OUTRANKED")):
        c = case(requests=needs, limits={"max_remote_share": share})
        assert left(c, visit("q2", "psy1", "mon 08:00")) == {"q1": reason}


def test_a_message_may_come_with_the_first_visit() -> None:
    """At the very minute of the first visit, not before it."""
    people = [clinician("psy1"), clinician("psy2")]
    for window, reason in (("mon 09:05", "LIMIT:first_visit_is_long"), ("mon 09:10", "OUTRANKED")):
        needs = [request("q1", "message", windows=[span("mon 08:00", window)]), request("q2", "first")]
        c = case(clinicians=people, patients=[patient("p1", new=True)], requests=needs)
        assert left(c, visit("q2", "psy1", "mon 09:00", room="r1")) == {"q1": reason}


def test_the_rule_that_stops_most_openings_is_named() -> None:
    """psy1 may have no more contact minutes on Monday (25 openings); psy2 no heavy contact on Tuesday (13)."""
    people = [
        clinician("psy1", hours={"mon": ["08:00-12:00"]}, limits={"max_contact_minutes_per_day": 60}),
        clinician("psy2", hours={"tue": ["08:00-11:00"]}, limits={"max_heavy_per_day": 0}),
    ]
    c = case(clinicians=people, requests=[request("q1", "first")])
    assert left(c) == {"q1": "LIMIT:contact_minutes"}
    assert key(c) == "why.limit.most"


def test_new_patients_need_their_first_visit_first() -> None:
    people, new = [clinician("psy1"), clinician("psy2")], [patient("p1", new=True)]
    c = case(
        clinicians=people,
        patients=new,
        requests=[request("q1"), request("q2", "first")],
        groups=[group("dbt", ["p1"])],
        types={"skills": kind("group", 105, 30, leaders=2, room="group")},
    )
    assert left(c) == {"q1": "LIMIT:first_visit_is_long", "q2": "OUTRANKED", "dbt": "LIMIT:group_after_first"}
    on_friday = visit("q2", "psy1", "fri 13:00", room="r1")  # the group would have to begin by 14:45
    assert left(c, on_friday) == {"q1": "OUTRANKED", "dbt": "LIMIT:group_after_first"}
    assert left(c, visit("q2", "psy1", "mon 08:00", room="r1")) == {"q1": "OUTRANKED", "dbt": "OUTRANKED"}


def test_needs_that_belong_together_keep_to_one_day() -> None:
    needs = [request("q1", same_day="x", earliest="2026-11-24"), request("q2", same_day="x", patient="p2")]
    c = case(requests=needs)
    assert left(c, visit("q2", "psy1", "mon 09:00", room="r1")) == {"q1": "LIMIT:same_day"}


def test_a_break_that_is_due_is_the_only_thing_in_the_way() -> None:
    day = {"mon": ["08:00-17:00"]}
    needs = [request("q1", "call", windows=[span("mon 12:00", "mon 12:25")])]
    eating = case(clinicians=[clinician(hours=day)], requests=needs, prices=UNSERVED)
    assert left(eating, lunch("psy1", "mon 12:00", "mon 12:30")) == {"q1": "LIMIT:meal_break"}
    assert left(eating, lunch("psy1", "mon 11:00", "mon 11:30")) == {"q1": "NOT_PLACED"}
    writing = case(clinicians=[clinician(hours=day)], requests=needs, limits={"min_admin_minutes_per_week": 60})
    held = admin("psy1", "mon 12:00", "mon 12:30"), lunch("psy1", "mon 11:00", "mon 11:30")
    assert left(writing, *held, admin("psy1", "mon 15:00", "mon 15:30")) == {"q1": "LIMIT:admin_time"}
    # With 60 minutes elsewhere the half hour at noon is more than is due.
    assert left(writing, *held, admin("psy1", "mon 15:00", "mon 16:00")) == {"q1": "OUTRANKED"}


def test_every_possible_time_is_taken_by_other_contacts() -> None:
    needs = [request("q1"), request("q2", patient="p2")]
    c = case(clinicians=[clinician(hours=MORNING)], requests=needs, prices=UNSERVED)
    taken = visit("q2", "psy1", "mon 08:00", room="r1")
    assert left(c, taken) == {"q1": "OUTRANKED"}
    assert key(c, taken) == "why.outranked.time"


def test_the_patient_may_be_with_somebody_else() -> None:
    needs = [request("q1", windows=[span("mon 09:00", "mon 09:45")]), request("q2")]
    c = case(clinicians=[clinician("psy1"), clinician("psy2")], requests=needs, prices=UNSERVED)
    assert left(c, visit("q2", "psy2", "mon 09:30", room="r2")) == {"q1": "OUTRANKED"}


def test_what_costs_more_than_it_is_worth_is_outranked_and_says_so() -> None:
    """Another clinician costs 300, the second type 50: 350 against 100."""
    c = case(
        clinicians=[clinician("psy1"), clinician("own", hours={})],
        patients=[patient("p1", clinician="own")],
        requests=[request("q1", "skills", "call")],
        types={"skills": kind(roles=[])},
        prices=UNSERVED | {"other_clinician": 300, "less_preferred_type": 50},
    )
    (found,) = unserved(c, Plan())
    assert found.reason == "OUTRANKED"
    assert found.text == (
        "The plan has room for it, but adding it costs 350 at least (less preferred contact type 50, "
        "other clinician than the patient's own 300); leaving it out costs 100."
    )
    assert "kostar minst 350" in found.text_sv


def test_what_would_lower_the_cost_was_not_placed() -> None:
    c = case(requests=[request("q1", priority=2)], prices=UNSERVED | {"overshoot": 1})
    (found,) = unserved(c, Plan())
    assert found.reason == "NOT_PLACED"  # T is 0: a weight of 1.0 costs 100, leaving it out 400
    assert "by 300" in found.text


def test_the_leader_who_is_named_first_may_make_it_cheaper() -> None:
    """One weight falls to the lead: 100 above the target of psy1, nothing for psy2."""
    c = case(
        clinicians=[clinician("psy1"), clinician("psy2", target=5.0)],
        requests=[request("q1", "pair")],
        types={"pair": kind(leaders=2, leader_share="lead")},
        prices={"overshoot": 1, "shortfall": [1, 1, 1], "unserved": {3: 1}},
    )
    (found,) = unserved(c, Plan())
    assert (found.reason, "by 101" in found.text) == ("NOT_PLACED", True)


def test_the_odd_hundredth_falls_to_whom_it_costs_less() -> None:
    """0.03 shared by two: 0.02 to the first named; psy1 is past its target, psy2 is not."""
    c = case(
        clinicians=[clinician("psy1"), clinician("psy2", target=5.0)],
        requests=[request("q1", "pair")],
        types={"pair": kind(leaders=2, weight=0.03)},
        prices={"overshoot": 10, "unserved": {3: 20}},
    )
    (found,) = unserved(c, Plan())
    assert (found.reason, "by 10:" in found.text) == ("NOT_PLACED", True)


def test_weights_cost_only_past_105_percent_of_the_target() -> None:
    """The target is 1.00: a weight of 1.07 costs 2 hundredths."""
    c = case(
        clinicians=[clinician(target=1.0)],
        requests=[request("q1", "held")],
        types={"held": kind("video", weight=1.07)},
        prices={"overshoot": 10, "unserved": {3: 20}},
    )
    (found,) = unserved(c, Plan())
    assert (found.reason, "costs 20 at least (weights above target 20)" in found.text) == ("OUTRANKED", True)


def test_a_group_is_worth_its_price_once_per_participant() -> None:
    c = case(
        clinicians=[clinician("psy1"), clinician("psy2")], groups=[group(participants=4, priority=2)], prices=UNSERVED
    )
    (found,) = unserved(c, Plan())
    assert (found.reason, "by 1,600:" in found.text) == ("NOT_PLACED", True)


def test_a_dropped_promise_is_cheaper_to_keep() -> None:
    """Leaving q1 out costs 10, keeping its time saves 50 for having moved and costs 55 above the target."""
    fields: dict[str, Any] = {
        "requests": [request("q1", "call")],
        "prices": {"unserved": {3: 10}, "moved": 50, "overshoot": 1},
        "types": {"call": kind("phone", 15, 5, weight=0.55)},
    }
    told = plan(case(**fields), visit("q1", "psy1", "tue 10:00"))
    assert left(case(**fields)) == {"q1": "OUTRANKED"}
    (found,) = unserved(case(**fields, earlier=told), Plan())
    assert (found.reason, "by 5:" in found.text) == ("NOT_PLACED", True)


def test_a_locked_booking_is_a_contact_like_any_other() -> None:
    needs = [request("q1"), request("q2", patient="p2")]
    c = case(clinicians=[clinician(hours=MORNING)], requests=needs, bookings=[booking("q2", "psy1", "mon 08:00")])
    assert left(c, visit("q2", "psy1", "mon 08:00", room="r1")) == {"q1": "OUTRANKED"}


def test_sentences_name_no_patient() -> None:
    c = case(patients=[patient("anna-andersson", available={})], requests=[request("q1", patient="anna-andersson")])
    assert all("anna" not in u.text + u.text_sv for u in unserved(c, Plan()))


def test_every_rule_that_may_stop_a_contact_has_words() -> None:
    """Rules about one place alone are told apart before any limit is; the others each have a clause and a label."""
    alone = {"need", "duration", "working_hours", "no_overlap", "room", "competence", "acceptable_type", "patient_time"}
    alone |= {"deadline", "supervised", "site", "crisis_slots", "locked", "must"}
    limits = HARD_RULES.keys() - alone
    assert set(RULES_EVERYWHERE) == limits - {"follow_up", "group_size"}
    for language in LANGUAGES:
        assert {f"reason.LIMIT:{rule}" for rule in limits} <= WORDS[language].keys()
        assert {f"limit.{rule}" for rule in RULES_EVERYWHERE} <= WORDS[language].keys()


def test_forty_clinicians_are_diagnosed_in_seconds() -> None:
    """Nothing served is the most there is to say; 0.5 s on an idle core."""
    c = load_case("clinic-40")
    begun = time.process_time()
    assert len(unserved(c, Plan())) > 2500
    assert time.process_time() - begun < 5
