"""The true reason of a need by brute force: every team, room and start on the grid, put to the checker."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, permutations

from weightplan.case import Case, share_of_leaders
from weightplan.check import check
from weightplan.fields import MINUTES_PER_DAY
from weightplan.plan import Appointment, Break, Plan
from weightplan.reasons.diagnosis import RULES_EVERYWHERE
from weightplan.rules import HARD_RULES, Violation
from weightplan.rules.ledger import Entry, Ledger
from weightplan.week import Group, Request

# What one more contact can only mend, so that a plan may lack it here.
LACKING = {"meal_break", "crisis_slots", "admin_time", "supervision_kept", "locked", "must"}

KIND_OF = {"meal_break": "lunch", "admin_time": "admin", "supervision_kept": "supervision"}


def added(plan: Plan, appointment: Appointment) -> Plan:
    return plan.model_copy(update={"appointments": (*plan.appointments, appointment)})


@dataclass(frozen=True)
class Place:
    """One appointment that would serve the need, and what the checker says about it."""

    case: Case
    plan: Plan
    appointment: Appointment

    @cached_property
    def alone(self) -> set[str]:
        """Rules about this appointment alone that it breaks in an empty week."""
        return {v.rule for v in check(self.case, Plan(appointments=(self.appointment,))).violations}

    @cached_property
    def found(self) -> tuple[Violation, ...]:
        return check(self.case, added(self.plan, self.appointment)).violations

    @cached_property
    def broken(self) -> set[str]:
        """Rules that it breaks in the plan."""
        return {v.rule for v in self.found} - LACKING

    @cached_property
    def opening(self) -> tuple[object, ...]:
        a = self.appointment
        return a.contact_type, frozenset(a.clinicians), a.start

    def stopped_by(self, rule: str) -> bool:
        """Say whether one rule is in the way whatever else is."""
        if rule in KIND_OF:
            return any(self._is_due(rest, rule) for rest in self.plan.breaks if self._overlaps(rest))
        if rule != "row_of_contacts":
            return rule in self.broken
        return any(v.rule == rule and self._row_counts(v.about) for v in self.found)

    def _overlaps(self, rest: Break) -> bool:
        a = self.appointment
        return rest.clinician in a.clinicians and rest.start < a.busy_until and a.start < rest.end

    def _is_due(self, rest: Break, rule: str) -> bool:
        if rest.kind != KIND_OF[rule]:
            return False
        without = self.plan.model_copy(update={"breaks": tuple(b for b in self.plan.breaks if b is not rest)})
        before, after = (
            {(v.rule, v.about, v.text) for v in check(self.case, plan).violations if v.rule == rule}
            for plan in (self.plan, without)
        )
        lacks = rule != "meal_break" and any(v[1] == rest.clinician for v in before)
        return bool(after - before) and (not lacks or after != before)

    def _row_counts(self, clinician: str) -> bool:
        """Rows are told only where the contact lies between others, or is too long alone."""
        a, longest = self.appointment, self.case.limits(clinician).max_minutes_in_a_row
        busy = (a.busy_until - a.start).total_seconds() / 60
        others = [o for o in self.plan.appointments if clinician in o.clinicians]
        between = not any(o.start < a.busy_until and a.start < o.busy_until for o in others)
        return between or (longest is not None and busy > longest)


class Oracle:
    """Every place for one need."""

    def __init__(self, case: Case, plan: Plan, need: Request | Group) -> None:
        self.case, self.plan, self.need = case, plan, need
        self.places = [Place(case, plan, a) for a in self._appointments()]

    def _starts(self) -> list[int]:
        """Every start that is inside anybody's hours, and one that is in nobody's."""
        case = self.case
        minutes = {0}
        for clinician in case.clinicians:
            for day in range(case.day_count):
                for start, end in case.hours(clinician, day):
                    minutes.update(range(-(-start // case.grid) * case.grid, end, case.grid))
        return sorted(minutes)

    def _appointments(self) -> Iterator[Appointment]:
        case, need = self.case, self.need
        for name in (need.contact_type,) if isinstance(need, Group) else need.contact_types:
            kind = case.rulebook.contact_types[name]
            for team in combinations(case.clinicians, kind.leaders):
                for start in self._starts():
                    for room in [*case.rooms, None] if kind.room else [None]:
                        yield self.appointment(name, team, start, room)

    def appointment(self, name: str, team: tuple[str, ...], start: int, room: str | None) -> Appointment:
        case, need, kind = self.case, self.need, self.case.rulebook.contact_types[name]
        if isinstance(need, Group):
            total, patients = case.group_weight(need, kind), case.members(need)
        else:
            total, patients = case.request_weight(need, kind), (need.patient,) if need.patient else ()
        return Appointment(
            request=need.id,
            contact_type=name,
            clinicians=team,
            patients=patients,
            room=room,
            start=case.moment(start),
            end=case.moment(start + kind.minutes),
            busy_until=case.moment(start + kind.minutes + kind.documentation_minutes),
            weights={c: w / 100 for c, w in share_of_leaders(total, team, kind).items()},
        )

    def code(self) -> str:
        """Return the first code whose definition holds."""
        return self._nobody() or self._never()

    @cached_property
    def _before(self) -> Entry | None:
        after = self.need.after if isinstance(self.need, Request) else None
        served = Ledger(self.case, self.plan).by_request.get(after.request, []) if after else []
        return served[0] if served else None

    @cached_property
    def _able(self) -> list[Place]:
        return [p for p in self.places if not p.alone & {"competence", "supervised", "group_size"}]

    @cached_property
    def _same(self) -> list[Place]:
        """Places with the clinicians of the contact before, where that is asked."""
        if self._before is None or not isinstance(self.need, Request) or not self.need.same_clinician:
            return self._able
        return [p for p in self._able if set(p.appointment.clinicians) == set(self._before.clinicians)]

    def _nobody(self) -> str | None:
        if isinstance(self.need, Group):
            size = self.case.participants(self.need)
            least, most = self.case.rulebook.contact_types[self.need.contact_type].participants or (size, size)
            if not least <= size <= most:
                return "LIMIT:group_size"
        if not self._able:
            return "NO_COMPETENCE"
        if isinstance(self.need, Request) and self.need.after and self._before is None:
            return "PREDECESSOR_UNSERVED"
        return None if self._same else "LIMIT:follow_up"

    def _never(self) -> str:
        common = [p for p in self._same if not p.alone & {"working_hours", "no_overlap", "patient_time"}]
        if not common:
            return "NO_COMMON_TIME"
        if not any(not p.alone & {"room", "site"} for p in common):
            return "NO_ROOM"
        timely = [p for p in common if "deadline" not in p.alone and self._follows(p)]
        self.possible = [p for p in timely if not p.alone & {"room", "site"}]
        return self._in_plan(timely) if self.possible else "DEADLINE"

    def _follows(self, place: Place) -> bool:
        after = self.need.after if isinstance(self.need, Request) else None
        if after is None or self._before is None:
            return True
        later = self.case.minute(place.appointment.start) // MINUTES_PER_DAY - self._before.day
        return later >= after.min_days and (after.max_days is None or later <= after.max_days)

    def _in_plan(self, timely: list[Place]) -> str:
        if any(not p.broken for p in self.possible):
            return "OUTRANKED" if self.cheapest() >= check(self.case, self.plan).cost else "NOT_PLACED"
        for rule in RULES_EVERYWHERE:
            if all(p.stopped_by(rule) for p in self.possible):
                return f"LIMIT:{rule}"
        openings = {p.opening: p for p in self.possible if not p.broken & {"no_overlap", "patient_time", "room"}}
        if openings:
            counts = Counter(rule for p in openings.values() for rule in p.broken)
            return f"LIMIT:{max(HARD_RULES, key=lambda rule: counts[rule])}"
        if any(not p.broken & {"no_overlap", "patient_time"} for p in timely):
            return "NO_ROOM"
        return "OUTRANKED"

    def cheapest(self) -> int:
        """Return the least cost of the plan with a legal contact more, over every order of the leaders."""
        costs = []
        legal = {p.opening: p for p in self.possible if not p.broken}
        for place in legal.values():
            a = place.appointment
            for team in permutations(a.clinicians):
                other = self.appointment(a.contact_type, team, self.case.minute(a.start), a.room)
                costs.append(check(self.case, added(self.plan, other)).cost)
        return min(costs)
