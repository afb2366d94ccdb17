"""Hypothesis strategies: small dense weeks with an inline rulebook, and plans for them, legal or not.

Everything shrinks towards the plain: one clinician, one day, no optional field.
"""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, TypeVar

from hypothesis import assume
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from weightplan.case import CRISIS, Case, share_of_leaders
from weightplan.fields import MINUTES_PER_DAY, WEEKDAYS
from weightplan.plan import Appointment, Break, BreakKind, Plan
from weightplan.rulebook import Rulebook
from weightplan.validate import problems_of
from weightplan.week import Booking, Group, Request, Week

Fields = dict[str, Any]
T = TypeVar("T")

# An ordinary week, one with Christmas, one with Epiphany, one with Midsommarafton, one that begins on a Thursday.
FIRST_DAYS = (date(2026, 11, 23), date(2026, 12, 21), date(2027, 1, 4), date(2026, 6, 15), date(2026, 11, 26))
OPENS = 8 * 60
ROLES = ("doctor", "nurse", "peer")
SKILLS = ("trauma", "testing")
SITES = ("north", "south")
MODALITIES = ("physical", "video", "phone", "digital")


class _Dice:
    """Draws in few words. `often` is out of ten; nothing drawn is what shrinks."""

    def __init__(self, draw: DrawFn) -> None:
        self.draw = draw

    def number(self, least: int, most: int) -> int:
        return self.draw(st.integers(least, most))

    def sometimes(self, often: int) -> bool:
        return self.number(0, 9) >= 10 - often

    def one(self, things: Sequence[T]) -> T:
        return things[self.number(0, len(things) - 1)] if len(things) > 1 else things[0]

    def some(self, things: Sequence[T], least: int = 0) -> list[T]:
        """Draw a subset in the given order, with at least `least` members."""
        bits = self.number(0, 2 ** len(things) - 1)
        chosen = [thing for place, thing in enumerate(things) if bits >> place & 1]
        missing = [thing for thing in things if thing not in chosen][: max(0, least - len(chosen))]
        return chosen + missing

    def shuffled(self, things: Sequence[T]) -> list[T]:
        return self.draw(st.permutations(things))

    def maybe(self, fields: Fields, name: str, often: int, value: Any) -> None:
        """Set an optional field sometimes; `value` is called only then."""
        if self.sometimes(often):
            fields[name] = value() if callable(value) else value


class _WeekMaker:
    """One random week. Times are multiples of the grid; days are `slots` grid steps long at most."""

    def __init__(self, dice: _Dice, days: int, requests: int) -> None:
        self.dice = dice
        self.grid = dice.one((5, 10, 15, 30))
        self.slots = 16
        self.first = dice.one(FIRST_DAYS)
        self.days = dice.number(1, days)
        self.weeks = 2 if dice.sometimes(1) else 1
        self.most_requests = requests
        self.clinicians = [f"c{i}" for i in range(dice.number(1, 3))]
        self.patients = [f"p{i}" for i in range(dice.number(1, 4))]
        self.rooms = [f"r{i}" for i in range(dice.number(0, 3))]
        self.kinds = {f"t{i}": self.kind(dice.one(MODALITIES)) for i in range(dice.number(1, 3))}
        self.group_kinds = {f"g{i}": self.kind("group") for i in range(dice.number(0, 2))}

    # --- times

    def clock(self, minute: int) -> str:
        return f"{minute // 60:02d}:{minute % 60:02d}"

    def stretch(self, shortest: int = 1) -> tuple[int, int]:
        """Draw (start, end) in minutes after midnight within the day's slots."""
        start = self.dice.number(0, self.slots - shortest)
        end = self.dice.number(start + shortest, self.slots)
        return OPENS + start * self.grid, OPENS + end * self.grid

    def spans(self) -> list[str]:
        """One stretch of hours, or two with a gap or with none."""
        start, end = self.stretch(2)
        middle = (start + (end - start) // 2) // self.grid * self.grid
        gap = self.dice.number(0, 2) * self.grid
        if self.dice.sometimes(3) and start < middle and middle + gap < end:
            return [f"{self.clock(start)}-{self.clock(middle)}", f"{self.clock(middle + gap)}-{self.clock(end)}"]
        return [f"{self.clock(start)}-{self.clock(end)}"]

    def hours(self, least: int = 1) -> dict[str, list[str]]:
        names = [WEEKDAYS[(self.first.weekday() + d) % 7] for d in range(self.days)]
        return {day: self.spans() for day in self.dice.some(names, least)}

    def day(self) -> date:
        return self.first + timedelta(days=self.dice.number(0, self.days - 1) + 7 * self.dice.number(0, self.weeks - 1))

    def moment(self) -> Fields:
        day, (start, end) = self.day(), self.stretch()
        return {"start": f"{day}T{self.clock(start)}", "end": f"{day}T{self.clock(end)}"}

    def windows(self) -> list[Fields]:
        return [self.moment() for _ in range(self.dice.number(1, 2))]

    def site(self) -> str | dict[str, str]:
        if self.dice.sometimes(3):
            return {day: self.dice.one(SITES) for day in self.dice.some(WEEKDAYS, 1)}
        return self.dice.one(SITES)

    # --- the rulebook

    def weight(self) -> float:
        return self.dice.number(0, 250) / 100

    def kind(self, modality: str) -> Fields:
        dice = self.dice
        fields: Fields = {"modality": modality, "minutes": self.grid * dice.number(1, 3)}
        dice.maybe(fields, "documentation_minutes", 5, lambda: self.grid * dice.number(1, 2))
        if modality == "group":
            fields["weight_per_participant" if dice.sometimes(6) else "weight"] = self.weight()
            dice.maybe(fields, "participants", 5, lambda: [dice.number(0, 2), dice.number(2, 5)])
        else:
            dice.maybe(fields, "weight", 9, self.weight)
        dice.maybe(fields, "leaders", 5 if modality == "group" else 1, 2)
        dice.maybe(fields, "leader_share", 5, lambda: dice.one(("split", "full", "lead")))
        dice.maybe(fields, "roles", 3, lambda: dice.some(ROLES, 2))
        dice.maybe(fields, "lead_roles", 2, lambda: dice.some(ROLES, 1))
        dice.maybe(fields, "skills", 1, lambda: dice.some(SKILLS, 1))
        dice.maybe(fields, "room", 7 if modality in ("physical", "group") else 1, lambda: dice.one(("small", "large")))
        dice.maybe(fields, "load", 7, lambda: dice.number(1, 4))
        for flag in ("first", "heavy"):
            dice.maybe(fields, flag, 3, True)
        dice.maybe(fields, "countable", 1, False)
        dice.maybe(fields, "measures", 3, True)
        dice.maybe(fields, "attendance", 2, lambda: dice.number(0, 10) / 10)
        return fields

    def limits(self, often: int) -> Fields:
        dice, grid = self.dice, self.grid
        fields: Fields = {}
        for name, value in (
            ("max_contact_minutes_per_day", lambda: grid * dice.number(1, 8)),
            ("max_minutes_in_a_row", lambda: grid * dice.number(2, 8)),
            ("pause_minutes", lambda: grid * dice.number(0, 3)),
            ("max_heavy_per_day", lambda: dice.number(0, 2)),
            ("max_heavy_per_week", lambda: dice.number(0, 3)),
            ("max_first_per_day", lambda: dice.number(0, 2)),
            ("max_first_per_week", lambda: dice.number(0, 3)),
            ("max_remote_share", lambda: dice.number(0, 10) / 10),
            ("min_admin_minutes_per_week", lambda: grid * dice.number(1, 12)),
            ("soft_load_per_day", lambda: dice.number(0, 6)),
            ("max_patient_contacts_per_day", lambda: dice.number(0, 2)),
            ("front_weeks", lambda: dice.number(0, 3)),
            ("front_contacts_per_week", lambda: dice.number(0, 3)),
            ("contacts_between_measurements", lambda: dice.number(1, 3)),
            ("soft_week_deviation", lambda: dice.number(0, 150) / 100),
            ("notice_days", lambda: dice.number(0, 4)),
        ):
            # Admin time is due by everybody in every week, so it must be rare for a plan to be legal at all.
            dice.maybe(fields, name, often - 2 if name.startswith("min_") else often, value)
        return fields

    def prices(self) -> Fields:
        dice = self.dice
        fields: Fields = {}
        dice.maybe(fields, "shortfall", 8, lambda: sorted(dice.number(0, 5) for _ in range(3)))
        dice.maybe(fields, "unserved", 9, lambda: {p: dice.number(0, 300) for p in dice.some((1, 2, 3, 4), 2)})
        for name in ("intensity_floor", "front_loaded", "measurement", "week_balance", "late_change"):
            dice.maybe(fields, name, 3, lambda: dice.number(1, 60))
        for name in (
            "overshoot",
            "less_preferred_type",
            "load_over_soft",
            "load_imbalance",
            "other_clinician",
            "moved",
        ):
            dice.maybe(fields, name, 7, lambda: dice.number(1, 60))
        return fields

    def working_time(self) -> Fields:
        """A meal break for days as short as these."""
        dice, grid = self.dice, self.grid
        start, end = self.stretch(3)
        return {
            "lunch_minutes": grid * dice.number(1, 2),
            "lunch_between": [self.clock(start), self.clock(end)],
            "max_hours_without_break": grid * dice.number(3, 12) / 60,
        }

    def rulebook(self) -> Fields:
        dice = self.dice
        fields: Fields = {
            "name": "random",
            "grid_minutes": self.grid,
            "contact_types": {**self.kinds, **self.group_kinds},
            "roles": {role: {} for role in ROLES},
            "prices": self.prices(),
            "limits": self.limits(3),
        }
        # As rare as admin time, and for the same reason.
        dice.maybe(fields["limits"], "min_supervision_minutes_per_week", 1, lambda: self.grid * dice.number(1, 8))
        for role in fields["roles"].values():
            dice.maybe(role, "weekly_target", 6, lambda: dice.number(0, 900) / 100)
            dice.maybe(role, "limits", 1, lambda: self.limits(3))
        dice.maybe(fields, "working_time", 4, self.working_time)
        dice.maybe(fields, "addons", 4, lambda: {"interpreter": 0.2, "home": self.weight()})
        dice.maybe(fields, "country", 4, "SE")
        dice.maybe(fields, "holidays", 2, ["public", "de_facto"])
        dice.maybe(
            fields,
            "crisis",
            2,
            lambda: {"contact_type": dice.one(list(self.kinds)), "slots_per_day": dice.number(0, 1)},
        )
        dice.maybe(
            fields, "levels", 1, lambda: {2: {"package": [{"contact_types": list(self.kinds), "per_week": 0.5}]}}
        )
        if "intensity_floor" in fields["prices"]:
            for level in dice.some((2, 3, 4), 1):
                fields.setdefault("levels", {}).setdefault(level, {})["min_contacts_per_week"] = dice.number(0, 12) / 4
        return fields

    # --- people, rooms and needs

    def clinician(self, name: str) -> Fields:
        dice = self.dice
        fields: Fields = {"id": name, "role": dice.one(ROLES), "hours": self.hours()}
        dice.maybe(fields, "fte", 4, lambda: dice.one((0.5, 0.7, 0.8, 0.33, 1.1)))
        dice.maybe(fields, "skills", 6, lambda: dice.some(SKILLS))
        dice.maybe(fields, "blocks", 3, self.blocks)
        dice.maybe(fields, "absences", 2, self.absences)
        dice.maybe(fields, "target", 4, lambda: dice.number(0, 800) / 100)
        dice.maybe(fields, "balance", 3, lambda: dice.number(-150, 150) / 100)
        dice.maybe(fields, "limits", 2, lambda: self.limits(3))
        dice.maybe(fields, "site", 4, self.site)
        for limit in ("max_minutes_in_a_row", "max_remote_share"):
            if self.dice.sometimes(1):
                fields.setdefault("limits", {})[limit] = None
        return fields

    def blocks(self) -> list[Fields]:
        blocks = [self.moment() for _ in range(self.dice.number(1, 2))]
        for block in blocks:
            self.dice.maybe(block, "kind", 5, "supervision")
        return blocks

    def absences(self) -> list[Fields]:
        if self.dice.sometimes(6):
            return [self.moment()]
        day = self.day()
        return [{"start": f"{day}T00:00", "end": f"{day + timedelta(days=self.dice.number(1, 2))}T00:00"}]

    def room(self, name: str) -> Fields:
        fields: Fields = {"id": name, "kind": self.dice.one(("small", "large"))}
        self.dice.maybe(fields, "site", 4, lambda: self.dice.one(SITES))
        self.dice.maybe(fields, "hours", 3, self.hours)
        return fields

    def patient(self, name: str) -> Fields:
        dice = self.dice
        fields: Fields = {"id": name}
        dice.maybe(fields, "clinician", 4, lambda: dice.one(self.clinicians))
        dice.maybe(fields, "new", 3, True)
        dice.maybe(fields, "available", 3, self.hours)
        dice.maybe(fields, "level", 5, lambda: dice.number(1, 4))
        ago = 0 if "new" in fields else 20
        dice.maybe(fields, "course_start", 3, lambda: str(self.first - timedelta(days=dice.number(0, ago))))
        dice.maybe(fields, "contacts_since_measurement", 3, lambda: dice.number(0, 4))
        dice.maybe(fields, "attendance", 2, lambda: dice.number(0, 10) / 10)
        return fields

    def need(self, fields: Fields) -> Fields:
        """Add what requests and groups have in common."""
        dice = self.dice
        dice.maybe(fields, "earliest", 1, lambda: str(self.day()))
        dice.maybe(fields, "latest", 1, lambda: str(self.day()))
        dice.maybe(fields, "windows", 2, self.windows)
        dice.maybe(fields, "priority", 7, lambda: dice.number(1, 4))
        dice.maybe(fields, "must", 1, lambda: dice.sometimes(3))
        dice.maybe(fields, "same_day", 2, lambda: dice.one(("x", "y")))
        if self.rooms:
            dice.maybe(fields, "rooms", 1, lambda: dice.some(self.rooms, 1))
        if fields.get("latest", "9") < fields.get("earliest", "0"):
            fields["earliest"], fields["latest"] = fields["latest"], fields["earliest"]
        return fields

    def request(self, name: str, before: list[Fields]) -> Fields:
        dice = self.dice
        types = dice.shuffled(dice.some(list(self.kinds), 1))
        fields = self.need({"id": name, "contact_types": types})
        dice.maybe(fields, "patient", 9, lambda: dice.one(self.patients))
        dice.maybe(fields, "clinicians", 3, lambda: dice.some(self.clinicians, 1))
        dice.maybe(fields, "addons", 1, ["interpreter"])
        singles = [r["id"] for r in before if "count" not in r]
        if singles and dice.sometimes(3):
            fields["after"] = {"request": dice.one(singles), "min_days": dice.number(0, 1)}
            dice.maybe(fields["after"], "max_days", 6, lambda: dice.number(1, 3))
            dice.maybe(fields, "same_clinician", 4, False)
        else:
            dice.maybe(fields, "count", 2, 2)
        return fields

    def group(self, name: str) -> Fields:
        dice = self.dice
        people: int | list[str] = dice.number(0, 4) if dice.sometimes(5) else dice.some(self.patients, 1)
        fields = self.need({"id": name, "contact_type": dice.one(list(self.group_kinds)), "participants": people})
        dice.maybe(fields, "leaders_from", 3, lambda: dice.some(self.clinicians, 2))
        return fields

    def bookings(self, requests: list[Fields], clinicians: list[Fields]) -> list[Fields]:
        """One booking that begins when a stretch of its clinician's hours does."""
        request = self.dice.one(requests)
        named = [c for c in clinicians if c["id"] in request.get("clinicians", self.clinicians)]
        who = self.dice.one(named)
        name = self.dice.one(list(who["hours"]))
        day = self.first + timedelta(days=(WEEKDAYS.index(name) - self.first.weekday()) % 7)
        clock = self.dice.one(who["hours"][name])[:5]
        fields = {"request": request["id"], "clinician": who["id"], "start": f"{day}T{clock}"}
        self.dice.maybe(fields, "locked", 7, True)
        if self.rooms:
            self.dice.maybe(fields, "room", 4, lambda: self.dice.one(self.rooms))
        return [fields]

    def week(self) -> Fields:
        dice, book = self.dice, self.rulebook()
        requests: list[Fields] = []
        for number in range(dice.number(0, self.most_requests)):
            requests.append(self.request(f"q{number}", requests))
        for request in requests:
            if "addons" not in book:
                request.pop("addons", None)
        fields: Fields = {
            "week": str(self.first),
            "weeks": self.weeks,
            "planned_on": str(self.first - timedelta(days=dice.number(0, 3))),
            "rulebook": book,
            "clinicians": [self.clinician(name) for name in self.clinicians],
            "rooms": [self.room(name) for name in self.rooms],
            "patients": [self.patient(name) for name in self.patients],
            "requests": requests,
        }
        if self.group_kinds:
            fields["groups"] = [self.group(f"d{i}") for i in range(dice.number(0, 2))]
        if requests:
            dice.maybe(fields, "bookings", 2, lambda: self.bookings(requests, fields["clinicians"]))
        if "package" in book.get("levels", {}).get(2, {}):
            fields["demand"] = [{"level": 2, "patients": 2}]
        if dice.sometimes(3):
            self.sustain(book, dice.one([book, *fields["clinicians"]]))
        return fields

    def sustain(self, book: Fields, holder: Fields) -> None:
        """Set rules of a sustainable week, tight enough for days as short as these."""
        dice = self.dice
        limits, prices = holder.setdefault("limits", {}), book["prices"]
        dice.maybe(limits, "min_minutes_between_heavy", 4, lambda: self.grid * dice.number(1, 4))
        dice.maybe(limits, "phone_hours", 3, self.hours)
        dice.maybe(limits, "min_rest_hours_per_day", 4, lambda: dice.number(18, 24))
        dice.maybe(limits, "min_rest_hours_per_week", 3, lambda: dice.number(60, 160))
        dice.maybe(limits, "soft_switches_per_day", 4, lambda: dice.number(0, 2))
        dice.maybe(limits, "soft_same_type_per_day", 6, lambda: dice.number(0, 2))
        for name in ("heavy_in_last_hour", "context_switch", "same_type_a_day"):
            dice.maybe(prices, name, 6, lambda: dice.number(1, 60))


@st.composite
def weeks(draw: DrawFn, days: int = 5, requests: int = 6) -> Week:
    """Small valid weeks: 1 to 3 clinicians on `days` short days at most, up to `requests` requests."""
    tree = _WeekMaker(_Dice(draw), days, requests).week()
    week = Week.model_validate_json(json.dumps(tree))
    assert isinstance(week.rulebook, Rulebook)
    assume(not problems_of(Case(week, week.rulebook)))
    return week


@st.composite
def cases(draw: DrawFn, days: int = 5, requests: int = 6) -> Case:
    """Cases of such weeks, sometimes with an earlier plan."""
    week = draw(weeks(days, requests))
    assert isinstance(week.rulebook, Rulebook)
    case = Case(week, week.rulebook)
    if _Dice(draw).sometimes(3):
        case = Case(week, week.rulebook, draw(plans(case, wild=0)))
    return case


class _PlanMaker:
    """One random plan. `wild` out of ten: how often a choice is none that a solver would make."""

    def __init__(self, dice: _Dice, case: Case, wild: int) -> None:
        self.dice = dice
        self.case = case
        self.wild = wild
        self.careful = dice.sometimes(5)
        self.people = list(case.clinicians)
        self.stretches = [
            (clinician, stretch)
            for clinician in self.people
            for day in range(case.day_count)
            for stretch in case.hours(clinician, day)
        ]
        self.taken = [(name, block) for name in self.people for block in case.blocks(name)]

    def astray(self) -> bool:
        return self.wild > 0 and self.dice.number(0, 99) >= 100 - self.wild

    def start(self, clinicians: Sequence[str], minutes: int) -> int | None:
        """Draw a start: mostly on the grid and inside the hours; a careful plan has none where somebody is busy."""
        case, dice = self.case, self.dice
        if self.astray():
            return dice.number(-MINUTES_PER_DAY, (case.day_count + 1) * MINUTES_PER_DAY)
        own = [s for name, s in self.stretches if name in clinicians and s[1] - s[0] >= minutes]
        first, last = dice.one(own or [s for _, s in self.stretches] or [(OPENS, OPENS + MINUTES_PER_DAY)])
        starts = list(range(-(-first // case.grid) * case.grid, max(first, last - minutes) + 1, case.grid)) or [first]
        if self.careful:
            busy = [stretch for name, stretch in self.taken if name in clinicians]
            starts = [m for m in starts if own and not any(s < m + minutes and m < e for s, e in busy)]
        if not starts:
            return None
        start = dice.one(starts)
        self.taken += [(name, (start, start + minutes)) for name in clinicians]
        return start

    def team(self, need: Request | Group | None, leaders: int) -> tuple[str, ...]:
        dice = self.dice
        if self.astray():
            return tuple(dice.some([*self.people, "stranger"]))
        named = None if need is None else need.clinicians if isinstance(need, Request) else need.leaders_from
        people = list(dict.fromkeys(named or self.people))
        if leaders == 1:
            return (dice.one(people),)
        turn = dice.number(0, len(people) - 1)
        return tuple((people[turn:] + people[:turn])[:leaders])

    def room(self, need: Request | Group | None, wanted: str | None) -> str | None:
        rooms = self.case.rooms.values()
        if self.astray():
            return self.dice.one([None, "cellar", *(r.id for r in rooms)])
        fitting = [r.id for r in rooms if r.kind == wanted]
        if need is not None and need.rooms is not None:
            fitting = [r for r in fitting if r in need.rooms] or fitting
        return self.dice.one(fitting) if fitting else None

    def contact_type(self, need: Request | Group | None) -> str:
        types = list(self.case.rulebook.contact_types)
        if isinstance(need, Request) and not self.astray():
            return self.dice.one(need.contact_types)
        if isinstance(need, Group) and not self.astray():
            return need.contact_type
        if need is None and self.case.crisis_type and not self.astray():
            return self.case.crisis_type
        return self.dice.one([*types, "seance"]) if self.wild else types[0]

    def appointment(self, request: str, team: tuple[str, ...] = ()) -> Appointment | None:
        case, dice = self.case, self.dice
        need = case.requests.get(request) or case.groups.get(request)
        name = self.contact_type(need)
        kind = case.rulebook.contact_types.get(name)
        minutes, notes = (kind.minutes, kind.documentation_minutes) if kind else (case.grid, 0)
        if self.astray():
            minutes, notes = dice.number(0, 90), dice.number(0, 30)
        team = team or self.team(need, kind.leaders if kind else 1)
        start = self.start(team, minutes + notes)
        if start is None:
            return None
        total, patients = 0, list[str]()
        if isinstance(need, Request):
            total, patients = case.request_weight(need, kind) if kind else 0, [need.patient] if need.patient else []
        elif isinstance(need, Group):
            total, patients = case.group_weight(need, kind) if kind else 0, list(case.members(need))
        shares = share_of_leaders(total, team, kind) if kind and team else {}
        if self.astray():
            shares = {who: dice.number(-50, 500) for who in dice.some([*self.people, "stranger"])}
        if self.astray():
            patients = dice.some([*case.patients, "nobody"])
        return Appointment(
            request=request,
            contact_type=name,
            clinicians=team,
            patients=tuple(patients),
            room=self.room(need, kind.room if kind else None),
            start=case.moment(start),
            end=case.moment(start + minutes),
            busy_until=case.moment(start + minutes + notes),
            weights={who: share / 100 for who, share in shares.items()},
        )

    def rest(self) -> Break | None:
        case, dice = self.case, self.dice
        kind: BreakKind = "lunch" if dice.sometimes(5) else "supervision" if dice.sometimes(3) else "admin"
        shortest = case.rulebook.working_time.lunch_minutes if kind == "lunch" else 30
        clinician = "stranger" if self.astray() else dice.one(self.people)
        minutes = -(-shortest // case.grid) * case.grid
        if self.wild and dice.sometimes(3):
            minutes = dice.number(0, 90)
        start = self.start([clinician], minutes)
        if start is None:
            return None
        end = case.moment(start + minutes)
        return Break(clinician=clinician, start=case.moment(start), end=end, kind=kind)

    def plan(self) -> Plan:
        case, dice = self.case, self.dice
        needs = [*case.requests, *case.groups]
        served = [name for name in needs if dice.sometimes(7)]
        served += [r.id for r in case.requests.values() if r.count > 1 and dice.sometimes(5)]
        if case.rulebook.crisis:
            served += [CRISIS] * dice.number(0, case.rulebook.crisis.slots_per_day * len(case.crisis_days))
        if self.wild and dice.sometimes(2):
            served += dice.some([*needs, CRISIS, "invented"])
        appointments = [self.promised(booking) for booking in case.week.bookings if dice.sometimes(5)]
        appointments += [self.appointment(name) for name in served]
        if case.earlier and dice.sometimes(7):
            appointments += dice.some(case.earlier.appointments)
        breaks = [self.rest() for _ in range(dice.number(0, 4))]
        return Plan(
            appointments=tuple(a for a in appointments if a is not None),
            breaks=tuple(b for b in breaks if b is not None),
        )

    def promised(self, booking: Booking) -> Appointment | None:
        made = self.appointment(booking.request, (booking.clinician,))
        if made is None:
            return None
        later = booking.start - made.start
        moved = {"start": booking.start, "end": made.end + later, "busy_until": made.busy_until + later}
        return made.model_copy(update=moved | {"room": booking.room or made.room})


@st.composite
def plans(draw: DrawFn, case: Case, wild: int = 4) -> Plan:
    """Plans for a case, legal or not.

    `wild` percent of the single choices are astray: unknown names, starts off the grid or outside
    the week, wrong minutes, weights and patients. With 0 each appointment alone is one that a
    solver might place, and only together they break rules.
    """
    return _PlanMaker(_Dice(draw), case, wild).plan()


def planned_cases(days: int = 5, requests: int = 6, wild: int = 4) -> SearchStrategy[tuple[Case, Plan]]:
    """Cases, each with a random plan."""
    return cases(days, requests).flatmap(lambda case: st.tuples(st.just(case), plans(case, wild)))
