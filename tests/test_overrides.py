"""Overrides name values that the week has; a slip gets one clear line with the nearest name."""

import pytest

from tests.builders import case, clinician, request
from weightplan.case import Case
from weightplan.validate import problems_of
from weightplan.week import Override


def told(what: str) -> list[str]:
    problem = case(clinicians=[clinician("psy1"), clinician("psy2")], requests=[request("q1")])
    week = problem.week.model_copy(update={"overrides": (Override(what=what, reason="because"),)})
    return problems_of(Case(week, problem.rulebook))


@pytest.mark.parametrize(
    "what",
    [
        "clinicians[psy1].limits.max_first_per_day",
        "clinicians[psy2].target",
        "bookings[psy1].locked",
        "requests[q1].priority",
        "rooms[r1].hours",
        "patients[p1].available",
    ],
)
def test_a_value_of_the_week_may_be_overridden(what: str) -> None:
    assert told(what) == []


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("psy1 target", "'psy1 target' is no path such as clinicians[psy1].limits.max_first_per_day"),
        ("clinician[psy1].target", "no list 'clinician', did you mean 'clinicians'?"),
        ("clinicians[psy11].target", "no name 'psy11', did you mean 'psy1'?"),
        ("clinicians[psy1].targett", "no field 'targett', did you mean 'target'?"),
        ("clinicians[psy1].limits.max_first", "no field 'limits.max_first', did you mean 'limits.max_first_per_day'?"),
        ("requests[q1].limits.max_first_per_day", "no field 'limits.max_first_per_day'"),
        ("bookings[psy1].start", "no field 'start'"),
    ],
)
def test_a_path_to_nothing_is_one_line(what: str, line: str) -> None:
    assert told(what) == [f"overrides[0].what: {line}"]
