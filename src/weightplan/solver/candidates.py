"""What could be placed: needs that are alike, merged, times contact types, teams and days."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import combinations, permutations
from typing import TypeVar

from weightplan.case import CRISIS, Case, Stretch, share_of_leaders
from weightplan.fields import MINUTES_PER_DAY, WEEKDAYS
from weightplan.rulebook import ContactType
from weightplan.rules import HARD_RULES, SOFT_RULES, competence
from weightplan.rules.base import Admits, AdmitsRoom, CountsPatients, Narrows
from weightplan.week import Group, Request


@dataclass(frozen=True)
class NeedClass:
    """Needs that the solver may exchange for one another; `asked` contacts in all.

    Merging look-alike needs takes the symmetry out of the model. A need tied to another one
    (by patient, follow-up, tag, booking or earlier promise), or of a patient whose contacts a rule
    counts, is a class of its own: `single`.
    """

    ids: tuple[str, ...]
    need: Request | Group | None
    asked: int
    single: bool

    @property
    def key(self) -> str:
        return self.ids[0]


@dataclass(frozen=True)
class Candidate:
    """One way to serve a need: contact type, team and day. Minutes as the plan would state them.

    `weights` are pairs (clinician, 0.01 weights); `starts` are closed stretches of minutes that
    the rules leave it, `rooms` those it may use; `room` counts only where `room_is_given`.
    """

    needs: NeedClass
    contact_type: str
    kind: ContactType
    team: tuple[str, ...]
    day: int
    minutes: int
    documentation: int
    weights: tuple[tuple[str, int], ...]
    patients: tuple[str, ...]
    starts: tuple[Stretch, ...] = ()
    rooms: tuple[str, ...] = ()
    room: str | None = None
    room_is_given: bool = False

    @property
    def need(self) -> Request | Group | None:
        return self.needs.need

    @property
    def busy(self) -> int:
        return self.minutes + self.documentation

    @cached_property
    def weight_of(self) -> dict[str, int]:
        return dict(self.weights)

    @property
    def is_crisis(self) -> bool:
        return self.need is None and self.needs.key == CRISIS


Thing = TypeVar("Thing", Candidate, NeedClass)


def changed(thing: Thing, **fields: object) -> Thing:
    """Return a copy with other fields: models take thousands, and `dataclasses.replace` is five times as slow."""
    other = object.__new__(type(thing))
    other.__dict__.update(thing.__dict__, **fields)
    return other


ADMITTING = tuple(rule for rule in HARD_RULES.values() if isinstance(rule, Admits))
NARROWING = tuple(rule for rule in HARD_RULES.values() if isinstance(rule, Narrows))
ROOMING = tuple(rule for rule in HARD_RULES.values() if isinstance(rule, AdmitsRoom))
COUNTING = tuple(rule for rule in SOFT_RULES.values() if isinstance(rule, CountsPatients))


class Catalogue:
    """Every candidate of a case that the rules admit on its own, with the starts they leave it.

    Nothing begins before the minute `since`; contacts that began earlier are nobody's to change.
    """

    def __init__(self, case: Case, since: int = 0) -> None:
        self.case, self.since = case, since
        self._ways: dict[object, tuple[Candidate, ...]] = {}
        self._starts: dict[object, tuple[Stretch, ...]] = {}
        self._rooms: dict[object, tuple[str, ...]] = {}
        self._competent: dict[tuple[str, str], bool] = {}
        self._full_time: dict[int, dict[str, float]] = {}

    @cached_property
    def tied(self) -> frozenset[str]:
        """Needs that cannot be exchanged, since another need, a booking, a promise or a count names them."""
        case = self.case
        tied: set[str] = {b.request for b in case.week.bookings}
        by_patient: dict[str, set[str]] = defaultdict(set)
        for request in case.requests.values():
            if request.count > 1:
                tied.add(request.id)
            if request.patient:
                by_patient[request.patient].add(request.id)
            if request.after:
                tied |= {request.id, request.after.request}
            if request.same_day:
                tied.add(request.id)
        for group in case.groups.values():
            tied.add(group.id)
            for member in case.members(group):
                by_patient[member].add(group.id)
        counted = {patient for rule in COUNTING for patient in rule.counted(case)}
        for patient, needs in by_patient.items():
            if len(needs) > 1 or patient in counted:
                tied |= needs
        if case.earlier:
            tied |= {a.request for a in case.earlier.appointments}
        return frozenset(tied)

    @cached_property
    def signatures(self) -> dict[str, object]:
        """What two requests must share to be exchangeable, by request."""
        return {r.id: r.id if r.id in self.tied else self._signature(r) for r in self.case.requests.values()}

    def outline(self, request: Request) -> object:
        """Return what the cost and the possible times of a request depend on, its ties left out."""
        return self._signature(request)

    def _signature(self, request: Request) -> object:
        patient = self.case.patients.get(request.patient or "")
        hours = tuple(sorted(patient.available.items())) if patient and patient.available is not None else None
        return (
            request.contact_types,
            request.clinicians,
            request.earliest,
            request.latest,
            request.windows,
            request.rooms,
            request.priority,
            request.must,
            tuple(sorted(request.addons)),
            patient and (patient.clinician, patient.new, hours),
            request.patient is None,
        )

    def classes(self, needs: Iterable[str]) -> list[NeedClass]:
        """Merge needs (by id) into classes; the crisis slots are a class of their own."""
        case = self.case
        merged: dict[object, list[str]] = defaultdict(list)
        made: list[NeedClass] = []
        for name in needs:
            if name == CRISIS:
                asked = (case.rulebook.crisis.slots_per_day if case.rulebook.crisis else 0) * len(case.crisis_days)
                made.append(NeedClass((CRISIS,), None, asked, True))
            elif name in case.groups:
                made.append(NeedClass((name,), case.groups[name], 1, True))
            else:
                merged[self.signatures[name]].append(name)
        for names in merged.values():
            first = case.requests[names[0]]
            asked = sum(case.requests[n].count for n in names)
            made.append(NeedClass(tuple(names), first, asked, names[0] in self.tied))
        return made

    def ways(self, needs: NeedClass, staff: Iterable[str]) -> list[Candidate]:
        """Return every candidate of a class whose whole team is among `staff`."""
        return [c for contact_type in self._types(needs) for c in self._of_type(needs, contact_type, staff)]

    def _of_type(self, needs: NeedClass, contact_type: str, staff: Iterable[str]) -> Iterator[Candidate]:
        leaders = self.case.rulebook.contact_types[contact_type].leaders
        able = [c for c in staff if self.is_able(needs, contact_type, c)]
        teams = [(c,) for c in able] if leaders == 1 else self._teams(needs, contact_type, able)
        signature = self.signatures.get(needs.key, needs.key)
        for team in teams:
            name = (signature, needs.single, contact_type, team)
            if name not in self._ways:
                self._ways[name] = tuple(self._on_days(needs, contact_type, team))
            for candidate in self._ways[name]:
                yield candidate if candidate.needs == needs else changed(candidate, needs=needs)

    def _on_days(self, needs: NeedClass, contact_type: str, team: tuple[str, ...]) -> Iterator[Candidate]:
        """Yield a team's candidates. Only crisis slots look at the day before they are admitted."""
        case = self.case
        days = [day for day in range(case.day_count) if all(case.hours(c, day) for c in team)]
        if not days:
            return
        probe = self.candidate(needs, contact_type, team, days[0])
        if needs.need is not None and not all(rule.admits(case, probe) for rule in ADMITTING):
            return
        for day in days:
            candidate = replace(probe, day=day)
            if needs.need is None and not all(rule.admits(case, candidate) for rule in ADMITTING):
                continue
            starts = self.starts(candidate)
            rooms = self.rooms(candidate) if starts and candidate.kind.room else ()
            if starts and (rooms or candidate.kind.room is None):
                yield replace(candidate, starts=starts, rooms=rooms)

    def _types(self, needs: NeedClass) -> tuple[str, ...]:
        if isinstance(needs.need, Request):
            return tuple(dict.fromkeys(needs.need.contact_types))
        if isinstance(needs.need, Group):
            return (needs.need.contact_type,)
        return (self.case.crisis_type,) if self.case.crisis_type else ()

    def _teams(self, needs: NeedClass, contact_type: str, able: list[str]) -> list[tuple[str, ...]]:
        """Return the teams a type can have: one order of leaders for each way to share the weight."""
        leaders = self.case.rulebook.contact_types[contact_type].leaders
        teams: dict[object, tuple[str, ...]] = {}
        for members in combinations(able, leaders):
            for order in permutations(members):
                candidate = self.candidate(needs, contact_type, order, 0)
                teams.setdefault((members, frozenset(candidate.weights)), order)
        return list(teams.values())

    def is_able(self, needs: NeedClass, contact_type: str, clinician: str) -> bool:
        """Say whether a clinician has the role and skills for a type and is among those the need names."""
        named = None
        if needs.need is not None:
            named = needs.need.clinicians if isinstance(needs.need, Request) else needs.need.leaders_from
        if named is not None and clinician not in named:
            return False
        if (contact_type, clinician) not in self._competent:
            free = NeedClass(("",), None, 0, True)
            probe = self.candidate(free, contact_type, (clinician,), 0)
            self._competent[contact_type, clinician] = competence.admits(self.case, probe)
        return self._competent[contact_type, clinician]

    def candidate(self, needs: NeedClass, contact_type: str, team: tuple[str, ...], day: int) -> Candidate:
        """Return one candidate with the minutes and weights that the rulebook gives."""
        case = self.case
        kind = case.rulebook.contact_types[contact_type]
        patients: tuple[str, ...] = ()
        total = 0
        if isinstance(needs.need, Request):
            total = case.request_weight(needs.need, kind)
            patients = (needs.need.patient,) if needs.need.patient else ()
        elif isinstance(needs.need, Group):
            total = case.group_weight(needs.need, kind)
            patients = case.members(needs.need)
        weights = tuple(share_of_leaders(total, team, kind).items())
        return Candidate(
            needs, contact_type, kind, team, day, kind.minutes, kind.documentation_minutes, weights, patients
        )

    def alone(self, candidate: Candidate, name: str) -> Candidate:
        """Return a candidate of a class for one of its needs."""
        request = self.case.requests.get(name)
        if request is None or candidate.needs.ids == (name,):
            return candidate
        patients = (request.patient,) if request.patient else ()
        return replace(candidate, needs=NeedClass((name,), request, request.count, True), patients=patients)

    def at(self, candidate: Candidate, minute: int) -> Candidate:
        """Return a candidate of one need fixed to one start."""
        return changed(candidate, needs=changed(candidate.needs, single=True), starts=((minute, minute),))

    def related(self, needs: Iterable[str]) -> set[str]:
        """Return the needs that share a patient, a follow-up or a tag with one of these, and these."""
        return {other for need in needs for other in self._ties.get(need, (need,))}

    @cached_property
    def _ties(self) -> dict[str, set[str]]:
        case = self.case
        circles: dict[object, set[str]] = defaultdict(set)
        for need in case.needs.values():
            patients = (need.patient,) if isinstance(need, Request) else case.members(need)
            for patient in patients:
                if patient is not None:
                    circles["patient", patient].add(need.id)
            if need.same_day is not None:
                circles["tag", need.same_day].add(need.id)
            if isinstance(need, Request) and need.after is not None:
                circles["after", need.after.request, need.id] = {need.id, need.after.request}
        ties: dict[str, set[str]] = defaultdict(set)
        for circle in circles.values():
            for name in circle:
                ties[name] |= circle
        return ties

    def needs_own_time(self, candidate: Candidate) -> bool:
        """Say whether a contact's time must be told from that of others of its type.

        It must where the patient may have another contact that day, or a booking names the time.
        """
        need = candidate.need
        if not isinstance(need, Request) or need.id in self._timed or candidate.kind.leaders > 1:
            return True
        patient = self.case.patients.get(need.patient or "")
        if patient is not None and patient.new and not self._starts_with_first(patient.id):
            return True
        if candidate.kind.modality == "digital":
            return False
        return need.count > 1 or any(self._may_share_day(need, other) for other in self._of_patient[need.patient])

    def _starts_with_first(self, patient: str) -> bool:
        """Say whether a new patient's needs can only be met with a first visit in front."""

        def is_first(name: str) -> bool:
            request = self.case.requests.get(name)
            kinds = self.case.rulebook.contact_types
            return request is not None and all(kinds[t].first for t in request.contact_types)

        return all(
            isinstance(need, Request)
            and (is_first(need.id) or (need.after and need.after.min_days > 0 and is_first(need.after.request)))
            for need in self._of_patient[patient]
        )

    @cached_property
    def _timed(self) -> frozenset[str]:
        told = [a.request for a in self.case.earlier.appointments] if self.case.earlier else []
        return frozenset([b.request for b in self.case.week.bookings] + told)

    @cached_property
    def _of_patient(self) -> dict[str | None, list[Request | Group]]:
        index: dict[str | None, list[Request | Group]] = defaultdict(list)
        for request in self.case.requests.values():
            if request.patient is not None:
                index[request.patient].append(request)
        for group in self.case.groups.values():
            for member in self.case.members(group):
                index[member].append(group)
        return index

    @staticmethod
    def _may_share_day(need: Request, other: Request | Group) -> bool:
        if other.id == need.id:
            return False
        for one, two in ((need, other), (other, need)):
            if isinstance(one, Request) and one.after and one.after.request == two.id and one.after.min_days > 0:
                return False
        return True

    def full_time(self, week: int) -> dict[str, float]:
        """Return FTE × worked share of a week, by clinician who works in it."""
        if week not in self._full_time:
            shares = {c: person.fte * self.case.worked_share(c, week) for c, person in self.case.clinicians.items()}
            self._full_time[week] = {c: float(share) for c, share in shares.items() if share}
        return self._full_time[week]

    def most_of(self, candidate: Candidate) -> int:
        """Return how many such contacts one day can hold at the very most."""
        fits = sum((last - first) // max(candidate.busy, 1) + 1 for first, last in candidate.starts)
        for clinician in candidate.team:
            limits = self.case.limits(clinician)
            if limits.max_contact_minutes_per_day is not None:
                fits = min(fits, limits.max_contact_minutes_per_day // candidate.minutes)
            if candidate.kind.heavy and limits.max_heavy_per_day is not None:
                fits = min(fits, limits.max_heavy_per_day)
            if candidate.kind.first and limits.max_first_per_day is not None:
                fits = min(fits, limits.max_first_per_day)
        return fits

    def room_classes(self, rooms: Iterable[str]) -> list[tuple[str, ...]]:
        """Return the classes of rooms that are alike, for a set of rooms that is made of whole classes."""
        return sorted({self._class_of_room[room] for room in rooms})

    @cached_property
    def _class_of_room(self) -> dict[str, tuple[str, ...]]:
        case = self.case
        booked = {b.room for b in case.week.bookings if b.room}
        needs = case.needs.values()
        naming = {room.id: frozenset(n.id for n in needs if n.rooms and room.id in n.rooms) for room in case.week.rooms}
        alike: dict[object, list[str]] = defaultdict(list)
        for room in case.week.rooms:
            hours = repr((room.hours, room.absences))
            alike[room.kind, room.site, hours, naming[room.id], room.id if room.id in booked else ""].append(room.id)
        return {room: tuple(rooms) for rooms in alike.values() for room in rooms}

    @cached_property
    def _classes_of_kind(self) -> dict[str | None, list[tuple[str, ...]]]:
        """Classes of rooms by kind; what rules say of one room of a class holds for all of it."""
        index: dict[str | None, list[tuple[str, ...]]] = defaultdict(list)
        for rooms in dict.fromkeys(self._class_of_room.values()):
            index[self.case.rooms[rooms[0]].kind].append(rooms)
        return index

    def rooms_near(self, staff: Iterable[str]) -> frozenset[str]:
        """Return the rooms at the sites of clinicians, and those at no site."""
        sites = {site for c in staff for site in self._sites(c)}
        return frozenset(r.id for r in self.case.week.rooms if None in sites or r.site is None or r.site in sites)

    def _site_on(self, clinician: str, day: int) -> str | None:
        site = self.case.clinicians[clinician].site
        return site.get(WEEKDAYS[self.case.date_of(day).weekday()]) if isinstance(site, dict) else site

    def _sites(self, clinician: str) -> set[str | None]:
        """Return where a clinician works; None stands for anywhere."""
        site = self.case.clinicians[clinician].site
        worked = self.case.clinicians[clinician].hours
        return {site.get(weekday) for weekday in worked} if isinstance(site, dict) else {site}

    def starts(self, candidate: Candidate) -> tuple[Stretch, ...]:
        """Return the starts (first, last, in minutes, both included) that every rule leaves a candidate."""
        key = (candidate.contact_type, candidate.team, candidate.day, self._times(candidate))
        if key not in self._starts:
            self._starts[key] = self._narrowed(candidate)
        return self._starts[key]

    def _times(self, candidate: Candidate) -> object:
        """What a need and its patients say about time: where it is equal, so are the starts."""
        need = candidate.need
        if need is None:
            return None
        patients = [self.case.patients.get(p) for p in candidate.patients]
        hours = [sorted(p.available.items()) for p in patients if p is not None and p.available is not None]
        if not hours and need.earliest is None and need.latest is None and need.windows is None:
            return None
        return repr((hours, need.earliest, need.latest, need.windows))

    def _narrowed(self, candidate: Candidate) -> tuple[Stretch, ...]:
        day = candidate.day * MINUTES_PER_DAY
        stretches: tuple[Stretch, ...] = ((max(day, self.since), day + MINUTES_PER_DAY - 1),)
        for rule in NARROWING:
            stretches = intersect(stretches, rule.starts(self.case, candidate))
            if not stretches:
                break
        grid = self.case.grid
        on_grid = ((-(-first // grid) * grid, last // grid * grid) for first, last in stretches)
        return tuple((first, last) for first, last in on_grid if first <= last)

    def rooms(self, candidate: Candidate) -> tuple[str, ...]:
        """Return the ids of the rooms that every rule lets a candidate use."""
        named = candidate.need.rooms if candidate.need is not None else None
        # All that the rules on rooms look at.
        key = (candidate.kind.room, frozenset(self._site_on(c, candidate.day) for c in candidate.team), named)
        if key not in self._rooms:
            self._rooms[key] = tuple(
                room
                for rooms in self._classes_of_kind.get(candidate.kind.room, ())
                if all(rule.admits_room(self.case, candidate, self.case.rooms[rooms[0]]) for rule in ROOMING)
                for room in rooms
            )
        return self._rooms[key]


def intersect(left: Iterable[Stretch], right: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Return what two sorted lists of closed stretches have in common."""
    right = tuple(right)
    both = ((max(a, c), min(b, d)) for a, b in left for c, d in right)
    return tuple((first, last) for first, last in both if first <= last)
