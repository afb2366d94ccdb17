"""What makes a rule speak: limits and prices that are set, people who are new, days that are full.

`WEEKS` change a week before it is read, `PLANS` a plan and its case, `WILD` says how many of a
hundred choices go astray. `PRESUMED` are the plans that a rule's posting half presumes by its docstring.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from tests.strategies import OPENS, SITES, _Dice, _PlanMaker
from weightplan.case import CRISIS, Case, Stretch
from weightplan.fields import MINUTES_PER_DAY, WEEKDAYS, clock_minutes
from weightplan.plan import Appointment, Break, Plan
from weightplan.rules import admin_time, supervision_kept
from weightplan.week import Block, Booking

Fields = dict[str, Any]
Planned = tuple[Case, Plan]

# --- weeks


def limited(least: int, most: int, *names: str, minutes: bool = False) -> Callable[[_Dice, Fields], None]:
    """Set some of the named limits; those in minutes are counted on the grid."""

    def set_limits(dice: _Dice, week: Fields) -> None:
        step = week["rulebook"]["grid_minutes"] if minutes else 1
        for name in dice.some(names, 1):
            week["rulebook"]["limits"][name] = step * dice.number(least, most)

    return set_limits


def priced(name: str, field: str | None = None, most: int = 0) -> Callable[[_Dice, Fields], None]:
    """Set a price, and sometimes a field of the contact types to large numbers (or less than none, for weights)."""

    def set_price(dice: _Dice, week: Fields) -> None:
        book = week["rulebook"]
        book["prices"].setdefault(name, [1, 2, 4] if name == "shortfall" else dice.number(1, 60))
        if name == "load_over_soft":
            book["limits"]["soft_load_per_day"] = dice.number(0, 6)
        below = dice.sometimes(2)
        for kind in book["contact_types"].values():
            paid = field if field in kind or field == "load" else None
            if paid == "weight" and below:
                kind[paid] = -dice.number(0, 3)
            elif paid and dice.sometimes(2):
                kind[paid] = dice.number(0, most)

    return set_price


def heavy_and_first(dice: _Dice, week: Fields) -> None:
    limits = [f"max_{name}_per_{span}" for name in ("heavy", "first") for span in ("day", "week")]
    limited(0, 3, *limits)(dice, week)
    for kind in week["rulebook"]["contact_types"].values():
        for flag in ("heavy", "first"):
            kind[flag] = dice.sometimes(6)


def recovering(dice: _Dice, week: Fields) -> None:
    """Many heavy contacts, and some time to lie between them."""
    heavy_and_first(dice, week)
    limited(0, 6, "min_minutes_between_heavy", minutes=True)(dice, week)


def heavy_and_priced(dice: _Dice, week: Fields) -> None:
    heavy_and_first(dice, week)
    priced("heavy_in_last_hour")(dice, week)


def switching(dice: _Dice, week: Fields) -> None:
    """In person and remotely by turns, some changes free."""
    priced("context_switch")(dice, week)
    dice.maybe(week["rulebook"]["limits"], "soft_switches_per_day", 6, lambda: dice.number(0, 3))
    for kind in week["rulebook"]["contact_types"].values():
        if kind["modality"] != "group":
            kind["modality"] = dice.one(("physical", "video", "phone", "digital"))


def varied(dice: _Dice, week: Fields) -> None:
    priced("same_type_a_day")(dice, week)
    dice.maybe(week["rulebook"]["limits"], "soft_same_type_per_day", 9, lambda: dice.number(0, 3))


def phoning(dice: _Dice, week: Fields) -> None:
    """Phone hours in the middle of the days, on most of them."""
    grid = week["rulebook"]["grid_minutes"]
    for kind in week["rulebook"]["contact_types"].values():
        if kind["modality"] != "group" and dice.sometimes(6):
            kind["modality"] = "phone"
    for holder in (week["rulebook"], *week["clinicians"]):
        if holder is week["rulebook"] or dice.sometimes(3):
            start = OPENS + grid * dice.number(0, 4)
            middle, end = start + grid * dice.number(2, 5), start + grid * dice.number(6, 20)
            spans = [f"{a // 60:02}:{a % 60:02}-{b // 60:02}:{b % 60:02}" for a, b in ((start, middle), (middle, end))]
            holder.setdefault("limits", {})["phone_hours"] = {day: spans for day in WEEKDAYS if dice.sometimes(8)}


def resting(name: str, least: int, most: int) -> Callable[[_Dice, Fields], None]:
    """Ask for a rest about as long as the nights, or the free days, of these short weeks."""

    def set_limit(dice: _Dice, week: Fields) -> None:
        blocked(dice, week)
        week["rulebook"]["limits"][name] = dice.number(least, most)
        for person in week["clinicians"]:
            person.setdefault("limits", {}).pop(name, None)

    return set_limit


def lunching(dice: _Dice, week: Fields) -> None:
    """Days about as long as they may be without a lunch, lunch hours about as long as a lunch."""
    grid = week["rulebook"]["grid_minutes"]
    opens = OPENS + grid * dice.number(0, 5)
    closes = opens + grid * dice.number(2, 8)
    week["rulebook"]["working_time"] = {
        "lunch_minutes": grid * dice.number(1, 2),
        "lunch_between": [f"{m // 60:02}:{m % 60:02}" for m in (opens, closes)],
        "max_hours_without_break": grid * dice.number(2, 8) / 60,
    }


def blocked(dice: _Dice, week: Fields) -> None:
    """Blocks in the middle of the days, some of them inside others."""
    grid = week["rulebook"]["grid_minutes"]
    monday = datetime.fromisoformat(week["week"])
    for person in week["clinicians"]:
        for _ in range(dice.number(0, 3)):
            start = monday + timedelta(days=dice.number(0, 3), minutes=OPENS + grid * dice.number(2, 10))
            end = start + timedelta(minutes=grid * dice.number(1, 5))
            person.setdefault("blocks", []).append({"start": start.isoformat(), "end": end.isoformat()})


def away(dice: _Dice, week: Fields) -> None:
    """Admin time is due, of some less since they are away for a day."""
    limited(1, 12, "min_admin_minutes_per_week", minutes=True)(dice, week)
    for person in week["clinicians"]:
        dice.maybe(person, "absences", 5, [{"start": f"{week['week']}T00:00", "end": f"{week['week']}T23:59"}])


def supervised_away(dice: _Dice, week: Fields) -> None:
    """Supervision is due, of some less since they are away for a day, and blocks hold some of it."""
    blocked(dice, week)
    for person in week["clinicians"]:
        for block in person.get("blocks", ()):
            dice.maybe(block, "kind", 6, "supervision")
        dice.maybe(person, "absences", 5, [{"start": f"{week['week']}T00:00", "end": f"{week['week']}T23:59"}])
    limited(1, 12, "min_supervision_minutes_per_week", minutes=True)(dice, week)


def following(dice: _Dice, week: Fields) -> None:
    """Chains of single needs."""
    requests = week["requests"]
    for place, request in enumerate(requests):
        request.pop("count", None)
        if place and dice.sometimes(7):
            least = dice.number(0, 2)
            before = requests[dice.number(0, place - 1)]["id"]
            request["after"] = {"request": before, "min_days": least, "max_days": least + dice.number(0, 1)}
            request["same_clinician"] = dice.sometimes(3)


def grouped(dice: _Dice, week: Fields) -> None:
    for kind in week["rulebook"]["contact_types"].values():
        if kind["modality"] == "group":
            kind["participants"] = [dice.number(0, 2), dice.number(2, 3)]


def waiting(dice: _Dice, week: Fields) -> None:
    """Patients have hours that suit them, and meet in groups."""
    names = [p["id"] for p in week["patients"]]
    for patient in week["patients"]:
        if dice.sometimes(6):
            hours = {day: ["08:00-08:30", "09:00-09:30", "09:30-11:00"] for day in WEEKDAYS}
            patient["available"] = {day: dice.some(spans, 1) for day, spans in hours.items()}
    for group in week.get("groups", ()):
        group["participants"] = dice.some(names, 1)


def remote(dice: _Dice, week: Fields) -> None:
    week["rulebook"]["limits"]["max_remote_share"] = dice.number(0, 10) / 10


def new_patients(dice: _Dice, week: Fields) -> None:
    for patient in week["patients"]:
        patient["new"] = dice.sometimes(7)
    names = [p["id"] for p in week["patients"]]
    for group in week.get("groups", ()):
        group["participants"] = dice.some(names, 1)


def sited(dice: _Dice, week: Fields) -> None:
    for thing in (*week["clinicians"], *week["rooms"]):
        dice.maybe(thing, "site", 7, lambda: dice.one(SITES))
    for kind in week["rulebook"]["contact_types"].values():
        dice.maybe(kind, "room", 8, lambda: dice.one(("small", "large")))


def roomed(dice: _Dice, week: Fields) -> None:
    """Few rooms that many want."""
    del week["rooms"][dice.number(1, 2) :]
    names = [r["id"] for r in week["rooms"]]
    for need in (*week["requests"], *week.get("groups", ())):
        need["rooms"] = [r for r in need.get("rooms", names) if r in names] or None
    for booking in week.get("bookings", ()):
        booking.pop("room", None)
    for one in week["rooms"]:
        dice.maybe(one, "hours", 6, lambda: {day: ["08:00-10:00", "10:30-13:00"] for day in WEEKDAYS})
        dice.maybe(one, "absences", 6, lambda: [_lost(dice, week, day) for day in range(4)])
    for kind in week["rulebook"]["contact_types"].values():
        dice.maybe(kind, "room", 8, lambda: dice.one(("small", "large")))


def _lost(dice: _Dice, week: Fields, number: int) -> Fields:
    """Return the hours of one day on which a room is lost."""
    day = datetime.fromisoformat(week["week"]) + timedelta(days=number)
    first, last = dice.one([(0, 24), (9, 10), (9, 11), (10, 11)])
    return {"start": (day + timedelta(hours=first)).isoformat(), "end": (day + timedelta(hours=last)).isoformat()}


def supervising(dice: _Dice, week: Fields) -> None:
    for kind in week["rulebook"]["contact_types"].values():
        dice.maybe(kind, "lead_roles", 7, lambda: dice.some(("doctor", "nurse"), 1))


def insistent(dice: _Dice, week: Fields) -> None:
    for need in (*week["requests"], *week.get("groups", ())):
        need["must"] = dice.sometimes(2)


def tagged(dice: _Dice, week: Fields) -> None:
    dice.maybe(week["rulebook"]["limits"], "max_patient_contacts_per_day", 5, lambda: dice.number(0, 2))
    for need in (*week["requests"], *week.get("groups", ())):
        dice.maybe(need, "same_day", 3, lambda: dice.one(("x", "y", "z")))


def owned(dice: _Dice, week: Fields) -> None:
    priced("other_clinician")(dice, week)
    for patient in week["patients"]:
        dice.maybe(patient, "clinician", 7, lambda: dice.one(week["clinicians"])["id"])


def in_treatment(name: str) -> Callable[[_Dice, Fields], None]:
    """Set the price of a rule on courses, limits that speak, and patients in the midst of a course, in two weeks."""

    def set_courses(dice: _Dice, week: Fields) -> None:
        priced(name, "weight", 300)(dice, week)
        week["weeks"] = dice.number(1, 2)
        book, first = week["rulebook"], datetime.fromisoformat(week["week"]).date()
        book["limits"] |= {
            "front_weeks": dice.number(0, 3),
            "front_contacts_per_week": dice.number(0, 3),
            "contacts_between_measurements": dice.number(1, 5),
            "soft_week_deviation": dice.number(0, 300) / 100,
        }
        for level in (2, 3):
            book.setdefault("levels", {}).setdefault(level, {})["min_contacts_per_week"] = dice.number(0, 30) / 10
        for kind in book["contact_types"].values():
            kind["measures"] = dice.sometimes(3)
        for patient in week["patients"]:
            patient |= {"level": dice.number(1, 3), "contacts_since_measurement": dice.number(0, 4), "new": False}
            dice.maybe(patient, "course_start", 7, lambda: str(first + timedelta(days=dice.number(-20, 5))))
        for group in week.get("groups", ()):
            group["participants"] = dice.some([p["id"] for p in week["patients"]], 1)

    return set_courses


def with_notice(dice: _Dice, week: Fields) -> None:
    priced("late_change")(dice, week)
    first = datetime.fromisoformat(week["week"]).date()
    week["planned_on"] = str(first + timedelta(days=dice.number(-4, 1)))
    week["rulebook"]["limits"]["notice_days"] = dice.number(0, 6)


def ready_for_crisis(dice: _Dice, week: Fields) -> None:
    kinds = list(week["rulebook"]["contact_types"])
    week["rulebook"]["crisis"] = {"contact_type": dice.one(kinds), "slots_per_day": dice.number(0, 2)}


def in_rows(dice: _Dice, week: Fields) -> None:
    limits, grid = week["rulebook"]["limits"], week["rulebook"]["grid_minutes"]
    limits["max_minutes_in_a_row"] = grid * dice.number(3, 12)
    limits["pause_minutes"] = 900 if dice.sometimes(1) else grid * dice.number(0, 5)


# --- plans


def held_open(dice: _Dice, case: Case, plan: Plan) -> Planned:
    """Hold the crisis slots that are due, but for a slip now and then."""
    maker = _PlanMaker(dice, case, wild=0)
    kept = [a for a in plan.appointments if a.request != CRISIS]
    due = case.rulebook.crisis.slots_per_day if case.rulebook.crisis else 0
    slip = dice.sometimes(4)
    for day in range(case.day_count):
        number = due * (day in case.crisis_days) + (dice.number(-1, 1) if slip and dice.sometimes(3) else 0)
        for _ in range(number):
            made = maker.appointment(CRISIS)
            if made is not None:
                kept.append(moved_to(case, made, day * MINUTES_PER_DAY + OPENS))
    return case, plan.model_copy(update={"appointments": tuple(kept)})


def promised(dice: _Dice, case: Case, plan: Plan) -> Planned:
    """Promise what the plan holds, but for a slip now and then."""
    bookings = []
    slip = dice.sometimes(4)
    known = {*case.requests, *case.groups, *([CRISIS] if case.rulebook.crisis else [])}
    for held in plan.appointments:
        if held.request not in known or not held.clinicians or not dice.sometimes(6):
            continue
        later = timedelta(minutes=case.grid * dice.number(-1, 1) if slip and dice.sometimes(3) else 0)
        room = dice.one([*case.rooms, None]) if slip or held.room not in case.rooms else held.room
        who = dice.one(list(case.clinicians) if slip and dice.sometimes(2) else held.clinicians)
        others = list(case.clinicians) if slip and dice.sometimes(2) else list(held.clinicians)
        together = len(held.clinicians) > 1 and dice.sometimes(6)
        bookings.append(
            Booking(
                request=held.request,
                clinician=who,
                co_leaders=tuple(name for name in others if name != who) if together else (),
                start=held.start + later,
                room=room if dice.sometimes(5) else None,
                locked=not dice.sometimes(1),
            )
        )
    return Case(case.week.model_copy(update={"bookings": tuple(bookings)}), case.rulebook), plan


def told(dice: _Dice, case: Case, plan: Plan) -> Planned:
    """Tell people a plan much like this one."""
    earlier = []
    for held in plan.appointments:
        start = case.minute(held.start) + (case.grid * dice.number(-1, 1) if dice.sometimes(2) else 0)
        team = (dice.one(list(case.clinicians)),) if dice.sometimes(1) else held.clinicians
        for _ in range(dice.number(1, 2) if dice.sometimes(2) else 1):
            earlier.append(moved_to(case, held.model_copy(update={"clinicians": team}), start))
    earlier += [a for a in _PlanMaker(dice, case, wild=0).plan().appointments if dice.sometimes(2)]
    return Case(case.week, case.rulebook, Plan(appointments=tuple(dice.shuffled(earlier)))), plan


def rested(dice: _Dice, case: Case, plan: Plan) -> Planned:
    """Give everybody protected time and lunches, mostly about as long as they have to be."""
    breaks = [b for b in plan.breaks if dice.sometimes(3)]
    rules = case.rulebook.working_time
    for clinician in case.clinicians:
        for day in range(case.day_count):
            kind, minutes_due = dice.one(
                (("admin", admin_time.minutes_due), ("supervision", supervision_kept.minutes_due))
            )
            due = minutes_due(case, clinician, day // 7)
            for opens, closes in case.hours(clinician, day):
                start = dice.one((opens, opens, opens + case.grid * dice.number(-1, 6)))
                end = dice.one((closes, start + 25, start + 30, start + due, start + due - 5))
                if dice.sometimes(7) and start <= end:
                    breaks.append(Break(clinician=clinician, start=case.moment(start), end=case.moment(end), kind=kind))
            first, last = (day * MINUTES_PER_DAY + clock_minutes(clock) for clock in rules.lunch_between)
            start = dice.one((first, last - rules.lunch_minutes, first + case.grid * dice.number(-1, 6)))
            end = start + dice.one((rules.lunch_minutes, rules.lunch_minutes, 30, rules.lunch_minutes + case.grid))
            if case.hours(clinician, day) and dice.sometimes(8):
                breaks.append(Break(clinician=clinician, start=case.moment(start), end=case.moment(end), kind="lunch"))
    return case, plan.model_copy(update={"breaks": tuple(dice.shuffled(breaks))})


def at_edges(stretches: Callable[[Case, Appointment], list[Stretch]]) -> Callable[[_Dice, Case, Plan], Planned]:
    """Move contacts to where a stretch that matters to them begins or ends, or a step beside it."""

    def move(dice: _Dice, case: Case, plan: Plan) -> Planned:
        moved = []
        for held in plan.appointments[: dice.number(1, 6)]:  # fewer, so that many plans have one fault at most
            edges = stretches(case, held) if dice.sometimes(6) else []
            if edges:
                contact, busy = case.minute(held.end), case.minute(held.busy_until)
                start, (first, last) = case.minute(held.start), dice.one(edges)
                inside = (first, last - (contact - start), last - (busy - start))
                beside = (last, first - (contact - start), first - (busy - start))
                nudge = case.grid * dice.number(-1, 1) if dice.sometimes(3) else 0
                moved.append(moved_to(case, held, dice.one((*inside, *beside)) + nudge))
            else:
                moved.append(held)
        return case, plan.model_copy(update={"appointments": tuple(moved)})

    return move


def one_after_another(dice: _Dice, case: Case, plan: Plan) -> Planned:
    """Move contacts to where hours that suit begin or end, and some to where another of their patient ends."""
    case, plan = at_edges(_suiting)(dice, case, plan)
    moved: list[Appointment] = []
    for held in plan.appointments:
        others = [other for other in moved if {*other.patients} & {*held.patients}]
        if others and dice.sometimes(5):
            minute = case.minute(dice.one(others).end) - (case.grid if dice.sometimes(3) else 0)
            moved.append(moved_to(case, held, minute))
        else:
            moved.append(held)
    return case, plan.model_copy(update={"appointments": tuple(moved)})


def _suiting(case: Case, held: Appointment) -> list[Stretch]:
    hours = [case.patients[p].available for p in held.patients if p in case.patients]
    day = case.minute(held.start) // MINUTES_PER_DAY
    return [stretch for table in hours if table is not None for stretch in case.span_on(table, day)]


def _worked(case: Case, held: Appointment) -> list[Stretch]:
    day = case.minute(held.start) // MINUTES_PER_DAY
    known = [c for c in held.clinicians if c in case.clinicians and 0 <= day < case.day_count]
    blocks = [block for c in known for block in case.blocks(c) if block[0] // MINUTES_PER_DAY == day]
    return [stretch for c in known for stretch in case.hours(c, day)] + 3 * blocks


def _phoned(case: Case, held: Appointment) -> list[Stretch]:
    day = case.minute(held.start) // MINUTES_PER_DAY
    tables = [case.limits(c).phone_hours for c in held.clinicians if c in case.clinicians]
    return [stretch for table in tables if table is not None for stretch in case.span_on(table, day)]


def _last_hours(case: Case, held: Appointment) -> list[Stretch]:
    """Return stretches that begin with a day, and end when its last hour begins."""
    worked = _worked(case, held)
    return [(min(start for start, _ in worked), max(end for _, end in worked) - 60)] if worked else []


def _windows(case: Case, held: Appointment) -> list[Stretch]:
    need = case.requests.get(held.request) or case.groups.get(held.request)
    return [(case.minute(w.start), case.minute(w.end)) for w in (need.windows or () if need else ())]


def _open(case: Case, held: Appointment) -> list[Stretch]:
    room = case.rooms.get(held.room or "")
    day = case.minute(held.start) // MINUTES_PER_DAY
    if room is None:
        return []
    lost = [(case.minute(away.start), case.minute(away.end)) for away in room.absences]
    opened = list(case.span_on(room.hours, day)) if room.hours is not None else []
    return opened + 3 * [stretch for stretch in lost if stretch[0] // MINUTES_PER_DAY == day]


def in_any_room(dice: _Dice, case: Case, plan: Plan) -> Planned:
    """Put some contacts into a room that they do not need, and many where a room opens or closes."""
    placed = tuple(
        held.model_copy(update={"room": dice.one(list(case.rooms))}) if case.rooms and dice.sometimes(1) else held
        for held in plan.appointments
    )
    return at_edges(_open)(dice, case, plan.model_copy(update={"appointments": placed}))


def in_full_days(dice: _Dice, case: Case, plan: Plan) -> Planned:
    """Fill days with contacts and short pauses, some of them lunches or blocks, now and then past midnight."""
    appointments, breaks, blocks = [], [], defaultdict(list)
    names = [*case.requests, *case.groups, CRISIS]
    maker = _PlanMaker(dice, case, wild=0)
    for clinician in case.clinicians:
        for day in range(case.day_count):
            minute = day * MINUTES_PER_DAY + (22 * 60 if dice.sometimes(1) else OPENS)
            for _ in range(dice.number(0, 7) if dice.sometimes(5) else 0):
                made = maker.appointment(dice.one(names), (clinician,))
                if made is None:
                    continue
                held = moved_to(case, made, minute)
                appointments.append(held)
                pause = case.grid * dice.number(0, 3)
                minute = case.minute(held.busy_until) + pause
                start = held.busy_until + timedelta(minutes=case.grid * dice.number(-1, 1) if dice.sometimes(3) else 0)
                end = dice.one((case.moment(minute), start, start + timedelta(minutes=case.grid)))
                if dice.sometimes(3) and start <= end:
                    kind = dice.one(("lunch", "lunch", "admin"))
                    breaks.append(Break(clinician=clinician, start=start, end=end, kind=kind))
                elif dice.sometimes(1) and start < end:
                    blocks[clinician].append(Block(start=start, end=end))
    people = tuple(c.model_copy(update={"blocks": (*c.blocks, *blocks[c.id])}) for c in case.week.clinicians)
    case = Case(case.week.model_copy(update={"clinicians": people}), case.rulebook)
    return case, Plan(appointments=tuple(dice.shuffled(appointments)), breaks=tuple(dice.shuffled(breaks)))


def early_and_late(dice: _Dice, case: Case, plan: Plan) -> Planned:
    """Spread contacts over days, nights and the whole week, with some admin time."""
    case, plan = in_full_days(dice, case, plan)
    days = dice.one((2, 4, case.day_count))
    moved = []
    for held in plan.appointments:
        minute = case.minute(held.start)
        if dice.sometimes(5):
            clock = case.grid * dice.number(0, MINUTES_PER_DAY // case.grid)
            minute = dice.number(0, days - 1) * MINUTES_PER_DAY + clock
        if dice.sometimes(8):
            moved.append(moved_to(case, held, minute))
    return case, plan.model_copy(update={"appointments": tuple(moved)})


def moved_to(case: Case, held: Appointment, minute: int) -> Appointment:
    """Return an appointment at another start."""
    later = timedelta(minutes=minute - case.minute(held.start))
    names = ("start", "end", "busy_until")
    return held.model_copy(update={name: getattr(held, name) + later for name in names})


# --- what is presumed


def without_overlaps(case: Case, plan: Plan) -> Plan:
    """Leave out appointments in which somebody is busy already (contacts without anybody: one at a time)."""
    kept: list[Appointment] = []
    for one in sorted(plan.appointments, key=lambda a: (a.start, a.busy_until)):
        if all(other.busy_until <= one.start or not _share(one.clinicians, other.clinicians) for other in kept):
            kept.append(one)
    return plan.model_copy(update={"appointments": tuple(kept)})


def _share(team: Iterable[str], other: Iterable[str]) -> bool:
    return bool({*team} & {*other}) or not (team or other)


def no_oftener_than_asked(case: Case, plan: Plan) -> Plan:
    """Leave out appointments beyond what their need asks for."""
    left = {r.id: r.count for r in case.requests.values()}
    kept = []
    for one in plan.appointments:
        left[one.request] = left.get(one.request, 1) - 1
        if left[one.request] >= 0:
            kept.append(one)
    return plan.model_copy(update={"appointments": tuple(kept)})


WILD = {"need": 10, "duration": 8, "acceptable_type": 30, "competence": 8, "group_size": 8}
WEEKS: dict[str, Callable[[_Dice, Fields], None]] = {
    "working_hours": blocked,
    "no_overlap": blocked,
    "meal_break": lunching,
    "room": roomed,
    "patient_time": waiting,
    "follow_up": following,
    "group_size": grouped,
    "first_visit_is_long": new_patients,
    "group_after_first": new_patients,
    "same_day": tagged,
    "supervised": supervising,
    "site": sited,
    "crisis_slots": ready_for_crisis,
    "contact_minutes": limited(1, 12, "max_contact_minutes_per_day", minutes=True),
    "row_of_contacts": in_rows,
    "heavy_contacts": heavy_and_first,
    "first_visits": heavy_and_first,
    "remote_share": remote,
    "admin_time": away,
    "heavy_after_heavy": recovering,
    "phone_hours": phoning,
    "daily_rest": resting("min_rest_hours_per_day", 8, 23),
    "weekly_rest": resting("min_rest_hours_per_week", 24, 150),
    "supervision_kept": supervised_away,
    "must": insistent,
    "shortfall": priced("shortfall", "weight", 900),
    "overshoot": priced("overshoot", "weight", 900),
    "intensity_floor": in_treatment("intensity_floor"),
    "front_loaded": in_treatment("front_loaded"),
    "measurement": in_treatment("measurement"),
    "week_balance": in_treatment("week_balance"),
    "late_change": with_notice,
    "less_preferred_type": priced("less_preferred_type"),
    "load": priced("load_over_soft", "load", 10_000),
    "load_imbalance": priced("load_imbalance", "load", 10_000),
    "heavy_late": heavy_and_priced,
    "context_switches": switching,
    "variety": varied,
    "other_clinician": owned,
    "moved": priced("moved"),
}
PLANS: dict[str, Callable[[_Dice, Case, Plan], Planned]] = {
    "working_hours": at_edges(_worked),
    "no_overlap": at_edges(_worked),
    "meal_break": rested,
    "room": in_any_room,
    "patient_time": one_after_another,
    "deadline": at_edges(_windows),
    "admin_time": rested,
    "supervision_kept": rested,
    "crisis_slots": held_open,
    "row_of_contacts": in_full_days,
    "heavy_after_heavy": in_full_days,
    "phone_hours": at_edges(_phoned),
    "daily_rest": early_and_late,
    "weekly_rest": early_and_late,
    "heavy_late": at_edges(_last_hours),
    "context_switches": in_full_days,
    "variety": in_full_days,
    "locked": promised,
    "late_change": told,
    "moved": told,
}
PRESUMED: dict[str, Callable[[Case, Plan], Plan]] = {
    "room": without_overlaps,
    "row_of_contacts": without_overlaps,
    "context_switches": without_overlaps,
    "follow_up": no_oftener_than_asked,
}
