"""CAPA's arithmetic worked out by hand, beside the week's own minutes."""

from tests.builders import case, clinician, group, patient, plan, request, visit
from weightplan.answers.capa import capa
from weightplan.case import Case


def unit() -> Case:
    """Return two full-time posts of nine hours a day; a new and a known patient, and a group of two leaders."""
    return case(
        clinicians=[clinician("a"), clinician("b")],
        patients=[patient("p1", new=True), patient("p2", attendance=0.5)],
        requests=[request("q1", "first"), request("q2", patient="p2", count=2)],
        groups=[group("g", 4)],
    )


def test_capa_by_hand() -> None:
    """2 posts x 10 half-days x 11.25 / 13 = 17.308 half-days; 30 % are 5.192, 40 % 6.923; two contacts each."""
    answer = capa(unit())
    assert (answer.least.contacts, answer.most.contacts) == (10.4, 13.8)
    # 105 minutes each of 2 x 45 x 60 = 5,400 contracted: 1,090 and 1,454 minutes.
    assert (answer.least.minutes_each, answer.least.share_of_time, answer.most.share_of_time) == (105, 0.2019, 0.2692)
    # Each new patient takes 1 + 7.5 contacts.
    assert (answer.new_patients, answer.new_asked) == ((1.2, 1.6), 1)


def test_needs_by_hand() -> None:
    """A first visit of 120 minutes with notes, two visits of 55, and 135 minutes for each of two leaders: 500 for 5."""
    answer = capa(unit())
    assert (answer.asked.contacts, answer.asked.minutes_each, answer.asked.share_of_time) == (5, 100, 0.0926)
    assert (answer.planned, answer.away) == (None, None)


def test_a_plan_by_hand() -> None:
    """One visit of 55 minutes, to which its patient comes half of the time."""
    week = unit()
    answer = capa(week, plan(week, visit("q2", "a", "mon 09:00", room="r1")))
    assert answer.planned is not None
    assert (answer.planned.contacts, answer.planned.minutes_each, answer.away) == (1, 55, 0.5)


def test_capa_does_not_see_whose_week_is_short() -> None:
    """With one of two away all week, half of the days are worked; CAPA's figures stay."""
    absences = [{"start": "2026-11-23T00:00", "end": "2026-11-30T00:00"}]
    away = case(clinicians=[clinician("a"), clinician("b", absences=absences)])
    assert (capa(away).usable, capa(unit()).usable) == (0.5, 1.0)
    assert capa(away).most.contacts == capa(unit()).most.contacts
    assert (capa(away).asked.contacts, capa(away).asked.minutes_each) == (0, None)


def test_crisis_slots_are_no_part_of_it() -> None:
    week = case(clinicians=[clinician("a")], crisis={"contact_type": "crisis", "slots_per_day": 1})
    held = capa(week, plan(week, visit("crisis", "a", "mon 09:00", room="r1"))).planned
    assert held is not None and held.contacts == 0


def test_the_sentences() -> None:
    week = unit()
    answer = capa(week, plan(week, visit("q2", "a", "mon 09:00", room="r1")))
    assert answer.text.startswith(
        "CAPA gives 2.0 full-time posts 10 to 14 contacts in this time, at 105 minutes each with notes; "
        "the needs ask for 5, at 100 minutes each. The plan holds 1: 1% of contracted time against CAPA's 20% to 27%."
    )
    assert "väntas 50\u00a0% utebli" in answer.text_sv
