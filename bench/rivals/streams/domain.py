"""What Timefold plans: contacts and breaks, and the facts around them.

Timefold turns these classes into Java and cannot do so with everything in Python: they hold numbers,
lists and each other, no names, and plain loops where Python has `any`. Clocks are minutes of the day,
`start` of a break is a minute of the week.
"""

from dataclasses import dataclass, field
from typing import Annotated

from timefold.solver.domain import (
    PlanningEntityCollectionProperty,
    PlanningId,
    PlanningScore,
    PlanningVariable,
    ProblemFactCollectionProperty,
    ValueRangeProvider,
    planning_entity,
    planning_solution,
)
from timefold.solver.score import HardSoftScore

DAY = 1440
NONE = -1  # an absent number, in a field that Java holds as a number


@dataclass(eq=False)
class Staff:
    """A clinician: target and free weights in 0.01, and the three prices of falling short of it."""

    id: int
    target: int
    steps: list[int]
    prices: list[int]
    overshoot: int
    free: int

    def cost(self, booked: int) -> int:
        short = max(0, self.target - booked)
        first, second = self.steps[0], self.steps[1]
        total = self.prices[0] * min(short, first)
        total = total + self.prices[1] * max(0, min(short, second) - first)
        total = total + self.prices[2] * max(0, short - second)
        return total + self.overshoot * max(0, booked - self.free)


@dataclass(eq=False)
class StaffWeek:
    """A clinician's week: counts allowed, the share of remote contacts, and the time that load is set against."""

    id: int
    number: int
    staff: Staff
    most_heavy: int
    most_first: int
    remote_over: int
    remote_under: int
    time_over: int
    time_under: int
    imbalance: int

    def evened(self, load: int) -> int:
        return load * self.time_under // self.time_over


@dataclass(eq=False)
class StaffDay:
    """A clinician's day: limits, blocks, and the price of load above the soft limit."""

    id: int
    week: StaffWeek
    most_minutes: int
    most_heavy: int
    most_first: int
    longest_row: int
    pause: int
    block_starts: list[int]
    block_ends: list[int]
    soft_load: int
    load_price: int

    def ends_row(self, before: int, after: int) -> bool:
        if after - before >= self.pause:
            return True
        for place in range(len(self.block_starts)):
            if before <= self.block_starts[place] and self.block_ends[place] <= after:
                return True
        return False


@dataclass(eq=False)
class Share:
    """What one member of a team has of a contact: the day that it falls on and the weight, in 0.01."""

    day: StaffDay
    weight: int


@dataclass(eq=False)
class Kind:
    """A contact type; `busy` is its minutes with those of the notes."""

    minutes: int
    busy: int
    load: int
    heavy: bool
    first: bool
    remote: bool
    digital: bool
    roomed: bool


@dataclass(eq=False)
class Option:
    """A type and a team on one day. `opens` and `closes` are the stretches of lawful starts."""

    id: int
    day: int
    lead: int
    team: int
    shares: list[Share]
    kind: Kind
    cost: int
    halls: list[int]
    opens: list[int]
    closes: list[int]

    def fits(self, clock: int) -> bool:
        for place in range(len(self.opens)):  # noqa: SIM110
            if self.opens[place] <= clock <= self.closes[place]:
                return True
        return False

    def joined_by(self, day: int) -> bool:
        """Say whether anybody of the team is on a staff day."""
        for share in self.shares:  # noqa: SIM110
            if share.day.id == day:
                return True
        return False

    def shares_staff(self, other: "Option") -> bool:
        for share in self.shares:  # noqa: SIM110
            if other.joined_by(share.day.id):
                return True
        return False


@dataclass(eq=False)
class Place:
    """A room on all days; where it has hours, `days`, `opens` and `closes` are its stretches, side by side."""

    id: int
    hall: int
    always: bool
    days: list[int]
    opens: list[int]
    closes: list[int]

    def suits(self, option: Option, clock: int) -> bool:
        if self.hall not in option.halls:
            return False
        if self.always:
            return True
        for place in range(len(self.days)):
            same = self.days[place] == option.day
            if same and self.opens[place] <= clock and clock + option.kind.minutes <= self.closes[place]:
                return True
        return False


@planning_entity
@dataclass(eq=False)
class Contact:
    """One contact asked for; not placed while it has no option. `must` includes what is promised."""

    id: Annotated[int, PlanningId]
    need: int
    patient: int
    members: list[int]
    new: bool
    new_members: list[int]
    most_a_day: int
    tag: int
    after: int
    least_days: int
    most_days: int
    same_staff: bool
    must: bool
    unserved: int
    options: Annotated[list[Option], ValueRangeProvider(id="options")]
    clocks: Annotated[list[int], ValueRangeProvider(id="clocks")]
    places: Annotated[list[Place], ValueRangeProvider(id="places")]
    option: Annotated[
        Option | None, PlanningVariable(value_range_provider_refs=["options"], allows_unassigned=True)
    ] = field(default=None)
    clock: Annotated[int | None, PlanningVariable(value_range_provider_refs=["clocks"])] = field(default=None)
    place: Annotated[Place | None, PlanningVariable(value_range_provider_refs=["places"])] = field(default=None)

    def moment(self) -> int:
        return self.option.day * DAY + self.clock

    def ends(self) -> int:
        return self.clock + self.option.kind.minutes

    def busy_until(self) -> int:
        return self.clock + self.option.kind.busy

    def place_key(self) -> int:
        """Return a number for room and day, its own for a contact that needs no room."""
        if self.option.kind.roomed:
            return self.place.id * 1000 + self.option.day
        return -1 - self.id

    def patient_key(self) -> int:
        """Return a number for patient and day, its own for a contact that takes no patient's time."""
        if self.patient >= 0 and not self.option.kind.digital:
            return self.patient * 1000 + self.option.day
        return -1 - self.id

    def present(self) -> list[int]:
        """Return the patients whose time it takes."""
        if self.option.kind.digital:
            return []
        return self.members if self.patient < 0 else [self.patient]

    def shares_patient(self, other: "Contact") -> bool:
        if self.option.kind.digital or other.option.kind.digital:
            return False
        for member in self.members:  # noqa: SIM110
            if member == other.patient or member in other.members:
                return True
        return False

    def follows(self, other: "Contact") -> bool:
        """Say whether this contact is as many days after another as it has to be, with the same team if need be."""
        days = self.option.day - other.option.day
        if days < self.least_days or (self.most_days >= 0 and days > self.most_days):
            return False
        return not self.same_staff or self.option.team == other.option.team


@planning_entity
@dataclass(eq=False)
class Pause:
    """A lunch, or a piece of admin time, of one clinician."""

    id: Annotated[int, PlanningId]
    staff: int
    minutes: int
    lunch: bool
    starts: Annotated[list[int], ValueRangeProvider(id="starts")]
    start: Annotated[int | None, PlanningVariable(value_range_provider_refs=["starts"])] = field(default=None)

    def key(self) -> int:
        """Return the number of the staff day."""
        return self.staff * 1000 + self.start // DAY

    def begins(self) -> int:
        return self.start % DAY

    def ends(self) -> int:
        return self.start % DAY + self.minutes


@planning_solution
@dataclass
class Roster:
    """The week as Timefold holds it."""

    staff: Annotated[list[Staff], ProblemFactCollectionProperty]
    weeks: Annotated[list[StaffWeek], ProblemFactCollectionProperty]
    days: Annotated[list[StaffDay], ProblemFactCollectionProperty]
    contacts: Annotated[list[Contact], PlanningEntityCollectionProperty]
    pauses: Annotated[list[Pause], PlanningEntityCollectionProperty]
    score: Annotated[HardSoftScore | None, PlanningScore] = field(default=None)
