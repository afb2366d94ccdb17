"""The plan: what is placed where, what is not and why, and how far from the best it can be."""

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, PlainSerializer

from weightplan.fields import WallClock

if TYPE_CHECKING:
    import pandas as pd

Status = Literal["optimal", "feasible", "infeasible", "unknown"]
BreakKind = Literal["lunch", "admin", "supervision"]
Instant = Annotated[WallClock, PlainSerializer(lambda moment: moment.strftime("%Y-%m-%dT%H:%M"), return_type=str)]


class PlanModel(BaseModel):
    """Base of the plan's parts. Unknown names are let through: other programs write plans too."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True, allow_inf_nan=False)


class Appointment(PlanModel):
    """One placed contact. Busy from `start` to `busy_until`; `weights` by clinician."""

    request: str
    contact_type: str
    clinicians: tuple[str, ...]
    patients: tuple[str, ...] = ()
    room: str | None = None
    start: Instant
    end: Instant
    busy_until: Instant
    weights: dict[str, float] = {}


class Break(PlanModel):
    """A lunch, or protected time for admin or supervision, of one clinician."""

    clinician: str
    start: Instant
    end: Instant
    kind: BreakKind


class Unserved(PlanModel):
    """A need (or part of one) that is not met: a stable reason code and a sentence."""

    request: str
    count: int
    reason: str
    text: str
    text_sv: str = ""


class ClinicianResult(PlanModel):
    """One clinician's week: weights booked, expected to be attended, reportable; load; true minutes."""

    id: str
    target: float
    booked: float
    expected: float
    reportable: float
    load: int
    true_minutes: int


class Record(PlanModel):
    """What made this plan, so that it can be made again."""

    input_sha256: str
    rulebook: str
    version: str
    ortools: str
    seed: int
    workers: int
    wall_seconds: float
    deterministic_time: float
    rules: tuple[str, ...] = ()


class Plan(PlanModel):
    """The answer. `optimal` means cost = bound; `gap` = (cost − bound) ÷ cost of serving nothing.

    `cost`, `bound` and `gap` are None where unknown (a plan made by hand). Source: the
    design's section 4.3.
    """

    status: Status = "feasible"
    cost: int | None = None
    bound: int | None = None
    gap: float | None = None
    appointments: tuple[Appointment, ...] = ()
    breaks: tuple[Break, ...] = ()
    unserved: tuple[Unserved, ...] = ()
    clinicians: tuple[ClinicianResult, ...] = ()
    record: Record | None = None

    def to_frames(self) -> "dict[str, pd.DataFrame]":
        """Return one DataFrame each for appointments, breaks, unserved and clinicians.

        Times are naive wall-clock `datetime64`; an appointment has one row per clinician,
        with that clinician's `weight`.
        """
        import pandas as pd  # a second that only this needs

        parts: dict[str, list[dict[str, Any]]] = {
            "appointments": [row for a in self.appointments for row in _appointment_rows(a)],
            "breaks": [b.model_dump() for b in self.breaks],
            "unserved": [u.model_dump() for u in self.unserved],
            "clinicians": [c.model_dump() for c in self.clinicians],
        }
        columns = {
            "appointments": _APPOINTMENT_COLUMNS,
            "breaks": list(Break.model_fields),
            "unserved": list(Unserved.model_fields),
            "clinicians": list(ClinicianResult.model_fields),
        }
        frames = {name: pd.DataFrame(rows, columns=columns[name]) for name, rows in parts.items()}
        for name in ("appointments", "breaks"):
            for column in ("start", "end", "busy_until"):
                if column in frames[name]:
                    frames[name][column] = pd.to_datetime(frames[name][column])
        return frames


_APPOINTMENT_COLUMNS = [
    "request",
    "contact_type",
    "clinician",
    "patients",
    "room",
    "start",
    "end",
    "busy_until",
    "weight",
]


def _appointment_rows(appointment: Appointment) -> list[dict[str, Any]]:
    return [
        {
            "request": appointment.request,
            "contact_type": appointment.contact_type,
            "clinician": clinician,
            "patients": ", ".join(appointment.patients),
            "room": appointment.room,
            "start": appointment.start.replace(tzinfo=None),
            "end": appointment.end.replace(tzinfo=None),
            "busy_until": appointment.busy_until.replace(tzinfo=None),
            "weight": appointment.weights.get(clinician, 0.0),
        }
        for clinician in appointment.clinicians
    ]


def empty_plan() -> Plan:
    """Return a plan that places nothing: the design's measuring rod for the gap."""
    return Plan()


__all__ = [
    "Appointment",
    "Break",
    "ClinicianResult",
    "Plan",
    "Record",
    "Status",
    "Unserved",
    "empty_plan",
]
