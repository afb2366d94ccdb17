"""What the checker says of a move, asked on the part of the plan that the move can touch.

The same needs, people and rooms are put before the checker as they are, without the appointment,
and with it at its new place. What is cut off is the same each time, so whatever the checker newly
objects to is the move's doing.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property

from weightplan.answers.moves.models import DayLoad, Effect
from weightplan.answers.moves.rests import Swap
from weightplan.case import Case
from weightplan.check import Report, check
from weightplan.plan import Appointment, Plan
from weightplan.rules import Violation, load_imbalance
from weightplan.rules.ledger import Ledger
from weightplan.week import Group, Request

# The rules that a contact can break all by itself, whatever else the plan holds.
OWN_RULES = {
    "need",
    "duration",
    "working_hours",
    "room",
    "competence",
    "acceptable_type",
    "patient_time",
    "deadline",
    "group_size",
    "supervised",
    "site",
}


@dataclass(frozen=True)
class Judgement:
    """What a move would newly break, how much each soft rule's cost rises (no zeros), and for whom what changes."""

    broken: tuple[Violation, ...]
    per_rule: dict[str, int]
    effects: tuple[Effect, ...]

    @property
    def cost(self) -> int:
        return sum(self.per_rule.values())


class Judge:
    """Judges moves in one plan. A plan that is broken already may stay as broken as it is, no more.

    A move breaks what the contact breaks by itself at its new place, and what the checker finds
    after it but neither before it nor, for a rule broken before, with the contact gone: eleven
    heavy contacts on a day that become ten are no new fault.
    """

    def __init__(self, case: Case, plan: Plan) -> None:
        self.case, self.plan = case, plan
        self._ties = cache(self._ties_of)

    def judge(self, old: Appointment, new: Appointment, swaps: tuple[Swap, ...] = ()) -> Judgement:
        """Return what replacing an appointment of the plan by another does, and breaks by others with it."""
        staff = dict.fromkeys((*old.clinicians, *new.clinicians))
        rest = [a for a in self.plan.appointments if a is not old and self._matters(a, old, new)]
        case = self._part([*rest, old, new], staff)
        breaks = tuple(b for b in self.plan.breaks if b.clinician in staff)
        plans = [Plan(appointments=(*rest, *more), breaks=breaks) for more in ((old,), (), (new,))]
        moved = dict(swaps)
        plans[2] = plans[2].model_copy(update={"breaks": tuple(moved.get(b, b) for b in breaks)})
        before, without, after = (check(case, plan) for plan in plans)
        alone = check(case, Plan(appointments=(new,)))
        ledgers = Ledger(self.case, plans[0]), Ledger(self.case, plans[2])
        effects = tuple(_effect(self.case, ledgers, c, old, new) for c in staff if c in self.case.clinicians)
        rises = {rule: after.per_rule[rule] - before.per_rule[rule] for rule in after.per_rule}
        rises["load_imbalance"] = self._unevener(ledgers, staff)
        return Judgement(_added(before, without, after, alone), {r: c for r, c in rises.items() if c}, effects)

    def _matters(self, other: Appointment, old: Appointment, new: Appointment) -> bool:
        return (
            other.request in self._ties(old.request)
            or not {*old.clinicians, *new.clinicians}.isdisjoint(other.clinicians)
            or not set(old.patients).isdisjoint(other.patients)
            or (other.room is not None and other.room == new.room and other.start.date() == new.start.date())
        )

    def _ties_of(self, request: str) -> set[str]:
        """Return the needs tied to one by a follow-up or a tag, and itself."""
        need = self.case.needs.get(request)
        tied = {request}
        for other in self.case.needs.values():
            if need is not None and need.same_day is not None and other.same_day == need.same_day:
                tied.add(other.id)
            if isinstance(other, Request) and other.after is not None:
                if other.after.request == request:
                    tied.add(other.id)
                elif other.id == request:
                    tied.add(other.after.request)
        return tied

    def _part(self, held: list[Appointment], staff: Iterable[str]) -> Case:
        """Return the case of these appointments, without the one soft rule that looks at everybody at once."""
        case = self.case
        ties = (name for a in held[-1:] for name in sorted(self._ties(a.request)))
        names = dict.fromkeys([*(a.request for a in held), *ties])
        needs = [case.needs[name] for name in names if name in case.needs]
        patients = dict.fromkeys(p for a in held for p in a.patients)
        people = dict.fromkeys([*staff, *(c for a in held for c in a.clinicians)])
        part = {
            "clinicians": tuple(case.clinicians[c] for c in people if c in case.clinicians),
            "patients": tuple(case.patients[p] for p in patients if p in case.patients),
            "requests": tuple(need for need in needs if isinstance(need, Request)),
            "groups": tuple(need for need in needs if isinstance(need, Group)),
            "bookings": tuple(b for b in case.week.bookings if b.request in names),
            "demand": (),
        }
        prices = case.rulebook.prices.model_copy(update={"load_imbalance": None})
        book = case.rulebook.model_copy(update={"prices": prices})
        earlier = case.earlier
        if earlier is not None:
            told = tuple(a for name in names for a in self._told.get(name, ()))
            earlier = earlier.model_copy(update={"appointments": told})
        return case.part(case.week.model_copy(update=part), book, earlier)

    @cached_property
    def _told(self) -> dict[str, list[Appointment]]:
        index: dict[str, list[Appointment]] = defaultdict(list)
        for appointment in self.case.earlier.appointments if self.case.earlier else ():
            index[appointment.request].append(appointment)
        return index

    @cached_property
    def _weeks(self) -> list[tuple[dict[str, int], int]]:
        """The load points of every clinician, and how far they lie apart, by week."""
        ledger, found = Ledger(self.case, self.plan), []
        for week in range(self.case.week.weeks):
            loads = _loads(ledger, self.case.clinicians, week)
            found.append((loads, load_imbalance.spread(load_imbalance.full_times(self.case, week), loads)))
        return found

    def _unevener(self, ledgers: tuple[Ledger, Ledger], staff: Iterable[str]) -> int:
        price = self.case.rulebook.prices.load_imbalance or 0
        rise = 0
        for week, (loads, spread) in enumerate(self._weeks) if price else ():
            after = _loads(ledgers[1], staff, week)
            if any(loads.get(c, 0) != load for c, load in after.items()):
                rise += load_imbalance.spread(load_imbalance.full_times(self.case, week), loads | after) - spread
        return price * rise


def _added(before: Report, without: Report, after: Report, alone: Report) -> tuple[Violation, ...]:
    held, left = (Counter((v.rule, v.about) for v in report.violations) for report in (before, without))
    lasting = Counter(v for v in without.violations if left[v.rule, v.about] <= held[v.rule, v.about])
    own = Counter(v for v in alone.violations if v.rule in OWN_RULES)
    new = (Counter(after.violations) - (Counter(before.violations) | lasting)) | own
    return tuple(v for v in dict.fromkeys((*after.violations, *alone.violations)) if v in new)


def _loads(ledger: Ledger, clinicians: Iterable[str], week: int) -> dict[str, int]:
    days = range(7 * week, 7 * week + 7)
    return {c: sum(ledger.load(c, day) for day in days) for c in clinicians}


def _effect(case: Case, ledgers: tuple[Ledger, Ledger], clinician: str, old: Appointment, new: Appointment) -> Effect:
    before, after = ledgers
    days = {a.start.date() for a in (old, new) if clinician in a.clinicians}
    return Effect(
        clinician=clinician,
        booked_before=before.booked(clinician) / 100,
        booked_after=after.booked(clinician) / 100,
        loads=tuple(
            DayLoad(
                day=day,
                before=before.load(clinician, (day - case.week.week).days),
                after=after.load(clinician, (day - case.week.week).days),
            )
            for day in sorted(days)
        ),
    )
