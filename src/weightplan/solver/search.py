"""The search: a legal start, a first fill clinician by clinician, then better and better parts of it."""

import random
import threading
from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from typing import TypeVar

from weightplan.case import CRISIS, Case, Stretch
from weightplan.check import check
from weightplan.fields import MINUTES_PER_DAY
from weightplan.solver.bound import Bound
from weightplan.solver.budget import Budget
from weightplan.solver.build import Scope, missing
from weightplan.solver.candidates import Catalogue
from weightplan.solver.days import DayByDay
from weightplan.solver.parts import RoomClass
from weightplan.solver.posting import profile
from weightplan.solver.state import Change, State, as_plan
from weightplan.solver.subsolve import Engine
from weightplan.week import Request

T = TypeVar("T")
MOST_POOLED = 24
# How many clinicians and days the kinds of tasks make anew.
SHAPES = {"week": (1, 14), "days": (1, 3), "pair": (2, 2), "weeks": (2, 14), "team": (2, 14)}
KINDS = tuple(SHAPES)
FILL = 2.0
IMPROVE = 1.0
DAY = 0.15


@dataclass(frozen=True)
class Task:
    """One part of the plan to make anew: whose days, and how."""

    kind: str
    staff: tuple[str, ...]
    days: frozenset[int]


@dataclass
class Search:
    """Improves a legal state part by part; every state that it keeps has passed the checker."""

    case: Case
    catalogue: Catalogue
    engine: Engine
    budget: Budget
    state: State
    cost: int
    bound: Bound
    workers: int
    on_better: Callable[[int], None]
    good_enough: Callable[[int], bool]
    dice: random.Random
    gains: dict[str, float] = field(default_factory=lambda: dict.fromkeys(KINDS, 1000.0))
    times: dict[str, float] = field(default_factory=lambda: dict.fromkeys(KINDS, 0.5))
    _reserved: set[str] = field(default_factory=set)
    _busy: set[str] = field(default_factory=set)
    _grants: dict[Task, dict[RoomClass, list[Stretch]]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.locked = frozenset(b.request for b in self.case.week.bookings if b.locked)
        musts = {name for name, need in self.case.needs.items() if need.must}
        followed = {r.after.request for r in self.case.requests.values() if r.id in musts and r.after}
        members = {p for group in self.case.groups.values() for p in self.case.members(group)}
        newcomers = {r.id for r in self.case.requests.values() if r.patient in members and self._is_new(r.patient)}
        # What has to be served may change its day, if its times are then found; else it stays.
        self.anchors = (frozenset(newcomers | {CRISIS}), frozenset(musts | followed | newcomers | {CRISIS}))
        self.days = frozenset(range(self.case.day_count))
        self.own: dict[str, list[str]] = defaultdict(list)
        self.pooled: list[str] = []
        for needs in self.catalogue.classes([*self.case.requests, *self.case.groups]):
            for name in needs.ids:
                self._sort_in(name)
        self.teamwork = {n: teams for n in (*self.case.requests, *self.case.groups) if (teams := self._teams_of(n))}
        self.unserved_first = {n: self._urgency(n) for n in (*self.case.requests, *self.case.groups)}

    def _teams_of(self, name: str) -> list[tuple[str, ...]]:
        need, kinds = self.case.needs[name], self.case.rulebook.contact_types
        types = need.contact_types if isinstance(need, Request) else (need.contact_type,)
        if all(kinds[t].leaders == 1 for t in types):
            return []
        ways = self.catalogue.ways(self.catalogue.classes([name])[0], tuple(self.case.clinicians))
        return sorted({way.team for way in ways if len(way.team) > 1})

    def _sort_in(self, name: str) -> None:
        request = self.case.requests.get(name)
        patient = self.case.patients.get(request.patient or "") if request else None
        if request and request.clinicians and len(request.clinicians) == 1:
            self.own[request.clinicians[0]].append(name)
        elif patient and patient.clinician in self.case.clinicians and self._is_able(patient.clinician, name):
            self.own[patient.clinician].append(name)
        else:
            self.pooled.append(name)

    def _is_able(self, clinician: str, name: str) -> bool:
        return bool(self.catalogue.ways(self.catalogue.classes([name])[0], (clinician,)))

    def _is_new(self, patient: str | None) -> bool:
        person = self.case.patients.get(patient or "")
        return person is not None and person.new

    def _urgency(self, name: str) -> int:
        need = self.case.requests.get(name) or self.case.groups[name]
        return need.priority

    def run(self) -> None:
        """Fill the week, then improve it until the budget is used up or the cost is good enough."""
        self._work([Task("fill", (c,), self.days) for c in self._fullest_first()])
        self._work(None)

    def _fullest_first(self) -> list[str]:
        return sorted(self.case.clinicians, key=lambda c: -self.case.target(c))

    def _over(self) -> bool:
        return self.budget.used_up or self.engine.stopped.is_set() or self.good_enough(self.cost)

    def _work(self, tasks: list[Task] | None) -> None:
        """Work off a list of tasks, or draw tasks for ever (None), on as many threads as there are workers."""
        waiting = list(tasks) if tasks is not None else None
        with ThreadPoolExecutor(self.workers) as pool:
            running: dict[Future[tuple[Change | None, float]], tuple[Task, set[str]]] = {}
            while True:
                while len(running) < self.workers and not self._over():
                    task = self._next(waiting)
                    if task is None:
                        break
                    offered = self._offered(task)
                    self._busy.update(task.staff)
                    self._reserved |= offered
                    scope = self._scope(task, offered)
                    running[pool.submit(self._attempt, task, scope, self.state)] = (task, offered)
                if not running:
                    return
                done, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in done:
                    task, offered = running.pop(future)
                    self._busy.difference_update(task.staff)
                    self._reserved -= offered
                    self._grants.pop(task, None)
                    self._finish(task, *future.result())

    def _next(self, waiting: list[Task] | None) -> Task | None:
        if waiting is not None:
            return waiting.pop(0) if waiting else None
        idle = [c for c in self.case.clinicians if c not in self._busy and self.case.worked_days(c)]
        if not idle:
            return None
        kind = self.dice.choices(KINDS, [0.05 * max(self._rates()) + r for r in self._rates()])[0]
        staff = self._team(idle) if kind == "team" else self._some(idle, SHAPES[kind][0])
        worked = [d for d in sorted(self.days) if any(self.case.hours(c, d) for c in staff)]
        return Task(kind, staff, frozenset(self._some(worked, SHAPES[kind][1])))

    def _some(self, items: Sequence[T], number: int) -> tuple[T, ...]:
        return tuple(self.dice.sample(items, min(number, len(items))))

    def _team(self, idle: list[str]) -> tuple[str, ...]:
        """Choose a contact that needs a team, unserved ones first, and clinicians who could give it."""
        needs = missing(self.case, self.state, self.teamwork) or self.teamwork
        teams = self.teamwork[self.dice.choice(needs)]
        free = [team for team in teams if set(team) <= set(idle)]
        return self.dice.choice(free) if free else self._some(idle, 2)

    def _rates(self) -> list[float]:
        return [self.gains[kind] / self.times[kind] for kind in KINDS]

    def _offered(self, task: Task) -> set[str]:
        """Choose the unserved needs that a task may serve: the staff's own, and some that belong to nobody."""
        if task.kind == "fill":
            return self._allotted(task.staff) - self._reserved - self.locked
        own = [n for c in task.staff for n in self.own[c]]
        pooled = missing(self.case, self.state, self.pooled)
        pooled = [n for n in pooled if n not in self._reserved]
        self.dice.shuffle(pooled)
        pooled.sort(key=lambda n: self.unserved_first[n])
        chosen = pooled[: MOST_POOLED * len(task.staff)]
        ties = self.catalogue.related(chosen)
        return (
            set(missing(self.case, self.state, own) + missing(self.case, self.state, sorted(ties)))
            - self._reserved
            - self.locked
        )

    def _allotted(self, staff: tuple[str, ...]) -> set[str]:
        """What the bound's answer gives these clinicians, and what of their own it gives nobody."""
        allotted = self.bound.allotted
        names = [n for n, team in allotted.items() if set(team) <= set(staff)]
        names += [n for c in staff for n in self.own[c] if n not in allotted]
        return set(missing(self.case, self.state, names))

    def _scope(self, task: Task, offered: set[str]) -> Scope:
        order = [n for n in (*self.case.requests, *self.case.groups) if n in offered]
        pinned = frozenset(self._reserved - offered)
        closed = self._grant_rooms(task) if self.workers > 1 else {}
        return Scope(task.staff, task.days, tuple(order), pinned=pinned, pieces=2, copies=10, closed=closed)

    def _grant_rooms(self, task: Task) -> dict[RoomClass, list[Stretch]]:
        """Grant a task half of the spare rooms; return what stays closed to it.

        Those who plan at the same time have grants of their own, so their changes never clash.
        """
        held: dict[RoomClass, list[Stretch]] = defaultdict(list)
        for p in self.state.placed:
            if p.rooms is not None and p.start is not None:
                held[p.rooms].append((p.start, p.start + p.candidate.minutes))
        granted: dict[RoomClass, list[Stretch]] = {}
        closed: dict[RoomClass, list[Stretch]] = {}
        everything = (0, MINUTES_PER_DAY * self.case.day_count)
        for rooms in self.catalogue.all_room_classes:
            others = [stretch for grant in self._grants.values() for stretch in grant.get(rooms, ())]
            granted[rooms], closed[rooms] = [], []
            used = {(start, end): marked - 1 for start, end, marked in profile([everything, *held[rooms], *others])}
            for (start, end), taken in used.items():
                spare = max(0, len(rooms) - taken)
                granted[rooms] += [(start, end)] * (spare - spare // 2)
                promised = sum(a <= start and end <= b for a, b in others)
                closed[rooms] += [(start, end)] * (promised + spare // 2)
        self._grants[task] = granted
        return closed

    def _attempt(self, task: Task, scope: Scope, state: State) -> tuple[Change | None, float]:
        """Make days anew; what has to be served may change its day where times are then found."""
        spent = 0.0
        for staying in self.anchors:
            wanted = replace(scope, pinned=scope.pinned | self.locked, staying=staying, unbalanced=task.kind == "fill")
            anew = DayByDay(self.case, self.catalogue, self.engine, self.budget, state, wanted, task.kind == "fill")
            change = anew.run(FILL if task.kind == "fill" else IMPROVE, DAY)
            spent += anew.spent
            if change is not None:
                return change, spent
        return None, spent

    def _finish(self, task: Task, change: Change | None, spent: float) -> None:
        self.budget.spend(spent)
        gain = 0
        if change is not None:
            state = self.state.apply(change)
            report = check(self.case, as_plan(self.case, state))
            # Two tasks at once may want the same room; the later one is then not taken over.
            if report.legal and report.cost <= self.cost:
                gain = self.cost - report.cost
                self.state, self.cost = state, report.cost
                self.on_better(self.cost)
        if task.kind in self.gains:
            self.gains[task.kind] = 0.9 * self.gains[task.kind] + gain
            self.times[task.kind] = 0.9 * self.times[task.kind] + max(spent, 0.02)
