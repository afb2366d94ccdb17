"""The rule `need`."""

from tests.builders import broken, case, group, request, visit
from weightplan.case import Case

CRISIS = {"contact_type": "crisis", "slots_per_day": 1}


def two_calls() -> Case:
    return case(requests=[request("q1", "call", count=2)])


def test_a_need_may_be_served_as_often_as_asked() -> None:
    """A request for two calls takes none, one or two."""
    assert broken("need", two_calls()) == []
    assert broken("need", two_calls(), visit("q1", "psy1", "mon 09:00")) == []
    assert broken("need", two_calls(), visit("q1", "psy1", "mon 09:00"), visit("q1", "psy1", "tue 09:00")) == []


def test_a_need_is_served_no_more_often_than_asked() -> None:
    """A third call for a request of two is one violation, not one per call."""
    calls = [visit("q1", "psy1", f"{day} 09:00") for day in ("mon", "tue", "wed")]
    assert broken("need", two_calls(), *calls) == ["q1"]


def test_a_group_meets_once() -> None:
    """A group asks for one session; a second one serves nobody."""
    c = case(groups=[group("dbt")])
    assert broken("need", c, visit("dbt", "psy1", "mon 09:00")) == []
    assert broken("need", c, visit("dbt", "psy1", "mon 09:00"), visit("dbt", "psy1", "tue 09:00")) == ["dbt"]


def test_an_appointment_without_need_is_invented() -> None:
    """An appointment for an unknown request breaks the rule, and so does a crisis slot where none is asked for."""
    assert broken("need", case(), visit("q9", "psy1", "mon 09:00")) == ["q9"]
    assert broken("need", case(), visit("crisis", "psy1", "mon 09:00")) == ["crisis"]


def test_an_appointment_has_the_patients_of_its_need() -> None:
    """Another patient, no patient and one patient too many are all wrong."""
    c = case(requests=[request("q1", patient="p1"), request("q2", patient="p2")])
    assert broken("need", c, visit("q1", "psy1", "mon 09:00")) == []
    for patients in (("p2",), (), ("p1", "p2"), ("p1", "p1")):
        assert broken("need", c, visit("q1", "psy1", "mon 09:00", patients=patients)) == ["q1"]


def test_a_request_without_patient_has_none() -> None:
    """A need that names no patient is served by an appointment without one."""
    c = case(requests=[request("q1", "message", patient=None)])
    assert broken("need", c, visit("q1", "psy1", "mon 09:00")) == []
    assert broken("need", c, visit("q1", "psy1", "mon 09:00", patients=("p1",))) == ["q1"]


def test_a_group_has_its_own_participants_in_any_order() -> None:
    """A list of participants is a set; a number of participants names nobody."""
    named = case(groups=[group("dbt", ["p1", "p2", "p3"])])
    assert broken("need", named, visit("dbt", "psy1", "mon 09:00", patients=("p3", "p1", "p2"))) == []
    assert broken("need", named, visit("dbt", "psy1", "mon 09:00", patients=("p1", "p2"))) == ["dbt"]
    counted = case(groups=[group("dbt", 3)])
    assert broken("need", counted, visit("dbt", "psy1", "mon 09:00")) == []
    assert broken("need", counted, visit("dbt", "psy1", "mon 09:00", patients=("p1", "p2", "p3"))) == ["dbt"]


def test_a_crisis_slot_has_no_patient() -> None:
    """A slot is held open: whoever comes is not known yet."""
    c = case(crisis=CRISIS)
    assert broken("need", c, visit("crisis", "psy1", "mon 09:00")) == []
    assert broken("need", c, visit("crisis", "psy1", "mon 09:00", patients=("p1",))) == ["crisis"]


def test_crisis_slots_are_asked_for_on_weekdays_that_are_no_holiday() -> None:
    """Friday asks for one, Saturday does not, nor does Christmas Day, which is a Friday in 2026."""
    c = case(crisis=CRISIS)
    assert broken("need", c, visit("crisis", "psy1", "fri 09:00")) == []
    assert broken("need", c, visit("crisis", "psy1", "sat 09:00")) == ["crisis"]
    christmas = case(crisis=CRISIS, country="SE", week=c.date_of(28))
    assert broken("need", christmas, visit("crisis", "psy1", "2026-12-24T09:00")) == []
    assert broken("need", christmas, visit("crisis", "psy1", "2026-12-25T09:00")) == ["crisis"]


def test_a_crisis_slot_lies_inside_the_horizon() -> None:
    """The Sunday before and the Monday after the week ask for no slot."""
    c = case(crisis=CRISIS)
    assert broken("need", c, visit("crisis", "psy1", "2026-11-22T09:00")) == ["crisis"]
    assert broken("need", c, visit("crisis", "psy1", "2026-11-30T09:00")) == ["crisis"]


def test_requests_from_a_case_mix_are_needs_like_any_other() -> None:
    """Two patients at half a call a week ask for one call, of the second of them."""
    package = [{"contact_types": ["call"], "per_week": 0.5}]
    c = case(demand=[{"level": 2, "patients": 2}], levels={2: {"package": package}})
    assert broken("need", c, visit("demand0-p1-i0", "psy1", "mon 09:00")) == []
    assert broken("need", c, visit("demand0-p0-i0", "psy1", "mon 09:00")) == ["demand0-p0-i0"]
