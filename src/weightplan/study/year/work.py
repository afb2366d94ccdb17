"""One repetition of one scenario's year: a job goes in, its weeks come out."""

import json
from time import perf_counter

from pydantic import BaseModel, ConfigDict

from weightplan.case import Case
from weightplan.errors import WeightplanError
from weightplan.plan import Plan
from weightplan.study.design import scenario_id
from weightplan.study.limits import SolveLimits
from weightplan.study.run import Work
from weightplan.study.scenarios import Prepared
from weightplan.study.sound import case_of
from weightplan.study.work import SOLVER_SEED
from weightplan.study.year.model import Year
from weightplan.study.year.row import YearRun
from weightplan.study.year.scenarios import year_of


class YearJob(BaseModel):
    """What a worker needs: the base week as JSON, its rulebook inline, and the year."""

    model_config = ConfigDict(frozen=True)

    scenario: str
    levels: dict[str, str]
    repetition: int
    seed: int
    week: str
    year: Year
    min_group_size: int


def job(prepared: Prepared, number: int) -> YearJob:
    """Return one repetition by its number: every repetition of the first scenario, then of the next."""
    study = prepared.study
    assert study.year is not None
    place, repetition = divmod(number, study.year.repetitions)
    choice = prepared.choices[place]
    return YearJob(
        scenario=scenario_id(choice),
        levels=choice,
        repetition=repetition,
        seed=study.seed + repetition,
        week=json.dumps(prepared.week(choice)),
        year=year_of(prepared, choice),
        min_group_size=prepared.min_group_size,
    )


def live(job: YearJob) -> YearRun:
    """Let a year pass, every week of it solved with one thread; what goes wrong is an answer that says so."""
    from weightplan.study.year.simulate import Simulation

    begun = perf_counter()
    try:
        case = case_of(json.loads(job.week))
        weeks = Simulation(case, job.year, job.seed, job.min_group_size, Solved(job.year.limits)).run()
    except (WeightplanError, ValueError, RuntimeError, MemoryError) as error:
        return failed(job, f"{type(error).__name__}: {str(error).partition(chr(10))[0]}")
    seconds = round(perf_counter() - begun, 3)
    return YearRun(**_named(job), status="done", weeks=tuple(weeks), seconds=seconds)


class Solved:
    """Plans a week by solving it, from a plan packed in a moment on: a second of search alone finds little."""

    def __init__(self, limits: SolveLimits) -> None:
        self.limits = limits

    def __call__(self, case: Case) -> Plan:
        from weightplan.solver import packed, solve

        return solve(
            case,
            time_limit=self.limits.seconds,
            deterministic_limit=self.limits.deterministic,
            gap=self.limits.gap,
            workers=1,
            seed=SOLVER_SEED,
            hint=packed(case),
        )


def failed(job: YearJob, why: str, attempts: int = 1) -> YearRun:
    """Return the answer of a year that came to nothing."""
    return YearRun(**_named(job), status="failed", attempts=attempts, error=why[:500])


def _named(job: YearJob) -> dict[str, object]:
    return {"scenario": job.scenario, "levels": job.levels, "repetition": job.repetition, "seed": job.seed}


YEARS = Work("year", "years", job, live, failed)
