"""Every way to serve every need of a case: contact types, teams and days, with the starts and rooms left to each."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations, permutations

from weightplan.case import Case, share_of_leaders
from weightplan.rules import HARD_RULES, competence
from weightplan.rules.base import Admits
from weightplan.solver.candidates import Candidate, NeedClass, changed
from weightplan.solver.look_alikes import LookAlikes
from weightplan.solver.possible_rooms import PossibleRooms
from weightplan.solver.possible_starts import PossibleStarts
from weightplan.solver.ties import Ties
from weightplan.week import Group, Request

ADMITTING = tuple(rule for rule in HARD_RULES.values() if isinstance(rule, Admits))


class Catalogue:
    """Every candidate of a case that the rules admit on its own, and what the solver asks about needs and rooms.

    Nothing begins before the minute `since`; contacts that began earlier are nobody's to change.
    """

    def __init__(self, case: Case, since: int = 0) -> None:
        self.case, self.since = case, since
        self._alike = LookAlikes(case)
        self._ties = Ties(case)
        self._starts = PossibleStarts(case, since)
        self._rooms = PossibleRooms(case)
        self._ways: dict[object, tuple[Candidate, ...]] = {}
        self._competent: dict[tuple[str, str], bool] = {}
        self._full_time: dict[int, dict[str, float]] = {}

    def outline(self, request: Request) -> object:
        """Return what the cost and the possible times of a request depend on, its ties left out."""
        return self._alike.outline(request)

    def classes(self, needs: Iterable[str]) -> list[NeedClass]:
        """Merge needs (by id) into classes; the crisis slots are a class of their own."""
        return self._alike.classes(needs)

    def related(self, needs: Iterable[str]) -> set[str]:
        """Return the needs that share a patient, a follow-up or a tag with one of these, and these."""
        return self._ties.related(needs)

    def needs_own_time(self, candidate: Candidate) -> bool:
        """Say whether a contact's time must be told from that of others of its type."""
        return self._ties.needs_own_time(candidate)

    def room_classes(self, rooms: Iterable[str]) -> list[tuple[str, ...]]:
        """Return the classes of rooms that are alike, for a set of rooms that is made of whole classes."""
        return self._rooms.classes(rooms)

    def rooms_near(self, staff: Iterable[str]) -> frozenset[str]:
        """Return the rooms at the sites of clinicians, and those at no site."""
        return self._rooms.near(staff)

    def ways(self, needs: NeedClass, staff: Iterable[str]) -> list[Candidate]:
        """Return every candidate of a class whose whole team is among `staff`."""
        return [c for contact_type in self._types(needs) for c in self._of_type(needs, contact_type, staff)]

    def _of_type(self, needs: NeedClass, contact_type: str, staff: Iterable[str]) -> Iterator[Candidate]:
        leaders = self.case.rulebook.contact_types[contact_type].leaders
        able = [c for c in staff if self.is_able(needs, contact_type, c)]
        teams = [(c,) for c in able] if leaders == 1 else self._teams(needs, contact_type, able)
        signature = self._alike.signatures.get(needs.key, needs.key)
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
            starts = self._starts.of(candidate)
            rooms = self._rooms.of(candidate) if starts and candidate.kind.room else ()
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
