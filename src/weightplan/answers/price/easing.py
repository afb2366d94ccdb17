"""What has a price: a rule for some clinicians, or one more room. What is eased is legal only to be reckoned with."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from weightplan.answers.conflict.demands import PERSONAL, Demand, without
from weightplan.case import Case
from weightplan.fields import WEEKDAYS, Hours, Weekday
from weightplan.week import Room

MEETINGS, ROOM = "meetings", "room"
LIMITS = {
    "contact_minutes": ("max_contact_minutes_per_day",),
    "row_of_contacts": ("max_minutes_in_a_row",),
    "heavy_contacts": ("max_heavy_per_day", "max_heavy_per_week"),
    "first_visits": ("max_first_per_day", "max_first_per_week"),
    "remote_share": ("max_remote_share",),
    "heavy_after_heavy": ("min_minutes_between_heavy",),
    "phone_hours": ("phone_hours",),
    "daily_rest": ("min_rest_hours_per_day",),
    "weekly_rest": ("min_rest_hours_per_week",),
}
RULES = (*LIMITS, "meal_break", "admin_time", "supervision_kept", MEETINGS, ROOM)
# A manager may free somebody from a meeting or find a room; the others are safety and labour law.
FOR_TRADE = (MEETINGS, ROOM)


@dataclass(frozen=True)
class Easing:
    """One rule out of the way. `room`: one more room of every kind, or of one kind on one weekday."""

    rule: str
    room_kind: str | None = None
    weekday: Weekday | None = None


ALL_ROOMS = Easing(ROOM)


def easings(case: Case) -> Iterator[Easing]:
    """Yield what has a price in a case: rules in their order, then rooms by kind on the weekdays that are worked."""
    yield from (Easing(rule) for rule in RULES)
    worked = {
        WEEKDAYS[case.date_of(day).weekday()]
        for day in range(case.day_count)
        if any(case.hours(clinician, day) for clinician in case.clinicians)
    }
    for kind in _kinds(case):
        yield from (Easing(ROOM, kind, weekday) for weekday in WEEKDAYS if weekday in worked)


def eased(case: Case, easing: Easing, clinicians: Collection[str]) -> Case | None:
    """Return the case without one rule for some clinicians, None where they have no such rule."""
    if easing.rule == ROOM:
        return _with_rooms(case, easing)
    demands = [demand for clinician in clinicians for demand in _demands(case, easing.rule, clinician)]
    return without(case, demands) if demands else None


def _demands(case: Case, rule: str, clinician: str) -> list[Demand]:
    limits = case.limits(clinician)
    if rule == "meal_break":
        return [Demand("lunch")]
    if rule == "admin_time":
        return [Demand("admin", clinician)] if limits.min_admin_minutes_per_week else []
    if rule == "supervision_kept":
        return [Demand("supervision", clinician)] if limits.min_supervision_minutes_per_week else []
    if rule == MEETINGS:
        blocks = enumerate(case.clinicians[clinician].blocks)
        return [Demand("block", clinician, place) for place, block in blocks if block.kind != "supervision"]
    names = [name for name in LIMITS[rule] if name in PERSONAL and getattr(limits, name) is not None]
    return [Demand("limit", clinician, field=name) for name in names]


def _kinds(case: Case) -> tuple[str, ...]:
    kinds = case.rulebook.contact_types.values()
    return tuple(dict.fromkeys(kind.room for kind in kinds if kind.room is not None))


def _with_rooms(case: Case, easing: Easing) -> Case | None:
    """Return the case with one more room of the kinds, for every site and open all day."""
    hours: Hours | None = {easing.weekday: ("00:00-24:00",)} if easing.weekday else None
    more = tuple(
        Room(id=f"{kind}-more", kind=kind, hours=hours) for kind in _kinds(case) if easing.room_kind in (None, kind)
    )
    return replace(case, week=case.week.model_copy(update={"rooms": (*case.week.rooms, *more)})) if more else None
