"""Fixed work that tells how fast a machine is now: seconds become ratios to it, and can be compared.

A third each of what the product's time goes into: CP-SAT, the linear solver inside OR-Tools, and plain Python.
Never change it: every stored ratio would change with it.
"""

import random
import time

from ortools.math_opt.python import mathopt
from ortools.sat.python import cp_model

# Each of the three takes about 0.2 s where RESULTS.md was measured.
JOBS, MACHINES = 15, 10
LP_ROWS, LP_COLUMNS = 250, 500
TURNS = 4_000_000
ROUNDS = 3


def constraint_work() -> None:
    """Search a small job shop with CP-SAT for a fixed deterministic time."""
    dice, model = random.Random(1), cp_model.CpModel()
    on_machine: list[list[cp_model.IntervalVar]] = [[] for _ in range(MACHINES)]
    horizon = 99 * JOBS * MACHINES
    ends = []
    for _ in range(JOBS):
        free_from: cp_model.LinearExprT = 0
        for machine in dice.sample(range(MACHINES), MACHINES):
            start, minutes = model.new_int_var(0, horizon, ""), dice.randint(10, 99)
            model.add(start >= free_from)
            on_machine[machine].append(model.new_fixed_size_interval_var(start, minutes, ""))
            free_from = start + minutes
        ends.append(free_from)
    for intervals in on_machine:
        model.add_no_overlap(intervals)
    last = model.new_int_var(0, horizon, "")
    model.add_max_equality(last, ends)
    model.minimize(last)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = 0.06
    solver.solve(model)


def linear_work() -> None:
    """Solve a random packing program with HiGHS."""
    dice, model = random.Random(2), mathopt.Model()
    columns = [model.add_variable(lb=0.0, ub=1.0) for _ in range(LP_COLUMNS)]
    for _ in range(LP_ROWS):
        chosen = dice.sample(columns, LP_COLUMNS // 5)
        model.add_linear_constraint(sum(dice.randint(1, 99) * column for column in chosen) <= 500)
    model.maximize(sum(dice.randint(1, 99) * column for column in columns))
    mathopt.solve(model, mathopt.SolverType.HIGHS)


def python_work() -> int:
    """Count in a plain loop with a dictionary, as builders do."""
    seen: dict[int, int] = {}
    for turn in range(TURNS):
        seen[turn % 1000] = turn
    return len(seen)


def calibrate() -> float:
    """Return the mean seconds of the whole over a few rounds: what others take of the machine, they take of both."""
    begun = time.perf_counter()
    for _ in range(ROUNDS):
        for work in (constraint_work, linear_work, python_work):
            work()
    return (time.perf_counter() - begun) / ROUNDS
