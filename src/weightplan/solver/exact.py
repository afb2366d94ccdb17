"""Small weeks as one complete model, solved to a proven optimum."""

from collections.abc import Callable
from dataclasses import dataclass

from ortools.sat.python import cp_model

from weightplan.case import Case
from weightplan.check import check
from weightplan.solver.budget import Budget
from weightplan.solver.catalogue import Catalogue
from weightplan.solver.read import read_change
from weightplan.solver.start import NO_LIMIT, whole
from weightplan.solver.state import State, as_plan
from weightplan.solver.subsolve import Engine

SMALL = 120


@dataclass(frozen=True)
class Proof:
    """The best state found and a lower bound of the cost of any legal plan."""

    state: State
    bound: int


def is_small(case: Case) -> bool:
    """Say whether one model can be expected to prove a week: few needs, clinicians and days."""
    needs = sum(request.count for request in case.requests.values()) + len(case.groups)
    return needs * len(case.clinicians) * case.week.weeks <= SMALL


def prove(
    case: Case,
    catalogue: Catalogue,
    engine: Engine,
    state: State,
    budget: Budget,
    workers: int,
    tell: Callable[[int | None, str], None],
) -> Proof:
    """Solve the complete model within the budget; never worse than `state`."""
    builder = whole(case, catalogue, State())
    outcome = engine.solve(
        builder.model.cp,
        deterministic=min(NO_LIMIT, budget.deterministic_left()),
        wall=budget.seconds_left(),
        workers=workers,
        callback=_Teller(tell),
    )
    budget.spend(outcome.deterministic_time)
    better = State().apply(read_change(builder, outcome.value)) if outcome.found else state
    plans = [(check(case, as_plan(case, s)).cost, n, s) for n, s in enumerate((better, state))]
    return Proof(min(plans)[2], max(0, outcome.bound))


class _Teller(cp_model.CpSolverSolutionCallback):
    def __init__(self, tell: Callable[[int | None, str], None]) -> None:
        super().__init__()
        self.tell = tell

    def on_solution_callback(self) -> None:
        self.tell(round(self.objective_value), "prove")
