"""Run a study, a row at a time; whoever takes it up after another goes on behind the rows that are there."""

import time
from collections.abc import Iterable
from math import prod
from typing import Any, TypeVar

from pydantic import BaseModel

from weightplan.case import Case
from weightplan.errors import InputError, did_you_mean
from weightplan.files import read_file, shipped
from weightplan.rulebook import Rulebook
from weightplan.study.changes import tree_of
from weightplan.study.model import LatinHypercube, Listed, StudyFile
from weightplan.study.row import Answer, Row
from weightplan.study.run import Standing, asked_of, run
from weightplan.study.scenarios import Prepared, prepared_of
from weightplan.study.store import Asked
from weightplan.study.workers import Supervised
from weightplan.week import Week
from weightplan_api.bodies import StudyInput, StudyJob
from weightplan_api.store.job import Result
from weightplan_api.store.rows import Rows
from weightplan_api.work.cases import week_in
from weightplan_api.work.desk import Desk, Ended

M = TypeVar("M", bound=BaseModel)
MOST_SCENARIOS, MOST_SOLVES = 200, 2_000
BETWEEN_NEWS = 1.0
OTHER_VERSION = {
    "code": "OTHER_VERSION",
    "title": "The rows were made by another version",
    "detail": "Rows of two versions cannot be compared. Post the study anew; the rows that came are kept here.",
}


def make_sure(body: StudyJob) -> None:
    """Raise InputError for a study that cannot be run."""
    ready(body.modelInput)


def ready(given: StudyInput) -> Prepared:
    """Return a study with what its runs need; raises InputError, each line under its path in the body."""
    if given.study.year is not None:
        raise InputError(["modelInput.study.year: the service solves single weeks; `weightplan year` runs a year"])
    _make_sure_not_too_large(given.study)
    case = _case(given)
    try:
        return prepared_of(given.study, case, lambda name: tree_of(_book(given, name, "rulebook")))
    except InputError as error:
        # A scenario is no field of the body.
        raise InputError(
            f"modelInput.study{': ' if line.startswith('scenario ') else '.'}{line}" for line in error.problems
        ) from None


def answer(desk: Desk) -> Ended:
    """Solve what rows are missing; the answer says what was asked, the rows stand beside it."""
    body = StudyJob.model_validate_json(desk.jobs.request(desk.job) or "")
    prepared, rows = ready(body.modelInput), _RowsOfJob(desk)
    asked, before = asked_of(prepared), desk.jobs.answer(desk.job)
    if before is not None and Asked.model_validate_json(before).sha256 != asked.sha256:
        return Ended("failed", problem=OTHER_VERSION)
    news = _News(desk, asked, rows.failed())
    limit = body.config.run.termination.seconds if _is_limited(body) else desk.settings.most_study_seconds
    until = time.monotonic() + min(limit, desk.settings.most_study_seconds) - news.spent
    executor = Supervised(desk.settings.workers)
    try:
        standing = run(
            prepared,
            rows,
            executor,
            desk.settings.workers,
            stop=lambda: desk.stop() or time.monotonic() > until,
            on_row=news,
        )
    finally:
        executor.shutdown(cancel_futures=True)
    return Ended("succeeded", result_of(rows.all(), standing.all), news.figures(standing))


def result_of(rows: Iterable[Row], wanted: int) -> Result:
    """Return what the rows of a study come to: `optimal` where each is there and proven."""
    statuses = [row.status for row in rows]
    if statuses.count("optimal") == wanted:
        return "optimal"
    if "optimal" in statuses or "feasible" in statuses:
        return "feasible"
    return "infeasible" if statuses.count("infeasible") == wanted else "unknown"


class _RowsOfJob:
    """The rows of the job on a desk, as a run wants them."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.rows = desk, Rows(desk.jobs.database)

    def done(self) -> set[int]:
        return self.rows.numbers(self.desk.job)

    def write(self, number: int, answer: Answer) -> None:
        if not self.rows.keep(self.desk.job, self.desk.attempt, number, answer.model_dump_json()):
            self.desk.lose()

    def all(self) -> list[Row]:
        return [Row.model_validate_json(text) for text in self.rows.all(self.desk.job)]

    def failed(self) -> int:
        return sum(row.status == "failed" for row in self.all())


class _News:
    """Tells how a study goes, when a row came, but not more often than people read."""

    def __init__(self, desk: Desk, asked: Asked, failed: int) -> None:
        self.desk, self.failed = desk, failed
        stand = desk.jobs.get(desk.job)
        self.spent = float(stand.figures.get("seconds") or 0.0) if stand else 0.0
        self._asked: str | None = asked.model_dump_json()
        self._told, self._at = -1, 0.0

    def __call__(self, standing: Standing) -> None:
        if standing.done == self._told or time.monotonic() - self._at < BETWEEN_NEWS:
            return
        self.desk.tell("progress", self.figures(standing), self._asked)
        self._asked, self._told, self._at = None, standing.done, time.monotonic()

    def figures(self, standing: Standing) -> dict[str, Any]:
        """Return how a run stands; seconds count what earlier attempts took too."""
        return {
            "done": standing.done,
            "of": standing.all,
            "failed": self.failed + standing.failed,
            "rate": round(standing.rate, 2) if standing.now else None,
            "remaining": round(standing.remaining) if standing.remaining is not None else None,
            "seconds": round(self.spent + standing.seconds, 1),
        }


def _is_limited(body: StudyJob) -> bool:
    return "spentLimit" in body.config.run.termination.model_fields_set


def _make_sure_not_too_large(study: StudyFile) -> None:
    """Refuse before they are made more scenarios than can be looked at while somebody waits."""
    if isinstance(study.design, Listed):
        scenarios = len(study.design.list) + 1
    elif isinstance(study.design, LatinHypercube):
        scenarios = study.design.latin_hypercube + 1
    else:
        scenarios = prod(len(levels) for levels in study.factors.values())
    solves = scenarios * study.repetitions
    if scenarios > MOST_SCENARIOS or solves > MOST_SOLVES:
        most = f"{MOST_SCENARIOS} scenarios and {MOST_SOLVES} solves"
        raise InputError(
            [f"modelInput.study: is of up to {scenarios} scenarios and {solves} solves; here at most {most}"]
        )


def _case(given: StudyInput) -> Case:
    field, week = ("week", given.week) if given.week is not None else ("study.week", given.study.week)
    if not isinstance(week, Week):
        week = _shipped(f"modelInput.{field}", week, "scenarios", Week)
    book = given.study.rulebook or week.rulebook
    if not isinstance(book, Rulebook):
        where = "modelInput.study.rulebook" if given.study.rulebook else f"modelInput.{field}.rulebook"
        book = _book(given, book, where)
    return week_in(f"modelInput.{field}", week.model_copy(update={"rulebook": book}))


def _book(given: StudyInput, name: str, where: str) -> Rulebook:
    return given.rulebooks[name] if name in given.rulebooks else _shipped(where, name, "models", Rulebook)


def _shipped(where: str, name: str, folder: str, model: type[M]) -> M:
    known = shipped(folder)
    if name not in known:
        raise InputError([f"{where}: {name!r} neither ships nor was sent{did_you_mean(name, known)}"])
    return read_file(known[name], model)
