"""A case as Timefold's roster, and a roster as a plan."""

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from fractions import Fraction

from bench.rivals.common import appointment, rest
from bench.rivals.streams.domain import (
    DAY,
    NONE,
    Contact,
    Kind,
    Option,
    Pause,
    Place,
    Roster,
    Share,
    Staff,
    StaffDay,
    StaffWeek,
)
from bench.rivals.ways import ADMIN_PIECE, REMOTE, Ground, Need, Way
from weightplan.case import Case
from weightplan.plan import Appointment, Plan
from weightplan.rulebook import ContactType
from weightplan.week import Booking, Group, Request


class Translation:
    """Both ways between names and numbers. `unplaceable` is the cost of needs that have no place at all."""

    def __init__(self, case: Case, seed: int) -> None:
        self.case, self.ground, self.dice = case, Ground(case), random.Random(seed)
        self.staff_number = {name: number for number, name in enumerate(case.clinicians)}
        self.patient_number = {name: number for number, name in enumerate(case.patients)}
        self.need_number = {name: number for number, name in enumerate(case.needs)}
        self.ways: list[tuple[Way, int]] = []
        self.teams: dict[frozenset[str], int] = {}
        self.tags: dict[str, int] = {}
        self.unplaceable = 0
        self.lists: dict[tuple[int, ...], list[int]] = {}
        self.shares: dict[tuple[int, tuple[tuple[str, int], ...]], list[Share]] = {}
        self.kinds = {name: _kind(kind) for name, kind in case.rulebook.contact_types.items()}
        self.staff = {name: self._staff(name) for name in case.clinicians}
        weeks = range(case.week.weeks)
        self.weeks = {(name, week): self._week(name, week) for name in case.clinicians for week in weeks}
        self.days = {(name, day): self._day(name, day) for name in case.clinicians for day in range(case.day_count)}
        self.rooms = [room for rooms in self.ground.classes for room in rooms]
        self.places = [place for hall in range(len(self.ground.classes)) for place in self._places(hall)]
        self.roster = Roster(
            list(self.staff.values()),
            list(self.weeks.values()),
            list(self.days.values()),
            self._contacts(),
            [pause for name in case.clinicians for pause in self._pauses(name)],
        )
        for number, pause in enumerate(self.roster.pauses):
            pause.id = number

    def _shared(self, numbers: Iterable[int]) -> list[int]:
        """Return the one list with these numbers: what is the same object is turned into Java once."""
        key = tuple(numbers)
        return self.lists.setdefault(key, list(key))

    # Clinicians

    def _staff(self, name: str) -> Staff:
        prices, target = self.case.rulebook.prices, self.case.target(name)
        shortfall = list(prices.shortfall or (0, 0, 0))
        steps = [target // 10, target // 5]
        return Staff(self.staff_number[name], target, steps, shortfall, prices.overshoot or 0, target * 105 // 100)

    def _week(self, name: str, week: int) -> StaffWeek:
        limits = self.case.limits(name)
        share = None if limits.max_remote_share is None else Fraction(str(limits.max_remote_share))
        time = Fraction(str(self.case.clinicians[name].fte)) * self.case.worked_share(name, week)
        return StaffWeek(
            self.staff_number[name] * 100 + week,
            week,
            self.staff[name],
            _or_none(limits.max_heavy_per_week),
            _or_none(limits.max_first_per_week),
            NONE if share is None else share.numerator,
            NONE if share is None else share.denominator,
            time.numerator,
            time.denominator,
            self.case.rulebook.prices.load_imbalance or 0,
        )

    def _day(self, name: str, day: int) -> StaffDay:
        limits = self.case.limits(name)
        blocks = [(a - day * DAY, b - day * DAY) for a, b in self.case.blocks(name) if a // DAY == day]
        return StaffDay(
            self.staff_number[name] * 1000 + day,
            self.weeks[name, day // 7],
            _or_none(limits.max_contact_minutes_per_day),
            _or_none(limits.max_heavy_per_day),
            _or_none(limits.max_first_per_day),
            _or_none(limits.max_minutes_in_a_row),
            limits.pause_minutes or 0,
            [a for a, _ in blocks],
            [b for _, b in blocks],
            _or_none(limits.soft_load_per_day),
            self.case.rulebook.prices.load_over_soft or 0,
        )

    def _pauses(self, name: str) -> Iterator[Pause]:
        """Yield lunches and pieces of admin time, each with a start; ids come later."""
        for day in range(self.case.day_count):
            due = self.ground.lunch(name, day)
            if due is not None and due[1]:
                yield Pause(0, self.staff_number[name], due[0], True, due[1], due[1][len(due[1]) // 2])
        for week in range(self.case.week.weeks):
            left = self.ground.admin_due(name, week)
            while left > 0:
                size = left if ADMIN_PIECE < left < 2 * ADMIN_PIECE else ADMIN_PIECE
                left -= size
                starts = [start for day in range(7 * week, 7 * week + 7) for start in self._free(name, day, size)]
                if starts:
                    yield Pause(0, self.staff_number[name], size, False, starts, self.dice.choice(starts))

    def _free(self, name: str, day: int, size: int) -> list[int]:
        spans = self.ground.snapped((a, b - size) for a, b in self.ground.free[name, day])
        return [step * self.case.grid for a, b in spans for step in range(a, b + 1)]

    # Contacts

    def _contacts(self) -> list[Contact]:
        locked: dict[str, list[Booking]] = defaultdict(list)
        for booking in self.case.week.bookings:
            if booking.locked:
                locked[booking.request].append(booking)
        contacts = []
        for need in self.case.needs.values():
            options = [o for way in self.ground.ways(need) for o in self._options(way, self.ground.days(need), need)]
            for copy in range(need.count if isinstance(need, Request) else 1):
                booking = locked[need.id][copy] if copy < len(locked[need.id]) else None
                contacts.append(self._contact(need, options, booking))
        crisis = self.case.rulebook.crisis
        for day in self.case.crisis_days if crisis is not None else ():
            options = [o for way in self.ground.crisis_ways() for o in self._options(way, [day], None)]
            contacts += [self._contact(None, options, None) for _ in range(crisis.slots_per_day if crisis else 0)]
        placeable = [contact for contact in contacts if contact.options]
        self.unplaceable = sum(contact.unserved for contact in contacts if not contact.options)
        for number, contact in enumerate(placeable):
            contact.id = number
        return placeable

    def _contact(self, need: Need | None, options: list[Option], booking: Booking | None) -> Contact:
        if booking is not None:
            start, number = self.case.minute(booking.start), self.staff_number[booking.clinician]
            key = number * 1000 + start // DAY
            options = [o for o in options if o.joined_by(key) and o.fits(start % DAY)]
            options = [o for o in options if booking.room is None or self._has_room(o, booking.room)]
            clocks = [start % DAY]
        else:
            spans = {span for o in options for span in zip(o.opens, o.closes, strict=True)}
            clocks = sorted({clock for a, b in spans for clock in range(a, b + 1, self.case.grid)})
        halls = {hall for option in options for hall in option.halls}
        places = [place for place in self.places if place.hall in halls]
        if booking is not None and booking.room is not None:
            places = [place for place in places if self.rooms[place.id].id == booking.room]
        places = places or [Place(NONE, NONE, True, [], [], [])]  # for a contact that needs no room
        request = need if isinstance(need, Request) else None
        patient = request.patient if request is not None else None
        members = self.case.members(need) if isinstance(need, Group) else ()
        after = request.after if request is not None else None
        heads = self.case.participants(need) if isinstance(need, Group) else 1
        price = self.case.rulebook.prices.unserved.get(need.priority, 0) if need is not None else 0
        return Contact(
            id=0,
            need=self.need_number[need.id] if need is not None else NONE,
            patient=self.patient_number[patient] if patient else NONE,
            members=self._shared(self.patient_number[member] for member in members),
            new=bool(patient and self.case.patients[patient].new),
            new_members=self._shared(self.patient_number[m] for m in members if self.case.patients[m].new),
            most_a_day=_or_none(self.case.rulebook.limits.max_patient_contacts_per_day),
            tag=self.tags.setdefault(need.same_day, len(self.tags)) if need is not None and need.same_day else NONE,
            after=self.need_number[after.request] if after is not None else NONE,
            least_days=after.min_days if after is not None else 0,
            most_days=_or_none(after.max_days) if after is not None else NONE,
            same_staff=request is not None and request.same_clinician,
            must=need is None or need.must or booking is not None,
            unserved=price * heads,
            options=options,
            clocks=self._shared(clocks),
            places=places,
            clock=self.dice.choice(clocks) if clocks else None,
            place=self.dice.choice(places),
        )

    def _shares(self, way: Way, day: int) -> list[Share]:
        key = day, tuple((c, way.weights.get(c, 0)) for c in way.team)
        if key not in self.shares:
            self.shares[key] = [Share(self.days[c, day], weight) for c, weight in key[1]]
        return self.shares[key]

    def _has_room(self, option: Option, room: str) -> bool:
        return any(self.rooms[place.id].id == room for place in self.places if place.hall in option.halls)

    def _options(self, way: Way, days: list[int], need: Need | None) -> Iterator[Option]:
        for day in days:
            starts = [
                (a * self.case.grid - day * DAY, b * self.case.grid - day * DAY)
                for a, b in self.ground.starts(way, day, need)
            ]
            halls = self.ground.suiting(way, day, need) if way.kind.room is not None else []
            if not starts or (way.kind.room is not None and not halls):
                continue
            self.ways.append((way, day))
            yield Option(
                id=len(self.ways) - 1,
                day=day,
                lead=self.days[way.team[0], day].id,
                team=self.teams.setdefault(frozenset(way.team), len(self.teams)),
                shares=self._shares(way, day),
                kind=self.kinds[way.name],
                cost=way.cost,
                halls=self._shared(halls),
                opens=self._shared(a for a, _ in starts),
                closes=self._shared(b for _, b in starts),
            )

    def _places(self, hall: int) -> Iterator[Place]:
        before = sum(len(rooms) for rooms in self.ground.classes[:hall])
        for number, room in enumerate(self.ground.classes[hall]):
            days = range(self.case.day_count)
            spans = [(d, a - d * DAY, b - d * DAY) for d in days for a, b in self.case.span_on(room.hours or {}, d)]
            days_, opens, closes = ([span[part] for span in spans] for part in range(3))
            yield Place(before + number, hall, room.hours is None, days_, opens, closes)

    # The answer

    def plan(self, roster: Roster) -> Plan:
        """Return the plan that a roster stands for."""
        names = list(self.case.clinicians)
        breaks = [
            rest(self.case, names[p.staff], "lunch" if p.lunch else "admin", int(p.start), int(p.start) + p.minutes)
            for p in roster.pauses
            if p.start is not None
        ]
        return Plan(appointments=tuple(self._appointments(roster)), breaks=tuple(breaks))

    def read(self, plan: Plan) -> Roster:
        """Return the roster that a plan stands for; what it places otherwise than any option is left out."""
        numbers = {room.id: number for number, room in enumerate(self.rooms)}
        for contact in self.roster.contacts:
            contact.option = None
        for placed in plan.appointments:
            start = self.case.minute(placed.start)
            for contact in sorted(self.roster.contacts, key=lambda contact: len(contact.clocks)):
                option = self._option_of(contact, placed, start // DAY)
                if contact.option is None and option is not None and start % DAY in contact.clocks:
                    contact.option, contact.clock = option, start % DAY
                    if placed.room is not None and option.kind.roomed:
                        contact.place = next(p for p in self.places if p.id == numbers[placed.room])
                    break
        self.roster.pauses.clear()
        for number, held in enumerate(plan.breaks):
            start, end = self.case.minute(held.start), self.case.minute(held.end)
            lunch, staff = held.kind == "lunch", self.staff_number[held.clinician]
            self.roster.pauses.append(Pause(number, staff, end - start, lunch, [start], start))
        return self.roster

    def _option_of(self, contact: Contact, placed: Appointment, day: int) -> Option | None:
        for option in contact.options:
            way, on = self.ways[option.id]
            if (way.need, way.name, set(way.team), on) == (
                placed.request,
                placed.contact_type,
                set(placed.clinicians),
                day,
            ):
                return option
        return None

    def _appointments(self, roster: Roster) -> Iterator[Appointment]:
        for contact in roster.contacts:
            if contact.option is None or contact.clock is None:
                continue
            way, day = self.ways[contact.option.id]
            room = None
            if contact.option.kind.roomed and contact.place is not None and contact.place.id != NONE:
                room = self.rooms[contact.place.id].id
            yield appointment(self.case, way, day * DAY + int(contact.clock), room)


def _kind(kind: ContactType) -> Kind:
    return Kind(
        kind.minutes,
        kind.minutes + kind.documentation_minutes,
        kind.load,
        kind.heavy,
        kind.first,
        kind.modality in REMOTE,
        kind.modality == "digital",
        kind.room is not None,
    )


def _or_none(number: int | None) -> int:
    return NONE if number is None else number
