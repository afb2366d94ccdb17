"""A plan on the table: its appointments picked up one at a time, their places listed or judged."""

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from itertools import islice
from time import perf_counter

from weightplan.answers.moves import wording
from weightplan.answers.moves.fitting import Fit, Fitting
from weightplan.answers.moves.judge import Judge, Judgement
from weightplan.answers.moves.models import Broken, Move, MovedBreak, Moves, Place, Verdict
from weightplan.answers.moves.rests import RESTING, making_room
from weightplan.answers.proof import Proof
from weightplan.case import Case
from weightplan.check import check
from weightplan.errors import DisagreementError, InputError, did_you_mean
from weightplan.plan import Appointment, Plan
from weightplan.rules import locked
from weightplan.rules.ledger import Ledger
from weightplan.validate.words import unknown


class Board:
    """Answers about moving appointments of one plan. What the answers share is reckoned once.

    A place is legal where the contact breaks no rule at it and the plan breaks none that it does
    not break already. A contact whose type needs no room is offered none.
    """

    def __init__(self, case: Case, plan: Plan) -> None:
        self.case, self.plan = case, plan
        self._judge = Judge(case, plan)
        self._legal = check(case, plan).legal
        self._fitting = cache(self._fitting_at)

    def moves(self, appointment: Appointment, limit: int | None = 20) -> Moves:
        """Return the legal other places of an appointment of the plan, cheapest first.

        Of equal cost come first those of the same type, then with the same clinicians, then near
        the present day. Raises InputError where a locked booking holds it.
        """
        began = perf_counter()
        fitting = self._fitting(self._picked(appointment))
        fits = fitting.fits()
        places = sum(map(fitting.count, fits))
        found = tuple(islice(self._moves(fitting, fits), limit))
        return Moves(
            **wording.of_moves(self.case, fitting.old, places, found),
            proof=Proof(proven=True, bound=found[0].cost if found else None, seconds=perf_counter() - began),
            request=appointment.request,
            start=appointment.start,
            places=places,
            moves=found,
        )

    def why_not(self, appointment: Appointment, place: Place) -> Verdict:
        """Return what moving an appointment to a place costs, or which rules it would break.

        Raises InputError where the place names somebody or something unknown, or a locked booking
        holds the appointment.
        """
        began = perf_counter()
        self._known(place)
        old = self.plan.appointments[self._picked(appointment)]
        new = self._at(old, place)
        judged = self._judge.judge(old, new)
        asides = self._asides(old, new, judged)
        filled = Place(start=new.start, clinicians=new.clinicians, room=new.room, contact_type=new.contact_type)
        legal = not judged.broken
        cost = judged.cost if legal or asides else None
        return Verdict(
            **wording.of_verdict(self.case, old, filled, cost, judged.broken, asides),
            proof=Proof(proven=True, bound=cost, seconds=perf_counter() - began),
            request=appointment.request,
            place=filled,
            legal=legal,
            cost=cost,
            per_rule=judged.per_rule if cost is not None else {},
            effects=judged.effects if cost is not None else (),
            broken=tuple(Broken(rule=v.rule, about=v.about, text=v.text) for v in judged.broken),
            breaks=asides,
        )

    def _asides(self, old: Appointment, new: Appointment, judged: Judgement) -> tuple[MovedBreak, ...]:
        """Return the breaks that make room where nothing but breaks is in the way, nothing where that will not do."""
        if not judged.broken or not {v.rule for v in judged.broken}.issubset(RESTING):
            return ()
        swaps = making_room(self.case, self.plan, old, new)
        if not swaps or self._judge.judge(old, new, swaps).broken:
            return ()
        return tuple(
            MovedBreak(
                clinician=was.clinician,
                kind=was.kind,
                start=was.start,
                end=was.end,
                new_start=now.start,
                new_end=now.end,
            )
            for was, now in swaps
        )

    def after(self, appointment: Appointment, place: Place) -> Plan:
        """Return the plan with an appointment at another place, without judging it."""
        new = self._at(appointment, place)
        appointments = tuple(new if a is appointment else a for a in self.plan.appointments)
        return self.plan.model_copy(update={"appointments": appointments})

    def _picked(self, appointment: Appointment) -> int:
        """Return the appointment's place in the plan, once it is sure that it may move."""
        at = self.plan.appointments.index(appointment)
        rest = (*self.plan.appointments[:at], *self.plan.appointments[at + 1 :])
        held, left = (
            Ledger(self.case, Plan(appointments=tuple(a for a in part if a.request == appointment.request)))
            for part in (self.plan.appointments, rest)
        )
        promised = set(locked.check(self.case, left)) - set(locked.check(self.case, held))
        if promised:
            broken = next(iter(promised))
            raise InputError([f"{broken.text}: a locked booking does not move, unlock it in the week's bookings first"])
        return at

    def _fitting_at(self, at: int) -> Fitting:
        return Fitting(self.case, self.plan, self.plan.appointments[at])

    def _moves(self, fitting: Fitting, fits: list[Fit]) -> Iterator[Move]:
        old = fitting.old

        def order(fit: Fit) -> tuple[int, bool, bool, int]:
            stranger = set(fit.team) != set(old.clinicians)
            far = abs((self.case.date_of(fit.day) - old.start.date()).days)
            return fit.price.total, fit.way.type_name != old.contact_type, stranger, far

        for fit in sorted(fits, key=order):
            for first, last, rooms in fitting.stretches(fit):
                judged = self._confirmed(fitting, fit, first, last, rooms)
                if judged is not None:
                    yield Move(
                        contact_type=fit.way.type_name,
                        clinicians=fit.team,
                        start=self.case.moment(first),
                        last_start=self.case.moment(last),
                        rooms=rooms,
                        cost=judged.cost,
                        per_rule=judged.per_rule,
                        effects=judged.effects,
                    )

    def _confirmed(self, fitting: Fitting, fit: Fit, first: int, last: int, rooms: tuple[str, ...]) -> Judgement | None:
        """Return what the checker says of a move; None where a plan that is broken already does not take it.

        Raises DisagreementError where the checker refuses what was found legal in a legal plan.
        """
        room = rooms[0] if rooms else None
        new = [fitting.appointment(fit.way.type_name, fit.team, minute, room) for minute in (first, last)]
        judged = [self._judge.judge(fitting.old, appointment) for appointment in new]
        broken = [v for judgement in judged for v in judgement.broken]
        if broken and self._legal:
            raise DisagreementError(f"{fitting.old.request} at {new[0].start:%Y-%m-%dT%H:%M}: {broken[0]}")
        return None if broken else judged[0]

    def _known(self, place: Place) -> None:
        case = self.case
        problems = [
            *unknown("clinicians", "clinician", list(place.clinicians or ()), case.clinicians),
            *unknown("room", "room", [place.room] if place.room else [], case.rooms),
            *unknown(
                "contact_type",
                "contact type",
                [place.contact_type] if place.contact_type else [],
                case.rulebook.contact_types,
            ),
        ]
        if problems:
            raise InputError(problems)

    def _at(self, old: Appointment, place: Place) -> Appointment:
        """Return the appointment at a place, what the place leaves open filled in."""
        fitting = self._fitting(self.plan.appointments.index(old))
        name, team = place.contact_type or old.contact_type, place.clinicians or old.clinicians
        minute = self.case.minute(place.start)
        return fitting.appointment(name, team, minute, place.room or fitting.room_at(name, team, minute))


def find(plan: Plan, request: str, start: datetime | None = None) -> Appointment:
    """Return the appointment of a request, the first of several unless its start is given.

    Raises InputError, with the nearest name or the starts to choose from, where there is none.
    """
    held = sorted((a for a in plan.appointments if a.request == request), key=lambda a: a.start)
    if not held:
        near = did_you_mean(request, dict.fromkeys(a.request for a in plan.appointments))
        raise InputError([f"the plan holds no appointment for {request!r}{near}"])
    chosen = [a for a in held if start in (None, a.start)]
    if not chosen:
        starts = ", ".join(f"{a.start:%Y-%m-%dT%H:%M}" for a in held)
        raise InputError([f"{request!r} does not start at {start:%Y-%m-%dT%H:%M}; the plan holds it at {starts}"])
    return chosen[0]
