"""The same week, seed and deterministic limit give the same plan, wherever it is made."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from tests.builders import booking, case, clinician, group, patient, request
from tests.solver.weeks import as_big, assert_sound, many, without_clock
from weightplan import files
from weightplan.case import Case
from weightplan.plan import Plan
from weightplan.solver import solve
from weightplan.solver.catalogue import Catalogue
from weightplan.solver.clockless import _whole_week
from weightplan.solver.state import State


def repeatable(case: Case, limit: float, seed: int = 0) -> Plan:
    return solve(case, time_limit=None, deterministic_limit=limit, workers=1, seed=seed, gap=0.0)


def busy_week() -> Case:
    """Return a week with more than it can hold: pooled visits, a follow-up, a group, a promise."""
    people = [f"p{n}" for n in range(14)]
    return case(
        clinicians=[clinician("a", target=9.0), clinician("b", target=9.0), clinician("c", target=4.0)],
        patients=[patient(p, clinician="abc"[n % 3], new=n in (3, 5)) for n, p in enumerate(people) if n % 2],
        requests=[
            *(request(f"q{n}", "physical", "video", patient=p, priority=1 + n % 4) for n, p in enumerate(people)),
            request("later", patient="p1", after={"request": "q1", "min_days": 1, "max_days": 3}),
        ],
        groups=[group("dbt", people[2:6])],
        bookings=[booking("q0", "b", "tue 09:00")],
        prices={
            "shortfall": [1, 2, 4],
            "unserved": {1: 100, 2: 40, 3: 10, 4: 5},
            "less_preferred_type": 3,
            "load_imbalance": 2,
            "other_clinician": 10,
        },
        limits={"max_contact_minutes_per_day": 180, "min_admin_minutes_per_week": 60},
    )


def fingerprint() -> str:
    """Return the plan of the busy week as text; another process calls this."""
    return json.dumps(without_clock(repeatable(busy_week(), 0.1)), sort_keys=True)


def model_without_a_clock() -> str:
    """Return the busy week's model of days alone as text; another process calls this."""
    made = busy_week()
    return str(_whole_week(made, Catalogue(made), State()).model.cp.proto)


def elsewhere(hash_seed: int, big: bool) -> dict[str, Any]:
    """Make the busy week's plan in a process of its own, whose sets have another order."""
    lines = [
        "import sys, pytest",
        "from tests.solver.test_repeats import fingerprint",
        "from tests.solver.weeks import as_big",
        "as_big(pytest.MonkeyPatch())" if big else "",
        "sys.stdout.write(fingerprint())",
    ]
    return dict(json.loads(said(hash_seed, lines)))


def said(hash_seed: int, lines: list[str]) -> str:
    """Return what a program of those lines writes in a process of its own."""
    made = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)],
        env=os.environ | {"PYTHONHASHSEED": str(hash_seed), "PYTHONPATH": os.pathsep.join(["src", "."])},
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return made.stdout


@pytest.mark.parametrize("big", [pytest.param(False, id="whole model"), pytest.param(True, id="search")])
def test_a_plan_is_the_same_in_every_process(big: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice in this process and in two others with other hash seeds, the plans are equal in all but seconds."""
    if big:
        as_big(monkeypatch)
    first, second = json.loads(fingerprint()), json.loads(fingerprint())
    assert first == second
    assert first["appointments"]
    assert elsewhere(1, big) == first
    assert elsewhere(2_026, big) == first


def test_a_model_is_the_same_in_every_process() -> None:
    """Two new patients of one group come in the group's order, whatever the order of a set."""
    lines = ["import sys", "from tests.solver.test_repeats import model_without_a_clock as model"]
    made = {said(hash_seed, [*lines, "sys.stdout.write(model())"]) for hash_seed in (1, 3, 2_026)}
    assert made == {model_without_a_clock()}


def test_random_weeks_repeat() -> None:
    """On 25 random weeks."""
    for seed, week in many(5_000_000, 25):
        plans = [without_clock(repeatable(week, 1)) for _ in range(2)]
        assert plans[0] == plans[1], seed


def test_a_stored_week_repeats(monkeypatch: pytest.MonkeyPatch) -> None:
    """team-4, through the search, with a small deterministic limit."""
    as_big(monkeypatch)
    week = files.load_case("team-4")
    plans = [repeatable(week, 1.0) for _ in range(2)]
    assert_sound(week, plans[0])
    assert plans[0].appointments
    assert without_clock(plans[0]) == without_clock(plans[1])


def test_the_record_names_what_made_the_plan() -> None:
    """Seed, workers, the rules posted and a hash of the input, which another input does not share."""
    week = case(requests=[request()])
    record = solve(week, time_limit=5, workers=1, seed=7).record
    other = solve(case(requests=[request(priority=1)]), time_limit=5, workers=1, seed=7).record
    assert record is not None
    assert other is not None
    assert (record.seed, record.workers, record.rulebook) == (7, 1, "test 1")
    assert {"need", "room", "shortfall"} <= set(record.rules)
    assert record.deterministic_time >= 0
    assert len(record.input_sha256) == 64
    assert record.input_sha256 != other.input_sha256
