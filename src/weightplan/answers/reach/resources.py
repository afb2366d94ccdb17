"""A room more, a meeting less, a lower target."""

from collections.abc import Iterator
from dataclasses import replace

from weightplan.answers.conflict.demands import Demand, with_week, without
from weightplan.answers.reach.lever import Lever, Situation, lever
from weightplan.answers.reach.wording import meeting_text, room_text, target_text
from weightplan.case import Case
from weightplan.fields import hundredths
from weightplan.week import Block, Room


def room_levers(case: Case, clinician: str) -> Iterator[Lever]:
    """Yield one more room, open at all hours and for every site, of each kind that the clinician's contacts hold."""
    given, role = case.rulebook.levers.room, case.clinicians[clinician].role
    if given is None:
        return
    used = (k for k in case.rulebook.contact_types.values() if k.roles is None or role in k.roles)
    for kind in dict.fromkeys(k.room for k in used if k.room is not None):
        name = f"{kind}-more"
        while name in case.rooms:
            name += "-more"
        room = Room(id=name, kind=kind)

        def change(before: Situation, room: Room = room) -> Situation:
            rooms = (*before.case.week.rooms, room)
            return replace(before, case=with_week(before.case, before.case.week.model_copy(update={"rooms": rooms})))

        yield lever("room", given.cost, change, room_text(kind))


def meeting_levers(case: Case, clinician: str) -> Iterator[Lever]:
    """Yield each meeting inside the clinician's hours that may be given up. One without a label may be supervision."""
    given = case.rulebook.levers.meeting
    if given is None:
        return
    kept = [word.casefold() for word in given.keep]
    worked = [stretch for day in range(case.day_count) for stretch in case.hours(clinician, day)]
    for block in case.clinicians[clinician].blocks:
        label, start, end = block.label.casefold(), case.minute(block.start), case.minute(block.end)
        if not label.strip() or any(word in label for word in kept):
            continue
        if any(start < last and first < end for first, last in worked):
            pieces = -(-(end - start) // 60)
            yield _freed(clinician, block, given.cost * pieces)


def _freed(clinician: str, block: Block, cost: int) -> Lever:
    def relaxed(before: Situation) -> Situation:
        place = before.case.clinicians[clinician].blocks.index(block)
        return replace(before, case=without(before.case, [Demand("block", clinician, place)]))

    def change(before: Situation) -> Situation:
        week = before.case.week
        people = tuple(
            person.model_copy(update={"blocks": tuple(b for b in person.blocks if b is not block)})
            if person.id == clinician
            else person
            for person in week.clinicians
        )
        return replace(before, case=with_week(before.case, week.model_copy(update={"clinicians": people})))

    return lever("meeting", cost, change, meeting_text(clinician, block), relaxed=relaxed)


def target_levers(case: Case, target: int) -> Iterator[Lever]:
    """Yield a target lower by one step, by two, and so on, as far as the rulebook goes and the target is above 0."""
    given = case.rulebook.levers.lower_target
    if given is None:
        return
    step = hundredths(given.step)
    for pieces in range(1, (given.most or target // step) + 1):
        if pieces * step < target:
            texts = target_text(pieces * step, target - pieces * step)
            yield lever("lower_target", pieces * given.cost, _same, texts, slot=("target", ""), lowered=pieces * step)


def _same(before: Situation) -> Situation:
    return before
