"""Solve a week, writing each better plan as it comes."""

import threading
from typing import Any

from weightplan.case import Case
from weightplan.check import gap
from weightplan.errors import InputError
from weightplan.plan import Plan
from weightplan.solver import Progress, solve
from weightplan_api.bodies import Schedule
from weightplan_api.store.job import Best
from weightplan_api.work.cases import planned_in, week_in
from weightplan_api.work.desk import Desk, Ended
from weightplan_api.work.editing import with_figures

BETWEEN_NEWS = 0.5
LEAST_SECONDS = 2.0


def make_sure(body: Schedule) -> None:
    """Raise InputError for a week that cannot be planned."""
    week_in("modelInput", body.modelInput, body.earlier)


def known(body: Schedule) -> Best | None:
    """Return the plan that a search is to begin from: its best until there is a better one, stopped before it or not.

    None where there is none, or it is no legal plan of this week.
    """
    if body.hint is None:
        return None
    try:
        plan = with_figures(planned_in("modelInput", body.modelInput, body.hint, body.earlier), body.hint)
    except InputError:
        return None
    return Best(plan.model_dump_json(), {"cost": plan.cost, "bound": None, "gap": None, "seconds": 0.0}, plan.status)


def answer(desk: Desk) -> Ended:
    """Return the best plan; the job's own best so far, if it was begun before, is where the search goes on."""
    body = Schedule.model_validate_json(desk.jobs.request(desk.job) or "")
    case = week_in("modelInput", body.modelInput, body.earlier)
    so_far = desk.jobs.answer(desk.job)
    best = Plan.model_validate_json(so_far) if so_far else None
    stand = desk.jobs.get(desk.job)
    spent = float(stand.figures.get("seconds") or 0.0) if stand else 0.0
    asked = min(body.config.run.termination.seconds, desk.settings.most_seconds)
    with _News(desk, case, best, spent) as news:
        plan = solve(
            case,
            time_limit=max(min(LEAST_SECONDS, asked), asked - spent),
            gap=body.config.run.termination.gap,
            workers=desk.settings.workers,
            seed=body.config.run.seed,
            hint=best or body.hint,
            on_progress=news,
            stop=desk.stop,
        )
    if best is not None and not _better(plan.cost, best):  # a search may end before it is as far
        plan = with_figures(case, best, plan.bound).model_copy(update={"record": plan.record})
    seconds = round(spent + (plan.record.wall_seconds if plan.record else 0.0), 3)
    figures = {"cost": plan.cost, "bound": plan.bound, "gap": plan.gap, "seconds": seconds, "stage": "done"}
    return Ended("succeeded", plan.status, figures, plan.model_dump_json())


def _better(cost: int | None, best: Plan | None) -> bool:
    return cost is not None and (best is None or best.cost is None or cost < best.cost)


class _News:
    """Takes the solver's news in its threads and writes them from one of its own, not more often than people read."""

    def __init__(self, desk: Desk, case: Case, best: Plan | None, spent: float) -> None:
        self.desk, self.case, self.best, self.spent = desk, case, best, spent
        self._last: Progress | None = None
        self._told: dict[str, Any] = {}
        self._over = threading.Event()
        self._writer = threading.Thread(target=self._write, daemon=True)

    def __call__(self, progress: Progress) -> None:
        self._last = progress

    def __enter__(self) -> "_News":
        self._writer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._writer.join()

    def _write(self) -> None:
        while not self._over.wait(BETWEEN_NEWS):
            news = self._last
            if news is not None and news.stage != "done":
                self._tell(news)

    def _tell(self, news: Progress) -> None:
        figures = {"cost": news.cost, "bound": news.bound, "gap": news.gap, "stage": news.stage}
        better = news.plan is not None and _better(news.cost, self.best)
        if not better and self.best is not None and self.best.cost is not None:
            left = gap(self.case, self.best.cost, news.bound) if news.bound is not None else None
            figures |= {"cost": self.best.cost, "gap": left}
        if figures == self._told:
            return
        better = better and news.cost != self._told.get("cost")
        plan = news.plan() if better and news.plan is not None else None
        seconds = round(self.spent + news.seconds, 3)
        self.desk.tell(
            "incumbent" if plan is not None else "progress",
            {**figures, "seconds": seconds},
            plan.model_dump_json() if plan is not None else None,
            plan.status if plan is not None else None,
        )
        self._told = figures
