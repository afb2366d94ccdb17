"""What a week demands beyond nature's laws, piece by piece, and the week without some of it."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

from weightplan.case import CRISIS, Case
from weightplan.fields import MINUTES_PER_DAY
from weightplan.week import Clinician, Week

Kind = Literal["must", "booking", "crisis", "block", "lunch", "admin", "supervision", "limit"]
PERSONAL = (
    "max_contact_minutes_per_day",
    "max_minutes_in_a_row",
    "max_heavy_per_day",
    "max_heavy_per_week",
    "max_first_per_day",
    "max_first_per_week",
    "max_remote_share",
    "min_minutes_between_heavy",
    "phone_hours",
    "min_rest_hours_per_day",
    "min_rest_hours_per_week",
)
CONTACTS_A_DAY = "max_patient_contacts_per_day"


@dataclass(frozen=True)
class Demand:
    """One thing that could be given up. `about` is a need, a clinician, or empty for the whole unit.

    `place` is a booking's or block's place in its list, or a crisis day; `field` names a limit. The
    promised slots of a crisis day belong to that day's demand.
    """

    kind: Kind
    about: str = ""
    place: int = 0
    field: str = ""


@dataclass(frozen=True)
class Eased(Case):
    """A case in which some weekdays keep no crisis slots open."""

    quiet_days: frozenset[int] = frozenset()

    @cached_property
    def crisis_days(self) -> tuple[int, ...]:
        return tuple(day for day in super().crisis_days if day not in self.quiet_days)


def demands(case: Case) -> tuple[Demand, ...]:
    """Return every demand: needs first, then meetings, lunch, admin time, supervision and limits."""
    return (*_of_needs(case), *_of_staff(case))


def _of_needs(case: Case) -> Iterator[Demand]:
    for place, booking in enumerate(case.week.bookings):
        if booking.locked and booking.request != CRISIS:
            yield Demand("booking", booking.request, place)
    for name, need in case.needs.items():
        if need.must:
            yield Demand("must", name)
    if case.rulebook.crisis is not None and case.rulebook.crisis.slots_per_day:
        for day in case.crisis_days:
            yield Demand("crisis", place=day)


def _of_staff(case: Case) -> Iterator[Demand]:
    for person in case.week.clinicians:
        for place in range(len(person.blocks)):
            yield Demand("block", person.id, place)
    yield Demand("lunch")
    for clinician in case.clinicians:
        if case.limits(clinician).min_admin_minutes_per_week:
            yield Demand("admin", clinician)
        if case.limits(clinician).min_supervision_minutes_per_week:
            yield Demand("supervision", clinician)
    for clinician in case.clinicians:
        limits = case.limits(clinician)
        for name in PERSONAL:
            if getattr(limits, name) is not None:
                yield Demand("limit", clinician, field=name)
    if case.rulebook.limits.max_patient_contacts_per_day is not None:
        yield Demand("limit", field=CONTACTS_A_DAY)


def without(case: Case, dropped: Collection[Demand]) -> Case:
    """Return the case without some demands; every plan legal before is legal after, less its crisis slots.

    Lunch and meetings end a row of contacts: where one goes, a gap of its length ends a row too. Where a
    block of supervision goes, so does the supervision that it was part of: nothing has to make up for it.
    """
    gone = frozenset(dropped)
    quiet = frozenset(d.place for d in gone if d.kind == "crisis")
    working, limits = case.rulebook.working_time, case.rulebook.limits
    if Demand("lunch") in gone:
        working = working.model_copy(update={"max_hours_without_break": 24.0})
    if Demand("limit", field=CONTACTS_A_DAY) in gone:
        limits = limits.model_copy(update={CONTACTS_A_DAY: None})
    book = case.rulebook.model_copy(update={"working_time": working, "limits": limits})
    return Eased(_week_without(case, gone, quiet), book, case.earlier, quiet_days=quiet)


def _week_without(case: Case, gone: frozenset[Demand], quiet: frozenset[int]) -> Week:
    waived = {d.about for d in gone if d.kind == "must"}
    unlocked = {d.place for d in gone if d.kind == "booking"}
    unlocked |= {
        place
        for place, booking in enumerate(case.week.bookings)
        if booking.request == CRISIS and case.minute(booking.start) // MINUTES_PER_DAY in quiet
    }
    fields: dict[str, Any] = {
        "clinicians": tuple(_eased(case, person, gone) for person in case.week.clinicians),
        "bookings": tuple(b for place, b in enumerate(case.week.bookings) if place not in unlocked),
    }
    return _with_needs(case.week.model_copy(update=fields), case, waived, must=False)


def _with_needs(week: Week, case: Case, names: Collection[str], **fields: object) -> Week:
    """Return a week with fields of some needs changed; those made from `demand` become requests like any other."""
    changes: dict[str, Any] = {
        "patients": tuple(case.patients.values()),
        "requests": tuple(r.model_copy(update=fields) if r.id in names else r for r in case.requests.values()),
        "groups": tuple(g.model_copy(update=fields) if g.id in names else g for g in week.groups),
        "demand": (),
    }
    return week.model_copy(update=changes)


def _eased(case: Case, person: Clinician, gone: frozenset[Demand]) -> Clinician:
    mine = [d for d in gone if d.about == person.id]
    fields: dict[str, Any] = {d.field: None for d in mine if d.kind == "limit"}
    if Demand("admin", person.id) in gone:
        fields["min_admin_minutes_per_week"] = 0
    removed = {d.place for d in mine if d.kind == "block"}
    if Demand("supervision", person.id) in gone or any(person.blocks[p].kind == "supervision" for p in removed):
        fields["min_supervision_minutes_per_week"] = 0
    lengths = [int((person.blocks[place].end - person.blocks[place].start).total_seconds()) // 60 for place in removed]
    if Demand("lunch") in gone:
        lengths.append(case.rulebook.working_time.lunch_minutes)
    pause = case.limits(person.id).pause_minutes or 0
    if lengths and min(lengths) < pause:
        fields["pause_minutes"] = min(lengths)
    blocks = tuple(block for place, block in enumerate(person.blocks) if place not in removed)
    if not fields and len(blocks) == len(person.blocks):
        return person
    return person.model_copy(update={"limits": person.limits.model_copy(update=fields), "blocks": blocks})


def with_need(case: Case, name: str, **fields: object) -> Case:
    """Return the case with fields of one need changed."""
    return with_week(case, _with_needs(case.week, case, {name}, **fields))


def with_need_alone(case: Case, name: str) -> Case:
    """Return the case in which one need is all there is."""
    week = _with_needs(case.week, case, ())
    alone = {
        "requests": tuple(r for r in week.requests if r.id == name),
        "groups": tuple(g for g in week.groups if g.id == name),
        "bookings": (),
    }
    return with_week(case, week.model_copy(update=alone))


def with_week(case: Case, week: Week) -> Case:
    """Return the case with another week: hours and limits are looked up anew."""
    return replace(case, week=week, _hours={}, _limits={}, _day_counts={})
