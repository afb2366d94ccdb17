"""Which part of a plan to make anew next: whose days, and which needs they may serve."""

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from weightplan.case import Case
from weightplan.solver.areas import areas, homes
from weightplan.solver.bound import Bound
from weightplan.solver.catalogue import Catalogue
from weightplan.solver.state import State, missing
from weightplan.week import Group, Request

T = TypeVar("T")
# How many clinicians and days the kinds of tasks make anew.
SHAPES = {"week": (1, 14), "day": (2, 1), "pair": (2, 2), "team": (2, 2), "trio": (3, 1)}
KINDS = tuple(SHAPES)
FIRST_GAIN = 1000.0
FIRST_TIME = 0.5
LEAST_TIME = 0.02
MEMORY = 0.9
CURIOSITY = 0.05
MOST_TEAMS = 4
MOST_OTHERS = 60
STRAY = 40.0
BASE = 100
ANYBODY = None


@dataclass(frozen=True)
class Task:
    """One part of the plan to make anew: whose days, and how. With `needs` only those are offered."""

    kind: str
    staff: tuple[str, ...]
    days: frozenset[int]
    needs: tuple[str, ...] = ()

    @property
    def is_fill(self) -> bool:
        return self.kind == "fill"


@dataclass
class Tasks:
    """Draws tasks, more often of the kinds that gained most per time lately."""

    case: Case
    catalogue: Catalogue
    bound: Bound
    dice: random.Random
    first_day: int = 0
    gains: dict[str, float] = field(default_factory=lambda: dict.fromkeys(KINDS, FIRST_GAIN))
    times: dict[str, float] = field(default_factory=lambda: dict.fromkeys(KINDS, FIRST_TIME))

    def __post_init__(self) -> None:
        self.days = frozenset(range(self.first_day, self.case.day_count))
        self.teamwork = {name: teams for name in self.case.needs if (teams := self._teams_of(name))}
        self._area_of = {c: n for n, part in enumerate(areas(self.case)) for c in part}
        self.tried: dict[str, int] = defaultdict(int)
        self._told: tuple[State, dict[str, int]] | None = None
        self.own: dict[str, list[str]] = defaultdict(list)
        for name in self.case.requests:
            owner = self._owner(name)
            if owner is not None:
                self.own[owner].append(name)

    def _owner(self, name: str) -> str | None:
        """Return the one clinician that a request names, or its patient's own unless it names others."""
        request = self.case.requests[name]
        if request.clinicians and len(request.clinicians) == 1:
            return request.clinicians[0]
        patient = self.case.patients.get(request.patient or "")
        owner = patient.clinician if patient else None
        return owner if request.clinicians is None or owner in request.clinicians else None

    def _teams_of(self, name: str) -> list[tuple[str, ...]]:
        need, kinds = self.case.needs[name], self.case.rulebook.contact_types
        types = need.contact_types if isinstance(need, Request) else (need.contact_type,)
        if all(kinds[t].leaders == 1 for t in types):
            return []
        ways = self.catalogue.ways(self.catalogue.classes([name])[0], tuple(self.case.clinicians))
        return sorted({way.team for way in ways if len(way.team) > 1})

    def together(self, state: State) -> list[Task]:
        """Return tasks for what takes several people, where the bound's answer serves it and the plan does not.

        For a group, or a contact of a team, one for each team that could give it, the answer's own
        first; what is served by then is skipped. For needs of one day the people that they are allotted to.
        """
        tasks = []
        for name in missing(self.case, state, self._shared()):
            allotted = self.bound.allotted.get(name, ())
            if name in self._same_day:
                needs = self._same_day[name]
                people = dict.fromkeys(c for need in needs for c in self.bound.allotted.get(need, ()))
                tasks.append(Task("together", tuple(people), self.days, needs))
                continue
            ways = self.catalogue.ways(self.catalogue.classes([name])[0], tuple(self.case.clinicians))
            teams = sorted({way.team for way in ways}, key=lambda team: (team != allotted, team))
            tasks += [Task("together", team, self.days, (name,)) for team in teams[:MOST_TEAMS]]
        return list(dict.fromkeys(tasks))

    def in_areas(self, state: State) -> list[Task]:
        """Return one task for each area of a large unit: all there that takes several people."""
        parts = areas(self.case)
        if len(parts) == 1:
            return []
        wanted = dict.fromkeys(n for name in self._shared() for n in self._same_day.get(name, (name,)))
        shares = zip(parts, homes(self.case, parts, missing(self.case, state, wanted)), strict=True)
        return [Task("area", staff, self.days, tuple(needs)) for staff, needs in shares if needs]

    def _shared(self) -> list[str]:
        """Return the groups, contacts of teams and needs of one day that the bound's answer serves (or all)."""
        shared = {*self.case.groups, *self.teamwork, *self._same_day}
        return [name for name in self.bound.allotted or self.case.needs if name in shared]

    @cached_property
    def _same_day(self) -> dict[str, tuple[str, ...]]:
        """Requests that fall on one day and are allotted to different clinicians, by each of them."""
        tagged: dict[str, list[str]] = defaultdict(list)
        for request in self.case.requests.values():
            if request.same_day is not None:
                tagged[request.same_day].append(request.id)
        allotted = self.bound.allotted
        apart = [names for names in tagged.values() if len({allotted[n] for n in names if n in allotted}) > 1]
        return {name: tuple(names) for names in apart for name in names}

    def fill(self) -> list[Task]:
        """Return one task for each clinician's week, the highest target first."""
        return [Task("fill", (c,), self.days) for c in sorted(self.case.clinicians, key=lambda c: -self.case.target(c))]

    def draw(self, state: State, idle: Sequence[str]) -> Task:
        """Return a task for some of the idle clinicians."""
        kind = self.dice.choices(KINDS, [CURIOSITY * max(self._rates()) + rate for rate in self._rates()])[0]
        staff = self._team(state, idle) if kind == "team" else self._neighbours(state, idle, SHAPES[kind][0])
        worked = [day for day in sorted(self.days) if any(self.case.hours(c, day) for c in staff)]
        return Task(kind, staff, frozenset(self._some(worked, SHAPES[kind][1])))

    def _some(self, items: Sequence[T], number: int) -> tuple[T, ...]:
        return tuple(self.dice.sample(items, min(number, len(items))))

    def _team(self, state: State, idle: Sequence[str]) -> tuple[str, ...]:
        """Choose a contact that needs a team, unserved ones first, and clinicians who could give it."""
        needs = missing(self.case, state, self.teamwork) or list(self.teamwork)
        teams = self.teamwork[self.dice.choice(needs)] if needs else []
        free = [team for team in teams if set(team) <= set(idle)]
        return self.dice.choice(free) if free else self._neighbours(state, idle, 2)

    def _neighbours(self, state: State, idle: Sequence[str], number: int) -> tuple[str, ...]:
        """Choose idle clinicians of one area, more often those who are kept short and were not tried of late."""
        chosen: list[str] = []
        left = list(idle)
        while left and len(chosen) < number:
            short = self._short(state)
            one = self.dice.choices(left, [(BASE + short[c]) / (1 + self.tried[c]) for c in left])[0]
            chosen.append(one)
            left = [c for c in left if c != one and self._area_of[c] == self._area_of[one]]
        return tuple(chosen)

    def _short(self, state: State) -> dict[str, int]:
        """Return the price of what the bound's answer gives each clinician and the plan serves nowhere."""
        if self._told is None or self._told[0] is not state:
            prices = self.case.rulebook.prices.unserved
            short: dict[str, int] = defaultdict(int)
            for name in missing(self.case, state, self.bound.allotted):
                for clinician in self.bound.allotted[name]:
                    short[clinician] += prices.get(self.case.needs[name].priority, 0)
            self._told = (state, short)
        return self._told[1]

    def _rates(self) -> list[float]:
        return [self.gains[kind] / self.times[kind] for kind in KINDS]

    def learn(self, task: Task, gain: float, spent: float) -> None:
        """Remember what a task gained in what time."""
        for clinician in task.staff:
            self.tried[clinician] = 0 if gain else self.tried[clinician] + 1
        if task.kind in self.gains:
            self.gains[task.kind] = MEMORY * self.gains[task.kind] + gain
            self.times[task.kind] = MEMORY * self.times[task.kind] + max(spent, LEAST_TIME)

    def offered(self, task: Task, state: State, reserved: set[str], share: int) -> set[str]:
        """Choose unserved needs for a task: in a fill what the bound's answer allots, else also others' needs.

        Of those one in `share` is offered, so that as many tasks side by side find some, and every group:
        they are few and worth much.
        """
        if task.needs:
            return set(missing(self.case, state, task.needs)) - reserved
        own = [name for c in task.staff for name in self.own[c]]
        if task.is_fill:
            allotted = self.bound.allotted
            given = [name for c in task.staff for name in self._given[c] if set(allotted[name]) <= set(task.staff)]
            kept = [name for name in own if name not in allotted]
            return set(missing(self.case, state, given + kept)) - reserved
        others = [name for name in missing(self.case, state, self._others(task.staff)) if name not in reserved]
        chosen = self._promising(others, task.staff, min(MOST_OTHERS, -(-len(others) // share)))
        chosen += [n for n in others if n in self.case.groups]
        return set(missing(self.case, state, [*own, *sorted(self.catalogue.related(chosen))])) - reserved

    def _promising(self, needs: list[str], staff: tuple[str, ...], number: int) -> list[str]:
        """Draw needs, more often those that these clinicians serve at little more cost than the bound's answer."""
        guide = self.bound.guide
        if guide is None:
            return self.dice.sample(needs, number)
        cost = {name: guide.rise(name, staff) + STRAY * self.dice.expovariate(1.0) for name in needs}
        return sorted(needs, key=cost.__getitem__)[:number]

    @cached_property
    def _given(self) -> dict[str, list[str]]:
        """The needs that the bound's answer allots, by clinician."""
        index: dict[str, list[str]] = defaultdict(list)
        for name, team in self.bound.allotted.items():
            for clinician in team:
                index[clinician].append(name)
        return index

    def _others(self, staff: tuple[str, ...]) -> list[str]:
        """Return what clinicians might take over: what names them, and what names nobody."""
        named = dict.fromkeys(name for c in staff for name in self._naming[c])
        return [*named, *self._naming[ANYBODY]]

    @cached_property
    def _naming(self) -> dict[str | None, list[str]]:
        """The needs that name a clinician and others too, those that name none, in the unit's order."""
        index: dict[str | None, list[str]] = defaultdict(list)
        for name, need in self.case.needs.items():
            named = need.leaders_from if isinstance(need, Group) else need.clinicians
            if named is None:
                index[ANYBODY].append(name)
            elif len(named) > 1:
                for clinician in dict.fromkeys(named):
                    index[clinician].append(name)
        return index
