"""Every reason is what brute force over the checker finds, on random weeks with random plans."""

from collections import Counter

import pytest
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from tests.agreement.enumeration import TooManyError, legal_plans
from tests.agreement.test_sustainable import week
from tests.reasons.oracle import LACKING, Oracle
from tests.strategies import cases, plans
from tests.test_strategies import CALM
from weightplan.case import Case
from weightplan.check import check
from weightplan.fields import MINUTES_PER_DAY
from weightplan.plan import Appointment, Break, Plan
from weightplan.reasons import unserved
from weightplan.reasons.diagnosis import Diagnosis
from weightplan.rules.ledger import Ledger
from weightplan.rules.meal_break import needs_lunch


def _faults(case: Case, plan: Plan, counted: set[str] | None = None) -> int:
    found = Counter(v.rule for v in check(case, plan).violations)
    return sum(n for rule, n in found.items() if (rule in counted if counted else rule not in LACKING))


def _with(plan: Plan, part: Appointment | Break) -> Plan:
    if isinstance(part, Break):
        return plan.model_copy(update={"breaks": (*plan.breaks, part)})
    return plan.model_copy(update={"appointments": (*plan.appointments, part)})


def _lunches(case: Case) -> list[list[Break]]:
    """Return every lunch of the least length, by clinician and day that is due one."""
    minutes = -(-case.rulebook.working_time.lunch_minutes // case.grid) * case.grid
    return [
        [
            Break(clinician=c, start=case.moment(s), end=case.moment(s + minutes), kind="lunch")
            for s in range(day * MINUTES_PER_DAY + 8 * 60, day * MINUTES_PER_DAY + 16 * 60, case.grid)
        ]
        for c in case.clinicians
        for day in range(case.day_count)
        if needs_lunch(case, c, day)
    ]


@st.composite
def planned(draw: DrawFn) -> tuple[Case, Plan]:
    """A week and a plan in which nothing that is there breaks a rule; lunches and the like may be missing."""
    case = draw(cases(days=2, requests=5))
    plan = Plan()
    assume(not _faults(case, plan))  # meetings alone may leave too little rest
    for starts in _lunches(case):
        turn = draw(st.integers(0, len(starts) - 1))
        for lunch in starts[turn:] + starts[:turn]:
            lawful = _faults(case, _with(plan, lunch), {"meal_break"}) < _faults(case, plan, {"meal_break"})
            if lawful and not _faults(case, _with(plan, lunch)):
                plan = _with(plan, lunch)
                break
    parts: list[Appointment | Break] = []
    for _ in range(draw(st.integers(0, 3))):
        drawn = draw(plans(case, wild=0))
        parts += [b for b in drawn.breaks if b.kind != "lunch" or not needs_lunch(case, b.clinician, _day(case, b))]
        parts += drawn.appointments
    for part in parts:
        if not _faults(case, _with(plan, part)):
            plan = _with(plan, part)
    return case, plan


def _day(case: Case, rest: Break) -> int:
    return case.minute(rest.start) // MINUTES_PER_DAY


@pytest.mark.untraced
@settings(CALM, max_examples=100)
@given(planned())
def test_every_reason_is_what_brute_force_finds(drawn: tuple[Case, Plan]) -> None:
    """The code is the first whose definition holds; an opening's price is what the checker reckons."""
    compare(*drawn)


@pytest.mark.untraced
@settings(CALM, max_examples=60)
@given(st.integers(0, 5_000), st.integers(0, 50))
def test_every_reason_is_true_where_rests_and_hours_bind(seed: int, turn: int) -> None:
    """The same on weeks with rests, phone hours, recovery and the prices of a sustainable day."""
    case = week(seed)
    try:
        plans = [plan for plan, _ in legal_plans(case, 150) if len(plan.appointments) < len(case.requests)]
    except TooManyError:
        plans = []
    assume(plans)
    compare(case, plans[turn % len(plans)])


def compare(case: Case, plan: Plan) -> None:
    ledger = Ledger(case, plan)
    given_reasons = {u.request: u for u in unserved(case, plan)}
    diagnosis = Diagnosis(case, ledger)
    missing = {need.id: asked - ledger.count(need) for need, asked in ledger.needs() if asked > ledger.count(need)}
    assert [(u.request, u.count) for u in given_reasons.values()] == list(missing.items())
    for need, _ in ledger.needs():
        if need.id not in missing:
            continue
        oracle = Oracle(case, plan, need)
        stated = given_reasons[need.id]
        event(stated.reason)
        assert stated.reason == oracle.code(), need.id
        assert stated.text and stated.text_sv
        reason = diagnosis.reason(need)
        assert reason.code == stated.reason
        if reason.key in ("why.outranked.cost", "why.not_placed"):
            dearer = oracle.cheapest() - check(case, plan).cost
            assert reason.price.total - reason.worth == dearer
            event(reason.key)
