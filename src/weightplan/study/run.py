"""Run a study: hand out what is not yet solved, keep each row as it comes, never hold more than what is at work."""

import hashlib
import json
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait
from dataclasses import dataclass
from time import monotonic
from typing import Any, Protocol

from weightplan.errors import WeightplanError
from weightplan.study import versions
from weightplan.study.design import scenario_id
from weightplan.study.row import Answer
from weightplan.study.scenarios import Prepared
from weightplan.study.store import Asked, Kind, repetitions
from weightplan.study.work import Job, failed, solve_job

AHEAD = 2  # jobs handed out per worker, so that none waits for the next
TICK = 0.5  # seconds between two looks at whether the workers are still there


class ClusterGoneError(WeightplanError):
    """The workers cannot be reached any more; every row that came is kept."""


class UnfitWorkerError(WeightplanError):
    """A worker cannot do the work as it is done here: nothing that it answers is a row."""


@dataclass(frozen=True)
class Standing:
    """How a run stands: the rows of `done` jobs of `all` are there, `now` of them made by this run in `seconds`."""

    done: int
    all: int
    now: int
    failed: int
    seconds: float

    @property
    def rate(self) -> float:
        """Jobs a minute, by this run."""
        return 60 * self.now / self.seconds if self.seconds > 0 else 0.0

    @property
    def remaining(self) -> float | None:
        """Return the seconds that are left at this rate, None before there is one."""
        return (self.all - self.done) * self.seconds / self.now if self.now else None


class Rows(Protocol):
    """Where answers are kept, by the number of their job."""

    def done(self) -> set[int]:
        """Return the numbers of the jobs whose rows are there."""
        ...

    def write(self, number: int, answer: Answer) -> None:
        """Keep the rows of a job, whole or not at all."""
        ...


def asked_of(prepared: Prepared, kind: Kind = "weeks") -> Asked:
    """Return what a folder says that it holds the answer to."""
    roles = prepared.base["rulebook"]["roles"]
    made_by = "{weightplan} ortools {ortools}".format(**versions.here())
    asked = json.dumps([prepared.base, prepared.books], sort_keys=True)
    text = kind + prepared.study.model_dump_json() + asked + made_by
    return Asked(
        kind=kind,
        study=prepared.study,
        choices=prepared.choices,
        min_group_size=prepared.min_group_size,
        role_labels={name: role["label"] for name, role in roles.items() if role.get("label")},
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )


@dataclass(frozen=True)
class Work:
    """What a run does: each job by its number, who does it, and the answer of one that nobody could do.

    `unit` is what people call the answers.
    """

    kind: Kind
    unit: str
    job: Callable[[Prepared, int], Any]
    act: Callable[[Any], Answer]
    failed: Callable[[Any, str, int], Answer]


def job(prepared: Prepared, number: int) -> Job:
    """Return one solve by its number: every repetition of the first scenario, then of the next."""
    study = prepared.study
    place, repetition = divmod(number, study.repetitions)
    choice, seed = prepared.choices[place], study.seed + repetition
    return Job(
        scenario=scenario_id(choice),
        levels=choice,
        repetition=repetition,
        seed=seed,
        week=json.dumps(prepared.drawn_week(choice, seed)),
        limits=study.limits,
        pools=prepared.pools,
        min_group_size=prepared.min_group_size,
        salaries=study.salaries,
        draws_no_show=study.varies.no_show,
    )


WEEKS = Work("weeks", "rows", job, solve_job, failed)


def run(
    prepared: Prepared,
    rows: Rows,
    executor: Executor,
    workers: int | Callable[[], int],
    work: Work = WEEKS,
    *,
    alive: Callable[[], bool] = lambda: True,
    stop: Callable[[], bool] = lambda: False,
    on_row: Callable[[Standing], None] = lambda _: None,
) -> Standing:
    """Do the jobs that `rows` lack and return how it stands; nobody else may write them meanwhile.

    `workers` jobs go on at once, or as many as it returns, which is asked again as the run goes; what `stop` cuts
    short is left to the next run. Raises ClusterGoneError when `alive()` turns false, UnfitWorkerError for a worker
    whose answers are no rows, and OSError where a row cannot be written; in each case, and on KeyboardInterrupt,
    every row that came before is kept.
    """
    jobs = len(prepared.choices) * repetitions(work.kind, prepared.study)
    there = rows.done()
    missing = iter(number for number in range(jobs) if number not in there)
    running: dict[Future[Any], tuple[int, Any]] = {}
    begun, now, lost = monotonic(), 0, 0
    places = _asked(workers)
    while True:
        for number in _next(missing, AHEAD * places - len(running)):
            made = work.job(prepared, number)
            running[executor.submit(work.act, made)] = number, made
        standing = Standing(len(there) + now, jobs, now, lost, monotonic() - begun)
        on_row(standing)
        if not running or stop():
            return standing
        finished, _ = wait(running, timeout=TICK, return_when=FIRST_COMPLETED)
        if not alive():
            raise ClusterGoneError(_gone(standing, work.unit))
        places = _asked(workers)
        for future in finished:
            number, made = running.pop(future)
            answer = _answer(future, work, made, standing)
            rows.write(number, answer)
            now, lost = now + 1, lost + answer.failed


def _answer(future: Future[Any], work: Work, made: Any, standing: Standing) -> Answer:
    attempts = getattr(future, "attempts", 1)
    try:
        answer: Answer = future.result()
    except CancelledError:
        raise ClusterGoneError(_gone(standing, work.unit)) from None
    except UnfitWorkerError:
        raise
    except Exception as error:  # the worker is gone, or could not even begin
        return work.failed(made, f"{type(error).__name__}: {error}", attempts)
    return answer.model_copy(update={"attempts": attempts})


def _asked(workers: int | Callable[[], int]) -> int:
    return workers if isinstance(workers, int) else workers()


def _gone(standing: Standing, unit: str) -> str:
    return (
        f"the cluster went away; {standing.done} of {standing.all} {unit} are kept, the same command goes on from there"
    )


def _next(missing: Iterator[int], most: int) -> Iterator[int]:
    for _, number in zip(range(most), missing, strict=False):
        yield number
