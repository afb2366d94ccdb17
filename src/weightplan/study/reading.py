"""From a case and its plan to a row's figures."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from weightplan.answers.trust.load import gini
from weightplan.answers.weights import weights_of
from weightplan.case import Case
from weightplan.check import attendance, check
from weightplan.fields import hundredths
from weightplan.plan import ClinicianResult, Plan
from weightplan.report.picture import room_day
from weightplan.rules.ledger import Entry, Ledger
from weightplan.rules.load_imbalance import exact_time
from weightplan.study.draws import chance
from weightplan.study.row import Figures, PoolFigures
from weightplan.week import Group, Request

DAY = (0, 1440)
WEEKS_A_MONTH = Fraction(52, 12)


def figures(
    case: Case,
    plan: Plan,
    *,
    pools: Sequence[Sequence[str]],
    least: int,
    salaries: Mapping[str, float],
    no_show_seed: int | None,
) -> Figures:
    """Return what a plan comes to. `pools` are the roles that are shown together, `least` the fewest people.

    With `no_show_seed` it is drawn who stays away.
    """
    ledger, people = Ledger(case, plan), check(case, plan).clinicians
    rooms = [room_day(case, ledger, room, day, DAY) for room in case.rooms for day in range(case.day_count)]
    summed = _sums(ledger, people, no_show_seed) if len(people) >= least else {}
    return Figures(
        clinicians=len(people),
        with_target=sum(1 for person in people if person.target > 0),
        **unserved(ledger),
        room_used=sum(day.held for day in rooms),
        room_open=sum(day.open for day in rooms),
        salary_cost=_salary_cost(case, salaries) if salaries else None,
        pools=tuple(_pool(ledger, people, roles) for roles in pools),
        **summed,
    )


def reached(result: ClinicianResult, weights: int) -> bool:
    """Say whether a clinician who has a target reaches it with so many weights (0.01)."""
    return 0 < hundredths(result.target) <= weights


def _sums(ledger: Ledger, people: Sequence[ClinicianResult], no_show_seed: int | None) -> dict[str, Any]:
    case = ledger.case
    found: dict[str, Any] = {
        name: sum(hundredths(getattr(person, name)) for person in people) / 100
        for name in ("booked", "expected", "reportable", "target")
    }
    found["at_target"] = sum(reached(person, hundredths(person.booked)) for person in people)
    if no_show_seed is not None:
        came = attended(ledger, no_show_seed)
        found["attended"] = sum(came.values()) / 100
        found["at_target_attended"] = sum(reached(person, came[person.id]) for person in people)
    times = {
        person.id: sum((exact_time(case, person.id, week) for week in range(case.week.weeks)), Fraction(0))
        for person in people
    }
    loads = [Fraction(person.load) / times[person.id] for person in people if times[person.id] > 0]
    if loads:
        found["load_mean"] = round(float(sum(loads) / len(loads)), 4)
        found["load_max"] = round(float(max(loads)), 4)
        found["load_gini"] = round(float(gini(loads)), 6)
    return found


def attended(ledger: Ledger, seed: int) -> dict[str, int]:
    """Draw who stays away and return the weights (0.01) that each clinician is left with.

    A contact of the same need has the same luck in every scenario of a repetition.
    """
    came: Counter[str] = Counter()
    for entries in ledger.by_request.values():
        for place, entry in enumerate(entries):
            came.update(earned(ledger.case, entry, f"{entry.request}/{place}", seed))
    return {clinician: came[clinician] for clinician in ledger.case.clinicians}


def earned(case: Case, entry: Entry, name: str, seed: int) -> dict[str, int]:
    """Draw who stays away from a contact; return its weights (0.01) by clinician, none where it came to nothing."""
    if isinstance(entry.need, Group) and entry.kind and entry.kind.weight_per_participant is not None:
        known: list[tuple[str, ...]] = [(patient,) for patient in case.members(entry.need)]
        heads = known or [()] * case.participants(entry.need)
        come = [_comes(case, entry, head, f"{name}/{place}", seed) for place, head in enumerate(heads)]
        return weights_of(case, entry, sum(come))
    return weights_of(case, entry) if _comes(case, entry, entry.patients, name, seed) else {}


def _comes(case: Case, entry: Entry, patients: tuple[str, ...], name: str, seed: int) -> bool:
    alone = replace(entry, appointment=entry.appointment.model_copy(update={"patients": patients}))
    return chance(seed, "no_show", name) < attendance(case, alone)


def unserved(ledger: Ledger) -> dict[str, int]:
    """Return the contacts that a plan leaves out, by level of care and priority, and the first visits among them."""
    missing = [(need, asked - min(asked, ledger.count(need))) for need, asked in ledger.needs()]
    levels: Counter[object] = Counter()
    priorities: Counter[int] = Counter()
    for need, number in missing:
        levels[_level(ledger.case, need)] += number
        priorities[need.priority] += number
    return {
        "unserved": sum(number for _, number in missing),
        "unserved_level_none": levels[None],
        **{f"unserved_level_{level}": levels[level] for level in range(1, 5)},
        **{f"unserved_priority_{priority}": priorities[priority] for priority in range(1, 5)},
        "first_visits_waiting": sum(number for need, number in missing if _is_first(ledger.case, need)),
    }


def _level(case: Case, need: Request | Group) -> int | None:
    if isinstance(need, Group) or need.patient is None or need.patient not in case.patients:
        return None
    return case.patients[need.patient].level


def _is_first(case: Case, need: Request | Group) -> bool:
    return isinstance(need, Request) and case.rulebook.contact_types[need.contact_types[0]].first


def _pool(ledger: Ledger, people: Iterable[ClinicianResult], roles: Sequence[str]) -> PoolFigures:
    case = ledger.case
    own = [person for person in people if case.clinicians[person.id].role in roles]
    held = [entry for person in own for entry in ledger.by_clinician[person.id]]
    return PoolFigures(
        roles="+".join(roles),
        people=len(own),
        target=sum(hundredths(person.target) for person in own) / 100,
        booked=sum(hundredths(person.booked) for person in own) / 100,
        at_target=sum(reached(person, hundredths(person.booked)) for person in own),
        true_minutes=sum(person.true_minutes for person in own),
        contact_minutes=sum(entry.minutes for entry in held),
        phone_minutes=sum(entry.minutes for entry in held if entry.modality == "phone"),
        load=sum(person.load for person in own),
        first_visits=sum(1 for entry in held if entry.kind and entry.kind.first),
    )


def _salary_cost(case: Case, salaries: Mapping[str, float]) -> float:
    monthly = sum(Fraction(str(salaries[person.role])) * Fraction(str(person.fte)) for person in case.week.clinicians)
    return round(float(monthly * case.week.weeks / WEEKS_A_MONTH), 2)
