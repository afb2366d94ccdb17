"""Days without a clock: the integer program says what CP-SAT says, and no legal day is too full for it."""

import random

import pytest
from ortools.sat.python import cp_model

from tests.solver.weeks import as_big, many
from weightplan import files
from weightplan.case import Case
from weightplan.plan import Plan
from weightplan.solver import integer, solve
from weightplan.solver.build import Builder
from weightplan.solver.catalogue import Catalogue
from weightplan.solver.scope import Scope
from weightplan.solver.start import from_plan
from weightplan.solver.subsolve import Engine


def sums_and_clauses(dice: random.Random) -> cp_model.CpModel:
    """Return a random model of what the rules post without a clock."""
    model = cp_model.CpModel()
    numbers = [model.new_int_var(dice.randint(-3, 0), dice.randint(1, 6), "") for _ in range(4)]
    flags = [model.new_bool_var("") for _ in range(4)]

    def literal() -> cp_model.LiteralT:
        flag = dice.choice(flags)
        return ~flag if dice.random() < 0.5 else flag

    def total() -> cp_model.LinearExprT:
        return cp_model.LinearExpr.weighted_sum([*numbers, *flags], [dice.randint(-4, 4) for _ in range(8)])

    for _ in range(3):
        model.add_linear_constraint(total(), dice.randint(-9, -2), dice.randint(2, 9))
        model.add(total() <= dice.randint(-4, 4)).only_enforce_if(literal())
        model.add(total() >= dice.randint(-4, 4)).only_enforce_if(literal(), literal())
    model.add_bool_or(literal(), literal()).only_enforce_if(literal())
    model.add_bool_and(literal(), literal()).only_enforce_if(literal())
    model.add_implication(literal(), literal())
    model.add_at_most_one(literal(), literal())
    model.add_exactly_one(flags[:2])
    model.minimize(total() + 7)
    return model


def test_the_integer_program_has_the_same_optimum() -> None:
    """On 150 random models: the same cost as CP-SAT proves, at a solution that CP-SAT accepts, or none."""
    found = 0
    for seed in range(150):
        model = sums_and_clauses(random.Random(seed))
        solver = cp_model.CpSolver()
        status = solver.solve(model)
        solution = integer.solve(model, seconds=20, nodes=None, close_enough=0.0, hint=None)
        if status == cp_model.INFEASIBLE:
            assert solution is None, seed
            continue
        assert status == cp_model.OPTIMAL
        assert solution is not None, seed
        found += 1
        assert solution.cost == pytest.approx(solver.objective_value), seed
        for index, value in enumerate(solution.values):
            model.add(model.get_int_var_from_proto_index(index) == round(value))
        assert solver.solve(model) == cp_model.OPTIMAL, seed
        assert solver.objective_value == pytest.approx(solution.cost), seed
    assert 50 < found < 150


def test_times_are_no_sums() -> None:
    """A model with a clock cannot be written as an integer program."""
    model = cp_model.CpModel()
    model.add_no_overlap([model.new_fixed_size_interval_var(0, 5, ""), model.new_fixed_size_interval_var(5, 5, "")])
    with pytest.raises(ValueError, match="not a sum or a clause"):
        integer.as_program(model)


def holds(case: Case, plan: Plan, staff: tuple[str, ...]) -> bool:
    """Say whether the model without a clock allows what a legal plan puts on each day."""
    catalogue = Catalogue(case)
    state = from_plan(case, catalogue, plan)
    assert state is not None
    scope = Scope(staff, frozenset(range(case.day_count)), (), clock=False)
    builder = Builder(case, catalogue, state, scope, case.grid)
    builder.keep_choices()
    return Engine().solve(builder.model.cp, deterministic=5).found


@pytest.mark.untraced
def test_no_legal_day_is_too_full() -> None:
    """What has been timed passes the estimate too: on random weeks, for everybody at once."""
    seen = 0
    for seed, week in many(6_000_000, 200):
        plan = solve(week, time_limit=None, deterministic_limit=0.5, workers=1)
        if plan.appointments:
            seen += 1
            assert holds(week, plan, tuple(week.clinicians)), seed
    assert seen > 25


@pytest.mark.nightly
def test_no_legal_day_of_a_stored_week_is_too_full(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same for each clinician of team-4 and clinic-12."""
    as_big(monkeypatch)
    for name in ("team-4", "clinic-12"):
        week = files.load_case(name)
        plan = solve(week, time_limit=20)
        for clinician in week.clinicians:
            assert holds(week, plan, (clinician,)), clinician
