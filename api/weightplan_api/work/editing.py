"""A planner's changes to a plan: move, lock and unlock an appointment. Nothing illegal gets through."""

from dataclasses import dataclass, replace
from functools import cached_property

from weightplan.answers.moves import Board, Place, Verdict
from weightplan.case import Case
from weightplan.check import check, gap
from weightplan.errors import InputError
from weightplan.plan import Appointment, Plan
from weightplan.reasons import unserved
from weightplan.week import Booking


class NotLegalError(Exception):
    """A change that a hard rule forbids; `verdict` says which."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(verdict.text)
        self.verdict = verdict


@dataclass(frozen=True)
class Planned:
    """A week and its plan, as they stand before and after a change."""

    case: Case
    plan: Plan

    @cached_property
    def board(self) -> Board:
        """Answers what may move where; reckoned once for a plan."""
        return Board(self.case, self.plan)

    def moved(self, appointment: Appointment, place: Place) -> "Planned":
        """Return the plan with an appointment at another place; raises NotLegalError where that breaks a rule."""
        verdict = self.board.why_not(appointment, place)
        if not verdict.legal:
            raise NotLegalError(verdict)
        return self._with(self.case, self.board.after(appointment, place))

    def locked(self, appointment: Appointment) -> "Planned":
        """Return the week with the appointment as a locked booking: no solver will move it."""
        if appointment.request not in self.case.needs:
            raise InputError([f"{appointment.request}: only a patient's contact can be locked"])
        booking = Booking(
            request=appointment.request,
            clinician=appointment.clinicians[0],
            co_leaders=appointment.clinicians[1:],
            start=appointment.start,
            room=appointment.room,
            locked=True,
        )
        rest = (b for b in self.case.week.bookings if not _holds(b, appointment))
        return self._with(self._rebooked((*rest, booking)), self.plan)

    def unlocked(self, appointment: Appointment) -> "Planned":
        """Return the week without the promise that holds the appointment."""
        rest = tuple(b for b in self.case.week.bookings if not _holds(b, appointment))
        if len(rest) == len(self.case.week.bookings):
            raise InputError([f"{appointment.request}: is not locked"])
        return self._with(self._rebooked(rest), self.plan)

    def _rebooked(self, bookings: tuple[Booking, ...]) -> Case:
        return replace(self.case, week=self.case.week.model_copy(update={"bookings": bookings}))

    def _with(self, case: Case, plan: Plan) -> "Planned":
        """Return a changed plan with the checker's figures.

        A bound stays true for a week with more promises; where one is given up the bound is given up too.
        """
        promised = {b for b in case.week.bookings if b.locked}
        freer = any(b.locked and b not in promised for b in self.case.week.bookings)
        bound = None if freer else self.plan.bound
        return Planned(case, with_figures(case, plan, bound))


def with_figures(case: Case, plan: Plan, bound: int | None = None) -> Plan:
    """Return a plan with the checker's figures; raises InputError for one that is not legal."""
    report = check(case, plan)
    if report.violations:
        raise InputError(v.text for v in report.violations)
    figures = {
        "status": "optimal" if report.cost == bound else "feasible",
        "cost": report.cost,
        "bound": bound,
        "gap": gap(case, report.cost, bound) if bound is not None else None,
        "unserved": unserved(case, plan),
        "clinicians": report.clinicians,
    }
    return plan.model_copy(update=figures)


def _holds(booking: Booking, appointment: Appointment) -> bool:
    mine = booking.request == appointment.request and booking.start == appointment.start
    return mine and booking.clinician in appointment.clinicians
