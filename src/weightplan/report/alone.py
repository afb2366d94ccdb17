"""A week and a plan cut down to one clinician, so that nothing made from them can tell of colleagues."""

from collections.abc import Iterable
from dataclasses import replace

from weightplan.case import Case
from weightplan.plan import Appointment, Plan
from weightplan.report.pieces import Piece
from weightplan.report.words import Words
from weightplan.week import Group, Request

SHORT = 3  # ids of fewer letters stand in many words by chance


def alone(case: Case, plan: Plan, clinician: str) -> tuple[Case, Plan]:
    """Return the case and the plan of one clinician: own contacts and breaks, own patients and their needs."""
    own = tuple(_own(a, clinician) for a in plan.appointments if clinician in a.clinicians)
    breaks = tuple(b for b in plan.breaks if b.clinician == clinician)
    needs = [case.needs[name] for name in dict.fromkeys(a.request for a in own) if name in case.needs]
    patients = dict.fromkeys(p for a in own for p in a.patients)
    week = case.week.model_copy(
        update={
            "name": None
            if case.week.name is None or names_colleague(case, clinician, case.week.name)
            else case.week.name,
            "clinicians": (case.clinicians[clinician],),
            "patients": tuple(
                case.patients[p].model_copy(update={"clinician": None}) for p in patients if p in case.patients
            ),
            "requests": tuple(n.model_copy(update={"clinicians": None}) for n in needs if isinstance(n, Request)),
            "groups": tuple(n.model_copy(update={"leaders_from": None}) for n in needs if isinstance(n, Group)),
            "bookings": (),
            "demand": (),
            "overrides": (),
        }
    )
    return replace(case, week=week, earlier=None), Plan(status=plan.status, appointments=own, breaks=breaks)


def discreet(case: Case, plan: Plan, clinician: str, own: Iterable[Piece], words: Words) -> list[Piece]:
    """Return pieces with the number of colleagues who hold a contact too, and no name of theirs in free text.

    `case` and `plan` are the whole unit's.
    """
    beside = {
        (a.request, case.minute(a.start)): len(set(a.clinicians)) - 1
        for a in plan.appointments
        if clinician in a.clinicians
    }
    found = []
    for piece in own:
        shown = piece
        if piece.kind == "block" and names_colleague(case, clinician, piece.label):
            shown = replace(shown, label=words("block"))
        if piece.room is not None and names_colleague(case, clinician, piece.room):
            shown = replace(shown, room=case.rooms[piece.room].kind if piece.room in case.rooms else None)
        if colleagues := beside.get((piece.request or "", piece.start)):
            shown = replace(shown, label=words("own.colleagues", label=piece.label, n=colleagues))
        found.append(shown)
    return found


def names_colleague(case: Case, clinician: str, text: str) -> bool:
    """Say whether a text holds the id of another clinician, in a longer word too where the id is long enough."""
    spoken = text.casefold().split()
    for other in case.clinicians:
        name = other.casefold()
        if other != clinician and (name in text.casefold() if len(name) >= SHORT else name in spoken):
            return True
    return False


def _own(appointment: Appointment, clinician: str) -> Appointment:
    weights = {who: weight for who, weight in appointment.weights.items() if who == clinician}
    return appointment.model_copy(update={"clinicians": (clinician,), "weights": weights})
