"""One solve of a study, in whatever process and on whatever machine: a job goes in, a row comes out."""

import json
from time import perf_counter

from pydantic import BaseModel, ConfigDict

from weightplan.errors import WeightplanError
from weightplan.study.limits import SolveLimits
from weightplan.study.reading import figures
from weightplan.study.row import Row
from weightplan.study.sound import case_of

SOLVER_SEED = 0  # the same for all: a repetition draws its week, not the solver's luck


class Job(BaseModel):
    """What a worker needs: the week as JSON, its rulebook inline, for a solver's models cannot be sent."""

    model_config = ConfigDict(frozen=True)

    scenario: str
    levels: dict[str, str]
    repetition: int
    seed: int
    week: str
    limits: SolveLimits
    pools: tuple[tuple[str, ...], ...]
    min_group_size: int
    salaries: dict[str, float]
    draws_no_show: bool


def solve_job(job: Job) -> Row:
    """Solve one week with one thread and return its row; what goes wrong is a row that says so."""
    begun = perf_counter()
    try:
        row = _solved(job)
    except (WeightplanError, ValueError, RuntimeError, MemoryError) as error:
        row = failed(job, f"{type(error).__name__}: {str(error).partition(chr(10))[0]}")
    return row.model_copy(update={"seconds": round(perf_counter() - begun, 3)})


def failed(job: Job, why: str, attempts: int = 1) -> Row:
    """Return the row of a solve that came to nothing."""
    return Row(**_named(job), status="failed", attempts=attempts, error=why[:500])


def _solved(job: Job) -> Row:
    from weightplan.solver import solve

    case = case_of(json.loads(job.week))
    plan = solve(
        case,
        time_limit=job.limits.seconds,
        deterministic_limit=job.limits.deterministic,
        gap=job.limits.gap,
        workers=1,
        seed=SOLVER_SEED,
    )
    if plan.status not in ("optimal", "feasible"):
        return Row(**_named(job), status=plan.status, bound=plan.bound)
    read = figures(
        case,
        plan,
        pools=job.pools,
        least=job.min_group_size,
        salaries=job.salaries,
        no_show_seed=job.seed if job.draws_no_show else None,
    )
    return Row(**_named(job), status=plan.status, cost=plan.cost, bound=plan.bound, gap=plan.gap, figures=read)


def _named(job: Job) -> dict[str, object]:
    return {"scenario": job.scenario, "levels": job.levels, "repetition": job.repetition, "seed": job.seed}
