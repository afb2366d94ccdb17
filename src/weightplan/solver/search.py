"""The search: a legal start, a first fill clinician by clinician, then better and better parts of it."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextvars import copy_context
from dataclasses import dataclass, field, replace
from functools import partial

from weightplan.case import CRISIS, Case
from weightplan.solver.budget import Budget
from weightplan.solver.catalogue import Catalogue
from weightplan.solver.days import DayByDay
from weightplan.solver.profile import stage
from weightplan.solver.referee import Referee
from weightplan.solver.scope import Scope
from weightplan.solver.state import Change, State
from weightplan.solver.subsolve import Engine
from weightplan.solver.tasks import Task, Tasks

# Seconds to choose days, and deterministic time to find the times of one, by the kind of task.
EFFORT = {"fill": (1.5, 0.1), "area": (4.0, 0.5)}
USUAL_EFFORT = (1.5, 0.03)
OFTEN = 64
STAGES = {"area": "teams", "together": "teams", "fill": "fill"}

log = logging.getLogger(__name__)


@dataclass
class Search:
    """Improves a legal state part by part; every change that it keeps has passed the checker.

    Contacts of `pinned` needs stand, as locked bookings do.
    """

    case: Case
    catalogue: Catalogue
    engine: Engine
    budget: Budget
    tasks: Tasks
    state: State
    cost: int
    workers: int
    on_better: Callable[[State, int], None]
    good_enough: Callable[[int], bool]
    pinned: frozenset[str] = frozenset()
    _reserved: set[str] = field(default_factory=set)
    _busy: set[str] = field(default_factory=set)
    _timing: threading.Lock = field(default_factory=threading.Lock)
    _kept: int = 0
    _improved: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        self.referee = Referee(self.case, self.catalogue)
        self._sure = (self.state, self.cost)
        self.locked = self.pinned | {b.request for b in self.case.week.bookings if b.locked}
        musts = {name for name, need in self.case.needs.items() if need.must}
        followed = {r.after.request for r in self.case.requests.values() if r.id in musts and r.after}
        members = {p for group in self.case.groups.values() for p in self.case.members(group)}
        newcomers = {r.id for r in self.case.requests.values() if r.patient in members and self._is_new(r.patient)}
        # What has to be served may change its day, if its times are then found; else it stays.
        self.anchors = (frozenset(newcomers), frozenset(musts | followed | newcomers | {CRISIS}))

    def _is_new(self, patient: str | None) -> bool:
        person = self.case.patients.get(patient or "")
        return person is not None and person.new

    def adopt(self, state: State | None) -> None:
        """Go on from another state if it is legal and costs less."""
        report = self.referee.whole(state) if state is not None else None
        if state is not None and report is not None and report.legal and report.cost < self.cost:
            self.state, self.cost = self._sure = (state, report.cost)
            self.on_better(self.state, self.cost)

    def run(self) -> None:
        """Fill the week as the bound's answer says, then improve it until the budget is used up."""
        # What needs several people at one time comes first, while there is room; then again what did not fit.
        self._work(self.tasks.in_areas(self.state))
        self._work(self.tasks.together(self.state))
        self._work(self.tasks.fill())
        self._work(self.tasks.together(self.state))
        self.improve(tuple(self.case.clinicians))

    def improve(self, staff: tuple[str, ...]) -> None:
        """Make parts of these clinicians' weeks anew until the budget is used up."""
        self._improved = tuple(c for c in staff if self.case.worked_days(c))
        if self._improved:
            self._work(None)
        self._make_sure()

    def _over(self) -> bool:
        return self.budget.used_up or self.engine.stopped.is_set() or self.good_enough(self.cost)

    def _work(self, waiting: list[Task] | None) -> None:
        """Work off a list of tasks, or draw tasks for ever (None), on as many threads as there are workers."""
        with ThreadPoolExecutor(self.workers) as pool:
            running: dict[Future[tuple[int, float]], tuple[Task, set[str]]] = {}
            while True:
                while len(running) < self.workers and not self._over():
                    task = self._next(waiting)
                    if task is None:
                        break
                    offered = self.tasks.offered(task, self.state, self._reserved | self.locked, self.workers)
                    if task.needs and not offered:
                        continue
                    scope = self._scope(task, offered)
                    self._busy.update(task.staff)
                    self._reserved |= offered
                    running[pool.submit(copy_context().run, self._attempt, task, scope, self.state)] = (task, offered)
                if not running:
                    return
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    task, offered = running.pop(future)
                    self._busy.difference_update(task.staff)
                    self._reserved -= offered
                    gain, spent = future.result()
                    self.budget.spend(spent)
                    self.tasks.learn(task, gain, spent)

    def _next(self, waiting: list[Task] | None) -> Task | None:
        if waiting is not None:
            taken = self._busy | self._reserved
            ready = next((task for task in waiting if taken.isdisjoint((*task.staff, *task.needs))), None)
            if ready is not None:
                waiting.remove(ready)
            return ready
        idle = [c for c in self._improved if c not in self._busy]
        return self.tasks.draw(self.state, idle) if idle else None

    def _scope(self, task: Task, offered: set[str]) -> Scope:
        order = tuple(name for name in self.case.needs if name in offered)
        pinned = frozenset(self._reserved) | self.locked
        return Scope(task.staff, task.days, order, pinned=pinned, pieces=2, copies=10, unbalanced=task.is_fill)

    def _attempt(self, task: Task, scope: Scope, state: State) -> tuple[int, float]:
        """Make days anew and keep them if that costs no more; return what was gained and the time it took.

        The days are chosen side by side, their times are found one task after the other, so that
        two tasks never take the same room.
        """
        with stage(STAGES.get(task.kind, "improve")):
            return self._remake(task, scope, state)

    def _remake(self, task: Task, scope: Scope, state: State) -> tuple[int, float]:
        spent, gain = 0.0, 0
        needs = {*scope.offered, *(p.need for p in state.placed if not set(task.staff).isdisjoint(p.candidate.team))}
        around = partial(
            State.near,
            staff=task.staff,
            needs=self.catalogue.related(needs),
            rooms=self.catalogue.rooms_near(task.staff),
        )
        for staying in self.anchors:
            wanted = replace(scope, staying=staying)
            anew = DayByDay(self.case, self.catalogue, self.engine, self.budget, around(state), wanted)
            seconds, for_times = EFFORT.get(task.kind, USUAL_EFFORT)
            chosen = anew.choose(seconds, hinted=not task.is_fill)
            with self._timing:
                change = anew.time(chosen, around(self.state), for_times) if chosen is not None else None
                gain = self._keep(change) if change is not None else 0
            spent += anew.spent
            if change is not None or (chosen is None and not task.is_fill):
                break
        return gain, spent

    def _keep(self, change: Change) -> int:
        """Take a change over if the plan stays legal and costs no more; return by how much less it costs."""
        state = self.state.apply(change)
        rise = self.referee.price(self.state, change, state)
        if rise is None or rise > 0:
            return 0
        self.state, self.cost, self._kept = state, self.cost + rise, self._kept + 1
        if self._kept % OFTEN == 0:
            self._make_sure()
        if rise:
            self.on_better(self.state, self.cost)
        return -rise

    def _make_sure(self) -> None:
        """Check the whole plan; were the changes judged wrongly, a defect, the last sure plan comes back."""
        report = self.referee.whole(self.state)
        if report.legal and report.cost == self.cost:
            self._sure = (self.state, self.cost)
        else:
            log.error("changes were judged wrongly: cost %d, not %d; please report it", report.cost, self.cost)
            self.state, self.cost = self._sure
